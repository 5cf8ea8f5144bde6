package dev.compositeindex.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that is always rolled back, after which the connection is as it was. If the connection is in a
 * transaction of someone else's, that one goes on as if nothing had happened.
 */
public final class ScratchTransaction implements AutoCloseable {

    /** What the catalogue is asked is much at once, which the server would compile for longer than it lasts. */
    private static final String CONFIGURE = """
            SELECT pg_catalog.set_config('jit', 'off', true),
                   pg_catalog.set_config('lock_timeout', CASE WHEN setting::int OPERATOR(pg_catalog.>=) 1
                                                               AND setting::int OPERATOR(pg_catalog.<=) 10000
                                                              THEN setting ELSE '10000' END, true)
              FROM pg_catalog.pg_settings
             WHERE name OPERATOR(pg_catalog.=) 'lock_timeout'
            """;

    private final Connection connection;
    private final @Nullable Savepoint savepoint;
    private final boolean writes;
    private boolean onStandby;

    private ScratchTransaction(Connection connection, @Nullable Savepoint savepoint, boolean writes) {
        this.connection = connection;
        this.savepoint = savepoint;
        this.writes = writes;
    }

    /**
     * Begins a transaction that waits for no lock longer than ten seconds, or than {@code lock_timeout}. If it is not part of someone else's, it sees
     * what others commit meanwhile, and may write unless the server is a standby.
     */
    public static ScratchTransaction begin(Connection connection) throws SQLException {
        return begin(connection, true);
    }

    /** The same; if it does not write, the server refuses all that would, unless it is part of someone else's transaction. */
    public static ScratchTransaction begin(Connection connection, boolean writes) throws SQLException {
        ScratchTransaction transaction;
        if (connection.getAutoCommit()) {
            connection.setAutoCommit(false);
            transaction = new ScratchTransaction(connection, null, writes);
        } else {
            transaction = new ScratchTransaction(connection, connection.setSavepoint(), writes);
        }
        try {
            transaction.configure();
            return transaction;
        } catch (SQLException e) {
            try {
                transaction.close();
            } catch (SQLException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    private void configure() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Nothing but SHOW and SET may come before SET TRANSACTION.
            try (ResultSet row = statement.executeQuery("SHOW in_hot_standby")) {
                onStandby = row.next() && row.getString(1).equals("on");
            }
            if (savepoint == null) {
                // Pools may have other defaults; a temporary table needs a transaction that may write.
                statement.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED"
                        + (onStandby ? "" : writes ? ", READ WRITE" : ", READ ONLY"));
            }
            statement.execute(CONFIGURE);
        }
    }

    /**
     * Goes back to where something had not gone wrong yet.
     *
     * @param failure what went wrong; thrown if there is no way back, as where a pool has closed the connection because of it
     */
    public static void undo(Connection connection, Savepoint before, SQLException failure) throws SQLException {
        try {
            connection.rollback(before);
        } catch (SQLException e) {
            failure.addSuppressed(e);
            throw failure;
        }
    }

    /** Whether the server is a standby: it replays what another one does, and refuses to write. */
    public boolean onStandby() {
        return onStandby;
    }

    /** Whether a second look can see more than the first. */
    public boolean seesNewCommits() throws SQLException {
        return savepoint == null || connection.getTransactionIsolation() <= Connection.TRANSACTION_READ_COMMITTED;
    }

    @Override
    public void close() throws SQLException {
        if (savepoint != null) {
            connection.rollback(savepoint);
            connection.releaseSavepoint(savepoint);
            return;
        }
        try {
            connection.rollback();
        } finally {
            connection.setAutoCommit(true);
        }
    }
}
