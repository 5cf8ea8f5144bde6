package dev.compositeindex.guard;

import dev.compositeindex.text.Log;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * A connection of our own beside Flyway's, for as long as Flyway migrates. It holds the lock that lets one instance migrate,
 * and watches builds. A session of its own, because Flyway says nothing at some of its ends, and a lock that is left on a
 * connection of a pool stays.
 */
final class OwnSession implements AutoCloseable {

    private static final Log LOG = Log.of(OwnSession.class);

    private static final long PAUSE_MILLIS = 200;
    private static final int NETWORK_TIMEOUT_MILLIS = 15_000;

    /** If the machine is gone, nobody closes the connection, and the server would keep the lock until its TCP gives up. */
    private static final Duration UNFED = Duration.ofMinutes(1);

    /** Changes nothing in a session of others; behind a pooler it may be one. */
    private static final String OPEN = """
            SELECT p.pid, s.setting,
                   CASE WHEN p.pid OPERATOR(pg_catalog.<>) ? AND ? OPERATOR(pg_catalog.=) ANY (ARRAY[0, p.pid])
                        THEN pg_catalog.set_config('%1$s', ?, false) END
              FROM (SELECT pg_catalog.pg_backend_pid() AS pid) p,
                   (SELECT pg_catalog.current_setting('%1$s') AS setting OFFSET 0) s
            """.formatted(SessionSettings.IDLE);

    private static final String CLOSE =
            "SELECT pg_catalog.pg_advisory_unlock(?, ?), pg_catalog.set_config('%s', ?, false)"
                    .formatted(SessionSettings.IDLE);

    private static final String WITHOUT =
            "builds are not watched, compositeindex.patience ends no build or drop that has begun, and other instances"
                    + " wait for Flyway's lock only, for a minute at most. Give its pool two connections, and three if there"
                    + " are callbacks. {}";

    /** Something to look at from time to time. */
    @FunctionalInterface
    interface Look {
        void at(Connection connection) throws SQLException;
    }

    private final MigrateCall call = MigrateCall.current();
    private final Connection connection;
    private final boolean autoCommit;
    private final int process;
    private final String idleTimeout;
    private final int networkTimeout;
    private @Nullable SessionSettings lifted;
    private @Nullable AdvisoryLock lock;
    private final Map<Object, Look> looks = new LinkedHashMap<>();
    private boolean over;

    private OwnSession(Connection connection, boolean autoCommit, int process, String idleTimeout, int networkTimeout) {
        this.connection = connection;
        this.autoCommit = autoCommit;
        this.process = process;
        this.idleTimeout = idleTimeout;
        this.networkTimeout = networkTimeout;
    }

    /**
     * Opens a session of our own, which the server ends when it hears nothing of it for a minute; empty if there can be none.
     *
     * @param main Flyway's session
     * @param flyways its process
     * @throws FlywayException if a pooler is between us that shares sessions
     */
    static Optional<OwnSession> open(DataSource dataSource, Connection main, int flyways) throws SQLException {
        return open(dataSource, main, flyways, UNFED);
    }

    static Optional<OwnSession> open(DataSource dataSource, Connection main, int flyways, Duration unfed)
            throws SQLException {
        Connection own;
        try {
            own = dataSource.getConnection();
        } catch (SQLException e) {
            LOG.warn("Flyway's data source gives no second connection: " + WITHOUT, e.getMessage());
            return Optional.empty();
        }
        OwnSession session;
        try {
            boolean autoCommit = own.getAutoCommit();
            own.setAutoCommit(true);
            session = begin(own, autoCommit, flyways, unfed);
            if (session.process == flyways && (Backend.areSame(main, own) || !Pooler.isBehind(own, flyways))) {
                // Closing ours would close Flyway's.
                own.setAutoCommit(autoCommit);
                LOG.warn("Flyway's data source has but one connection: " + WITHOUT, "");
                return Optional.empty();
            }
            Pooler.refuseToShare(main, flyways, own, session.process);
        } catch (SQLException | FlywayException e) {
            closeQuietly(own);
            throw e;
        }
        try {
            // Whoever waits for a look to end must not wait for ever, even if the network has swallowed it.
            own.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MILLIS);
            return Optional.of(session);
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    private static OwnSession begin(Connection own, boolean autoCommit, int flyways, Duration unfed)
            throws SQLException {
        try (PreparedStatement statement = own.prepareStatement(OPEN)) {
            statement.setInt(1, flyways);
            statement.setInt(2, Backend.of(own));
            statement.setString(3, String.valueOf(unfed.toMillis()));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new OwnSession(
                        own, autoCommit, row.getInt(1), row.getString(2), SessionSettings.networkTimeout(own));
            }
        }
    }

