package dev.compositeindex.build;

import dev.compositeindex.testing.OwnThread;
import dev.compositeindex.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/** A database with a table, and the sessions of one test on it, which are ended with it. */
final class Scene implements AutoCloseable {

    static final String ORDINARY = "build_app";
    static final String OTHER = "build_other";

    private final PGSimpleDataSource database;
    private final List<Connection> connections = new ArrayList<>();

    private Scene(PGSimpleDataSource database) {
        this.database = database;
    }

    /** The table {@code course}, owned by the ordinary role, with so many rows. */
    static Scene with(PostgresServer server, int rows) throws SQLException {
        Scene scene = new Scene(server.newDatabase());
        Connection superuser = scene.connect();
        execute(
                superuser,
                "DO $$ BEGIN CREATE ROLE " + ORDINARY + " LOGIN; CREATE ROLE " + OTHER + " LOGIN;"
                        + " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$",
                "GRANT ALL ON SCHEMA public TO " + ORDINARY + ", " + OTHER,
                "CREATE TABLE course (id bigint, level text)",
                "CREATE TABLE other (id bigint)",
                "INSERT INTO course SELECT n, md5(n::text) FROM generate_series(1, " + rows + ") n",
                "ALTER TABLE course OWNER TO " + ORDINARY,
                "ALTER TABLE other OWNER TO " + ORDINARY,
                "GRANT ALL ON course, other TO " + OTHER);
        return scene;
    }

    /** A session of the superuser. */
    Connection connect() throws SQLException {
        return connectAs("postgres");
    }

    Connection connectAs(String role) throws SQLException {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(database.getUrl());
        dataSource.setUser(role);
        dataSource.setApplicationName("test-" + role);
        Connection connection = dataSource.getConnection();
        connections.add(connection);
        return connection;
    }

    /** A session in a transaction in which statements have run, the last one as prepared statement, as most do. */
    Connection inTransaction(String role, String... statements) throws SQLException {
        Connection connection = connectAs(role);
        connection.setAutoCommit(false);
        for (String sql : statements) {
            connection.prepareStatement(sql).execute();
        }
        return connection;
    }

    /** Runs a statement in a thread of its own. */
    static CompletableFuture<Void> start(Connection connection, String sql) {
        return OwnThread.run(() -> execute(connection, sql));
    }

    static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    static int pid(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    /** The object identifier of {@code course}. */
    static long table(Connection connection) throws SQLException {
        return Long.parseLong(query(connection, "SELECT 'course'::regclass::oid"));
    }

    /** Repeats an action until its result is as wanted. */
    static <T> T await(Callable<T> action, Predicate<T> wanted) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        T result = action.call();
        while (!wanted.test(result)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never came true; the last result was " + result);
            }
            LockSupport.parkNanos(20_000_000);
            result = action.call();
        }
        return result;
    }

    /** Ends a prepared transaction, if it is still there: it would outlive the test. */
    void rollBackPrepared(String gid) throws SQLException {
        Connection superuser = connect();
        String literal = "'" + gid.replace("'", "''") + "'";
        if (query(superuser, "SELECT gid FROM pg_prepared_xacts WHERE gid = " + literal)
                .equals(gid)) {
            execute(superuser, "ROLLBACK PREPARED " + literal);
        }
    }

    /** Ends all sessions, so that nothing waits for anything any more. */
    @Override
    public void close() throws SQLException {
        for (Connection connection : connections) {
            connection.abort(Runnable::run);
        }
    }
}
