package dev.compositeindex.build;

import dev.compositeindex.text.Log;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows one build from look to look: tells the listeners, and writes the log. Not for several threads. */
final class Track {

    private final BuildSettings settings;
    private final BuildListeners listeners;
    private final Log log;
    private final boolean own;
    private final long firstLook;
    private final Estimate estimate = new Estimate();
    private final LogSchedule schedule;
    private long blockedSince;
    private boolean blocked;
    private @Nullable BuildProgress last;

    Track(BuildSettings settings, BuildListeners listeners, Log log, boolean own, long now) {
        this.settings = settings;
        this.listeners = listeners;
        this.log = log;
        this.own = own;
        this.firstLook = now;
        this.schedule = new LogSchedule(settings.progressInterval());
    }

    BuildProgress look(Sample sample, long now) {
        estimate.look(Percentage.of(sample.counters()), sample.works(), now);
        if (!blocked) {
            blockedSince = now;
        }
        blocked = !sample.sessions().isEmpty();
        boolean first = last == null;
        BuildProgress build = progress(sample, now);
        last = build;
        if (first) {
            listeners.started(build);
        }
        listeners.progress(build);
        switch (schedule.look(build, now)) {
            case NONE -> {}
            case PROGRESS -> log.info("{}", Texts.build(build));
            case BLOCKED -> log.warn("{}", build.describe());
            case STILL_BLOCKED -> log.warn("{}: {}", Texts.build(build), Texts.stillBlockedBy(build.blockers()));
        }
        return build;
    }

    /** How long it has been blocked in one go. */
    Duration blockedFor() {
        return blocked ? Duration.ofNanos(estimate.lastLook() - blockedSince) : Duration.ZERO;
    }

    /** The last look; null before the first. */
    @Nullable
    BuildProgress last() {
        return last;
    }

    private BuildProgress progress(Sample sample, long now) {
        // What was known once is not forgotten.
        long tableBytes = sample.tableBytes() == 0 && last != null ? last.tableBytes() : sample.tableBytes();
        return new BuildProgress(
                sample.pid(),
                sample.index(),
                sample.table(),
                tableBytes,
                sample.phase(),
                estimate.percent(),
                sample.elapsed() == null ? Duration.ofNanos(now - firstLook) : sample.elapsed(),
                estimate.remaining(),
                sample.sessions().stream()
                        .map(session -> session.asBlocker(settings.queryLength()))
                        .toList(),
                own);
    }

    /** The build is over; or the drop, of which the same is to be seen. */
    void end(boolean succeeded, String done, long now) {
        BuildProgress build = last;
        if (build == null) {
            return;
        }
        Duration elapsed = build.elapsed().compareTo(Duration.ofNanos(now - firstLook)) > 0
                ? build.elapsed()
                : Duration.ofNanos(now - firstLook);
        BuildProgress end = new BuildProgress(
                build.pid(),
                build.index(),
                build.table(),
                build.tableBytes(),
                build.phase(),
                succeeded && own ? 100 : build.percent(),
                elapsed,
                succeeded && own ? Duration.ZERO : null,
                List.of(),
                own);
        if (succeeded) {
            log.info("{}: {} after {}", Texts.name(end), done, Texts.duration(elapsed));
            listeners.finished(end);
        } else {
            listeners.failed(end);
        }
    }
}
