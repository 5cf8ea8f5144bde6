package dev.compositeindex.build;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One percentage that never goes back, and how long the rest may take. What a build waits for others is no work: it
 * neither counts for the pace nor is it foreseen. Not for several threads.
 */
final class Estimate {

    /** Before so much has been seen, an estimate would be a guess. */
    private static final Duration ENOUGH_WORK = Duration.ofSeconds(3);

    private static final double ENOUGH_PERCENT = 3;

    private double percent;
    private double firstPercent = -1;
    private Duration worked = Duration.ZERO;
    private long lastLook;
    private boolean works;

    /** Takes a look's percentage into account. */
    void look(double seenPercent, boolean worksNow, long nanoTime) {
        percent = Math.max(percent, seenPercent);
        if (works) {
            worked = worked.plusNanos(nanoTime - lastLook);
        }
        if (worksNow && firstPercent < 0) {
            firstPercent = percent;
        }
        lastLook = nanoTime;
        works = worksNow;
    }

    long lastLook() {
        return lastLook;
    }

    int percent() {
        return (int) percent;
    }

    /** From the pace so far; null as long as that says nothing, and while the build waits for others. */
    @Nullable
    Duration remaining() {
        double done = percent - firstPercent;
        if (!works || worked.compareTo(ENOUGH_WORK) < 0 || firstPercent < 0 || done < ENOUGH_PERCENT) {
            return null;
        }
        return Duration.ofMillis(Math.round(worked.toMillis() * (100 - percent) / done));
    }
}
