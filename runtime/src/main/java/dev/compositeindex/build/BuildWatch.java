package dev.compositeindex.build;

import dev.compositeindex.text.Log;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Internal. Watches one session of this instance build one index. It is no thread: whoever builds calls {@link #look}
 * about twice a second, from another thread, on another connection, in autocommit; and at the end, once, {@link
 * #succeeded} or {@link #failed}. Safe for use by several threads.
 */
public final class BuildWatch {

    private static final Log LOG = Log.of(BuildWatch.class);

    /**
     * Only while it still waits: what the session runs after the build must not be cancelled. A process that is not
     * listed, but is blocked, waits for its table's lock.
     */
    private static final String CANCEL = """
            SELECT pg_catalog.pg_cancel_backend(b.pid)
              FROM (SELECT ?::int AS pid) b
              LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid OPERATOR(pg_catalog.=) b.pid
             WHERE pg_catalog.cardinality(pg_catalog.pg_blocking_pids(b.pid)) OPERATOR(pg_catalog.>) 0 OR %s
            """.formatted(BuildReader.WAITS_ELSEWHERE);

    private final int pid;
    private final long relation;
    private final String index;
    private final String table;
    private final BuildSettings settings;
    private final Log log;
    private final LongSupplier nanoTime;
    private final Track track;
    private final long began;
    private @Nullable String gaveUp;

    /**
     * A watch over the session that is about to build.
     *
     * @param pid the server's process of that session
     * @param relation the table, on which alone it is watched: it may build for its own purposes elsewhere
     * @param index the index, as it is to be shown
     * @param table its table, as it is to be shown
     */
    public BuildWatch(
            int pid, long relation, String index, String table, BuildSettings settings, BuildListeners listeners) {
        this(pid, relation, index, table, settings, listeners, LOG, System::nanoTime);
    }

    BuildWatch(
            int pid,
            long relation,
            String index,
            String table,
            BuildSettings settings,
            BuildListeners listeners,
            Log log,
            LongSupplier nanoTime) {
        this.pid = pid;
        this.relation = relation;
        this.index = index;
        this.table = table;
        this.settings = settings;
        this.log = log;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
        this.track = new Track(settings, listeners, log, true, began);
    }

    /**
     * Looks at the build once, in one round trip; logs, tells the listeners, and cancels the build if it has been
     * blocked for longer than the patience.
     *
     * @return what was seen; empty if the session does not build just now
     * @throws SQLException if the server does not answer; the build is not affected, and the next look may succeed
     */
    public synchronized Optional<BuildProgress> look(Connection connection) throws SQLException {
        Sample sample = new BuildReader(connection).readOne(pid, relation);
        if (sample == null) {
            return Optional.empty();
        }
        BuildProgress build = track.look(sample.named(index, table), nanoTime.getAsLong());
        if (settings.patience() != null && gaveUp == null && track.blockedFor().compareTo(settings.patience()) > 0) {
            cancel(connection, build);
        }
        return Optional.of(build);
    }

    /** The index is built; that is said also if it was too fast to be seen. */
    public synchronized void succeeded() {
        long now = nanoTime.getAsLong();
        if (track.last() == null) {
            log.info("{} on {}: built after {}", index, table, Texts.duration(Duration.ofNanos(now - began)));
        }
        track.end(true, "built", now);
    }

    /** Nothing was to be built, and the index is dropped. */
    public synchronized void dropped() {
        track.end(true, "dropped", nanoTime.getAsLong());
    }

    /** There was nothing to build after all. */
    public synchronized void over() {
        track.end(true, "there already, seen", nanoTime.getAsLong());
    }

    /** The build has failed, was cancelled or was given up. */
    public synchronized void failed() {
        track.end(false, "failed", nanoTime.getAsLong());
    }

    /** If a look has cancelled the build: why, and who blocked it, for the error. */
    public synchronized Optional<String> gaveUp() {
        return Optional.ofNullable(gaveUp);
    }

    private void cancel(Connection connection, BuildProgress build) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CANCEL)) {
            statement.setQueryTimeout(BuildReader.TIMEOUT_SECONDS);
            statement.setInt(1, pid);
            if (statement.executeQuery().next()) {
                gaveUp = Texts.gaveUp(build, settings);
                log.debug("Process {} was cancelled: {}", pid, gaveUp);
            }
        }
    }
}
