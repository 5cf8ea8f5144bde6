package dev.compositeindex.catalog;

import dev.compositeindex.registry.NullsOrder;
import dev.compositeindex.registry.SortOrder;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the catalogue holds under the name of an index. */
public sealed interface Found {

    /**
     * Nothing that could be it.
     *
     * @param partitioned whether the declared table is the parent of partitions
     * @param reason why there can be none, where there is more to say than that there is none
     */
    record Nothing(boolean partitioned, String reason) implements Found {}

    /**
     * A relation that is no index.
     *
     * @param kind what it is, {@code "view"}
     * @param sqlName its name as SQL, with schema
     */
    record OtherRelation(String kind, String sqlName) implements Found {}

    /**
     * An index.
     *
     * @param oid its object identifier
     * @param schema its schema, as SQL
     * @param name its name, as SQL
     * @param onDeclaredTable whether it is on the declared table
     * @param table the table that it is on, as SQL, with schema
     * @param partitioned whether that table is the parent of partitions
     * @param method its access method, {@code "btree"}
     * @param uniqueness what it refuses
     * @param keys its keys, most significant first
     * @param include its non-key columns, in order
     * @param predicate its predicate as the server prints it; empty for none, and if it could not be read
     * @param predicateLockedBy who locks its table, so that its predicate could not be read; empty if that is not so
     * @param settings what can be changed without building it anew
     * @param constraint the constraint that it belongs to, as SQL; empty for none
     * @param state whether it can be used
     */
    record Index(
            long oid,
            String schema,
            String name,
            boolean onDeclaredTable,
            String table,
            boolean partitioned,
            String method,
            Uniqueness uniqueness,
            List<Key> keys,
            List<String> include,
            String predicate,
            String predicateLockedBy,
            Settings settings,
            String constraint,
            State state)
            implements Found {

        public Index {
            keys = List.copyOf(keys);
            include = List.copyOf(include);
        }

        /** Its name as SQL, with schema. */
        public String sqlName() {
            return schema + "." + name;
        }

        /** Whether it has a predicate, even one that could not be read. */
        public boolean partial() {
            return !predicate.isEmpty() || !predicateLockedBy.isEmpty();
        }
    }

    /** One key of an index in the catalogue. */
    record Key(
            /* The column's raw name, or the expression as the server prints it. */
            String part,
            boolean expression,
            SortOrder order,
            NullsOrder nulls,
            /* The operator class, as SQL, if it is not what the column's type has by default; else empty. */
            String operatorClass,
            /* The collation, as SQL, if it is not the column's own; else empty. */
            String collation) {}

    /** The flags of {@code pg_index} about what an index refuses. */
    record Uniqueness(boolean unique, boolean nullsNotDistinct, boolean deferrable, boolean exclusion) {}

    /**
     * What can be changed without building an index anew.
     *
     * @param storageParameters their names and values, as the catalogue holds them
     * @param tablespace the name of the tablespace that it is in, raw
     * @param comment its comment, or empty
     */
    record Settings(SortedMap<String, String> storageParameters, String tablespace, String comment) {

        public Settings {
            storageParameters = Collections.unmodifiableSortedMap(new TreeMap<>(storageParameters));
        }
    }

    /** The flags of {@code pg_index} about an index's life. */
    record State(boolean valid, boolean ready, boolean live) {

        public boolean usable() {
            return valid && ready && live;
        }
    }
}
