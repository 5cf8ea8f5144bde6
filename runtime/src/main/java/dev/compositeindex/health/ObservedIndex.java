package dev.compositeindex.health;

import dev.compositeindex.catalog.LiveIndex;
import dev.compositeindex.catalog.LiveTable;
import dev.compositeindex.verify.IndexVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An index with all that was read of it.
 *
 * @param live what the first node says
 * @param table its table
 * @param verdict the verifier's, if it is declared
 * @param knownSince when it was made, if that is known
 * @param neededFor what it is needed for even if nobody scans it; empty for nothing
 * @param byNode its use on each node
 */
record ObservedIndex(
        LiveIndex live,
        LiveTable table,
        Optional<IndexVerdict> verdict,
        Optional<Instant> knownSince,
        String neededFor,
        List<LiveIndex.Counters> byNode) {

    ObservedIndex {
        byNode = List.copyOf(byNode);
    }

    long scans() {
        return byNode.stream().mapToLong(LiveIndex.Counters::scans).sum();
    }

    Optional<Instant> lastScan() {
        return byNode.stream().flatMap(counters -> counters.lastScan().stream()).max(Instant::compareTo);
    }

    String declaredBy() {
        return verdict.map(found -> found.index().declaredBy()).orElse("");
    }

    /** Its name as SQL, with schema. */
    String sqlName() {
        return Names.sql(table.schema()) + "." + Names.sql(live.name());
    }

    Finding finding(Finding.Kind kind, Finding.Confidence confidence, String evidence, String nextStep) {
        return new Finding(
                kind, confidence, table.schema(), table.name(), live.name(), declaredBy(), evidence, nextStep);
    }

    /** How it goes: by its class, or by itself. */
    String howToDrop() {
        return verdict.map(found -> "Remove its annotation from "
                        + found.index().declaredBy() + " and record; the recorded migration drops it concurrently.")
                .orElseGet(() -> "Run: DROP INDEX CONCURRENTLY " + sqlName() + ";");
    }

    IndexUse use() {
        return new IndexUse(
                table.schema(),
                table.name(),
                live.name(),
                live.definition(),
                declaredBy(),
                verdict.map(IndexVerdict::verdict),
                knownSince,
                neededFor,
                live.space().bytes(),
                scans(),
                byNode.stream().mapToLong(LiveIndex.Counters::entriesRead).sum(),
                lastScan(),
                byNode.stream().map(LiveIndex.Counters::scans).toList());
    }
}
