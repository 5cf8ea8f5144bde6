package dev.compositeindex.catalog;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Says what the catalogue holds under the name of an index. */
public sealed interface CatalogEntry {

    /**
     * Nothing that could be it.
     *
     * @param partitioned whether the declared table is the parent of partitions
     * @param reason why there can be none, where there is more to say than that there is none
     */
    record Nothing(boolean partitioned, String reason) implements CatalogEntry {}

    /**
     * A relation that is no index.
     *
     * @param kind what it is, {@code "view"}
     * @param sqlName its name as SQL, with schema
     */
    record OtherRelation(String kind, String sqlName) implements CatalogEntry {}

    /**
     * An index.
     *
     * @param oid its object identifier
     * @param schema its schema, as SQL
     * @param name its name, as SQL
     * @param onDeclaredTable whether it is on the declared table
     * @param table the table that it is on, as SQL, with schema
     * @param partitioned whether that table is the parent of partitions
     * @param shape what it is
     * @param lockedBy who locks its table, so that its predicate and expressions could not be read; empty if that is not so
     * @param settings what can be changed without building it anew
     * @param constraint the constraint that it belongs to, as SQL; empty for none
     * @param state whether it can be used
     * @param elsewhere why rows of its table may be where it is not, and whether others are there cannot be known; empty if not so
     */
    record Index(
            long oid,
            String schema,
            String name,
            boolean onDeclaredTable,
            String table,
            boolean partitioned,
            Shape shape,
            String lockedBy,
            Settings settings,
            String constraint,
            State state,
            String elsewhere)
            implements CatalogEntry {

        /** Its name as SQL, with schema. */
        public String sqlName() {
            return schema + "." + name;
        }

        /** The name of its table as SQL, without schema. */
        public String tableName() {
            return table.substring(schema.length() + 1);
        }
    }

    /**
     * What can be changed without building an index anew.
     *
     * @param storageParameters their names and values, as the catalogue holds them
     * @param tablespace the name of the tablespace that it is in, raw
     * @param comment its comment, or empty
     * @param mark what else the comment says, if it was built though no migration records it
     */
    record Settings(
            SortedMap<String, String> storageParameters,
            String tablespace,
            String comment,
            Optional<PendingMark> mark) {

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
