package dev.compositeindex.processor.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A class whose fields matter.
 *
 * @param name its binary name
 * @param framework whose annotations say how it is mapped
 * @param levels the class itself, then its superclasses up to the first of Java's own
 * @param fields its own fields and inherited ones, by name, in the order of their declaration
 */
public record TypeDecl(String name, Framework framework, List<Level> levels, Map<String, FieldDecl> fields) {

    public TypeDecl {
        levels = List.copyOf(levels);
    }

    /** The class itself. */
    public Level own() {
        return levels.get(0);
    }

    /** Whose annotations say how a class is mapped. */
    public enum Framework {
        /** None's. */
        PLAIN,
        /** JPA's, {@code jakarta} or {@code javax}. */
        JPA,
        SPRING_DATA,
        MICRONAUT_DATA
    }

    /** A class has one of these roles for the framework. */
    public enum Role {
        /** Has rows. */
        ENTITY,
        /** Its fields are those of the entities below it. */
        MAPPED_SUPERCLASS,
        /** Its fields are those of the entities that have a field of it. */
        EMBEDDABLE,
        /** Nothing is said. */
        OTHER
    }

    /**
     * A class of a hierarchy.
     *
     * @param name its binary name
     * @param role what it is
     * @param isAbstract whether it is abstract
     * @param entityName the name that the framework gives the class where a table is named after it
     * @param table what is said of its table
     * @param inheritance {@code SINGLE_TABLE}, {@code JOINED} or {@code TABLE_PER_CLASS}, or empty
     * @param columns what is said of the columns of fields, inherited ones and those of embedded values, by their paths
     * @param references the same of to-one references
     * @param keyColumns what is said of the primary key's columns in a table of its own; empty if nothing
     * @param hasIdClass whether a class of its own stands for the primary key
     * @param discriminator the column that tells the classes of a table apart, as written, or empty
     */
    public record Level(
            String name,
            Role role,
            boolean isAbstract,
            String entityName,
            Optional<MappedTable> table,
            String inheritance,
            Map<String, ColumnDecl> columns,
            Map<String, ReferenceDecl> references,
            List<ColumnDecl> keyColumns,
            boolean hasIdClass,
            String discriminator) {

        public Level {
            columns = Map.copyOf(columns);
            references = Map.copyOf(references);
            keyColumns = List.copyOf(keyColumns);
        }

        /** The same class with what is said of its table. */
        public Level withTable(Optional<MappedTable> said) {
            return new Level(
                    name,
                    role,
                    isAbstract,
                    entityName,
                    said,
                    inheritance,
                    columns,
                    references,
                    keyColumns,
                    hasIdClass,
                    discriminator);
        }
    }

    /**
     * A table as a framework's annotation says it.
     *
     * @param name as written, or empty
     * @param schema as written, or empty
     * @param kind what it is
     * @param uniqueColumns the columns of each unique constraint, as written
     * @param indexes the indexes that it declares
     */
    public record MappedTable(
            String name, String schema, Kind kind, List<List<String>> uniqueColumns, List<MappedIndex> indexes) {

        public MappedTable {
            uniqueColumns = List.copyOf(uniqueColumns);
            indexes = List.copyOf(indexes);
        }

        /** The kinds of types, by what can have rows. */
        public enum Kind {
            TABLE,
            /** A view, or a query. */
            VIEW
        }
    }

    /**
     * An index as a framework's annotation says it.
     *
     * @param name as written, or empty
     * @param columns the list of its columns, as written
     * @param isUnique whether it is unique
     * @param sql what else its statement shall have, as written, or empty
     */
    public record MappedIndex(String name, String columns, boolean isUnique, String sql) {}
}
