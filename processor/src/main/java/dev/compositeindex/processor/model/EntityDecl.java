package dev.compositeindex.processor.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An annotated type as it was written.
 *
 * @param type its names
 * @param shape what kind of type it is
 * @param table the table that {@code @IndexedTable} names
 * @param naming how names of the database follow from those that are written
 * @param types what was read, by key: the type itself under its binary name, what its fields embed or refer to, as far as
 *     columns depend on it, and each class that a dotted path of its indexes leads through
 * @param indexes its indexes, in the order of their declaration, those of JPA's annotation last
 * @param contributors canonical names of all types that were read for it, itself and its superclasses among them
 * @param generatedVisible whether the type's module sees {@code javax.annotation.processing.Generated}
 */
public record EntityDecl(
        TypeName type,
        Shape shape,
        TableDecl table,
        NamingRule naming,
        Map<String, TypeDecl> types,
        List<IndexDecl> indexes,
        Set<String> contributors,
        boolean generatedVisible) {

    public EntityDecl {
        indexes = List.copyOf(indexes);
    }

    /** The same type with other indexes. */
    public EntityDecl withIndexes(List<IndexDecl> others) {
        return new EntityDecl(type, shape, table, naming, types, others, contributors, generatedVisible);
    }

    /** The type itself, as a type that was read. */
    public TypeDecl own() {
        return type(type.binary()).orElseThrow();
    }

    /** A type that was read. */
    public Optional<TypeDecl> type(String key) {
        return Optional.ofNullable(types.get(key));
    }

    /** The fields of the type itself, by name, in the order of their declaration. */
    public Map<String, FieldDecl> ownFields() {
        return fieldsOf(type.binary());
    }

    /** The fields of a type that was read, or none. */
    public Map<String, FieldDecl> fieldsOf(String key) {
        return type(key).map(TypeDecl::fields).orElse(Map.of());
    }

    /** Kinds of types; only the first two can have a table. */
    public enum Shape {
        CLASS("class"),
        RECORD("record"),
        INTERFACE("interface"),
        ENUM("enum"),
        ANNOTATION("annotation");

        private final String word;

        Shape(String word) {
            this.word = word;
        }

        public boolean hasTable() {
            return this == CLASS || this == RECORD;
        }

        public String word() {
            return word;
        }
    }

    /**
     * The declared table.
     *
     * @param annotated whether {@code @IndexedTable} is present
     * @param name its value; empty if absent
     * @param schema its schema; empty for the search path's
     */
    public record TableDecl(boolean annotated, String name, String schema) {}
}
