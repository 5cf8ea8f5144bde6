package dev.compositeindex.health;

import dev.compositeindex.verify.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An index of a table for which indexes are declared, and its use. All names are raw.
 *
 * @param schema its schema
 * @param table its table
 * @param name its name
 * @param definition how the server prints it; empty if that was locked
 * @param declaredBy the class that declares it; empty if none does
 * @param verdict the verifier's, if it is declared
 * @param knownSince when the migration that made it was applied, as far as Flyway's history and the scripts say
 * @param neededFor what it is needed for even if nobody scans it, {@code "primary key"}; empty for nothing
 * @param bytes its size
 * @param scans how often it was scanned, on all nodes; one query may do so many times
 * @param entriesRead how many entries these have returned
 * @param lastScan when the last one was; not known before PostgreSQL 16
 * @param scansByNode the scans of each node, in their order
 */
public record IndexUse(
        String schema,
        String table,
        String name,
        String definition,
        String declaredBy,
        Optional<Verdict> verdict,
        Optional<Instant> knownSince,
        String neededFor,
        long bytes,
        long scans,
        long entriesRead,
        Optional<Instant> lastScan,
        List<Long> scansByNode) {

    public IndexUse {
        scansByNode = List.copyOf(scansByNode);
    }

    /** How many entries a scan has returned on average. */
    public double entriesPerScan() {
        return scans == 0 ? 0 : (double) entriesRead / scans;
    }
}
