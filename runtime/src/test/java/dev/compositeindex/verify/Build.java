package dev.compositeindex.verify;

import dev.compositeindex.testing.OwnThread;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.postgresql.PGConnection;

/** A build that waits for an old snapshot until it is terminated, or closed, which lets it end. */
record Build(Database database, Connection builder, Connection reader, CompletableFuture<Void> running, int pid)
        implements AutoCloseable {

    private static final String WAITING_FOR_SNAPSHOTS =
            "SELECT bool_or(phase = 'waiting for old snapshots') FROM pg_stat_progress_create_index"
                    + " WHERE datname = current_database()";

    static Build start(Database database, String sql) throws SQLException {
        Connection builder = database.dataSource().getConnection();
        Connection reader = database.dataSource().getConnection();
        int pid = pid(builder);
        block(reader);
        CompletableFuture<Void> running = OwnThread.run(() -> execute(builder, sql));
        database.await(WAITING_FOR_SNAPSHOTS);
        return new Build(database, builder, reader, running, pid);
    }

    void terminate() {
        database.run("SELECT pg_terminate_backend(" + pid + ")");
        database.await("SELECT count(*) = 0 FROM pg_stat_activity WHERE pid = " + pid);
    }

    @Override
    public void close() throws SQLException {
        reader.close();
        running.handle((done, failure) -> done).join();
        builder.close();
    }

    static void block(Connection writer) throws SQLException {
        writer.setAutoCommit(false);
        writer.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        execute(writer, "SELECT 1");
    }

    static int pid(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
