package dev.compositeindex.health;

import dev.compositeindex.catalog.LiveIndex;
import dev.compositeindex.catalog.LiveTable;
import dev.compositeindex.catalog.ServerState;
import dev.compositeindex.catalog.Snapshot;
import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.verify.IndexVerdict;
import dev.compositeindex.verify.VerificationReport;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts together what several servers say. Pure, but for the scripts that it is given. */
final class Assembly {

    private static final LiveIndex.Counters NOT_THERE = new LiveIndex.Counters(0, 0, Optional.empty());

    private Assembly() {}

    static HealthReport report(
            List<Snapshot> snapshots,
            VerificationReport verification,
            Set<Long> leftovers,
            Duration sufficient,
            Function<String, Optional<String>> scripts) {
        Facts facts = facts(snapshots, verification, leftovers, sufficient, scripts);
        return new HealthReport(
                facts.now(),
                facts.servers().stream().map(Assembly::node).toList(),
                verification,
                facts.indexes().stream().map(ObservedIndex::use).toList(),
                Check.all(facts));
    }

    static Facts facts(
            List<Snapshot> snapshots,
            VerificationReport verification,
            Set<Long> leftovers,
            Duration sufficient,
            Function<String, Optional<String>> scripts) {
        Snapshot first = snapshots.get(0);
        Map<String, Instant> created = CreatedIndexes.of(first.applied(), scripts);
        List<LiveTable> tables =
                first.tables().stream().map(table -> merged(table, snapshots)).toList();
        Map<Long, LiveTable> byOid = tables.stream().collect(Collectors.toMap(LiveTable::oid, Function.identity()));
        Map<Long, List<LiveIndex>> live = first.indexes().stream()
                .collect(Collectors.groupingBy(LiveIndex::table, LinkedHashMap::new, Collectors.toList()));
        Map<String, List<IndexVerdict>> verdicts = verification.verdicts().stream()
                .collect(Collectors.groupingBy(verdict -> verdict.index().name()));
        List<Map<List<String>, LiveIndex.Counters>> counters =
                snapshots.stream().map(Assembly::counters).toList();
        Map<Long, List<ObservedIndex>> indexes = new LinkedHashMap<>();
        live.forEach((oid, ofTable) -> {
            LiveTable table = Objects.requireNonNull(byOid.get(oid));
            indexes.put(
                    oid,
                    ofTable.stream()
                            .map(index -> new ObservedIndex(
                                    index,
                                    table,
                                    verdict(verdicts.getOrDefault(index.name(), List.of()), table, index),
                                    Optional.ofNullable(created.get(index.name())),
                                    Needs.of(index, ofTable, first.foreignKeys()),
                                    counters.stream()
                                            .map(node -> node.getOrDefault(address(table, index), NOT_THERE))
                                            .toList()))
                            .toList());
        });
        List<ServerState> servers = snapshots.stream().map(Snapshot::server).toList();
        return new Facts(servers, tables, indexes, first.foreignKeys(), verification.verdicts(), leftovers, sufficient);
    }

    /** Whether an index of this name on this table is the declared one. */
    static boolean isOf(IndexDefinition declared, LiveTable table, String name) {
        return declared.name().equals(name)
                && declared.table().equals(table.name())
                && (declared.schema().isEmpty()
                        ? table.visible()
                        : declared.schema().equals(table.schema()));
    }

    private static Optional<IndexVerdict> verdict(List<IndexVerdict> ofItsName, LiveTable table, LiveIndex live) {
        return ofItsName.stream()
                .filter(verdict -> isOf(verdict.index(), table, live.name()))
                .findFirst();
    }

    /** The table, with the reads of all nodes. */
    private static LiveTable merged(LiveTable table, List<Snapshot> snapshots) {
        long scans = 0;
        long rows = 0;
        long indexScans = 0;
        for (Snapshot snapshot : snapshots) {
            for (LiveTable same : snapshot.tables()) {
                if (isSame(same, table)) {
                    scans += same.sequentialScans();
                    rows += same.sequentialRows();
                    indexScans += same.indexScans();
                }
            }
        }
        return new LiveTable(
                table.oid(),
                table.schema(),
                table.name(),
                table.visible(),
                table.bytes(),
                table.rows(),
                table.deadRows(),
                scans,
                rows,
                indexScans,
                table.updates(),
                table.fillFactor());
    }

    /** The counters of a node, by what its indexes are called: object identifiers may differ. */
    private static Map<List<String>, LiveIndex.Counters> counters(Snapshot snapshot) {
        Map<Long, LiveTable> tables =
                snapshot.tables().stream().collect(Collectors.toMap(LiveTable::oid, Function.identity()));
        Map<List<String>, LiveIndex.Counters> counters = new HashMap<>();
        snapshot.indexes()
                .forEach(index -> counters.put(
                        address(Objects.requireNonNull(tables.get(index.table())), index), index.counters()));
        return counters;
    }

    private static List<String> address(LiveTable table, LiveIndex index) {
        return List.of(table.schema(), table.name(), index.name());
    }

    private static boolean isSame(LiveTable a, LiveTable b) {
        return a.schema().equals(b.schema()) && a.name().equals(b.name());
    }

    private static Node node(ServerState server) {
        Window window = Window.of(server);
        return new Node(server.address(), server.version(), server.standby(), window.since(), window.source());
    }
}
