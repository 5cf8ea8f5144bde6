package dev.compositeindex.guard;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection of our own beside Flyway's, for as long as Flyway migrates. It holds the lock that lets one instance migrate,
 * and watches builds. A session of its own, because Flyway says nothing at some of its ends, and a lock that is left on a
 * connection of a pool stays.
 */
final class OwnSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OwnSession.class);

    private static final long PAUSE_MILLIS = 200;

    private static final String WITHOUT =
            "builds are not watched, and other instances wait for Flyway's lock only, for a"
                    + " minute at most. Give its pool two connections, and three if there are callbacks. {}";

    /** Something to look at from time to time. */
    @FunctionalInterface
    interface Look {
        void at(Connection connection) throws SQLException;
    }

    private final MigrateCall call = MigrateCall.current();
    private final Connection connection;
    private final boolean autoCommit;
    private @Nullable AdvisoryLock lock;
    private @Nullable Look look;
    private boolean over;

    private OwnSession(Connection connection, boolean autoCommit) {
        this.connection = connection;
        this.autoCommit = autoCommit;
    }

    /**
     * Opens a session of our own; empty if there can be none.
     *
     * @param flyways the connection that Flyway has open
     */
    static Optional<OwnSession> open(DataSource dataSource, Connection flyways) throws SQLException {
        Connection own;
        try {
            own = dataSource.getConnection();
        } catch (SQLException e) {
            LOG.warn("Flyway's data source gives no second connection: " + WITHOUT, e.getMessage());
            return Optional.empty();
        }
        if (Sessions.processId(own).equals(Sessions.processId(flyways))) {
            // Closing ours would close Flyway's.
            LOG.warn("Flyway's data source has but one connection: " + WITHOUT, "");
            return Optional.empty();
        }
        boolean autoCommit = own.getAutoCommit();
        own.setAutoCommit(true);
        return Optional.of(new OwnSession(own, autoCommit));
    }

    /** The connection, in autocommit; for the thread that opened it, until {@link #stay}. */
    Connection connection() {
        return connection;
    }

    /** Tries to take a lock, to hold it until this is closed. */
    boolean tryLock(AdvisoryLock wanted) throws SQLException {
        if (lock == null && wanted.tryLock(connection)) {
            lock = wanted;
        }
        return lock != null;
    }

    /** Stays open until the thread that opened it has left Flyway. */
    void stay() {
        Thread thread = new Thread(this::run, "compositeindex-guard");
        thread.setDaemon(true);
        thread.start();
    }

    /** Looks at this again and again, on the connection, until told to stop. */
    synchronized void watch(Look something) {
        look = something;
    }

    /** Looks no more; a look under way has ended when this returns. */
    synchronized void stopWatching() {
        look = null;
    }

    @Override
    public synchronized void close() {
        if (over) {
            return;
        }
        over = true;
        notifyAll();
        try {
            if (lock != null) {
                lock.unlock(connection);
            }
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            LOG.debug("The session that watches builds was gone already", e);
        } finally {
            closeQuietly(connection);
        }
    }

    private synchronized void run() {
        while (!over && call.isOpen()) {
            try {
                if (look != null) {
                    look.at(connection);
                }
            } catch (SQLException | RuntimeException e) {
                // Not opened again from here: a data source may choose the database by the thread that asks.
                LOG.warn("The build cannot be watched any more; it goes on", e);
                break;
            }
            try {
                wait(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                break;
            }
        }
        close();
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("A connection does not close", e);
        }
    }
}
