package dev.compositeindex.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.compositeindex.testing.OwnThread;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A role that owns its schema and may connect, and nothing else: no temporary tables, nothing in {@code public}, no
 * {@code pg_read_all_stats}. And a login that has that role only by {@code SET ROLE}.
 */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LeastPrivilegeTest {

    @ServerSource
    void starts(PostgresServer server) throws Exception {
        assertStarts(server, flyway -> as(flyway, "owner"));
    }

    @ServerSource
    void startsBySetRole(PostgresServer server) throws Exception {
        assertStarts(server, flyway -> as(flyway, "login").initSql("SET ROLE owner"));
    }

    private static void assertStarts(PostgresServer server, UnaryOperator<FluentConfiguration> who) throws Exception {
        Database database = database(server);

        assertThat(Instances.migrate(2, () -> flyway(database, who))).isEqualTo(4);
        assertThat(flyway(database, who).migrate().migrationsExecuted).isZero();

        database.assertMigrated("app");
        database.awaitNobody();
    }

    @ServerSource
    void heals(PostgresServer server) {
        assertHeals(server, flyway -> as(flyway, "owner"));
    }

    @ServerSource
    void healsBySetRole(PostgresServer server) {
        assertHeals(server, flyway -> as(flyway, "login").initSql("SET ROLE owner"));
    }

    /** A failed row in the history, and what the failed build has left: it is its own, whoever else can see it. */
    private static void assertHeals(PostgresServer server, UnaryOperator<FluentConfiguration> who) {
        Database database = database(server);
        flyway(database, flyway -> who.apply(flyway).target("1")).migrate();
        database.run("INSERT INTO app.learning_course (title, is_published, difficulty_level)"
                + " VALUES ('course 1', true, 'easy')");
        assertThatThrownBy(() -> flyway(database, who).migrate()).hasMessageContaining("could not create unique index");
        database.run("DELETE FROM app.learning_course WHERE id > 100");

        flyway(database, who).migrate();

        database.assertMigrated("app");
        database.awaitNobody();
    }

    /** What another role does cannot be seen. Its lock on the table can: it may be building, so nothing is dropped. */
    @ServerSource
    void waitsForABuildThatItCannotSee(PostgresServer server) throws Exception {
        Database database = database(server);
        flyway(database, flyway -> as(flyway, "owner").target("1")).migrate();
        CompletableFuture<Void> build;
        CompletableFuture<Integer> migration;
        try (Connection writer = database.dataSource().getConnection();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("UPDATE app.learning_course SET title = title WHERE id = 1");
            build = OwnThread.run(() ->
                    database.run("CREATE UNIQUE INDEX CONCURRENTLY course_title_idx ON app.learning_course (title)"));
            database.awaitDuring(
                    build, "SELECT count(*) = 1 FROM pg_stat_progress_create_index WHERE datname = current_database()");
            migration = OwnThread.call(
                    () -> flyway(database, flyway -> as(flyway, "owner")).migrate().migrationsExecuted);
            // The session that would build holds our lock on the table, and pauses between two looks: it is not in a
            // queue.
            database.awaitDuring(migration, """
                    SELECT bool_or(a.state = 'idle' AND clock_timestamp() - a.state_change > interval '100ms')
                      FROM pg_locks l
                      JOIN pg_stat_activity a USING (pid)
                     WHERE l.locktype = 'advisory' AND l.granted AND l.classid = x'43497832'::int::oid
                       AND a.datname = current_database()""");
            assertThat(migration).isNotDone();
            writer.commit();
        }

        build.get(30, TimeUnit.SECONDS);
        assertThat(migration.get(30, TimeUnit.SECONDS)).isEqualTo(3);
        database.assertMigrated("app");
    }

    private static Database database(PostgresServer server) {
        Database database = Database.empty(server);
        String name = database.query("SELECT current_database()");
        return database.run(
                "DO $$ BEGIN CREATE ROLE owner LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$",
                "DO $$ BEGIN CREATE ROLE login LOGIN NOINHERIT IN ROLE owner;"
                        + " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$",
                "REVOKE ALL ON DATABASE " + name + " FROM PUBLIC",
                "GRANT CONNECT ON DATABASE " + name + " TO owner, login",
                "REVOKE ALL ON SCHEMA public FROM PUBLIC",
                "CREATE SCHEMA app AUTHORIZATION owner");
    }

    private static Flyway flyway(Database database, UnaryOperator<FluentConfiguration> configure) {
        return configure
                .apply(Flyway.configure().dataSource(database.copy()).schemas("app"))
                .load();
    }

    private static FluentConfiguration as(FluentConfiguration flyway, String role) {
        ((PGSimpleDataSource) flyway.getDataSource()).setUser(role);
        return flyway;
    }
}
