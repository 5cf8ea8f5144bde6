package dev.compositeindex.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.compositeindex.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Whom a migration waits for, and for how long. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WaitingTest {

    private static final String BUILD_LOCKED =
            "SELECT count(*) > 0 FROM pg_locks WHERE locktype = 'advisory' AND granted"
                    + " AND classid = 1128888370 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    /** Dropping it, or building at the same time, would abort it. */
    @ParameterizedTest
    @EnumSource
    void aBuildOfSomebodyElseIsWaitedFor(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            Connection reader = project.reader("SELECT count(*) FROM flyway_schema_history");
            CompletableFuture<Boolean> build =
                    Project.start(project.session(), "CREATE INDEX CONCURRENTLY course_idx ON course (level)");
            project.awaitBuild("waiting for old snapshots");
            String oid = project.oid("course_idx");
            CompletableFuture<MigrateResult> migration = project.start(project.flyway());
            project.await(BUILD_LOCKED);

            reader.rollback();

            assertThat(migration).succeedsWithin(SOON);
            assertThat(build).succeedsWithin(SOON);
            assertThat(project.oid("course_idx")).isEqualTo(oid);
            assertThat(project.flags("course_idx")).isEqualTo("t,t,t");
        }
    }

    /** Waiting for its lock, with a snapshot, would abort it as well. */
    @ParameterizedTest
    @EnumSource
    void aBuildOfAnotherIndexOfTheTableIsWaitedFor(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            Connection reader = project.reader("SELECT count(*) FROM flyway_schema_history");
            CompletableFuture<Boolean> build =
                    Project.start(project.session(), "CREATE INDEX CONCURRENTLY theirs ON course (slug)");
            project.awaitBuild("waiting for old snapshots");
            CompletableFuture<MigrateResult> migration = project.start(project.flyway());
            project.await(BUILD_LOCKED);

            reader.rollback();

            assertThat(build).succeedsWithin(SOON);
            assertThat(migration).succeedsWithin(SOON);
            assertThat(project.flags("theirs")).isEqualTo("t,t,t");
            assertThat(project.flags("course_idx")).isEqualTo("t,t,t");
        }
    }

    /** With a snapshot, it is waited for by the build that it waits for. */
    @ParameterizedTest
    @EnumSource
    void aBuildThatWaitsForItsLockIsWaitedFor(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            Connection holder = project.session();
            holder.setAutoCommit(false);
            Sql.run(holder, "LOCK TABLE course IN SHARE ROW EXCLUSIVE MODE");
            CompletableFuture<Boolean> build =
                    Project.start(project.session(), "CREATE INDEX CONCURRENTLY theirs ON course (slug)");
            project.await("SELECT count(*) > 0 FROM pg_locks WHERE NOT granted AND relation = 'course'::regclass");
            CompletableFuture<MigrateResult> migration = project.start(project.flyway());
            project.await(BUILD_LOCKED);

            holder.commit();

            assertThat(build).succeedsWithin(SOON);
            assertThat(migration).succeedsWithin(SOON);
            assertThat(project.flags("theirs")).isEqualTo("t,t,t");
        }
    }

    /** Dropping it would abort the build, too. */
    @ParameterizedTest
    @EnumSource
    void anIndexIsDroppedOnlyWhenItIsBuilt(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder)) {
            project.script(
                    "V2__drop_course_idx.sql", "drop course_idx", "", "DROP INDEX CONCURRENTLY IF EXISTS course_idx");
            Connection reader = project.reader("SELECT count(*) FROM flyway_schema_history");
            CompletableFuture<Boolean> build =
                    Project.start(project.session(), "CREATE INDEX CONCURRENTLY course_idx ON course (level)");
            project.awaitBuild("waiting for old snapshots");
            CompletableFuture<MigrateResult> migration = project.start(project.flyway());
            project.await(BUILD_LOCKED);

            reader.rollback();

            assertThat(build).succeedsWithin(SOON);
            assertThat(migration).succeedsWithin(SOON);
            assertThat(project.oid("course_idx")).isEmpty();
        }
    }

    /** A build gives up its locks before its last commit, which may wait for a standby. */
    @ParameterizedTest
    @EnumSource
    void aBuildIsWaitedForUntilItsLastCommit(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            project.run(
                    Project.PLAIN, "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'course_idx'::regclass");
            String oid = project.oid("course_idx");
            Connection builder = project.session();
            builder.setAutoCommit(false);
            Sql.run(builder, "UPDATE pg_index SET indisvalid = true WHERE indexrelid = 'course_idx'::regclass");
            CompletableFuture<MigrateResult> migration = project.start(project.flyway());
            // It has looked twice, and waits; a leftover would be dropped at once.
            project.await("SELECT count(*) > 0 FROM pg_stat_activity a JOIN pg_locks l USING (pid)"
                    + " WHERE a.datname = current_database() AND l.locktype = 'advisory' AND l.classid = 1128888370"
                    + " AND a.state = 'idle' AND a.query LIKE '%declared AS%'"
                    + " AND clock_timestamp() - a.state_change > interval '30 milliseconds'");

            builder.commit();

            assertThat(migration).succeedsWithin(SOON);
            assertThat(project.oid("course_idx")).isEqualTo(oid);
        }
    }

    /** As on a server where the process was killed: its session builds on, and holds its locks. */
    @ParameterizedTest
    @EnumSource
    void anOrphanIsWaitedForUntilItsIndexIsValid(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            Connection reader = project.reader("SELECT count(*) FROM flyway_schema_history");
            Connection orphan = project.session();
            AdvisoryLock.toBuild(Long.parseLong(project.query("SELECT 'course'::regclass::oid")))
                    .tryLock(orphan);
            CompletableFuture<MigrateResult> migration = project.start(project.flyway());
            // Nothing shows yet what the orphan is up to, but that it holds the lock. Whoever has Flyway's asks who
            // that is.
            project.await("SELECT count(*) > 0 FROM pg_stat_activity a JOIN pg_locks l USING (pid)"
                    + " WHERE a.datname = current_database() AND l.locktype = 'advisory' AND l.classid = 18028"
                    + " AND a.query LIKE '%LEFT JOIN pg_stat_activity a ON a.pid = l.pid%' AND a.state = 'idle'");
            CompletableFuture<Boolean> build =
                    Project.start(orphan, "CREATE INDEX CONCURRENTLY course_idx ON course (level)");
            project.awaitBuild("waiting for old snapshots");
            String oid = project.oid("course_idx");
            reader.rollback();
            assertThat(build).succeedsWithin(SOON);
            assertThat(migration).isNotDone();

            orphan.close();

            assertThat(migration).succeedsWithin(SOON);
            assertThat(project.oid("course_idx")).isEqualTo(oid);
        }
    }

    /** With Flyway alone, the second gives up after as many seconds as it has retries. */
    @ParameterizedTest
    @EnumSource
    void theSecondInstanceWaitsForAsLongAsTheFirstOneBuilds(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            Connection reader = project.reader("SELECT count(*) FROM course");
            CompletableFuture<MigrateResult> first = project.start(project.flyway());
            project.awaitBuild("waiting for old snapshots");
            CompletableFuture<MigrateResult> second =
                    project.start(project.flyway().lockRetryCount(0));
            project.await("SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND state = 'idle' AND query LIKE '%pg_try_advisory_lock($1, $2)%'");

            reader.rollback();

            assertThat(first).succeedsWithin(SOON);
            assertThat(second).succeedsWithin(SOON);
            assertThat(first.join().migrationsExecuted + second.join().migrationsExecuted)
                    .isEqualTo(1);
        }
    }

    /** A session that goes on for a process that was killed holds Flyway's lock, but not ours. */
    @ParameterizedTest
    @EnumSource
    void whoHoldsFlywaysLockIsWaitedForToo(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            Connection orphan = project.session();
            long lock = 0x466C_7977_6179L + "\"public\".\"flyway_schema_history\"".hashCode();
            Sql.text(orphan, "SELECT pg_advisory_lock(?)", lock);
            CompletableFuture<MigrateResult> second =
                    project.start(project.flyway().lockRetryCount(0));
            project.await(
                    "SELECT count(*) > 0 FROM pg_locks WHERE locktype = 'advisory' AND granted"
                            + " AND classid = 1128888369 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");

            Sql.text(orphan, "SELECT pg_advisory_unlock(?)", lock);

            assertThat(second).succeedsWithin(SOON);
        }
    }

    /** The blocker was there before, so nothing was begun. */
    @ParameterizedTest
    @EnumSource
    void patienceEndsBeforeTheBuild(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            Connection reader = project.reader("SELECT count(*) FROM flyway_schema_history");
            project.await(
                    "SELECT clock_timestamp() - xact_start > interval '1 second' FROM pg_stat_activity WHERE pid = "
                            + Project.process(reader));

            HikariConfig config = new HikariConfig();
            config.setDataSource(project.database());
            config.setMaximumPoolSize(2);
            try (HikariDataSource pool = new HikariDataSource(config)) {
                CompletableFuture<MigrateResult> migration = project.start(
                        project.flyway().dataSource(pool).placeholders(Map.of("compositeindex.patience", "1s")));

                assertThat(migration)
                        .failsWithin(SOON)
                        .withThrowableThat()
                        .withMessageContaining("process " + Project.process(reader))
                        .withMessageContaining("idle in transaction")
                        .withMessageContaining("compositeindex.patience allows (1 s). This migration was not begun.");
                assertThat(project.oid("course_idx")).isEmpty();
                assertThat(project.history()).isEqualTo("1 true");
                // A connection of a pool keeps what it is not told to give up.
                project.await("SELECT count(*) = 0 FROM pg_locks WHERE locktype = 'advisory' AND database ="
                        + " (SELECT oid FROM pg_database WHERE datname = current_database())");
            }
        }
    }

    /** The blocker comes while it builds; what was begun is taken back. */
    @ParameterizedTest
    @EnumSource
    void patienceEndsDuringTheBuild(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            project.run("CREATE TABLE other (id bigint)");
            Connection writer = project.session();
            writer.setAutoCommit(false);
            Sql.run(writer, "INSERT INTO course VALUES (1000, 'x', 'x')");
            CompletableFuture<MigrateResult> migration =
                    project.start(project.flyway().placeholders(Map.of("compositeindex.patience", "5s")));
            project.awaitBuild("waiting for writers before build");
            // Younger than the writer, so that nothing has waited for it yet.
            Connection reader = project.reader("SELECT count(*) FROM other");
            writer.commit();

            assertThat(migration)
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .withMessageContaining("process " + Project.process(reader));
            assertThat(project.oid("course_idx")).isEmpty();
            assertThat(project.history()).isEqualTo("1 true");

            reader.rollback();
            project.migrate();
            assertThat(project.flags("course_idx")).isEqualTo("t,t,t");
        }
    }

    /** Dropping what is left waits for whoever uses the table. */
    @ParameterizedTest
    @EnumSource
    void patienceEndsBeforeALeftoverIsDropped(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            project.run(
                    Project.PLAIN, "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'course_idx'::regclass");
            Connection writer = project.session();
            writer.setAutoCommit(false);
            Sql.run(writer, "INSERT INTO course VALUES (1000, 'x', 'x')");

            CompletableFuture<MigrateResult> migration =
                    project.start(project.flyway().placeholders(Map.of("compositeindex.patience", "1s")));

            assertThat(migration)
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .withMessageContaining("process " + Project.process(writer))
                    .withMessageContaining("compositeindex.patience");
            assertThat(project.history()).isEqualTo("1 true");

            writer.commit();
            project.migrate();
            assertThat(project.flags("course_idx")).isEqualTo("t,t,t");
        }
    }

    /** Others come and go on a busy server: only who was there before counts. */
    @ParameterizedTest
    @EnumSource
    void whoComesLaterDoesNotKeepABuildFromBeginning(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            project.run("CREATE TABLE other (id bigint)");
            Connection first = project.reader("SELECT count(*) FROM other");
            project.await(
                    "SELECT clock_timestamp() - xact_start > interval '1 second' FROM pg_stat_activity WHERE pid = "
                            + Project.process(first));
            CompletableFuture<MigrateResult> migration =
                    project.start(project.flyway().placeholders(Map.of("compositeindex.patience", "20s")));
            project.await(
                    "SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle'"
                            + " AND query LIKE '%held AS (SELECT l.pid, l.virtualtransaction%'");
            Connection second = project.reader("SELECT count(*) FROM other");
            project.await(
                    "SELECT clock_timestamp() - xact_start > interval '2 seconds' FROM pg_stat_activity WHERE pid = "
                            + Project.process(second));

            first.rollback();

            project.awaitBuild("waiting for old snapshots");
            second.rollback();
            assertThat(migration).succeedsWithin(SOON);
        }
    }

    /** A look can fail, as with a server that is busy; that must not end the watch. */
    @ParameterizedTest
    @EnumSource
    void aLookThatIsCancelledEndsNothing(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            Connection writer = project.session();
            writer.setAutoCommit(false);
            Sql.run(writer, "INSERT INTO course VALUES (1000, 'x', 'x')");
            CompletableFuture<MigrateResult> migration =
                    project.start(project.flyway().placeholders(Map.of("compositeindex.patience", "5s")));
            project.awaitBuild("waiting for writers before build");
            // Until one of them hits it while it looks.
            project.await(
                    "SELECT count(*) > 0 FROM (SELECT pg_cancel_backend(l.pid) FROM pg_locks l JOIN pg_stat_activity a"
                            + " USING (pid) WHERE l.locktype = 'advisory' AND l.classid = 1128888369 AND a.state = 'active'"
                            + " AND a.datname = current_database()) cancelled");

            assertThat(migration)
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .withMessageContaining("process " + Project.process(writer));
        }
    }

    /** Somebody begins one by hand: in the lock's queue behind it, our build would be waited for by it. */
    @ParameterizedTest
    @EnumSource
    void aBuildThatBeginsWhileBlockersAreWaitedForIsWaitedForToo(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            project.run("CREATE TABLE other (id bigint)");
            Connection reader = project.reader("SELECT count(*) FROM other");
            project.await(
                    "SELECT clock_timestamp() - xact_start > interval '1 second' FROM pg_stat_activity WHERE pid = "
                            + Project.process(reader));
            CompletableFuture<MigrateResult> migration =
                    project.start(project.flyway().placeholders(Map.of("compositeindex.patience", "40s")));
            project.await(
                    "SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle'"
                            + " AND query LIKE '%held AS (SELECT l.pid, l.virtualtransaction%'");
            Connection writer = project.session();
            writer.setAutoCommit(false);
            Sql.run(writer, "INSERT INTO course VALUES (1000, 'x', 'x')");
            CompletableFuture<Boolean> build =
                    Project.start(project.session(), "CREATE INDEX CONCURRENTLY theirs ON course (slug)");
            project.awaitBuild("waiting for writers before build");
            reader.rollback();
            // For so long that the deadlock detector has looked at ours, and that of theirs comes first; or ours polls.
            project.await("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND state = 'active' AND query LIKE '%CONCURRENTLY IF NOT EXISTS course_idx%' AND pid <> pg_backend_pid()"
                    + " AND clock_timestamp() - query_start > interval '2 seconds')"
                    + " OR EXISTS (SELECT FROM pg_stat_activity a JOIN pg_locks l USING (pid)"
                    + " WHERE a.datname = current_database() AND l.locktype = 'advisory' AND l.classid = 1128888370"
                    + " AND a.state = 'idle' AND a.query LIKE '%AS reports_build%'"
                    + " AND clock_timestamp() - a.state_change > interval '200 milliseconds')");

            writer.commit();

            assertThat(build).succeedsWithin(SOON);
            assertThat(migration).succeedsWithin(SOON);
            assertThat(project.flags("theirs")).isEqualTo("t,t,t");
            assertThat(project.flags("course_idx")).isEqualTo("t,t,t");
        }
    }

    /** It has waited for the table, and has it as soon as ours has failed; a drop in its queue would end it. */
    @ParameterizedTest
    @EnumSource
    void whatAFailedBuildHasLeftIsNotDroppedWhileOthersBuild(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.UNIQUE)) {
            project.run("INSERT INTO course VALUES (1000, '1', 'again')");
            Connection first = project.session();
            first.setAutoCommit(false);
            Sql.run(first, "INSERT INTO course VALUES (1001, 'x', 'x')");
            CompletableFuture<MigrateResult> migration = project.start(project.flyway());
            project.awaitBuild("waiting for writers before build");
            CompletableFuture<Boolean> build =
                    Project.start(project.session(), "CREATE INDEX CONCURRENTLY theirs ON course (slug)");
            project.await("SELECT count(*) > 0 FROM pg_locks WHERE NOT granted AND relation = 'course'::regclass");
            Connection second = project.session();
            second.setAutoCommit(false);
            Sql.run(second, "INSERT INTO course VALUES (1002, 'y', 'y')");
            first.commit();
            // For so long that the deadlock detector has looked at the drop, and that of theirs comes first; or it has
            // failed.
            project.await("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND state = 'active' AND query LIKE 'DROP INDEX CONCURRENTLY%'"
                    + " AND clock_timestamp() - query_start > interval '2 seconds')"
                    + " OR EXISTS (SELECT FROM flyway_schema_history WHERE NOT success)");

            second.commit();

            assertThat(build).succeedsWithin(SOON);
            assertThat(migration)
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .withMessageContaining("could not create unique index");
            assertThat(project.flags("theirs")).isEqualTo("t,t,t");

            project.run("DELETE FROM course WHERE id = 1000");
            project.migrate();
            assertThat(project.flags("course_idx")).isEqualTo("t,t,t");
        }
    }

    /** It only shows what is built; Flyway's own wait would be too short. */
    @ParameterizedTest
    @EnumSource
    void aLookThatIsCancelledDoesNotEndTheWait(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            Connection first = project.session();
            AdvisoryLock turn = AdvisoryLock.toMigrate(new HistoryTable("public", "flyway_schema_history"));
            turn.tryLock(first);
            CompletableFuture<MigrateResult> migration = project.start(project.flyway());
            project.await("SELECT count(*) > 0 FROM (SELECT pg_cancel_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()"
                    + " AND query LIKE '%locks AS MATERIALIZED%') cancelled");
            String tries = "(SELECT max(query_start) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND query LIKE '%locks AS MATERIALIZED%' AND pid <> pg_backend_pid())";
            String cancelled = project.query("SELECT clock_timestamp()");

            project.await("SELECT " + tries + " > '" + cancelled + "' OR to_regclass('course_idx') IS NOT NULL");

            assertThat(project.oid("course_idx")).isEmpty();
            turn.unlock(first);
            assertThat(migration).succeedsWithin(SOON);
        }
    }

    /** It would wait for itself. */
    @ParameterizedTest
    @EnumSource
    void aCallDoesNotWaitForTheOneThatItIsInsideOf(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            Callback nested = new Callback() {
                @Override
                public boolean supports(Event event, Context context) {
                    return event == Event.BEFORE_MIGRATE;
                }

                @Override
                public boolean canHandleInTransaction(Event event, Context context) {
                    return false;
                }

                @Override
                public void handle(Event event, Context context) {
                    project.migrate();
                }

                @Override
                public String getCallbackName() {
                    return "nested";
                }
            };

            CompletableFuture<MigrateResult> migration =
                    project.start(project.flyway().callbacks(nested));

            assertThat(migration).succeedsWithin(SOON);
            assertThat(project.flags("course_idx")).isEqualTo("t,t,t");
        }
    }

    /** A build does not answer for as long as it takes. */
    @ParameterizedTest
    @EnumSource
    void theDriversTimeoutDoesNotEndABuild(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            Connection reader = project.reader("SELECT count(*) FROM course");
            PGSimpleDataSource impatient = new PGSimpleDataSource();
            impatient.setUrl(project.database().getUrl());
            impatient.setUser(project.database().getUser());
            impatient.setSocketTimeout(2);
            CompletableFuture<MigrateResult> migration =
                    project.start(project.flyway().dataSource(impatient));
            project.await("SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND state = 'active' AND query LIKE '%CONCURRENTLY IF NOT EXISTS course_idx%' AND pid <> pg_backend_pid()"
                    + " AND clock_timestamp() - query_start > interval '3 seconds'");

            reader.rollback();

            assertThat(migration).succeedsWithin(SOON);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWrongSettingIsAnError(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder)) {
            CompletableFuture<MigrateResult> migration =
                    project.start(project.flyway().placeholders(Map.of("compositeindex.patience", "soon")));

            assertThat(migration)
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .withMessageContaining("compositeindex.patience=soon: must be a duration");
        }
    }
}
