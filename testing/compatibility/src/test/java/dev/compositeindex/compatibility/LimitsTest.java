package dev.compositeindex.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.OwnThread;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Timeouts that the role or the database brings. They are short, and the build, or the wait for it, is longer. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LimitsTest {

    /** Long enough for whatever Flyway does by itself, on a busy machine. */
    private static final String LIMIT = "'5s'";

    static Stream<Arguments> whose() {
        return PostgresServer.each(Stream.of("ROLE limited IN DATABASE", "DATABASE"), Arguments::of);
    }

    private static List<String> limitsOf(PostgresServer server) {
        List<String> limits = new ArrayList<>(List.of(
                "statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "idle_session_timeout"));
        if (server == PostgresServer.NEWEST) {
            limits.add("transaction_timeout");
        }
        return limits;
    }

    /** One instance builds for longer than all limits, because a writer holds it up; another one waits for that. */
    @ParameterizedTest
    @MethodSource("whose")
    void theBuildIsLonger(PostgresServer server, String whose) throws Exception {
        Database database = database(server);
        flyway(database, "1").migrate();
        CompletableFuture<Integer> migration;
        try (Connection writer = database.dataSource().getConnection();
                Statement statement = writer.createStatement()) {
            limit(database, whose, limitsOf(server));
            writer.setAutoCommit(false);
            statement.execute("UPDATE learning_course SET title = title WHERE id = 1");
            migration = OwnThread.call(() -> Instances.migrate(2, () -> flyway(database, "latest")));
            // Longer than the limit, for the build and for the one that waits to migrate.
            database.awaitDuring(
                    migration,
                    "SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = current_database()"
                            + " AND query LIKE '%CREATE INDEX CONCURRENTLY%' AND state = 'active'"
                            + " AND clock_timestamp() - query_start > interval " + LIMIT);
            assertThat(migration).isNotDone();
            writer.commit();
        }

        assertThat(migration.get(30, TimeUnit.SECONDS)).isEqualTo(3);
        database.assertMigrated();
        database.awaitNobody();
    }

    /** The session that holds our place has nothing to look at while the team's own migration is long. */
    @ServerSource
    void theTeamsOwnMigrationIsLonger(PostgresServer server) {
        Database database = database(server);
        limit(database, "ROLE limited IN DATABASE", List.of("idle_session_timeout"));
        String ourPlace = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2"
                + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
        Flyway flyway = Flyway.configure()
                .configuration(flyway(database, "latest").getConfiguration())
                .javaMigrations(new Between(flyways -> {
                    String begun = Database.query(flyways, "SELECT clock_timestamp()");
                    Database.await(
                            flyways, "SELECT clock_timestamp() - timestamptz '" + begun + "' > 2 * interval " + LIMIT);
                    assertThat(Database.query(flyways, ourPlace)).isEqualTo("1");
                }))
                .load();

        assertThat(flyway.migrate().migrationsExecuted).isEqualTo(5);

        database.assertMigrated();
        database.awaitNobody();
    }

    private static Database database(PostgresServer server) {
        return Database.empty(server)
                .run(
                        "DO $$ BEGIN CREATE ROLE limited LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$",
                        "GRANT ALL ON SCHEMA public TO limited");
    }

    /** Of this database only: other tests have the same role. */
    private static void limit(Database database, String whose, List<String> limits) {
        String name = database.query("SELECT current_database()");
        for (String limit : limits) {
            database.run("ALTER " + whose + " " + name + " SET " + limit + " = " + LIMIT);
        }
    }

    private static Flyway flyway(Database database, String target) {
        PGSimpleDataSource limited = database.copy();
        limited.setUser("limited");
        return Flyway.configure().dataSource(limited).target(target).load();
    }
}
