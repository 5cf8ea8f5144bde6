package dev.compositeindex.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The session in which a test prepares, looks and waits. It is opened when it is first needed and stays: to begin one
 * costs the server more than most statements do, above all where a test looks again and again. What statements leave in
 * it, {@link #run} discards.
 */
public final class TestSession implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(2);

    private static final ThreadLocal<TestSession> OF_THREAD = new ThreadLocal<>();

    private final PGSimpleDataSource database;
    private final String url;
    private @Nullable Connection connection;

    /** A session of this database, as its data source is now. */
    public TestSession(PGSimpleDataSource database) {
        this.database = database;
        this.url = database.getURL() + " " + database.getUser();
    }

    /**
     * The session that this thread has in this database. Only one a thread is kept, so nobody has to close it: that of another
     * database ends here.
     */
    public static TestSession ofThread(PGSimpleDataSource database) {
        TestSession last = OF_THREAD.get();
        TestSession wanted = new TestSession(database);
        if (last != null) {
            if (last.url.equals(wanted.url)) {
                return last;
            }
            last.close();
        }
        OF_THREAD.set(wanted);
        return wanted;
    }

    /** Runs statements, one after the other. */
    public void run(String... statements) {
        try (Statement statement = connection().createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
            statement.execute("DISCARD ALL");
        } catch (SQLException e) {
            close();
            throw new IllegalStateException(e);
        }
    }

    /** Runs a statement that must fail. */
    public void fail(String sql) {
        try (Statement statement = connection().createStatement()) {
            statement.execute(sql);
        } catch (SQLException expected) {
            return;
        }
        throw new AssertionError("should have failed: " + sql);
    }

    /** The first column of the first row, as text; empty if there is none. */
    public String text(String sql) {
        try (Statement statement = connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            String text = rows.next() ? rows.getString(1) : null;
            return text == null ? "" : text;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the catalogue holds, but statistics: it is the same as before if nothing was changed, and nothing left behind. */
    public Set<String> catalogue() {
        return Set.of(text("""
                SELECT string_agg(entry, E'\\n') FROM (
                    SELECT 'class ' || oid || ' ' || xmin || ' ' || relfilenode FROM pg_class
                    UNION ALL SELECT 'function ' || oid || ' ' || xmin FROM pg_proc
                    UNION ALL SELECT 'type ' || oid || ' ' || xmin FROM pg_type
                    UNION ALL SELECT 'index ' || indexrelid || ' ' || xmin FROM pg_index
                    UNION ALL SELECT 'schema ' || oid || ' ' || xmin FROM pg_namespace) AS entries (entry)
                """).split("\n"));
    }

    /** Waits until a query gives {@code t}. */
    public void await(String condition) {
        awaitDuring(new CompletableFuture<>(), condition);
    }

    /** Waits until a query gives {@code t} while something goes on. Fails at once if that ends before, with its error. */
    public void awaitDuring(CompletableFuture<?> something, String condition) {
        // Mostly it is a moment. Who has to wait for long does not keep the others from their work.
        await(something, condition, Duration.ofMillis(25));
    }

    /** The same for what is so only now and then, and not for long. */
    public void awaitMomentDuring(CompletableFuture<?> something, String condition) {
        await(something, condition, SHORTEST_PAUSE);
    }

    private void await(CompletableFuture<?> something, String condition, Duration longestPause) {
        long began = System.nanoTime();
        while (!text(condition).equals("t")) {
            if (something.isDone()) {
                throw new AssertionError("it ended, with " + something.join() + ", before " + condition);
            }
            long waited = System.nanoTime() - began;
            if (waited > PATIENCE.toNanos()) {
                throw new AssertionError("never became true: " + condition);
            }
            LockSupport.parkNanos(Math.max(SHORTEST_PAUSE.toNanos(), Math.min(longestPause.toNanos(), waited / 10)));
        }
    }

    private Connection connection() throws SQLException {
        if (connection == null) {
            connection = database.getConnection();
        }
        return connection;
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            } finally {
                connection = null;
            }
        }
    }
}
