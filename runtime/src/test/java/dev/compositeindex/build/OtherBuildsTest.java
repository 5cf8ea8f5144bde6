package dev.compositeindex.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import dev.compositeindex.text.Log;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class OtherBuildsTest {

    private final RecordingLogger log = new RecordingLogger();
    private final RecordingListener listener = new RecordingListener();

    @ServerSource
    void allBuildsOfTheDatabaseAreShownUntilTheyAreOver(PostgresServer server) throws Exception {
        try (Scene scene = Scene.with(server, 1000);
                Connection reader = scene.inTransaction(Scene.ORDINARY, "SELECT 1");
                Connection watch = scene.connectAs(Scene.ORDINARY)) {
            Connection first = scene.connectAs(Scene.ORDINARY);
            Connection second = scene.connectAs(Scene.ORDINARY);
            OtherBuilds others = others();
            assertThat(others.look(watch)).isEmpty();
            CompletableFuture<Void> builds = CompletableFuture.allOf(
                    Scene.start(first, "CREATE INDEX CONCURRENTLY \"Course_idx\" ON course (level)"),
                    Scene.start(second, "CREATE INDEX CONCURRENTLY other_idx ON other (id)"));

            List<BuildProgress> seen = Scene.await(
                    () -> others.look(watch),
                    look -> look.stream()
                                    .filter(build -> !build.blockers().isEmpty())
                                    .count()
                            == 2);

            assertThat(seen)
                    .allSatisfy(build -> {
                        assertThat(build.own()).isFalse();
                        assertThat(build.phase()).isEqualTo("waiting for old snapshots");
                        assertThat(build.percent()).isEqualTo(99);
                        assertThat(build.blockers()).extracting(Blocker::pid).containsExactly(Scene.pid(reader));
                    })
                    .extracting(BuildProgress::pid, BuildProgress::index, BuildProgress::table)
                    .containsExactlyInAnyOrder(
                            tuple(Scene.pid(first), "\"Course_idx\"", "course"),
                            tuple(Scene.pid(second), "other_idx", "other"));
            assertThat(log.lines())
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("INFO \"Course_idx\" on course")
                            .contains(", built by process " + Scene.pid(first) + ": "));
            reader.rollback();
            builds.join();
            assertThat(others.look(watch)).isEmpty();
            assertThat(listener.builds.subList(listener.builds.size() - 2, listener.builds.size()))
                    .extracting(BuildProgress::percent)
                    .containsExactly(99, 99);
            assertThat(listener.events).first().isEqualTo("started");
            assertThat(listener.events).last().isEqualTo("finished");
            assertThat(log.lines())
                    .filteredOn(line -> line.contains(": over after "))
                    .hasSize(2);
        }
    }

    @ServerSource
    void buildsOfOtherDatabasesAreNot(PostgresServer server) throws Exception {
        try (Scene scene = Scene.with(server, 10);
                Connection watch = scene.connect();
                Scene elsewhere = Scene.with(server, 10);
                Connection reader = elsewhere.inTransaction("postgres", "SELECT 1")) {
            Connection builder = elsewhere.connect();
            CompletableFuture<Void> build =
                    Scene.start(builder, "CREATE INDEX CONCURRENTLY course_idx ON course (level)");
            Scene.await(
                    () -> Scene.query(
                            watch, "SELECT phase FROM pg_stat_progress_create_index WHERE pid = " + Scene.pid(builder)),
                    "waiting for old snapshots"::equals);

            assertThat(others().look(watch)).isEmpty();
            reader.rollback();
            build.join();
        }
    }

    /** The table is known by the lock that the build holds on it. */
    @ServerSource
    void ofABuildThatIsNotVisibleTheTableAndTheBlockersAreTold(PostgresServer server) throws Exception {
        try (Scene scene = Scene.with(server, 1000);
                Connection reader = scene.inTransaction("postgres", "SELECT 1");
                Connection watch = scene.connectAs(Scene.OTHER)) {
            Connection builder = scene.connectAs(Scene.ORDINARY);
            CompletableFuture<Void> build =
                    Scene.start(builder, "CREATE INDEX CONCURRENTLY course_idx ON course (level)");
            OtherBuilds others = others();

            BuildProgress seen = Scene.await(
                            () -> others.look(watch),
                            look -> look.size() == 1 && !look.get(0).blockers().isEmpty())
                    .get(0);

            assertThat(seen.index()).isEmpty();
            assertThat(seen.percent()).isZero();
            assertThat(seen.describe())
                    .matches("an index on course( \\(\\d+ kB\\))?, built by process " + Scene.pid(builder)
                            + ": building, its progress is not visible, \\d+ m?s so far: blocked by process "
                            + Scene.pid(reader)
                            + " \\(test-postgres\\)\\. What it does is not visible to role build_other"
                            + " without pg_read_all_stats\\.");
            others.ended();
            assertThat(listener.events).containsExactly("started", "progress", "finished");
            reader.rollback();
            build.join();
        }
    }

    private OtherBuilds others() {
        return new OtherBuilds(
                BuildSettings.DEFAULT,
                new BuildListeners(List.of(listener), new Log(log)),
                new Log(log),
                System::nanoTime);
    }
}