    /** The server's process. */
    int process() {
        return process;
    }

    /** The connection, in autocommit; for the thread that opened it, until {@link #stay}. */
    Connection connection() {
        return connection;
    }

    /**
     * Tries to take the lock that lets one instance migrate, to hold it until this is closed.
     *
     * @return who keeps us from migrating; empty once our lock is ours, and Flyway's is nobody's
     */
    String holderOf(AdvisoryLock wanted, HistoryTable history) throws SQLException {
        if (lock != null) {
            return history.holderOfFlywayLock(connection);
        }
        Optional<Boolean> flywayIsFree = history.lock(wanted, connection);
        if (flywayIsFree.isPresent()) {
            lock = wanted;
            if (flywayIsFree.get()) {
                return "";
            }
        }
        liftLimits();
        String holder = lock == null ? wanted.holder(connection) : history.holderOfFlywayLock(connection);
        return holder.isEmpty() ? "another session" : holder;
    }

    /** Once this session has to stay for longer than a moment. */
    private void liftLimits() throws SQLException {
        if (lifted == null) {
            lifted = SessionSettings.liftBesidesIdle(connection);
        }
    }

    /** Stays open until the thread that opened it has left Flyway. */
    void stay() {
        Thread thread = new Thread(this::run, "compositeindex-guard");
        thread.setDaemon(true);
        thread.start();
    }

    /** As {@link Inspector#buildersOf}; nobody if that cannot be seen, since this session is lost or a look has failed. */
    synchronized String buildersOf(long table) {
        if (over) {
            return "";
        }
        try {
            return new Inspector(connection).buildersOf(table);
        } catch (SQLException e) {
            LOG.debug("Who builds on the table cannot be seen", e);
            return "";
        }
    }

    /** Looks at this again and again, on the connection, until told to stop; for each subject at one thing. */
    synchronized void watch(Object subject, Look something) {
        looks.put(subject, something);
    }

    /** Looks no more; a look under way has ended when this returns. */
    synchronized void stopWatching(Object subject) {
        looks.remove(subject);
    }

    @Override
    public synchronized void close() {
        if (over) {
            return;
        }
        over = true;
        notifyAll();
        try {
            if (lifted == null) {
                giveBack();
            } else {
                lifted.with(SessionSettings.IDLE, idleTimeout)
                        .restore(connection, lock == null ? List.of() : List.of(lock));
            }
            connection.setAutoCommit(autoCommit);
            connection.setNetworkTimeout(Runnable::run, networkTimeout);
        } catch (SQLException e) {
            LOG.debug("The session that watches builds was gone already", e);
        } finally {
            closeQuietly(connection);
        }
    }

    private void giveBack() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CLOSE)) {
            statement.setObject(1, lock == null ? null : lock.kind(), Types.INTEGER);
            statement.setObject(2, lock == null ? null : lock.subject(), Types.INTEGER);
            statement.setString(3, idleTimeout);
            statement.execute();
        }
    }

    private synchronized void run() {
        try {
            do {
                wait(PAUSE_MILLIS);
            } while (!over && call.isOpen() && look());
        } catch (InterruptedException e) {
            LOG.debug("The session that watches builds is not needed any more", e);
        }
        close();
    }

    /** Looks once, or shows the server that this session is alive; false once it is not. */
    private boolean look() {
        try {
            liftLimits();
            if (looks.isEmpty()) {
                Sql.text(connection, "SELECT 1");
            }
            for (Look each : List.copyOf(looks.values())) {
                each.at(connection);
            }
            return true;
        } catch (SQLException e) {
            LOG.debug("A look at the build has failed", e);
            return isAlive(e);
        } catch (RuntimeException e) {
            LOG.warn("The build cannot be watched any more; it goes on", e);
            looks.clear();
            return true;
        }
    }

    /** Not opened again from here: a data source may choose the database by the thread that asks. */
    private boolean isAlive(SQLException cause) {
        try {
            if (connection.isValid(1)) {
                return true;
            }
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
        LOG.warn(
                "The session that watches builds was lost. Builds go on, but are not watched until the next start, and"
                        + " compositeindex.patience does not end them: {}",
                cause.getMessage());
        return false;
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("A connection does not close", e);
        }
    }
}
