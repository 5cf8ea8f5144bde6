package dev.compositeindex.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.registry.IndexRegistry;
import dev.compositeindex.testing.PostgresRelease;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.verify.IndexVerdict;
import dev.compositeindex.verify.IndexVerifier;
import dev.compositeindex.verify.Verdict;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of its own for one test. */
record Database(PGSimpleDataSource dataSource) {

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

    String query(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until a query gives {@code t}. */
    void await(String condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!query(condition).equals("t")) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never became true: " + condition);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** That each index that {@link Course} declares is there and valid, and that the history tells of success only. */
    void assertMigrated() {
        List<IndexVerdict> verdicts =
                IndexVerifier.of(dataSource).verify(IndexRegistry.load()).verdicts();
        assertThat(verdicts)
                .hasSize(3)
                .allSatisfy(verdict -> assertThat(verdict.verdict()).isEqualTo(Verdict.VALID));
    }
}
