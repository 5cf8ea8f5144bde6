package dev.compositeindex.example.monitoring;

import java.util.Optional;

/**
 * How much an index is used.
 *
 * @param name the index
 * @param table its table
 * @param scans how often it was scanned since the counters were started; one query may scan it many times
 * @param bytes its size on disk
 * @param role what else it is for
 * @param declaredBy the binary name of the class that declares it, if one does
 */
public record IndexUsage(String name, String table, long scans, long bytes, Role role, Optional<String> declaredBy) {

    /** What an index is for besides being scanned. */
    public enum Role {
        /** Nothing else. */
        PLAIN,
        /** It keeps rows unique, for a constraint or by itself: needed even if it is never scanned. */
        UNIQUE,
        /** It is the primary key. */
        PRIMARY_KEY
    }
}
