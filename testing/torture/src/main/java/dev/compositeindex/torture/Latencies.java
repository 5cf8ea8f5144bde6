package dev.compositeindex.torture;

import java.time.Duration;

/** How long statements took: the longest exactly, percentiles to about two per cent. */
final class Latencies {
    private static final int PER_E_FOLD = 50;

    private final long[] counts = new long[PER_E_FOLD * 25];
    private long count;
    private long longest;

    synchronized void add(long nanos) {
        long micros = Math.max(1, nanos / 1_000);
        counts[Math.min(counts.length - 1, (int) (Math.log(micros) * PER_E_FOLD))]++;
        count++;
        longest = Math.max(longest, nanos);
    }

    synchronized long count() {
        return count;
    }

    synchronized Duration longest() {
        return Duration.ofNanos(longest);
    }

    /** What that share of all statements did not exceed. */
    synchronized Duration percentile(double share) {
        long wanted = (long) Math.ceil(count * share);
        long seen = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            seen += counts[bucket];
            if (seen >= wanted && seen > 0) {
                long micros = (long) Math.exp((bucket + 1.0) / PER_E_FOLD);
                return Duration.ofNanos(Math.min(longest, micros * 1_000));
            }
        }
        return Duration.ZERO;
    }

    synchronized void clear() {
        java.util.Arrays.fill(counts, 0);
        count = 0;
        longest = 0;
    }
}
