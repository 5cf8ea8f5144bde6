package dev.compositeindex.health;

import dev.compositeindex.catalog.ForeignKey;
import dev.compositeindex.catalog.LiveTable;
import dev.compositeindex.catalog.ServerState;
import dev.compositeindex.verify.IndexVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * All that findings are made of.
 *
 * @param servers the nodes, the one first that was verified
 * @param tables the declared tables, with the reads of all nodes
 * @param indexes all of their indexes
 * @param foreignKeys where they refer to others
 * @param verdicts the verifier's
 * @param leftovers the object identifiers of undeclared indexes that a dead build has left
 * @param sufficient for how long an index must not have been scanned to be called unused
 */
record Facts(
        List<ServerState> servers,
        List<LiveTable> tables,
        List<ObservedIndex> indexes,
        List<ForeignKey> foreignKeys,
        List<IndexVerdict> verdicts,
        Set<Long> leftovers,
        Duration sufficient) {

    Facts {
        servers = List.copyOf(servers);
        tables = List.copyOf(tables);
        indexes = List.copyOf(indexes);
        foreignKeys = List.copyOf(foreignKeys);
        verdicts = List.copyOf(verdicts);
        leftovers = Set.copyOf(leftovers);
    }

    Instant now() {
        return servers.get(0).now();
    }

    int release() {
        return servers.get(0).release();
    }

    /** The shortest window of all nodes. */
    Window window() {
        return servers.stream()
                .map(Window::of)
                .max((a, b) -> a.since().compareTo(b.since()))
                .orElseThrow();
    }

    List<ObservedIndex> indexesOf(LiveTable table) {
        return indexes.stream()
                .filter(index -> index.table().oid() == table.oid())
                .toList();
    }

    /** A finding about a table; it is told to the first class that declares an index of it. */
    Finding finding(
            Finding.Kind kind, Finding.Confidence confidence, LiveTable table, String evidence, String nextStep) {
        String declaredBy = indexesOf(table).stream()
                .map(ObservedIndex::declaredBy)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
        return new Finding(kind, confidence, table.schema(), table.name(), "", declaredBy, evidence, nextStep);
    }
}
