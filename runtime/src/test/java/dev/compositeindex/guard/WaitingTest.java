package dev.compositeindex.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.compositeindex.build.BuildListeners;
import dev.compositeindex.build.BuildSettings;
import dev.compositeindex.build.BuildWatch;
import dev.compositeindex.build.OtherBuilds;
import dev.compositeindex.testing.Network;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.Proxies;
import dev.compositeindex.testing.ServerSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Whom a migration waits for, and for how long. */
@Tag("slow")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WaitingTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private static final String RENAME = """
            -- compositeindex: rename course_idx to level_idx
            -- declared by: app.Course
            -- definition: CREATE INDEX level_idx ON course (level)

            ALTER INDEX IF EXISTS course_idx RENAME TO level_idx;
            """;

    @TempDir
    private Path folder;

    /** Dropping it, or building at the same time, would abort it. */
    @ServerSource
    void aBuildOfSomebodyElseIsWaitedFor(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN);
                Log log = new Log(Waiting.class)) {
            Connection reader = project.reader("SELECT count(*) FROM flyway_schema_history");
            Connection builder = project.session();
            CompletableFuture<Boolean> build =
                    Project.start(builder, "CREATE INDEX CONCURRENTLY course_idx ON course (level)");
            project.awaitBuild("waiting for old snapshots");
            String oid = project.oid("course_idx");
            CompletableFuture<MigrateResult> migration = project.start(project.flyway());
            log.await(" waits: process " + Project.process(builder));

            reader.rollback();

            assertThat(migration).succeedsWithin(SOON);
            assertThat(build).succeedsWithin(SOON);
            assertThat(project.oid("course_idx")).isEqualTo(oid);
            assertThat(project.flags("course_idx")).isEqualTo("t,t,t");
        }
    }

    /** Waiting for its lock, with a snapshot, would abort it as well. */
    @ServerSource
    void aBuildOfAnotherIndexOfTheTableIsWaitedFor(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN);
                Log log = new Log(Waiting.class)) {
            Connection reader = project.reader("SELECT count(*) FROM flyway_schema_history");
            Connection builder = project.session();
            CompletableFuture<Boolean> build =
                    Project.start(builder, "CREATE INDEX CONCURRENTLY theirs ON course (slug)");
            project.awaitBuild("waiting for old snapshots");
            CompletableFuture<MigrateResult> migration = project.start(project.flyway());
            log.await(" waits: process " + Project.process(builder));

            reader.rollback();

            assertThat(build).succeedsWithin(SOON);
            assertThat(migration).succeedsWithin(SOON);
            assertThat(project.flags("theirs")).isEqualTo("t,t,t");
            assertThat(project.flags("course_idx")).isEqualTo("t,t,t");
        }
    }

    /** With a snapshot, it is waited for by the build that it waits for. */
    @ServerSource
    void aBuildThatWaitsForItsLockIsWaitedFor(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN);
                Log log = new Log(Waiting.class)) {
            Connection holder = project.session();
            holder.setAutoCommit(false);
            Sql.run(holder, "LOCK TABLE course IN SHARE ROW EXCLUSIVE MODE");
            Connection builder = project.session();
            CompletableFuture<Boolean> build =
                    Project.start(builder, "CREATE INDEX CONCURRENTLY theirs ON course (slug)");
            project.await("SELECT count(*) > 0 FROM pg_locks WHERE NOT granted AND relation = 'course'::regclass");
            CompletableFuture<MigrateResult> migration = project.start(project.flyway());
            log.await("process " + Project.process(builder) + " has, or waits for, a lock on the table");

            holder.commit();

            assertThat(build).succeedsWithin(SOON);
            assertThat(migration).succeedsWithin(SOON);
            assertThat(project.flags("theirs")).isEqualTo("t,t,t");
        }
    }

    /** Dropping it would abort the build, too. */
    @ServerSource
    void anIndexIsDroppedOnlyWhenItIsBuilt(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder);
                Log log = new Log(Waiting.class)) {
            project.script(
                    "V2__drop_course_idx.sql", "drop course_idx", "", "DROP INDEX CONCURRENTLY IF EXISTS course_idx");
            Connection reader = project.reader("SELECT count(*) FROM flyway_schema_history");
            Connection builder = project.session();
            CompletableFuture<Boolean> build =
                    Project.start(builder, "CREATE INDEX CONCURRENTLY course_idx ON course (level)");
            project.awaitBuild("waiting for old snapshots");
            CompletableFuture<MigrateResult> migration = project.start(project.flyway());
            log.await(" waits: process " + Project.process(builder));

            reader.rollback();

            assertThat(build).succeedsWithin(SOON);
            assertThat(migration).succeedsWithin(SOON);
            assertThat(project.oid("course_idx")).isEmpty();
        }
    }

    /** A build gives up its locks before its last commit, which may wait for a standby. */
    @ServerSource
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
    @ServerSource
    void anOrphanIsWaitedForUntilItsIndexIsValid(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            Connection reader = project.reader("SELECT count(*) FROM flyway_schema_history");
            Connection orphan = project.session();
            Project.lock(AdvisoryLock.toBuild(Long.parseLong(project.query("SELECT 'course'::regclass::oid"))), orphan);
            CompletableFuture<MigrateResult> migration = project.start(project.flyway());
            // Nothing shows yet what the orphan is up to, but that it holds the lock. Whoever has Flyway's asks who
            // that is.
            project.await("SELECT count(*) > 0 FROM pg_stat_activity a JOIN pg_locks l USING (pid)"
                    + " WHERE a.datname = current_database() AND l.locktype = 'advisory' AND l.classid = 18028"
                    + " AND a.query LIKE '%pg_catalog.concat(''process '', l.pid%' AND a.state = 'idle'");
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
    @ServerSource
    void theSecondInstanceWaitsForAsLongAsTheFirstOneBuilds(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN);
                Log log = new Log(OtherBuilds.class)) {
            Connection reader = project.reader("SELECT count(*) FROM course");
            CompletableFuture<MigrateResult> first = project.start(project.flyway());
            project.awaitBuild("waiting for old snapshots");
            CompletableFuture<MigrateResult> second =
                    project.start(project.flyway().lockRetryCount(0));
            log.await("built by process ");

            reader.rollback();

            assertThat(first).succeedsWithin(SOON);
            assertThat(second).succeedsWithin(SOON);
            assertThat(first.join().migrationsExecuted + second.join().migrationsExecuted)
                    .isEqualTo(1);
        }
    }

    /** A session that goes on for a process that was killed holds Flyway's lock, but not ours. */
    @ServerSource
    void whoHoldsFlywaysLockIsWaitedForToo(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN);
                Log log = new Log(Waiting.class)) {
            Connection orphan = project.session();
            long lock = 0x466C_7977_6179L + "\"public\".\"flyway_schema_history\"".hashCode();
            Sql.text(orphan, "SELECT pg_advisory_lock(?)", lock);
            CompletableFuture<MigrateResult> second =
                    project.start(project.flyway().lockRetryCount(0));
            log.await("an instance migrates; the lock is held by process " + Project.process(orphan));

            Sql.text(orphan, "SELECT pg_advisory_unlock(?)", lock);

            assertThat(second).succeedsWithin(SOON);
        }
    }

    /** The blocker was there before, so nothing was begun. */
    @ServerSource
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
                        .withMessageContaining("compositeindex.patience allows (1 s). What waits was not begun.");
                assertThat(project.oid("course_idx")).isEmpty();
                assertThat(project.history()).isEqualTo("1 true");
                // A connection of a pool keeps what it is not told to give up.
                project.await("SELECT count(*) = 0 FROM pg_locks WHERE locktype = 'advisory' AND database ="
                        + " (SELECT oid FROM pg_database WHERE datname = current_database())");
            }
        }
    }

    /** The blocker comes while it builds; what was begun is taken back. */
    @ServerSource
    void patienceEndsDuringTheBuild(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).createBehindGate(2, Project.PLAIN);
                Log log = new Log(BuildWatch.class)) {
            project.run("CREATE TABLE other (id bigint)");
            Connection gate = project.closeGate();
            CompletableFuture<MigrateResult> migration =
                    project.start(project.flyway().placeholders(Map.of("compositeindex.patience", "5s")));
            project.awaitSomebodyAtGate();
            Connection writer = project.session();
            writer.setAutoCommit(false);
            Sql.run(writer, "INSERT INTO course VALUES (1000, 'x', 'x')");
            Project.open(gate);
            project.awaitBuild("waiting for writers before build");
            // Younger than the writer, so that nothing has waited for it yet.
            Connection reader = project.reader("SELECT count(*) FROM other");
            writer.commit();

            assertThat(migration)
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .withMessageContaining("process " + Project.process(reader));
            assertThat(project.oid("course_idx")).isEmpty();
            assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.matches(".* after [0-9]+ s"));
            assertThat(project.history()).isEqualTo("1 true");

            reader.rollback();
            project.migrate();
            assertThat(project.flags("course_idx")).isEqualTo("t,t,t");
        }
    }

    /** Dropping what is left waits for whoever uses the table. */
    @ServerSource
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
    @ServerSource
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
    @ServerSource
    void aLookThatIsCancelledEndsNothing(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).createBehindGate(2, Project.PLAIN)) {
            Connection gate = project.closeGate();
            CompletableFuture<MigrateResult> migration =
                    project.start(project.flyway().placeholders(Map.of("compositeindex.patience", "5s")));
            project.awaitSomebodyAtGate();
            Connection writer = project.session();
            writer.setAutoCommit(false);
            Sql.run(writer, "INSERT INTO course VALUES (1000, 'x', 'x')");
            Project.open(gate);
            project.awaitBuild("waiting for writers before build");
            // Until one of them hits it while it looks.
            project.awaitMomentDuring(
                    migration,
                    "SELECT count(*) > 0 FROM (SELECT pg_cancel_backend(l.pid) FROM pg_locks l JOIN pg_stat_activity a"
                            + " USING (pid) WHERE l.locktype = 'advisory' AND l.classid = 1128888369 AND a.state = 'active'"
                            + " AND a.datname = current_database()) cancelled");

            assertThat(migration)
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .withMessageContaining("process " + Project.process(writer));
        }
    }

    /** Who watches has it read for ever, and Flyway waits for the end of that before it goes on. */
    @Test
    void aNetworkThatFallsSilentEndsTheWatchAndNothingElse() throws Exception {
        try (Project project = Project.withTable(PostgresServer.NEWEST, folder).create(2, Project.PLAIN);
                Network network = new Network(project.database());
                Log log = new Log(OwnSession.class)) {
            Connection writer = project.session();
            writer.setAutoCommit(false);
            Sql.run(writer, "INSERT INTO course VALUES (1000, 'x', 'x')");
            CompletableFuture<MigrateResult> migration =
                    project.start(project.flyway().dataSource(network.to(project.database())));
            project.awaitBuild("waiting for writers before build");
            network.silence(
                    Integer.parseInt(
                            project.query(
                                    "SELECT a.client_port FROM pg_stat_activity a JOIN pg_locks l USING (pid)"
                                            + " WHERE a.datname = current_database() AND l.locktype = 'advisory' AND l.classid = 1128888369")));

            log.await(
                    "WARN The session that watches builds was lost. Builds go on, but are not watched until the next start,"
                            + " and compositeindex.patience does not end them:");

            writer.commit();

            assertThat(migration).succeedsWithin(SOON);
            assertThat(project.flags("course_idx")).isEqualTo("t,t,t");
        }
    }

    /** Nobody watches, but before the build Flyway's own session does all the waiting. */
    @ServerSource
    void patienceNeedsNoSecondConnectionBeforeTheBuild(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN);
                Log log = new Log(OwnSession.class)) {
            Connection reader = project.reader("SELECT count(*) FROM flyway_schema_history");
            project.await(
                    "SELECT clock_timestamp() - xact_start > interval '1 second' FROM pg_stat_activity WHERE pid = "
                            + Project.process(reader));
            try (HikariDataSource pool = pool(project, 1)) {
                CompletableFuture<MigrateResult> migration = project.start(
                        project.flyway().dataSource(pool).placeholders(Map.of("compositeindex.patience", "1s")));

                assertThat(migration)
                        .failsWithin(SOON)
                        .withThrowableThat()
                        .withMessageContaining("process " + Project.process(reader))
                        .withMessageContaining("compositeindex.patience allows (1 s). What waits was not begun.");
            }
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARN Flyway's data source gives no second connection: builds are not watched,"
                            + " compositeindex.patience ends no build or drop that has begun,");
        }
    }

    /** As the warning says. */
    @ServerSource
    void patienceNeedsASecondConnectionDuringTheBuild(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).createBehindGate(2, Project.PLAIN);
                Log log = new Log(OwnSession.class)) {
            Connection gate = project.closeGate();
            try (Connection only = project.database().getConnection()) {
                CompletableFuture<MigrateResult> migration = project.start(project.flyway()
                        .dataSource(withoutEnd(only))
                        .placeholders(Map.of("compositeindex.patience", "1s")));
                project.awaitSomebodyAtGate();
                Connection writer = project.session();
                writer.setAutoCommit(false);
                Sql.run(writer, "INSERT INTO course VALUES (1000, 'x', 'x')");
                Project.open(gate);
                project.awaitBuild("waiting for writers before build");
                project.await(
                        "SELECT clock_timestamp() - query_start > interval '2 seconds' FROM pg_stat_activity WHERE pid = "
                                + Project.process(only));

                writer.commit();

                assertThat(migration).succeedsWithin(SOON);
                assertThat(project.flags("course_idx")).isEqualTo("t,t,t");
                assertThat(log.lines())
                        .singleElement()
                        .asString()
                        .startsWith("WARN Flyway's data source has but one connection: builds are not watched,"
                                + " compositeindex.patience ends no build or drop that has begun,");
            }
        }
    }

    /** Flyway's own wait is the same for everybody, and shorter. */
    @ServerSource
    void patienceEndsAWaitForAnotherInstance(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN);
                HikariDataSource pool = pool(project, 2)) {
            Connection reader = project.reader("SELECT count(*) FROM course");
            CompletableFuture<MigrateResult> first = project.start(project.flyway());
            project.awaitBuild("waiting for old snapshots");

            assertThat(project.start(
                            project.flyway().dataSource(pool).placeholders(Map.of("compositeindex.patience", "1s"))))
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .withMessageContaining("This instance waits: an instance migrates; the lock is held by process ")
                    .withMessageContaining("compositeindex.patience allows (1 s). What waits was not begun.");
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();

            reader.rollback();
            assertThat(first).succeedsWithin(SOON);
        }
    }

    @ServerSource
    void patienceEndsAWaitForAnOrphan(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            Connection orphan = project.session();
            Project.lock(AdvisoryLock.toBuild(Long.parseLong(project.query("SELECT 'course'::regclass::oid"))), orphan);

            assertThat(project.start(project.flyway().placeholders(Map.of("compositeindex.patience", "1s"))))
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .withMessageContaining(
                            "V2__create_course_idx.sql waits: another instance, which may be gone, works on"
                                    + " the same table: process " + Project.process(orphan))
                    .withMessageContaining("compositeindex.patience allows (1 s). What waits was not begun.");
            assertThat(project.history()).isEqualTo("1 true");
        }
    }

    @ServerSource
    void patienceEndsAWaitForABuildOfSomebodyElse(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            Connection reader = project.reader("SELECT count(*) FROM flyway_schema_history");
            Connection builder = project.session();
            CompletableFuture<Boolean> build =
                    Project.start(builder, "CREATE INDEX CONCURRENTLY course_idx ON course (level)");
            project.awaitBuild("waiting for old snapshots");

            assertThat(project.start(project.flyway().placeholders(Map.of("compositeindex.patience", "1s"))))
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .withMessageContaining("V2__create_course_idx.sql waits: process " + Project.process(builder)
                            + " builds course_idx (waiting for old snapshots)")
                    .withMessageContaining("compositeindex.patience allows (1 s). What waits was not begun.");

            reader.rollback();
            assertThat(build).succeedsWithin(SOON);
            assertThat(project.flags("course_idx")).isEqualTo("t,t,t");
        }
    }

    /** Somebody begins one by hand: in the lock's queue behind it, our build would be waited for by it. */
    @ServerSource
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

    /** It waits for the index's lock, in a transaction; behind REINDEX it would be waited for as well. */
    @ServerSource
    void anIndexIsRenamedOnlyWhenItIsBuilt(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder);
                Log log = new Log(Waiting.class)) {
            project.run(Project.PLAIN);
            project.write("V2__rename_course_idx.sql", RENAME);
            Connection writer = project.session();
            writer.setAutoCommit(false);
            Sql.run(writer, "INSERT INTO course VALUES (1000, 'x', 'x')");
            Connection builder = project.session();
            CompletableFuture<Boolean> build = Project.start(builder, "REINDEX INDEX CONCURRENTLY course_idx");
            project.awaitBuild("waiting for writers before build");
            CompletableFuture<MigrateResult> migration = project.start(project.flyway());
            log.await("V2__rename_course_idx.sql waits: process " + Project.process(builder));

            writer.commit();

            assertThat(build).succeedsWithin(SOON);
            assertThat(migration).succeedsWithin(SOON);
            assertThat(project.flags("level_idx")).isEqualTo("t,t,t");
        }
    }

    /** The watch is a courtesy: what comes after its end must not fail of it. */
    @ServerSource
    void anIndexIsRenamedThoughTheWatchIsLost(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN);
                Log log = new Log(OwnSession.class)) {
            project.write("V3__rename_course_idx.sql", RENAME);
            Connection writer = project.session();
            writer.setAutoCommit(false);
            Sql.run(writer, "INSERT INTO course VALUES (1000, 'x', 'x')");
            CompletableFuture<MigrateResult> migration = project.start(project.flyway());
            project.awaitBuild("waiting for writers before build");
            project.run("SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a JOIN pg_locks l USING (pid)"
                    + " WHERE a.datname = current_database() AND l.locktype = 'advisory' AND l.classid = 1128888369");
            log.await("WARN The session that watches builds was lost.");

            writer.commit();

            assertThat(migration).succeedsWithin(SOON);
            assertThat(project.flags("level_idx")).isEqualTo("t,t,t");
        }
    }

    @Test
    void anInterruptEndsAWait() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new Waiting("This instance", BuildSettings.DEFAULT).on("an instance migrates"))
                .isInstanceOf(FlywayException.class)
                .hasMessage("This instance waits: an instance migrates. It was interrupted.");
        assertThat(Thread.interrupted()).isTrue();
    }

    /** Events before that are left out where the schema does not exist. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theTurnIsAwaitedBeforeTheSchemaIsCreated(boolean byDefault) throws Exception {
        try (Project project = Project.withTable(PostgresServer.NEWEST, folder).create(2, Project.PLAIN);
                Log log = new Log(Waiting.class)) {
            Connection other = project.session();
            AdvisoryLock turn = AdvisoryLock.toMigrate(new HistoryTable("app", "flyway_schema_history"));
            Project.lock(turn, other);
            CompletableFuture<MigrateResult> migration = project.start(
                    byDefault
                            ? project.flyway().defaultSchema("app")
                            : project.flyway().schemas("app"));
            log.await(
                    "This instance waits: an instance migrates; the lock is held by process " + Project.process(other));
            assertThat(project.query("SELECT to_regnamespace('app')")).isEmpty();

            AdvisoryLock.unlockAll(List.of(turn), other);

            assertThat(migration).succeedsWithin(SOON);
            assertThat(project.flags("app.course_idx")).isEqualTo("t,t,t");
        }
    }

    /** The same is to be seen of a drop as of a build that waits. */
    @ServerSource
    void aDropIsShown(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder);
                Log log = new Log(BuildWatch.class)) {
            project.run(Project.PLAIN);
            project.script(
                    "V2__drop_course_idx.sql", "drop course_idx", "", "DROP INDEX CONCURRENTLY IF EXISTS course_idx");
            Connection writer = project.session();
            writer.setAutoCommit(false);
            Sql.run(writer, "INSERT INTO course VALUES (1000, 'x', 'x')");
            CompletableFuture<MigrateResult> migration = project.start(project.flyway());
            log.await("process " + Project.process(writer));

            writer.commit();

            assertThat(migration).succeedsWithin(SOON);
            assertThat(log.lines())
                    .last()
                    .asString()
                    .startsWith("INFO course_idx on public.course ")
                    .contains(": dropped after ");
        }
    }

    /** Patience is for builds of ours: what runs on the same session afterwards is not watched any more. */
    @ServerSource
    void patienceDoesNotEndMigrationsOfOthers(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            project.write("V3__theirs.sql", "SELECT pg_advisory_lock(1); SELECT pg_advisory_unlock(1)");
            Connection gate = project.closeGate();
            CompletableFuture<MigrateResult> migration =
                    project.start(project.flyway().placeholders(Map.of("compositeindex.patience", "1s")));
            project.await("SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND wait_event = 'advisory' AND clock_timestamp() - query_start > interval '3 seconds'");

            Project.open(gate);

            assertThat(migration).succeedsWithin(SOON);
        }
    }

    /** It has waited for the table, and has it as soon as ours has failed; a drop in its queue would end it. */
    @ServerSource
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
                    + " OR NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND database ="
                    + " (SELECT oid FROM pg_database WHERE datname = current_database()))");

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
    @ServerSource
    void aLookThatIsCancelledDoesNotEndTheWait(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            Connection first = project.session();
            AdvisoryLock turn = AdvisoryLock.toMigrate(new HistoryTable("public", "flyway_schema_history"));
            Project.lock(turn, first);
            CompletableFuture<MigrateResult> migration = project.start(project.flyway());
            project.awaitMomentDuring(
                    migration,
                    "SELECT count(*) > 0 FROM (SELECT pg_cancel_backend(pid) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()"
                            + " AND query LIKE '%locks AS MATERIALIZED%') cancelled");
            String tries = "(SELECT max(query_start) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND query LIKE '%locks AS MATERIALIZED%' AND pid <> pg_backend_pid())";
            String cancelled = project.query("SELECT clock_timestamp()");

            project.await("SELECT " + tries + " > '" + cancelled + "' OR to_regclass('course_idx') IS NOT NULL");

            assertThat(project.oid("course_idx")).isEmpty();
            AdvisoryLock.unlockAll(List.of(turn), first);
            assertThat(migration).succeedsWithin(SOON);
        }
    }

    /** It would wait for itself. */
    @ServerSource
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
    @ServerSource
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

    /** Flyway's command line gives its lock up between two migrations. */
    @ServerSource
    void aLockThatWasHeldMustBeFoundFreeTwice(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder)) {
            Connection other = project.session();
            long lock = 0x466C_7977_6179L + "\"public\".\"flyway_schema_history\"".hashCode();
            Sql.text(other, "SELECT pg_advisory_lock(?)", lock);
            Connection flyways = project.session();
            AtomicInteger rounds = new AtomicInteger();
            Connection main = Proxies.of(Connection.class, (proxy, method, arguments) -> {
                if (method.getName().equals("prepareStatement")) {
                    switch (rounds.incrementAndGet()) {
                        case 1, 3 -> Sql.text(other, "SELECT pg_advisory_unlock(?)", lock);
                        case 2 -> Sql.text(other, "SELECT pg_advisory_lock(?)", lock);
                        default -> {}
                    }
                }
                return method.invoke(flyways, arguments);
            });
            try (OwnSession session = OwnSession.open(project.database(), flyways, Project.process(flyways))
                    .orElseThrow()) {
                new Turn(
                                session,
                                new HistoryTable("public", "flyway_schema_history"),
                                BuildSettings.DEFAULT,
                                BuildListeners.load(getClass().getClassLoader()))
                        .await(main);
            }

            assertThat(rounds).hasValue(4);
        }
    }

    @ServerSource
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

    private static HikariDataSource pool(Project project, int size) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(project.database());
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(250);
        return new HikariDataSource(config);
    }

    /** The same connection for everybody, as Spring's SingleConnectionDataSource hands it out. */
    private static DataSource withoutEnd(Connection only) {
        Connection shared = Proxies.of(
                Connection.class,
                (proxy, method, arguments) -> method.getName().equals("close") ? null : method.invoke(only, arguments));
        return Proxies.of(DataSource.class, (proxy, method, arguments) -> shared);
    }
}
