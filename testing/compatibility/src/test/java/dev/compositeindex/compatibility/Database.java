package dev.compositeindex.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.compositeindex.registry.IndexRegistry;
import dev.compositeindex.testing.PostgresRelease;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.TestSession;
import dev.compositeindex.verify.IndexVerdict;
import dev.compositeindex.verify.IndexVerifier;
import dev.compositeindex.verify.Verdict;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of its own for one test. */
record Database(PGSimpleDataSource dataSource) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static Database empty(PostgresRelease release) {
        return new Database(release.newDatabase());
    }

    static Database empty(PostgresServer server) {
        return new Database(server.newDatabase());
    }

    /** Another data source for the same database, as another instance has it. */
    PGSimpleDataSource copy() {
        PGSimpleDataSource copy = new PGSimpleDataSource();
        copy.setUrl(dataSource.getUrl());
        copy.setUser(dataSource.getUser());
        return copy;
    }

    Database run(String... statements) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
            return this;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a statement that is expected to fail. */
    Database fail(String sql) {
        assertThatThrownBy(() -> run(sql)).hasCauseInstanceOf(SQLException.class);
        return this;
    }

    /** An INVALID index, as a build of {@code course_title_idx} that failed leaves it; the table is as it was. */
    Database leaveDeadBuild(String schema) {
        String table = "\"" + schema.replace("\"", "\"\"") + "\".learning_course";
        run("INSERT INTO " + table + " (title, is_published, difficulty_level) VALUES ('course 1', true, 'easy')");
        fail("CREATE UNIQUE INDEX CONCURRENTLY course_title_idx ON " + table + " (title)");
        return run("DELETE FROM " + table + " WHERE id > 100");
    }

    String query(String sql) {
        try (Connection connection = dataSource.getConnection()) {
            return query(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    /** Waits on this connection, which is never idle for long then, until a query gives {@code t}. */
    static void await(Connection connection, String condition) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!query(connection, condition).equals("t")) {
            giveUpAfter(deadline, condition);
        }
    }

    /** Waits until a query gives {@code t}. */
    void await(String condition) {
        awaitDuring(new CompletableFuture<>(), condition);
    }

    /** Waits until a query gives {@code t} while something goes on. Fails at once if that ends before, with its error. */
    void awaitDuring(CompletableFuture<?> something, String condition) {
        try (TestSession session = new TestSession(dataSource)) {
            session.awaitDuring(something, condition);
        }
    }

    private static void giveUpAfter(long deadline, String condition) {
        if (System.nanoTime() > deadline) {
            throw new AssertionError("never became true: " + condition);
        }
        LockSupport.parkNanos(5_000_000);
    }

    /** That each index that {@link Course} declares is there and valid, as the verifier sees it. */
    void assertMigrated() {
        List<IndexVerdict> verdicts =
                IndexVerifier.of(dataSource).verify(IndexRegistry.load()).verdicts();
        assertThat(verdicts)
                .hasSize(3)
                .allSatisfy(verdict -> assertThat(verdict.verdict()).isEqualTo(Verdict.VALID));
    }

    /** That each index that {@link Course} declares is in this schema and valid. */
    void assertMigrated(String schema) {
        assertThat(query("""
                SELECT string_agg(c.relname, ' ' ORDER BY c.relname)
                  FROM pg_index i
                  JOIN pg_class c ON c.oid = i.indexrelid
                  JOIN pg_namespace n ON n.oid = c.relnamespace
                 WHERE i.indisvalid AND i.indisready AND NOT i.indisprimary
                   AND i.indrelid = (quote_ident(n.nspname) || '.learning_course')::regclass
                   AND n.nspname = $$%s$$
                """.formatted(schema))).isEqualTo("course_diff_idx course_pub_diff_idx course_title_idx");
    }

    /** Waits until no session is left here but the one that looks. */
    void awaitNobody() {
        await("""
                SELECT count(*) = 0 FROM pg_stat_activity
                 WHERE datname = current_database() AND pid <> pg_backend_pid()""");
    }
}
