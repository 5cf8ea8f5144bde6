package dev.compositeindex.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.build.Preflight.Outlook;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class PreflightTest {

    @ServerSource
    void nothingBlocks(PostgresServer server) throws Exception {
        try (Scene scene = Scene.with(server, 10);
                Connection builder = scene.connectAs(Scene.ORDINARY);
                Connection watch = scene.connectAs(Scene.ORDINARY)) {
            Scene.execute(scene.inTransaction(Scene.ORDINARY), "SET LOCAL work_mem = '1MB'");

            Outlook outlook = preflight(builder, "course").look(watch);

            assertThat(outlook.isClear()).isTrue();
            assertThat(outlook.describe()).isEqualTo("nothing would block it now");
        }
    }

    @ServerSource
    void writersSnapshotsAndPreparedTransactionsAreNamed(PostgresServer server) throws Exception {
        try (Scene scene = Scene.with(server, 10);
                Connection builder = scene.connectAs(Scene.ORDINARY);
                Connection watch = scene.connect()) {
            Connection preparer = scene.inTransaction(Scene.ORDINARY, "INSERT INTO course VALUES (0, 'p')");
            String gid = "preflight " + Scene.pid(preparer);
            Scene.execute(preparer, "PREPARE TRANSACTION '" + gid + "'");
            Connection writer = scene.inTransaction(Scene.ORDINARY, "INSERT INTO course VALUES (0, 'x')");
            Connection reader = scene.inTransaction(Scene.OTHER, "SELECT 1");
            Connection elsewhere = scene.inTransaction(Scene.ORDINARY, "INSERT INTO other VALUES (1)");
            Scene.execute(elsewhere, "SET LOCAL work_mem = '1MB'");
            Preflight preflight = preflight(builder, "course");
            try {
                Outlook outlook = Scene.await(
                        () -> preflight.look(watch), look -> look.blockers().size() == 3);

                assertThat(outlook.blockers())
                        .extracting(Blocker::pid)
                        .containsExactlyInAnyOrder(0, Scene.pid(writer), Scene.pid(reader));
                assertThat(outlook.blockers())
                        .allSatisfy(blocker -> assertThat(blocker.age()).isGreaterThanOrEqualTo(Duration.ofSeconds(1)));
                assertThat(outlook.describe())
                        .startsWith("it would now be blocked by prepared transaction '" + gid + "' (prepared ")
                        .contains(
                                "process " + Scene.pid(writer)
                                        + " (test-build_app, idle in transaction, transaction open for ",
                                "INSERT INTO course VALUES (0, 'x')). It has written to the table",
                                "SELECT 1). It has read something");
            } finally {
                scene.rollBackPrepared(gid);
            }
            writer.commit();
            reader.commit();
            assertThat(preflight.look(watch).isClear()).isTrue();
        }
    }

    /** All that an ordinary role sees of others is that they have a transaction, and locks. */
    @ServerSource
    void whatIsNotVisibleIsCountedAndAWriterKnownByItsLock(PostgresServer server) throws Exception {
        try (Scene scene = Scene.with(server, 10);
                Connection builder = scene.connectAs(Scene.ORDINARY);
                Connection watch = scene.connectAs(Scene.ORDINARY)) {
            Connection reader = scene.inTransaction(Scene.OTHER, "SELECT 1");
            Preflight preflight = preflight(builder, "course");
            assertThat(preflight.look(watch).describe())
                    .isEqualTo(
                            "nothing that is visible would block it now; 1 more session with an open transaction is not"
                                    + " visible to role build_app without pg_read_all_stats");
            Connection writer = scene.inTransaction(Scene.OTHER, "INSERT INTO course VALUES (0, 'secret')");
            Outlook first = preflight.look(watch);
            assertThat(first.isClear())
                    .as("no older than a second, as far as is known")
                    .isTrue();
            assertThat(first.hidden()).isEqualTo(2);

            Outlook second = Scene.await(() -> preflight.look(watch), look -> !look.isClear());

            assertThat(second.describe())
                    .isEqualTo("it would now be blocked by process " + Scene.pid(writer)
                            + " (test-build_other). It holds a"
                            + " lock on the table, mostly because it has written to it. What it does is not visible to role"
                            + " build_app without pg_read_all_stats. 1 more session with an open transaction is not visible"
                            + " to role build_app without pg_read_all_stats");
            reader.commit();
            writer.commit();
            assertThat(preflight.look(watch).describe()).isEqualTo("nothing would block it now");
        }
    }

    @ServerSource
    void aBuildOnTheTableIsNamedWithWhomItWaitsFor(PostgresServer server) throws Exception {
        try (Scene scene = Scene.with(server, 10);
                Connection builder = scene.connectAs(Scene.ORDINARY);
                Connection watch = scene.connect()) {
            Connection writer = scene.inTransaction(Scene.ORDINARY, "INSERT INTO course VALUES (0, 'x')");
            Connection other = scene.connectAs(Scene.ORDINARY);
            CompletableFuture<Void> build =
                    Scene.start(other, "CREATE INDEX CONCURRENTLY course_idx ON course (level)");
            Preflight preflight = preflight(builder, "course");

            Outlook outlook = Scene.await(
                    () -> preflight.look(watch), look -> look.blockers().size() == 2);

            assertThat(outlook.blockers())
                    .extracting(Blocker::pid)
                    .containsExactlyInAnyOrder(Scene.pid(writer), Scene.pid(other));
            assertThat(outlook.describe())
                    .contains("It builds an index itself. Let it finish: ending it would leave an invalid index behind."
                            + " It waits for others itself: process " + Scene.pid(writer) + ".");
            writer.rollback();
            build.join();
        }
    }

    /** A build of a plain index elsewhere shows a snapshot that blocks nobody; that of a partial index blocks. */
    @ServerSource
    void ofBuildsElsewhereOnlyThoseThatBlockAreNamed(PostgresServer server) throws Exception {
        try (Scene scene = Scene.with(server, 10);
                Connection builder = scene.connectAs(Scene.ORDINARY);
                Connection watch = scene.connect()) {
            // Comparing waits for a lock, so that both builds stay in the middle of their work.
            Scene.execute(
                    watch,
                    """
                    CREATE FUNCTION compare(bigint, bigint) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$
                    BEGIN
                        PERFORM pg_advisory_lock_shared(42);
                        PERFORM pg_advisory_unlock_shared(42);
                        RETURN btint8cmp($1, $2);
                    END $$""",
                    "CREATE OPERATOR CLASS waiting_ops FOR TYPE bigint USING btree AS OPERATOR 1 <, OPERATOR 2 <=,"
                            + " OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 compare(bigint, bigint)",
                    "CREATE TABLE elsewhere AS SELECT n AS id FROM generate_series(1, 10::bigint) n",
                    "SELECT pg_advisory_lock(42)");
            Connection plain = scene.connect();
            Connection partial = scene.connect();
            CompletableFuture<Void> builds = CompletableFuture.allOf(
                    Scene.start(plain, "CREATE INDEX CONCURRENTLY plain_idx ON course (id waiting_ops)"),
                    Scene.start(
                            partial,
                            "CREATE INDEX CONCURRENTLY partial_idx ON elsewhere (id) WHERE compare(id, 0) > 0"));
            Scene.await(
                    () -> Scene.query(
                            watch,
                            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                    + " AND query LIKE 'CREATE INDEX%' AND backend_xmin IS NOT NULL"
                                    + " AND clock_timestamp() - xact_start > interval '1 s'"),
                    "2"::equals);

            Outlook outlook = preflight(builder, "other").look(watch);

            assertThat(outlook.blockers()).extracting(Blocker::pid).containsExactly(Scene.pid(partial));
            Scene.execute(watch, "SELECT pg_advisory_unlock(42)");
            builds.join();
        }
    }

    private static Preflight preflight(Connection builder, String table) throws SQLException {
        String identifier = Scene.query(builder, "SELECT '" + table + "'::regclass::oid");
        return new Preflight(Long.parseLong(identifier), Scene.pid(builder), BuildSettings.DEFAULT);
    }
}
