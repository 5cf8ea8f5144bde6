package dev.compositeindex.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import dev.compositeindex.text.Log;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;

/** Real builds, blocked by real sessions. */
@Tag("slow")
class BuildWatchTest {

    private static final String BUILD = "CREATE INDEX CONCURRENTLY course_idx ON course (level)";

    private final RecordingLogger log = new RecordingLogger();
    private final RecordingListener listener = new RecordingListener();

    @ServerSource
    void aTransactionThatHasReadIsNamedAndTheBuildGoesOnAfterIt(PostgresServer server) throws Exception {
        try (Scene scene = Scene.with(server, 1000);
                Connection reader = scene.inTransaction("postgres", "SELECT\n  count(*)  FROM other")) {
            Watched build = start(scene, Scene.ORDINARY, "postgres", BuildSettings.DEFAULT);

            BuildProgress blocked = build.await(progress -> progress.phase().equals("waiting for old snapshots")
                    && !progress.blockers().isEmpty());

            assertThat(blocked.percent()).isEqualTo(99);
            assertThat(blocked.own()).isTrue();
            assertThat(blocked.remaining()).isNull();
            assertThat(blocked.tableBytes()).isPositive();
            assertThat(blocked.blockers()).singleElement().satisfies(blocker -> {
                assertThat(blocker.pid()).isEqualTo(Scene.pid(reader));
                assertThat(blocker.state()).isEqualTo("idle in transaction");
                assertThat(blocker.age()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
                assertThat(blocker.describe())
                        .matches("process " + Scene.pid(reader) + " \\(test-postgres, idle in transaction, transaction"
                                + " open for \\d+ m?s: SELECT count\\(\\*\\) FROM other\\)");
                assertThat(blocker.hint())
                        .isEqualTo("It has read something, does nothing now and keeps its snapshot: a @Transactional"
                                + " method that calls another service does so until it returns. Let its transaction"
                                + " end, or end the session: SELECT pg_catalog.pg_terminate_backend(" + blocker.pid()
                                + ").");
            });
            long since = System.nanoTime();
            build.await(progress -> log.lines().stream().anyMatch(line -> line.startsWith("WARN ")));
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(5));
            assertThat(log.lines())
                    .last()
                    .asString()
                    .matches(
                            "WARN course_idx on course \\(\\d+ kB\\): waiting for old snapshots, 99 %, \\d+ m?s so far:"
                                    + " blocked by process .*\\. It has read something, .*");

            reader.rollback();
            build.join();
            build.watch().succeeded();
            assertThat(log.lines())
                    .last()
                    .asString()
                    .startsWith("INFO course_idx on course (")
                    .contains("): built after ");
            assertThat(listener.events).containsExactly("started", "progress", "finished");
            assertThat(listener.builds).last().satisfies(end -> {
                assertThat(end.percent()).isEqualTo(100);
                assertThat(end.blockers()).isEmpty();
            });
        }
    }

    @ServerSource
    void aWriterIsNamedToTheSameRole(PostgresServer server) throws Exception {
        try (Scene scene = Scene.with(server, 10);
                Connection writer = scene.inTransaction(Scene.ORDINARY, "INSERT INTO course VALUES (0, 'x')")) {
            Watched build = start(scene, Scene.ORDINARY, Scene.ORDINARY, BuildSettings.DEFAULT);

            BuildProgress blocked = build.await(progress -> !progress.blockers().isEmpty());

            assertThat(blocked.phase()).isEqualTo("waiting for writers before build");
            assertThat(blocked.percent()).isZero();
            assertThat(blocked.blockers()).singleElement().satisfies(blocker -> {
                assertThat(blocker.pid()).isEqualTo(Scene.pid(writer));
                assertThat(blocker.hint())
                        .startsWith("It has written to the table, or locked it, and neither committed nor rolled back.")
                        .endsWith("SELECT pg_catalog.pg_terminate_backend(" + Scene.pid(writer) + ").");
            });
            writer.commit();
            build.join();
        }
    }

