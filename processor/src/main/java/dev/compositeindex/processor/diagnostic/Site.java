package dev.compositeindex.processor.diagnostic;

import java.util.Optional;

/**
 * The place of a problem, by names. The compiler's own position is often coarse (javac reports everything inside repeated
 * annotations at the class) or absent (types from class files), so each place can also say itself in words.
 */
public sealed interface Site {

    /** The place in words, for the start of a message; empty for the module as a whole. */
    String describe();

    /** The binary name of the class that it is in, if it is in one. */
    default Optional<String> entityName() {
        return Optional.empty();
    }

    /** The compilation as a whole. */
    record OfModule() implements Site {
        @Override
        public String describe() {
            return "";
        }
    }

    /**
     * A line of a file that the compiler does not know.
     *
     * @param file its path below the folder that it was looked for in, with {@code /}
     * @param line from 1
     */
    record OfFile(String file, int line) implements Site {
        @Override
        public String describe() {
            return Printable.of(file) + ":" + line;
        }
    }

    /**
     * A class.
     *
     * @param entity its binary name
     */
    record OfClass(String entity) implements Site {
        @Override
        public String describe() {
            return "@CompositeIndex on " + entity;
        }

        @Override
        public Optional<String> entityName() {
            return Optional.of(entity);
        }
    }

    /**
     * A field of a class, or a property of it.
     *
     * @param entity the class's binary name
     * @param field its name
     */
    record OfField(String entity, String field) implements Site {
        @Override
        public String describe() {
            return entity + ", " + field;
        }

        @Override
        public Optional<String> entityName() {
            return Optional.of(entity);
        }
    }

    /**
     * An attribute of the table annotation, or the class where there is none.
     *
     * @param entity the class's binary name
     * @param attribute the attribute's name
     */
    record OfTable(String entity, String attribute) implements Site {
        @Override
        public String describe() {
            return "@IndexedTable on " + entity + ", " + attribute;
        }

        @Override
        public Optional<String> entityName() {
            return Optional.of(entity);
        }
    }

    /**
     * JPA's annotation of a class's table.
     *
     * @param entity the class's binary name
     */
    record OfMappedTable(String entity) implements Site {
        @Override
        public String describe() {
            return "@Table on " + entity;
        }

        @Override
        public Optional<String> entityName() {
            return Optional.of(entity);
        }
    }

    /**
     * One declared index.
     *
     * @param entity the class's binary name
     * @param ordinal 1 for the first annotation of the class; those of JPA are counted by themselves
     * @param name the given name, or empty
     * @param isJpas whether it is declared by JPA's annotation
     */
    record OfIndex(String entity, int ordinal, String name, boolean isJpas) implements Site {

        /** An index that is declared by an annotation of ours. */
        public OfIndex(String entity, int ordinal, String name) {
            this(entity, ordinal, name, false);
        }

        @Override
        public String describe() {
            return (isJpas ? "@Index #" : "@CompositeIndex #") + ordinal
                    + (name.isEmpty() ? "" : " \"" + Printable.of(name) + "\"") + " on " + entity;
        }

        @Override
        public Optional<String> entityName() {
            return Optional.of(entity);
        }

        /** What it is called in a message about another index: without its name, which may be the one that is wrong. */
        public String reference() {
            return new OfIndex(entity, ordinal, "", isJpas).describe();
        }

        /** An attribute of this index. */
        public OfAttribute attribute(String attribute) {
            return new OfAttribute(this, attribute, OfAttribute.WHOLE);
        }

        /** An element of an array attribute. */
        public OfAttribute attribute(String attribute, int element) {
            return new OfAttribute(this, attribute, element);
        }
    }

    /**
     * An attribute of a declared index, or one element of it.
     *
     * @param index the index
     * @param attribute the attribute's name
     * @param element the element's position, from 0, or {@link #WHOLE}
     */
    record OfAttribute(OfIndex index, String attribute, int element) implements Site {
        static final int WHOLE = -1;

        public boolean isWhole() {
            return element == WHOLE;
        }

        @Override
        public String describe() {
            String written = index.isJpas() && attribute.equals("fields") ? "columnList" : attribute;
            return index.describe() + ", " + written + (isWhole() ? "" : "[" + element + "]");
        }

        @Override
        public Optional<String> entityName() {
            return Optional.of(index.entity());
        }
    }
}
