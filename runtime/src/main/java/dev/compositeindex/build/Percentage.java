package dev.compositeindex.build;

import java.util.List;

/**
 * One percentage over all phases of a build.
 *
 * <p>The weights are those of a B-tree over two million rows, on 14 and 18, with more for the second scan of the table,
 * which had been read into memory. Other builds get on less evenly, but never backwards. Phases that wait for others are no work: they stand where the phase before them ended.
 */
final class Percentage {

    /** What the server counts in a phase. In all other phases its counters are stale, or zero. */
    private enum Counts {
        NOTHING,
        BLOCKS,
        TUPLES
    }

    private record Weight(String phase, int from, int to, Counts counts) {}

    private static final int BUILT = 80;
    private static final int VALIDATED = 99;

    /** The first whose text begins the phase. */
    private static final List<Weight> WEIGHTS = List.of(
            new Weight("building index: initializing", 0, 0, Counts.NOTHING),
            new Weight("building index: scanning table", 0, 45, Counts.BLOCKS),
            new Weight("building index: sorting", 45, 57, Counts.NOTHING),
            new Weight("building index: loading", 57, BUILT, Counts.TUPLES),
            // Phases of access methods that we do not know: how far they are among each other cannot be told.
            new Weight("building index:", 0, BUILT, Counts.NOTHING),
            // An access method without phases counts at least the blocks of its scan.
            new Weight("building index", 0, BUILT, Counts.BLOCKS),
            new Weight("waiting for writers before validation", BUILT, BUILT, Counts.NOTHING),
            new Weight("index validation: scanning index", BUILT, 87, Counts.BLOCKS),
            new Weight("index validation: sorting tuples", 87, 89, Counts.NOTHING),
            new Weight("index validation: scanning table", 89, VALIDATED, Counts.BLOCKS),
            new Weight("waiting for old snapshots", VALIDATED, VALIDATED, Counts.NOTHING),
            // The end of REINDEX CONCURRENTLY.
            new Weight("waiting for readers", VALIDATED, VALIDATED, Counts.NOTHING));

    private Percentage() {}

    /**
     * How much of the work is done in this phase, by these counters: 0 to 99, since only the end of the command is
     * 100. A phase that is not known is 0.
     */
    static double of(Counters counters) {
        double percent = WEIGHTS.stream()
                .filter(weight -> counters.phase().startsWith(weight.phase))
                .findFirst()
                .map(weight -> weight.from + (weight.to - weight.from) * fraction(weight.counts, counters))
                .orElse(0.0);
        // A plain build is not validated afterwards.
        return counters.concurrently() ? percent : Math.min(VALIDATED, percent * VALIDATED / BUILT);
    }

    private static double fraction(Counts counts, Counters counters) {
        return switch (counts) {
            case NOTHING -> 0;
            case BLOCKS -> fraction(counters.blocksDone(), counters.blocksTotal());
            case TUPLES -> fraction(counters.tuplesDone(), counters.tuplesTotal());
        };
    }

    /** The server may count more than it announced: the table grows, or its statistics were old. */
    private static double fraction(long done, long total) {
        return total <= 0 ? 0 : Math.min(1, Math.max(0, (double) done / total));
    }

    /** A row of {@code pg_stat_progress_create_index}. */
    record Counters(
            String phase, boolean concurrently, long blocksDone, long blocksTotal, long tuplesDone, long tuplesTotal) {

        /** What the server shows of a build of another role, or before a build has begun. */
        static Counters none(String phase) {
            return new Counters(phase, true, 0, 0, 0, 0);
        }
    }
}
