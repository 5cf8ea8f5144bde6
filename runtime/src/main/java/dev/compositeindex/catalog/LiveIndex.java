package dev.compositeindex.catalog;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says of an index what it is, what it is for, and how it is used on one server. Of a partitioned one, the numbers are its
 * partitions'. All names are raw.
 *
 * @param oid its object identifier
 * @param table the object identifier of its table
 * @param name its name
 * @param kind what keeps it, if not itself
 * @param state whether it can be used
 * @param duties what it is for besides being scanned, as the catalogue says
 * @param definition how the server prints it; empty if its table is locked
 * @param shape what it is
 * @param readable whether nobody locked its table, so that predicate and expressions are in the shape
 * @param storageParameters their names and values
 * @param space what it takes
 * @param counters how it is used
 */
public record LiveIndex(
        long oid,
        long table,
        String name,
        ListedIndex.Kind kind,
        CatalogEntry.State state,
        Set<Duty> duties,
        String definition,
        Shape shape,
        boolean readable,
        SortedMap<String, String> storageParameters,
        Space space,
        Counters counters) {

    public LiveIndex {
        duties = Set.copyOf(duties);
        storageParameters = Collections.unmodifiableSortedMap(new TreeMap<>(storageParameters));
    }

    /** What an index may be needed for, whether or not it is ever scanned. */
    public enum Duty {
        PRIMARY_KEY,
        UNIQUE,
        /** A constraint of this table, or a foreign key of another one, rests on it. */
        CONSTRAINT,
        REPLICA_IDENTITY,
        CLUSTER,
        /** It is the parent of others. */
        PARTITIONS,
        /** It belongs to such a parent, and goes with it alone. */
        PARTITION
    }

    /**
     * Its place on disk.
     *
     * @param bytes its size
     * @param entries how many entries it has, as the server estimates; negative if that is not known
     * @param entryBytes how long the values of an entry are on average; empty if the server has no statistics of them
     */
    public record Space(long bytes, double entries, OptionalDouble entryBytes) {}

    /**
     * Its use.
     *
     * @param scans how often it was scanned; one query may do so many times
     * @param entriesRead how many entries these have returned
     * @param lastScan when the last one was; not known before PostgreSQL 16
     */
    public record Counters(long scans, long entriesRead, Optional<Instant> lastScan) {}

    /** Whether the planner can use it for all rows. */
    public boolean serves() {
        return state.usable() && shape.predicate().isEmpty();
    }
}