    @ServerSource
    void ofARoleThatMayNotBeSeenOnlyTheProcessAndTheLockAreTold(PostgresServer server) throws Exception {
        try (Scene scene = Scene.with(server, 10);
                Connection writer = scene.inTransaction(Scene.OTHER, "INSERT INTO course VALUES (0, 'secret')")) {
            Watched build = start(scene, Scene.ORDINARY, Scene.ORDINARY, BuildSettings.DEFAULT);

            BuildProgress blocked = build.await(progress -> !progress.blockers().isEmpty());

            assertThat(blocked.blockers())
                    .containsExactly(new Blocker(
                            Scene.pid(writer),
                            "test-build_other",
                            "",
                            null,
                            "",
                            "",
                            "It holds a lock on the table, mostly because it has written to it. What it does is not visible"
                                    + " to role build_app without pg_read_all_stats."));
            assertThat(blocked.blockers().get(0).describe())
                    .isEqualTo("process " + Scene.pid(writer) + " (test-build_other)");
            writer.rollback();
            build.join();
        }
    }

    @ServerSource
    void aPreparedTransactionIsNamedWithTheStatementsThatEndIt(PostgresServer server) throws Exception {
        try (Scene scene = Scene.with(server, 10)) {
            Connection preparer = scene.inTransaction(Scene.OTHER, "INSERT INTO course VALUES (0, 'x')");
            String gid = "it's " + Scene.pid(preparer);
            String literal = "'" + gid.replace("'", "''") + "'";
            Scene.execute(preparer, "PREPARE TRANSACTION " + literal);
            try {
                Watched build = start(scene, Scene.ORDINARY, Scene.ORDINARY, BuildSettings.DEFAULT);

                BuildProgress blocked =
                        build.await(progress -> !progress.blockers().isEmpty());

                assertThat(blocked.blockers()).singleElement().satisfies(blocker -> {
                    assertThat(blocker.pid()).isZero();
                    assertThat(blocker.gid()).isEqualTo(gid);
                    assertThat(blocker.describe())
                            .matches("prepared transaction '" + gid + "' \\(prepared \\d+ m?s ago\\)");
                    assertThat(blocker.hint())
                            .endsWith("COMMIT PREPARED " + literal + ", or ROLLBACK PREPARED " + literal + ".");
                });
                Scene.execute(scene.connect(), "ROLLBACK PREPARED " + literal);
                build.join();
            } finally {
                scene.rollBackPrepared(gid);
            }
        }
    }

    /** It has no row in the server's progress view yet. */
    @ServerSource
    void aPreparedTransactionThatLocksTheTableIsNamedBeforeTheBuildBegins(PostgresServer server) throws Exception {
        try (Scene scene = Scene.with(server, 10)) {
            Connection preparer = scene.inTransaction(Scene.ORDINARY, "LOCK TABLE course IN SHARE ROW EXCLUSIVE MODE");
            String gid = "locks " + Scene.pid(preparer);
            Scene.execute(preparer, "PREPARE TRANSACTION '" + gid + "'");
            try {
                Watched build = start(scene, Scene.ORDINARY, Scene.ORDINARY, BuildSettings.DEFAULT);

                BuildProgress blocked =
                        build.await(progress -> !progress.blockers().isEmpty());

                assertThat(blocked.phase()).isEqualTo("waiting for a lock on the table");
                assertThat(blocked.blockers()).extracting(Blocker::gid).containsExactly(gid);
                scene.rollBackPrepared(gid);
                build.join();
            } finally {
                scene.rollBackPrepared(gid);
            }
        }
    }

    @ServerSource
    void aRunningQueryIsCutAndCanBeHidden(PostgresServer server) throws Exception {
        try (Scene scene = Scene.with(server, 10)) {
            Connection reporter = scene.connectAs(Scene.ORDINARY);
            CompletableFuture<Void> query = Scene.start(
                    reporter, "SELECT 'a secret', pg_sleep(1000) FROM other" + " RIGHT JOIN course ON true LIMIT 1");
            Connection observer = scene.connect();
            Scene.await(
                    () -> Scene.query(
                            observer, "SELECT wait_event FROM pg_stat_activity WHERE pid = " + Scene.pid(reporter)),
                    "PgSleep"::equals);
            Watched build =
                    start(scene, Scene.ORDINARY, Scene.ORDINARY, new BuildSettings(null, 12, Duration.ofSeconds(10)));

            BuildProgress blocked = build.await(progress -> !progress.blockers().isEmpty());

            assertThat(blocked.blockers()).singleElement().satisfies(blocker -> {
                assertThat(blocker.state()).isEqualTo("active");
                assertThat(blocker.query()).isEqualTo("SELECT 'a s…");
                assertThat(blocker.hint())
                        .startsWith("It runs a statement that began before, and a build waits for every older one")
                        .endsWith("SELECT pg_catalog.pg_cancel_backend(" + Scene.pid(reporter) + ").");
            });
            BuildWatch hiding = watch(
                    build.pid(), Scene.table(scene.connect()), new BuildSettings(null, 0, Duration.ofSeconds(10)));
            assertThat(hiding.look(observer).orElseThrow().describe()).doesNotContain("SELECT '", "secret");
            Scene.execute(observer, "SELECT pg_cancel_backend(" + Scene.pid(reporter) + ")");
            build.join();
            assertThatThrownBy(query::join).hasMessageContaining("canceling statement");
        }
    }

