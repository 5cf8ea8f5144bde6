package dev.compositeindex.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import dev.compositeindex.text.Log;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/** A session that waits for what no process of this server has: it is said, and patience ends it. */
class UnseenTest {

    /** It waits for its client, as one of an extension's waits for another node. */
    @ServerSource
    void patienceEndsIt(PostgresServer server) throws Exception {
        PGSimpleDataSource database = server.newDatabase();
        RecordingLogger log = new RecordingLogger();
        AtomicLong now = new AtomicLong();
        try (Connection builder = database.getConnection();
                Connection watcher = database.getConnection()) {
            builder.createStatement().execute("CREATE TABLE course (level text)");
            PGConnection session = builder.unwrap(PGConnection.class);
            var waits = session.getCopyAPI().copyIn("COPY course FROM STDIN");
            BuildWatch watch = new BuildWatch(
                    session.getBackendPID(),
                    0,
                    "course_idx",
                    "course",
                    new BuildSettings(Duration.ofSeconds(20), 200, Duration.ofSeconds(10)),
                    new BuildListeners(List.of(), new Log(log)),
                    new Log(log),
                    now::get);

            BuildProgress build = look(watch, watcher);
            assertThat(build.phase()).isEqualTo("waiting for something that this server does not show");
            assertThat(build.describe())
                    .contains(
                            "blocked by something that this server does not show (Client ClientRead). It is on no process of this"
                                    + " server: another node of an extension's, a synchronous standby, or the client.");

            now.set(Duration.ofSeconds(3).toNanos());
            look(watch, watcher);
            assertThat(log.lines()).anyMatch(line -> line.startsWith("WARN course_idx on course"));
            assertThat(watch.gaveUp()).isEmpty();

            now.set(Duration.ofSeconds(25).toNanos());
            look(watch, watcher);
            assertThat(watch.gaveUp().orElseThrow())
                    .startsWith(
                            "course_idx on course: given up, since it was blocked for longer than 20 s (compositeindex.patience)");
            waits.writeToCopy("a\nb\n".getBytes(StandardCharsets.UTF_8), 0, 4);
            assertThatThrownBy(waits::endCopy).hasMessageContaining("canceling statement due to user request");
        }
    }

    /** It may not have come to its wait yet. */
    private static BuildProgress look(BuildWatch watch, Connection watcher) throws Exception {
        while (true) {
            var build = watch.look(watcher);
            if (build.isPresent()) {
                return build.get();
            }
            Thread.onSpinWait();
        }
    }
}
