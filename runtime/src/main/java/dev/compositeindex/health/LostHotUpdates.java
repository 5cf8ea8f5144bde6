package dev.compositeindex.health;

import dev.compositeindex.catalog.LiveIndex.Duty;
import dev.compositeindex.catalog.LiveTable;
import dev.compositeindex.health.Finding.Confidence;
import dev.compositeindex.health.Finding.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds tables most of whose updates change a column of an index. */
final class LostHotUpdates implements Check {

    private static final int FEWEST_UPDATES = 1_000;
    private static final double MOST = 0.5;

    /** From this release on the server counts updates for which a page had no room, and BRIN notices none. */
    private static final int COUNTS_NEW_PAGES = 16;

    @Override
    public List<Finding> findings(Facts facts) {
        return facts.tables().stream()
                .flatMap(table -> finding(table, facts).stream())
                .toList();
    }

    private static Optional<Finding> finding(LiveTable table, Facts facts) {
        LiveTable.Updates updates = table.updates();
        long noticed = updates.all() - updates.hot() - Math.max(0, updates.newPage());
        List<ObservedIndex> candidates = facts.indexesOf(table.oid()).stream()
                .filter(index -> index.live().state().ready()
                        && !index.live().duties().contains(Duty.PRIMARY_KEY)
                        && !(facts.release() >= COUNTS_NEW_PAGES
                                && index.live().shape().method().equals("brin")))
                .toList();
        if (updates.all() < FEWEST_UPDATES || noticed < MOST * updates.all() || candidates.isEmpty()) {
            return Optional.empty();
        }
        boolean sure = updates.newPage() >= 0;
        String evidence =
                "%d of %d updates were not HOT%s: they changed a column of an index, and so wrote to each of them. It is one of %s."
                        .formatted(
                                noticed,
                                updates.all(),
                                sure
                                        ? ", though their page had room"
                                        : " (before PostgreSQL 16, full pages count, too)",
                                candidates.stream()
                                        .map(index -> index.live().name())
                                        .collect(Collectors.joining(", ")));
        String nextStep = "See which of their columns the updates set; an index on such a column costs every update. "
                + (sure ? "" : "Try ALTER TABLE … SET (fillfactor = 80) first, which leaves room on pages.");
        Confidence confidence = sure ? Confidence.LIKELY : Confidence.POSSIBLE;
        return Optional.of(
                candidates.size() == 1
                        ? candidates.get(0).finding(Kind.HOT_UPDATES, confidence, evidence, nextStep.strip())
                        : facts.finding(Kind.HOT_UPDATES, confidence, table, evidence, nextStep.strip()));
    }
}