    @ServerSource
    void patienceEndsTheBuildAndSaysWhoBlockedIt(PostgresServer server) throws Exception {
        try (Scene scene = Scene.with(server, 10);
                Connection reader = scene.inTransaction(Scene.ORDINARY, "SELECT 1")) {
            Connection builder = scene.connectAs(Scene.ORDINARY);
            AtomicLong clock = new AtomicLong(Duration.ofHours(5).toNanos());
            BuildWatch watch = new BuildWatch(
                    Scene.pid(builder),
                    Scene.table(builder),
                    "course_idx",
                    "course",
                    new BuildSettings(Duration.ofMinutes(30), 200, Duration.ofSeconds(10)),
                    new BuildListeners(List.of(listener), new Log(log)),
                    new Log(log),
                    clock::get);
            Watched build = new Watched(
                    watch, Scene.start(builder, BUILD), scene.connectAs(Scene.ORDINARY), Scene.pid(builder));
            build.await(progress -> !progress.blockers().isEmpty());

            clock.addAndGet(Duration.ofMinutes(30).toNanos());
            build.await(progress -> !progress.blockers().isEmpty());
            assertThat(watch.gaveUp()).as("not yet").isEmpty();
            clock.addAndGet(Duration.ofSeconds(1).toNanos());
            build.await(progress -> watch.gaveUp().isPresent());

            assertThatThrownBy(build::join).hasMessageContaining("canceling statement due to user request");
            watch.failed();
            assertThat(watch.gaveUp().orElseThrow())
                    .matches("course_idx on course( \\(.*\\))?: given up, since it was blocked for longer than 30 min"
                            + " \\(compositeindex.patience\\), while waiting for old snapshots: blocked by process "
                            + Scene.pid(reader) + " \\(test-build_app, idle in transaction, .*: SELECT 1\\)\\. It has"
                            + " read something, .*");
            assertThat(listener.events).containsExactly("started", "progress", "failed");
        }
    }

    /** A look has a snapshot, too, for which a build may have to wait. */
    @ServerSource
    void whoLooksIsNoBlocker(PostgresServer server) throws Exception {
        try (Scene scene = Scene.with(server, 10);
                Connection observer = scene.inTransaction(Scene.ORDINARY, "SELECT 1")) {
            Connection builder = scene.connectAs(Scene.ORDINARY);
            Connection superuser = scene.connect();
            BuildWatch watch = watch(builder, BuildSettings.DEFAULT);
            CompletableFuture<Void> build = Scene.start(builder, BUILD);
            Scene.await(
                    () -> Scene.query(
                            superuser,
                            "SELECT pg_blocking_pids(pid) FROM pg_stat_progress_create_index"
                                    + " WHERE phase = 'waiting for old snapshots' AND pid = " + Scene.pid(builder)),
                    ("{" + Scene.pid(observer) + "}")::equals);

            // Only once: in a transaction the server shows what it showed at first.
            assertThat(watch.look(observer))
                    .hasValueSatisfying(look -> assertThat(look.blockers()).isEmpty());
            observer.rollback();
            build.join();
        }
    }

    /** What is not blocked is not given up, however long it takes. */
    @ServerSource
    void theWholeBuildIsFollowedAndItsPercentageNeverGoesBack(PostgresServer server) throws Exception {
        try (Scene scene = Scene.with(server, 300_000)) {
            Connection builder = scene.connectAs(Scene.ORDINARY);
            Connection observer = scene.connectAs(Scene.ORDINARY);
            BuildWatch watch = watch(builder, new BuildSettings(Duration.ofNanos(1), 200, Duration.ofMillis(1)));
            assertThat(watch.look(observer)).as("before the build").isEmpty();
            CompletableFuture<Void> build = Scene.start(builder, BUILD);
            List<BuildProgress> seen = new ArrayList<>();

            while (!build.isDone()) {
                watch.look(observer).ifPresent(seen::add);
            }
            build.join();
            watch.succeeded();

            assertThat(watch.look(observer)).as("after the build").isEmpty();
            assertThat(seen).extracting(BuildProgress::percent).isSorted();
            assertThat(seen)
                    .extracting(BuildProgress::phase)
                    .contains("building index: scanning table", "building index: loading tuples in tree");
            assertThat(seen)
                    .filteredOn(progress -> progress.percent() > 0 && progress.percent() < 45)
                    .isNotEmpty();
            assertThat(seen)
                    .filteredOn(progress -> progress.percent() > 57 && progress.percent() < 80)
                    .isNotEmpty();
            assertThat(listener.builds)
                    .extracting(BuildProgress::percent)
                    .isSorted()
                    .endsWith(100);
            assertThat(watch.gaveUp()).isEmpty();
        }
    }

