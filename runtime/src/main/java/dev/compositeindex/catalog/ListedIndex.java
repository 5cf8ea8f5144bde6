package dev.compositeindex.catalog;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says of an index what the list of all of a database has of it. All names are raw.
 *
 * @param oid its object identifier
 * @param schema its schema, and its table's
 * @param name its name
 * @param table its table's name
 * @param tableVisible whether the search path leads to the table
 * @param kind what keeps it, if not itself
 * @param usable whether it is valid and maintained
 * @param definition how the server prints it
 * @param shape what it is
 * @param operatorClasses for each key the operator class as SQL, with its parameters, by the name that the index was built
 *     with; empty if the server takes it by itself, or may do so, unless an extension has brought it for a type of the server's
 * @param storageParameters their names and values, as the catalogue has them
 */
public record ListedIndex(
        long oid,
        String schema,
        String name,
        String table,
        boolean tableVisible,
        Kind kind,
        boolean usable,
        String definition,
        Shape shape,
        List<String> operatorClasses,
        SortedMap<String, String> storageParameters) {

    public ListedIndex {
        operatorClasses = List.copyOf(operatorClasses);
        storageParameters = Collections.unmodifiableSortedMap(new TreeMap<>(storageParameters));
    }

    /** Says what keeps an index. All but the first are no indexes that a class could declare. */
    public enum Kind {
        ORDINARY,
        /** One of a primary key, a unique or an exclusion constraint. */
        CONSTRAINT,
        /** One of a partitioned table, or of a partition. */
        PARTITION,
        EXTENSION,
        /** The one of Flyway's history. */
        FLYWAY,
        TEMPORARY
    }
}
