package dev.compositeindex.example.monitoring;

import static dev.compositeindex.example.ExampleDatabase.execute;
import static dev.compositeindex.example.ExampleDatabase.migrated;
import static dev.compositeindex.example.ExampleDatabase.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.registry.IndexRegistry;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class IndexStatisticsTest {

    private static final CountersSince ANY = new CountersSince(Instant.EPOCH, "");

    @ServerSource
    void readsAllIndexesOfTheTablesThatDeclareSome(PostgresServer server) throws SQLException {
        DataSource database = migrated(server);
        execute(
                database,
                "CREATE INDEX of_nobody ON learning_course (price)",
                "CREATE TABLE elsewhere (a integer PRIMARY KEY)",
                "CREATE SCHEMA other CREATE TABLE learning_course (a integer PRIMARY KEY)");

        List<IndexUsage> indexes = read(database).indexes();

        // 39 declared, 11 primary keys, unique: 4 slugs, 2 users, 5 pairs; and the one of nobody.
        assertThat(indexes).hasSize(39 + 11 + 11 + 1);
        assertThat(indexes).filteredOn(index -> index.declaredBy().isPresent()).hasSize(39);
        assertThat(usage(indexes, "course_created_idx").declaredBy())
                .contains("dev.compositeindex.example.learning.Course");
        assertThat(usage(indexes, "learning_course_pkey").role()).isEqualTo(IndexUsage.Role.PRIMARY_KEY);
        assertThat(usage(indexes, "learning_course_slug_key").role()).isEqualTo(IndexUsage.Role.UNIQUE);
        assertThat(usage(indexes, "of_nobody"))
                .isEqualTo(new IndexUsage(
                        "of_nobody", "learning_course", 0, 8192, IndexUsage.Role.PLAIN, Optional.empty()));
    }

    @Test
    void readsADatabaseWithoutTheTables() throws SQLException {
        assertThat(read(PostgresServer.NEWEST.newDatabase()).indexes()).isEmpty();
    }

    @Test
    void theMostUsedComeFirstAndTheUnusedAreThoseThatServeNothingElse() {
        IndexStatistics statistics = new IndexStatistics(
                List.of(
                        index("little", 1, 10, IndexUsage.Role.PLAIN),
                        index("much", 100, 10, IndexUsage.Role.PLAIN),
                        index("unused_small", 0, 10, IndexUsage.Role.PLAIN),
                        index("unused_large", 0, 999, IndexUsage.Role.PLAIN),
                        index("unused_key", 0, 10, IndexUsage.Role.PRIMARY_KEY),
                        index("unused_unique", 0, 10, IndexUsage.Role.UNIQUE),
                        index("used_key", 50, 10, IndexUsage.Role.PRIMARY_KEY)),
                ANY);

        assertThat(statistics.mostUsed(2)).extracting(IndexUsage::name).containsExactly("much", "used_key");
        assertThat(statistics.unused()).extracting(IndexUsage::name).containsExactly("unused_large", "unused_small");
    }

    @ServerSource
    void saysSinceWhenTheServerCounts(PostgresServer server) throws SQLException {
        DataSource database = migrated(server);

        CountersSince since = read(database).since();

        String source = since.source().replaceFirst(":.*", "");
        assertThat(source).isIn("pg_stat_database.stats_reset", "pg_stat_bgwriter.stats_reset");
        assertThat(since.time().getEpochSecond() + "").isEqualTo(query(database, """
                        SELECT floor(extract(epoch FROM stats_reset))::bigint FROM %s
                        """.formatted(
                        source.equals("pg_stat_bgwriter.stats_reset")
                                ? "pg_stat_bgwriter"
                                : "pg_stat_database WHERE datname = current_database()")));
    }

    @Test
    void fallsBackToWhatElseTheServerKnows() {
        Instant reset = Instant.parse("2026-03-01T00:00:00Z");
        Instant crash = Instant.parse("2026-02-01T00:00:00Z");
        Instant start = Instant.parse("2026-01-01T00:00:00Z");

        assertThat(CountersSince.of(reset, crash, start))
                .isEqualTo(new CountersSince(reset, "pg_stat_database.stats_reset"));
        assertThat(CountersSince.of(null, crash, start).time()).isEqualTo(crash);
        assertThat(CountersSince.of(null, crash, start).source()).startsWith("pg_stat_bgwriter.stats_reset: ");
        assertThat(CountersSince.of(null, null, start).time()).isEqualTo(start);
        assertThat(CountersSince.of(null, null, start).source()).startsWith("pg_postmaster_start_time(): ");
    }

    private static IndexStatistics read(DataSource database) throws SQLException {
        return IndexStatistics.read(database, IndexRegistry.load());
    }

    private static IndexUsage usage(List<IndexUsage> indexes, String name) {
        return indexes.stream()
                .filter(index -> index.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static IndexUsage index(String name, long scans, long bytes, IndexUsage.Role role) {
        return new IndexUsage(name, "t", scans, bytes, role, Optional.empty());
    }
}