    /** As when definitions are compared: indexes of copies are built for it. */
    @ServerSource
    void whatTheSessionBuildsElsewhereIsNotThisBuild(PostgresServer server) throws Exception {
        try (Scene scene = Scene.with(server, 10)) {
            Connection builder = scene.connectAs(Scene.ORDINARY);
            Connection observer = scene.connect();
            BuildWatch watch = watch(builder, BuildSettings.DEFAULT);
            Scene.execute(
                    builder,
                    "INSERT INTO other VALUES (1)",
                    "CREATE FUNCTION slow(bigint) RETURNS bigint IMMUTABLE LANGUAGE plpgsql AS"
                            + " 'BEGIN PERFORM pg_sleep(600); RETURN $1; END'");
            CompletableFuture<Void> other = Scene.start(builder, "CREATE INDEX other_idx ON other (slow(id))");
            Scene.await(
                    () -> Scene.query(
                            observer,
                            "SELECT phase FROM pg_stat_progress_create_index WHERE pid = " + Scene.pid(builder)),
                    phase -> phase.startsWith("building index"));

            assertThat(watch.look(observer)).isEmpty();

            assertThat(other).isNotDone();
            Scene.query(observer, "SELECT pg_cancel_backend(" + Scene.pid(builder) + ")");
            assertThatThrownBy(other::join).hasMessageContaining("canceling statement");
        }
    }

    @ServerSource
    void aListenerThatThrowsHarmsNoBuild(PostgresServer server) throws Exception {
        try (Scene scene = Scene.with(server, 10);
                Connection reader = scene.inTransaction(Scene.ORDINARY, "SELECT 1")) {
            Connection builder = scene.connectAs(Scene.ORDINARY);
            BuildListener thrower = new BuildListener() {
                @Override
                public void progress(BuildProgress build) {
                    throw new StackOverflowError("a listener's mistake");
                }
            };
            BuildWatch watch = new BuildWatch(
                    Scene.pid(builder),
                    Scene.table(builder),
                    "course_idx",
                    "course",
                    BuildSettings.DEFAULT,
                    new BuildListeners(List.of(thrower, listener), new Log(log)),
                    new Log(log),
                    System::nanoTime);
            Watched build = new Watched(watch, Scene.start(builder, BUILD), scene.connect(), Scene.pid(builder));

            build.await(progress -> progress.percent() == 99);
            build.await(progress -> progress.percent() == 99);
            reader.rollback();
            build.join();
            watch.succeeded();

            assertThat(listener.events).containsExactly("started", "progress", "finished");
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("has thrown"))
                    .containsExactly("WARN " + thrower.getClass().getName()
                            + " has thrown, and is not told about index builds any more. No build is affected.");
        }
    }

    private Watched start(Scene scene, String builderRole, String watchRole, BuildSettings settings)
            throws SQLException {
        Connection builder = scene.connectAs(builderRole);
        BuildWatch watch = watch(builder, settings);
        return new Watched(watch, Scene.start(builder, BUILD), scene.connectAs(watchRole), Scene.pid(builder));
    }

    private BuildWatch watch(Connection builder, BuildSettings settings) throws SQLException {
        return watch(Scene.pid(builder), Scene.table(builder), settings);
    }

    private BuildWatch watch(int pid, long table, BuildSettings settings) {
        return new BuildWatch(
                pid,
                table,
                "course_idx",
                "course",
                settings,
                new BuildListeners(List.of(listener), new Log(log)),
                new Log(log),
                System::nanoTime);
    }

    /** A build, and who watches it from which connection. */
    private record Watched(BuildWatch watch, CompletableFuture<Void> build, Connection observer, int pid) {

        BuildProgress await(Predicate<BuildProgress> wanted) throws Exception {
            return Scene.await(
                            () -> watch.look(observer),
                            look -> look.filter(wanted).isPresent())
                    .orElseThrow();
        }

        void join() {
            build.join();
        }
    }
}
