package dev.compositeindex.verify;

import static dev.compositeindex.verify.Build.block;
import static dev.compositeindex.verify.Build.execute;
import static dev.compositeindex.verify.Build.pid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexKey;
import dev.compositeindex.testing.OwnThread;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;

/** Verdicts on indexes that are not valid, or not valid yet. */
@Tag("slow")
class UnfinishedTest {

    private static final IndexDefinition LEVELS = IndexDefinition.builder("course_idx")
            .table("course")
            .unique()
            .key(IndexKey.column("level"))
            .declaredBy("app.Course")
            .definition("CREATE UNIQUE INDEX course_idx ON course (level)")
            .build();

    @ServerSource
    void aUniqueViolationLeavesALeftover(PostgresServer server) {
        Database database = withDuplicates(server);
        database.runFailing("CREATE UNIQUE INDEX CONCURRENTLY course_idx ON course (level)");

        IndexVerdict verdict = database.verdict(LEVELS);

        assertThat(verdict.describe())
                .isEqualTo("course_idx on course (app.Course): leftover: a build died, or found duplicate keys;"
                        + " no query uses it");
        assertThat(verdict.repair())
                .isEqualTo("Remove rows with equal keys, if there are any; then run: "
                        + "DROP INDEX CONCURRENTLY public.course_idx; "
                        + "CREATE UNIQUE INDEX CONCURRENTLY course_idx ON course (level);");
        assertThat(database.verify(LEVELS).summary())
                .isEqualTo("indexes: 1 declared, 0 valid, 0 missing, 1 invalid, 0 drifted");
        database.run("DELETE FROM course WHERE id = 1");
        database.repair(verdict);
        assertThat(database.verdict(LEVELS).verdict()).isEqualTo(Verdict.VALID);
    }

    @ServerSource
    void aLeftoverOfAnotherDefinitionSaysBoth(PostgresServer server) {
        Database database = withDuplicates(server);
        database.runFailing("CREATE UNIQUE INDEX CONCURRENTLY course_idx ON course (level DESC)");

        assertThat(database.verdict(LEVELS).describe())
                .isEqualTo(
                        "course_idx on course (app.Course): leftover: a build died, or found duplicate keys; no query"
                                + " uses it: key 1 declared as level ASC NULLS LAST, found level DESC NULLS FIRST");
    }

    @ServerSource
    void anIndexIsBuildingUntilItsBuilderIsGone(PostgresServer server) throws SQLException {
        Database database = Database.withCourses(server);
        try (Build build = Build.start(database, "CREATE UNIQUE INDEX CONCURRENTLY course_idx ON course (level)")) {
            IndexVerdict verdict = database.verdict(LEVELS);

            assertThat(verdict.describe())
                    .isEqualTo("course_idx on course (app.Course): building: process " + build.pid()
                            + " is building it (waiting for old snapshots)");
            assertThat(verdict.repair()).startsWith("Wait until it is built");
            assertThat(database.verify(LEVELS).summary())
                    .isEqualTo("indexes: 1 declared, 0 valid, 0 missing, 1 invalid, 0 drifted");

            build.terminate();
            assertThat(database.verdict(LEVELS).describe())
                    .endsWith("leftover: a build died while it validated, or a drop was cancelled; writes maintain it,"
                            + " no query uses it");
        }
    }

    /** A role that may not see what others run must not take a build for a leftover. */
    @ServerSource
    void aBuildIsSeenWithoutPrivileges(PostgresServer server) throws SQLException {
        Database database = Database.withCourses(server);
        Database asNobody = Database.asNobody(database);
        try (Build build = Build.start(database, "CREATE UNIQUE INDEX CONCURRENTLY course_idx ON course (level)")) {
            assertThat(asNobody.verdict(LEVELS).describe())
                    .isEqualTo("course_idx on course (app.Course): building: process " + build.pid()
                            + " may be building it, which only a role with pg_read_all_stats can see");

            build.terminate();
            assertThat(asNobody.verdict(LEVELS).verdict()).isEqualTo(Verdict.LEFTOVER);
        }
    }

    /** With track_activities off, nothing but the lock on the table shows that there is a build. */
    @ServerSource
    void aBuildIsSeenWithoutActivityTracking(PostgresServer server) throws SQLException {
        Database database = Database.withCourses(server);
        try (Connection builder = database.dataSource().getConnection();
                Connection writer = database.dataSource().getConnection()) {
            execute(builder, "SET track_activities = off");
            int pid = pid(builder);
            block(writer);
            CompletableFuture<Void> build = OwnThread.run(
                    () -> execute(builder, "CREATE UNIQUE INDEX CONCURRENTLY course_idx ON course (level)"));
            database.await("SELECT count(*) = 1 FROM pg_index WHERE indexrelid = to_regclass('course_idx')");

            assertThat(database.verdict(LEVELS).describe())
                    .startsWith("course_idx on course (app.Course): building: process " + pid + " may be building it");

            writer.rollback();
            build.join();
            assertThat(database.verdict(LEVELS).verdict()).isEqualTo(Verdict.VALID);
        }
    }

