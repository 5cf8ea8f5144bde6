package dev.compositeindex.health;

import dev.compositeindex.catalog.LiveIndex;
import dev.compositeindex.catalog.LiveIndex.Duty;
import dev.compositeindex.health.Finding.Confidence;
import dev.compositeindex.health.Finding.Kind;
import java.util.List;
import java.util.OptionalLong;

/** Estimates which B-trees are much larger than their entries need. */
final class Bloat implements Check {

    private static final int PAGE = 8192;

    /** What a page's header and a B-tree's own place on it leave. */
    private static final int USABLE = PAGE - 24 - 16;

    /** The header of an entry, and the pointer to it. */
    private static final int ENTRY = 8 + 4;

    private static final int ALIGNMENT = 8;
    private static final String DEFAULT_FILL_FACTOR = "90";

    /** Pages that random inserts have split are two thirds full; what is more than this is not explained by that. */
    private static final double MUCH = 2.5;

    private static final long WORTH_IT = 1 << 20;

    @Override
    public List<Finding> findings(Facts facts) {
        return facts.indexes().stream()
                .flatMap(index -> expectedBytes(index).stream()
                        .filter(expected -> isMuch(index.live().space().bytes(), expected))
                        .mapToObj(expected -> finding(index, expected)))
                .toList();
    }

    private static boolean isMuch(long bytes, long expected) {
        return bytes > MUCH * expected && bytes - expected > WORTH_IT;
    }

    private static Finding finding(ObservedIndex index, long expected) {
        return index.finding(
                Kind.BLOAT,
                Confidence.POSSIBLE,
                "An estimate: it takes %s, and its entries need about %s."
                        .formatted(Names.bytes(index.live().space().bytes()), Names.bytes(expected)),
                "Run: REINDEX INDEX CONCURRENTLY " + index.sqlName() + ";");
    }

    /** How large the index would be if it was just built, rather too much than too little; empty if that is not known. */
    static OptionalLong expectedBytes(ObservedIndex index) {
        LiveIndex live = index.live();
        if (!live.shape().method().equals("btree")
                || !live.shape().predicate().isEmpty()
                || !live.state().usable()
                || live.duties().contains(Duty.PARTITIONS)
                || live.space().entries() < 0
                || live.space().entryBytes().isEmpty()) {
            return OptionalLong.empty();
        }
        double entries = Math.max(
                live.space().entries(), index.table().rows() + index.table().deadRows());
        int columns = live.shape().keys().size() + live.shape().include().size();
        double values = live.space().entryBytes().getAsDouble() + (columns - 1) * (ALIGNMENT / 2.0);
        double entry = ENTRY + Math.ceil(values / ALIGNMENT) * ALIGNMENT;
        double fillFactor =
                Double.parseDouble(live.storageParameters().getOrDefault("fillfactor", DEFAULT_FILL_FACTOR)) / 100;
        double pages = Math.ceil(entries * entry / (USABLE * fillFactor) * 1.01) + 2;
        return OptionalLong.of((long) (pages * PAGE));
    }
}
