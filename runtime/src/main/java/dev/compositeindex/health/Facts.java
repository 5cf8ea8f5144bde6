package dev.compositeindex.health;

import dev.compositeindex.catalog.ForeignKey;
import dev.compositeindex.catalog.LiveTable;
import dev.compositeindex.catalog.ServerState;
import dev.compositeindex.verify.IndexVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that findings are made of.
 *
 * @param servers the nodes, the one first that was verified
 * @param tables the declared tables, with the reads of all nodes
 * @param byTable all of their indexes, by the object identifiers of their tables
 * @param foreignKeys where they refer to others
 * @param verdicts the verifier's
 * @param leftovers the object identifiers of undeclared indexes that a dead build has left
 * @param sufficient for how long an index must not have been scanned to be called unused
 */
record Facts(
        List<ServerState> servers,
        List<LiveTable> tables,
        Map<Long, List<ObservedIndex>> byTable,
        List<ForeignKey> foreignKeys,
        List<IndexVerdict> verdicts,
        Set<Long> leftovers,
        Duration sufficient) {

    Facts {
        servers = List.copyOf(servers);
        tables = List.copyOf(tables);
        byTable = Collections.unmodifiableMap(new LinkedHashMap<>(byTable));
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

    /** All indexes, by table and name. */
    List<ObservedIndex> indexes() {
        return byTable.values().stream().flatMap(List::stream).toList();
    }

    List<ObservedIndex> indexesOf(long table) {
        return byTable.getOrDefault(table, List.of());
    }

    /** A finding about a table; it is told to the first class that declares an index of it. */
    Finding finding(
            Finding.Kind kind, Finding.Confidence confidence, LiveTable table, String evidence, String nextStep) {
        String declaredBy = indexesOf(table.oid()).stream()
                .map(ObservedIndex::declaredBy)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
        return new Finding(kind, confidence, table.schema(), table.name(), "", declaredBy, evidence, nextStep);
    }
}