    /**
     * A build gives up its lock and its progress before its last commit, which may take long: here it waits for a standby.
     */
    @ServerSource
    void aBuildThatStillCommitsIsBuilding(PostgresServer server) throws SQLException {
        Database database = Database.withCourses(server);
        Database asNobody = Database.asNobody(database);
        database.run("ALTER DATABASE " + database.queryForText("SELECT current_database()")
                + " SET synchronous_commit = on");
        database.run("CREATE TABLE other ()");
        AtomicBoolean over = new AtomicBoolean();
        try (Build build = Build.start(database, "CREATE UNIQUE INDEX CONCURRENTLY course_idx ON course (level)");
                Connection other = database.dataSource().getConnection()) {
            database.run("ALTER SYSTEM SET synchronous_standby_names = 'nowhere'", "SELECT pg_reload_conf()");
            // Commits wait as soon as the checkpointer has read the setting, of which only they tell.
            CompletableFuture<Void> commits = OwnThread.run(() -> {
                while (!over.get()) {
                    execute(other, "INSERT INTO other DEFAULT VALUES");
                }
            });
            try {
                database.await("SELECT wait_event = 'SyncRep' FROM pg_stat_activity WHERE pid = " + Build.pid(other));
                build.reader().rollback();
                database.await("SELECT wait_event = 'SyncRep' FROM pg_stat_activity WHERE pid = " + build.pid());

                assertThat(database.verdict(LEVELS).describe())
                        .isEqualTo("course_idx on course (app.Course): building: process " + build.pid()
                                + " may be building it");
                assertThat(asNobody.verdict(LEVELS).verdict()).isEqualTo(Verdict.BUILDING);
            } finally {
                over.set(true);
                database.run("ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()");
            }
            commits.join();
            build.running().join();
            assertThat(database.verdict(LEVELS).verdict()).isEqualTo(Verdict.VALID);
        }
    }

    /** One index of the table is a leftover while another one is being built: each gets its own verdict. */
    @ServerSource
    void anotherBuildOnTheTableDoesNotHideALeftover(PostgresServer server) throws SQLException {
        Database database = withDuplicates(server);
        database.runFailing("CREATE UNIQUE INDEX CONCURRENTLY course_idx ON course (level)");
        try (Build build = Build.start(database, "CREATE INDEX CONCURRENTLY other_idx ON course (level)")) {
            assertThat(build.pid()).isPositive();
            assertThat(database.verdict(LEVELS).verdict()).isEqualTo(Verdict.LEFTOVER);
        }
    }

    @ServerSource
    void aLeftoverThatIsReindexedIsBuilding(PostgresServer server) throws SQLException {
        Database database = withDuplicates(server);
        database.runFailing("CREATE UNIQUE INDEX CONCURRENTLY course_idx ON course (level)");
        database.run("DELETE FROM course WHERE id = 1");
        try (Build build = Build.start(database, "REINDEX INDEX CONCURRENTLY course_idx")) {
            assertThat(database.verdict(LEVELS).describe())
                    .contains(": building: process " + build.pid() + " is building it (");
        }
    }

    /** VACUUM and ANALYZE hold the lock of a concurrent build. */
    @ServerSource
    void aVacuumIsNoBuild(PostgresServer server) throws SQLException {
        Database database = withDuplicates(server);
        Database asNobody = Database.asNobody(database);
        database.runFailing("CREATE UNIQUE INDEX CONCURRENTLY course_idx ON course (level)");
        try (Connection vacuum = database.dataSource().getConnection()) {
            execute(vacuum, "SET vacuum_cost_delay = 100");
            execute(vacuum, "SET vacuum_cost_limit = 1");
            database.run("INSERT INTO course (id, slug) SELECT n, repeat('x', 500) FROM generate_series(100, 20000) n");
            int pid = pid(vacuum);
            CompletableFuture<Void> vacuuming = OwnThread.run(() -> execute(vacuum, "VACUUM (FREEZE) course"));
            database.await(
                    "SELECT count(*) = 1 FROM pg_stat_progress_vacuum WHERE phase <> 'initializing' AND pid = " + pid);

            assertThat(database.verdict(LEVELS).verdict()).isEqualTo(Verdict.LEFTOVER);
            assertThat(asNobody.verdict(LEVELS).verdict()).isEqualTo(Verdict.LEFTOVER);

            database.run("SELECT pg_terminate_backend(" + pid + ")");
            assertThat(vacuuming).failsWithin(Duration.ofSeconds(30));
        }
    }

