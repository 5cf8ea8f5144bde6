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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Puts together what several servers say. Pure, but for the scripts that it is given. */
final class Assembly {

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
        List<ObservedIndex> indexes = new ArrayList<>();
        for (LiveIndex live : first.indexes()) {
            LiveTable table = tables.stream()
                    .filter(one -> one.oid() == live.table())
                    .findFirst()
                    .orElseThrow();
            indexes.add(new ObservedIndex(
                    live,
                    table,
                    verdict(verification, table, live),
                    Optional.ofNullable(created.get(live.name())),
                    Needs.of(live, first.indexes(), first.foreignKeys()),
                    snapshots.stream()
                            .map(snapshot -> counters(snapshot, table, live.name()))
                            .toList()));
        }
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

    private static Optional<IndexVerdict> verdict(VerificationReport verification, LiveTable table, LiveIndex live) {
        return verification.verdicts().stream()
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

    private static LiveIndex.Counters counters(Snapshot snapshot, LiveTable table, String index) {
        return snapshot.indexes().stream()
                .filter(live -> live.name().equals(index)
                        && snapshot.table(live.table())
                                .filter(same -> isSame(same, table))
                                .isPresent())
                .map(LiveIndex::counters)
                .findFirst()
                .orElse(new LiveIndex.Counters(0, 0, Optional.empty()));
    }

    private static boolean isSame(LiveTable a, LiveTable b) {
        return a.schema().equals(b.schema()) && a.name().equals(b.name());
    }

    private static Node node(ServerState server) {
        Window window = Window.of(server);
        return new Node(server.address(), server.version(), server.standby(), window.since(), window.source());
    }
}
