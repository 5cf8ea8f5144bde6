package dev.compositeindex.build;

import dev.compositeindex.text.Log;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Internal. Shows an instance that waits for another one what is being built meanwhile. Whoever waits calls {@link
 * #look} about twice a second, in autocommit, and at the end, once, {@link #ended}. Safe for use by several threads.
 */
public final class OtherBuilds {

    private static final Log LOG = Log.of(OtherBuilds.class);

    private static final String OVER = "over";

    private final BuildSettings settings;
    private final BuildListeners listeners;
    private final Log log;
    private final LongSupplier nanoTime;
    private final Map<String, Track> tracks = new LinkedHashMap<>();

    public OtherBuilds(BuildSettings settings, BuildListeners listeners) {
        this(settings, listeners, LOG, System::nanoTime);
    }

    OtherBuilds(BuildSettings settings, BuildListeners listeners, Log log, LongSupplier nanoTime) {
        this.settings = settings;
        this.listeners = listeners;
        this.log = log;
        this.nanoTime = nanoTime;
    }

    /**
     * Looks once, in one round trip, at all builds of this database; logs and tells the listeners.
     *
     * @return them all, by process; the percentage of one that began before the first look is right, its time is that
     *     since the first look if the server hides it
     * @throws SQLException if the server does not answer; the next look may succeed
     */
    public synchronized List<BuildProgress> look(Connection connection) throws SQLException {
        long now = nanoTime.getAsLong();
        Map<String, Sample> seen = new LinkedHashMap<>();
        for (Sample sample : new BuildReader(connection).readAll()) {
            if (!sample.isBeginning()) {
                seen.put(key(sample), sample);
            }
        }
        // Those that are over first, so that a listener which draws one bar never has to draw two.
        tracks.entrySet().removeIf(track -> {
            boolean over = !seen.containsKey(track.getKey());
            if (over) {
                track.getValue().end(true, OVER, now);
            }
            return over;
        });
        List<BuildProgress> builds = new ArrayList<>();
        seen.forEach((key, sample) ->
                builds.add(tracks.computeIfAbsent(key, k -> new Track(settings, listeners, log, false, now))
                        .look(sample, now)));
        return List.copyOf(builds);
    }

    /** There is nothing to wait for any more. */
    public synchronized void ended() {
        tracks.values().forEach(track -> track.end(true, OVER, nanoTime.getAsLong()));
        tracks.clear();
    }

    /** A process may build one index after another. */
    private static String key(Sample sample) {
        return sample.pid() + " " + sample.table() + " " + sample.index();
    }
}