    /** Who holds a lock, but waits for its client, builds nothing; but who may not see that it waits cannot know. */
    @ServerSource
    void anIdleHolderOfTheLockIsNoBuild(PostgresServer server) throws SQLException {
        Database database = withDuplicates(server);
        Database asNobody = Database.asNobody(database);
        database.runFailing("CREATE UNIQUE INDEX CONCURRENTLY course_idx ON course (level)");
        try (Connection holder = database.dataSource().getConnection()) {
            holder.setAutoCommit(false);
            execute(holder, "LOCK TABLE course IN SHARE UPDATE EXCLUSIVE MODE");

            assertThat(database.verdict(LEVELS).verdict()).isEqualTo(Verdict.LEFTOVER);
            assertThat(asNobody.verdict(LEVELS).describe())
                    .contains(": building: process " + pid(holder) + " may be building it, which only a role with");
        }
    }

    /** Except who has rebuilt the index, and has yet to commit that. */
    @ServerSource
    void anUncommittedReindexIsABuild(PostgresServer server) throws SQLException {
        Database database = withDuplicates(server);
        database.runFailing("CREATE UNIQUE INDEX CONCURRENTLY course_idx ON course (level)");
        database.run("DELETE FROM course WHERE id = 1");
        try (Connection builder = database.dataSource().getConnection()) {
            builder.setAutoCommit(false);
            execute(builder, "REINDEX INDEX course_idx");

            assertThat(database.verdict(LEVELS).describe())
                    .isEqualTo("course_idx on course (app.Course): building: process " + pid(builder)
                            + " may be building it");

            builder.commit();
            assertThat(database.verdict(LEVELS).verdict()).isEqualTo(Verdict.VALID);
        }
    }

    /** An interrupted DROP INDEX CONCURRENTLY leaves an index that is never finished. */
    @ServerSource
    void aCancelledDropLeavesALeftover(PostgresServer server) throws SQLException {
        Database database = Database.withCourses(server);
        database.run("CREATE UNIQUE INDEX course_idx ON course (level)");
        try (Connection reader = database.dataSource().getConnection();
                Connection dropper = database.dataSource().getConnection()) {
            reader.setAutoCommit(false);
            execute(reader, "SELECT FROM course");
            CompletableFuture<Void> drop = OwnThread.run(() -> execute(dropper, "DROP INDEX CONCURRENTLY course_idx"));
            database.await("SELECT NOT indisvalid FROM pg_index WHERE indexrelid = 'course_idx'::regclass");
            assertThat(database.verdict(LEVELS).verdict()).isEqualTo(Verdict.LEFTOVER);
            database.run("SELECT pg_cancel_backend(" + pid(dropper) + ")");
            assertThat(drop).failsWithin(Duration.ofSeconds(30));
        }

        IndexVerdict verdict = database.verdict(LEVELS);

        assertThat(verdict.verdict()).isEqualTo(Verdict.LEFTOVER);
        database.repair(verdict);
        assertThat(database.verdict(LEVELS).verdict()).isEqualTo(Verdict.VALID);
    }

    @ServerSource
    void aPartitionedIndexWithoutItsPartsIsALeftover(PostgresServer server) {
        Database database = Database.empty(server);
        database.run(
                "CREATE TABLE course (level text) PARTITION BY LIST (level)",
                "CREATE TABLE course_a PARTITION OF course FOR VALUES IN ('a')",
                "CREATE UNIQUE INDEX course_idx ON ONLY course (level)");

        IndexVerdict verdict = database.verdict(LEVELS);

        assertThat(verdict.describe()).endsWith(": leftover: not every partition has its part of it");
        assertThat(verdict.repair()).contains("ALTER INDEX public.course_idx ATTACH PARTITION");

        database.run(
                "CREATE UNIQUE INDEX CONCURRENTLY a_idx ON course_a (level)",
                "ALTER INDEX course_idx ATTACH PARTITION a_idx");
        assertThat(database.verdict(LEVELS).verdict()).isEqualTo(Verdict.VALID);
    }

    private static Database withDuplicates(PostgresServer server) {
        return Database.withCourses(server)
                .run("INSERT INTO course (id, slug, level) VALUES (1, 'a', 'easy'), (2, 'b', 'easy')");
    }
}
