package dev.compositeindex.torture;

import java.util.ArrayList;
import java.util.List;

/** When the server was down, so that nobody blames an index build for it. Times are those of {@link System#nanoTime()}. */
final class Downtimes {
    private final List<long[]> intervals = new ArrayList<>();

    synchronized void begin() {
        intervals.add(new long[] {System.nanoTime(), Long.MAX_VALUE});
    }

    synchronized void end() {
        intervals.get(intervals.size() - 1)[1] = System.nanoTime();
    }

    /** Whether the server was down at any moment from the one time to the other. */
    synchronized boolean overlap(long from, long to) {
        return intervals.stream().anyMatch(interval -> interval[0] <= to && interval[1] >= from);
    }
}
