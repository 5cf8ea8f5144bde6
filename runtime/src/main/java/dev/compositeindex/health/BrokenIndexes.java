package dev.compositeindex.health;

import dev.compositeindex.catalog.LiveIndex.Duty;
import dev.compositeindex.health.Finding.Confidence;
import dev.compositeindex.health.Finding.Kind;
import dev.compositeindex.verify.IndexVerdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds declared indexes that are not there as declared, and what dead builds have left. */
final class BrokenIndexes implements Check {

    @Override
    public List<Finding> findings(Facts facts) {
        return Stream.concat(
                        facts.verdicts().stream().flatMap(verdict -> finding(verdict).stream()),
                        facts.indexes().stream()
                                .filter(index ->
                                        facts.leftovers().contains(index.live().oid()))
                                .map(BrokenIndexes::leftover))
                .toList();
    }

    private static Optional<Finding> finding(IndexVerdict verdict) {
        Optional<Kind> kind = switch (verdict.verdict()) {
            case MISSING -> Optional.of(Kind.MISSING);
            case LEFTOVER -> Optional.of(Kind.INVALID);
            case DRIFTED -> Optional.of(Kind.DRIFTED);
            case VALID, BUILDING, UNKNOWN -> Optional.empty();
        };
        return kind.map(found -> new Finding(
                found,
                Confidence.CERTAIN,
                verdict.index().schema(),
                verdict.index().table(),
                verdict.index().name(),
                verdict.index().declaredBy(),
                verdict.describe(),
                verdict.repair()));
    }

    private static Finding leftover(ObservedIndex index) {
        String evidence = "It is INVALID, no session is building it, and no class declares it. "
                + (index.live().state().ready() ? "Writes pay for it." : "Writes do not pay for it yet.");
        String nextStep = index.live().duties().contains(Duty.PARTITIONS)
                ? "Attach a valid index of each partition to it: ALTER INDEX " + index.sqlName() + " ATTACH PARTITION …"
                : "Run: DROP INDEX CONCURRENTLY " + index.sqlName() + ";";
        return index.finding(Kind.INVALID, Confidence.CERTAIN, evidence, nextStep);
    }
}
