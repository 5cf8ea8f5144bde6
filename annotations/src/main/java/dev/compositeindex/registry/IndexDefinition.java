package dev.compositeindex.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An index as it was declared on a class. Names are raw, as the database's catalogue holds them: neither quoted nor
 * folded. Instances are read from a canonical definition with {@link #of}, or built with {@link #builder}; the record grows
 * with the language of declarations, so its constructor is no stable API.
 *
 * @param name the index's name, unique in its schema
 * @param schema the table's schema, or empty for whichever the search path leads to
 * @param table the table's name
 * @param method the access method, {@code "btree"} where none is declared
 * @param unique whether two rows with equal keys are refused
 * @param nullsDistinct whether nulls count as different from each other in a unique index; true for all others
 * @param keys the keys, most significant first; never empty
 * @param include the non-key columns, in order
 * @param where the predicate as SQL, its fields resolved to quoted columns; empty for an index on all rows
 * @param storageParameters lower-case names with their values as they were written; empty if none is declared
 * @param tablespace the tablespace's name; empty if none is declared, so that the index may be in any
 * @param comment the comment; empty if none is declared, so that the database may have any
 * @param declaredBy the binary name of the declaring class
 * @param definition the canonical {@code CREATE INDEX} statement, without terminator, and without {@code CONCURRENTLY}:
 *     how an index is built is no part of what it is
 */
public record IndexDefinition(
        String name,
        String schema,
        String table,
        String method,
        boolean unique,
        boolean nullsDistinct,
        List<IndexKey> keys,
        List<String> include,
        String where,
        SortedMap<String, String> storageParameters,
        String tablespace,
        String comment,
        String declaredBy,
        String definition) {

    public IndexDefinition {
        requireText(name, "name");
        Objects.requireNonNull(schema, "schema");
        requireText(table, "table");
        requireText(method, "method");
        if (!unique && !nullsDistinct) {
            throw new IllegalArgumentException("index " + name + " is not unique, so its nulls are distinct");
        }
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("index " + name + " has no keys");
        }
        include = List.copyOf(include);
        Objects.requireNonNull(where, "where");
        storageParameters = Collections.unmodifiableSortedMap(new TreeMap<>(storageParameters));
        Objects.requireNonNull(tablespace, "tablespace");
        Objects.requireNonNull(comment, "comment");
        requireText(declaredBy, "declaredBy");
        requireText(definition, "definition");
    }

    /** The table, with its schema where one was declared, for messages: {@code sales.order}. Not quoted. */
    public String qualifiedTable() {
        return schema.isEmpty() ? table : schema + "." + table;
    }

    /**
     * The index of a canonical definition.
     *
     * @param declaredBy the binary name of the declaring class
     * @param definition the {@link #definition}
     * @throws IllegalArgumentException if that is no canonical one
     */
    public static IndexDefinition of(String declaredBy, String definition) {
        return of(declaredBy, definition, "");
    }

    /** The same with a {@link #comment}. */
    public static IndexDefinition of(String declaredBy, String definition, String comment) {
        return new DefinitionReader(definition)
                .read()
                .declaredBy(declaredBy)
                .comment(comment)
                .build();
    }

    /** Starts a definition. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    private static void requireText(String value, String what) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException(what + " is empty");
        }
    }

    /** Collects an {@link IndexDefinition}. Table, at least one key, declaring class and definition are required. */
    public static final class Builder {
        private final String name;
        private String schema = "";
        private String table = "";
        private String method = "btree";
        private boolean unique;
        private boolean nullsDistinct = true;
        private final List<IndexKey> keys = new ArrayList<>();
        private final List<String> include = new ArrayList<>();
        private String where = "";
        private final SortedMap<String, String> storageParameters = new TreeMap<>();
        private String tablespace = "";
        private String comment = "";
        private String declaredBy = "";
        private String definition = "";

        private Builder(String name) {
            this.name = name;
        }

        /** The table, in the schema that the search path leads to. */
        public Builder table(String table) {
            return table("", table);
        }

        /** The table and its schema. */
        public Builder table(String schema, String table) {
            this.schema = schema;
            this.table = table;
            return this;
        }

        /** Makes the index unique. */
        public Builder unique() {
            this.unique = true;
            return this;
        }

        /** The access method, {@code "gin"}; {@code "btree"} if nothing is said. */
        public Builder using(String method) {
            this.method = method;
            return this;
        }

        /** Makes two rows with equal keys, in which nulls count as equal, refused by a unique index. */
        public Builder nullsNotDistinct() {
            this.nullsDistinct = false;
            return this;
        }

        /** Adds the next key. */
        public Builder key(IndexKey key) {
            keys.add(key);
            return this;
        }

        /** Adds the next non-key column. */
        public Builder include(String column) {
            include.add(column);
            return this;
        }

        /** The predicate, as SQL. */
        public Builder where(String predicate) {
            this.where = predicate;
            return this;
        }

        /** Sets a storage parameter. */
        public Builder with(String parameter, String value) {
            storageParameters.put(parameter, value);
            return this;
        }

        /** The tablespace that the index is to be in. */
        public Builder tablespace(String name) {
            this.tablespace = name;
            return this;
        }

        /** What {@code COMMENT ON INDEX} is to say. */
        public Builder comment(String text) {
            this.comment = text;
            return this;
        }

        /** The declaring class, by binary name. */
        public Builder declaredBy(String binaryName) {
            this.declaredBy = binaryName;
            return this;
        }

        /** The canonical statement. */
        public Builder definition(String sql) {
            this.definition = sql;
            return this;
        }

        /**
         * The finished definition.
         *
         * @throws IllegalArgumentException if a required part is missing
         */
        public IndexDefinition build() {
            return new IndexDefinition(
                    name,
                    schema,
                    table,
                    method,
                    unique,
                    nullsDistinct,
                    keys,
                    include,
                    where,
                    storageParameters,
                    tablespace,
                    comment,
                    declaredBy,
                    definition);
        }
    }
}
