package dev.compositeindex.build;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which looks at a build are worth a line on the log: the first, those after the interval, and those that show
 * a new phase or other blockers that have lasted a moment. Not for several threads.
 */
final class LogSchedule {

    private static final Duration PHASE_LASTS = Duration.ofSeconds(1);

    /** Any build waits for short transactions now and then. With two looks a second a blocker is named within 5 s. */
    private static final Duration BLOCKER_LASTS = Duration.ofSeconds(2);

    private final Duration interval;
    private final Map<String, Long> blockedSince = new HashMap<>();
    private Set<String> loggedBlockers = Set.of();
    private String loggedPhase = "";
    private String phase = "";
    private long phaseSince;
    private long lastLine;
    private boolean started;

    LogSchedule(Duration interval) {
        this.interval = interval;
    }

    /** What a look is worth. */
    enum Line {
        NONE,
        PROGRESS,
        /** A line that names the blockers, with their hints. */
        BLOCKED,
        /** The same blockers as before. */
        STILL_BLOCKED
    }

    Line look(BuildProgress build, long now) {
        if (!build.phase().equals(phase)) {
            phase = build.phase();
            phaseSince = now;
        }
        Set<String> lasting = lastingBlockers(build.blockers(), now);
        boolean otherBlockers = !lasting.equals(loggedBlockers) && !lasting.isEmpty();
        boolean otherPhase = !phase.equals(loggedPhase) && lasts(phaseSince, now, PHASE_LASTS);
        if (started && !otherBlockers && !otherPhase && !lasts(lastLine, now, interval)) {
            return Line.NONE;
        }
        started = true;
        lastLine = now;
        loggedPhase = phase;
        loggedBlockers = lasting;
        if (lasting.isEmpty()) {
            return Line.PROGRESS;
        }
        return otherBlockers ? Line.BLOCKED : Line.STILL_BLOCKED;
    }

    private Set<String> lastingBlockers(List<Blocker> blockers, long now) {
        Set<String> present = new HashSet<>();
        Set<String> lasting = new HashSet<>();
        for (Blocker blocker : blockers) {
            String key = blocker.pid() + " " + blocker.gid();
            present.add(key);
            if (lasts(blockedSince.computeIfAbsent(key, k -> now), now, BLOCKER_LASTS)) {
                lasting.add(key);
            }
        }
        blockedSince.keySet().retainAll(present);
        return lasting;
    }

    private static boolean lasts(long since, long now, Duration duration) {
        return Duration.ofNanos(now - since).compareTo(duration) >= 0;
    }
}
