package dev.compositeindex.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexKey;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import dev.compositeindex.verify.IndexVerifier;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.jdbc.PreferQueryMode;

/** The driver can write parameters into the statement, as some need for their proxies: then they have no type. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SimpleModeTest {

    @TempDir
    private Path folder;

    @ServerSource
    void indexesAreBuiltWatchedAndVerified(PostgresServer server) throws Exception {
        String definition = "CREATE INDEX course_idx ON course (level) WHERE slug IN ('a', 'b')";
        try (Project project = Project.withTable(server, folder).create(2, definition)) {
            project.run(definition, "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'course_idx'::regclass");
            project.database().setPreferQueryMode(PreferQueryMode.SIMPLE);
            Connection reader = project.session();
            reader.setAutoCommit(false);
            Sql.run(reader, "INSERT INTO course VALUES (1000, 'x', 'x')");
            CompletableFuture<MigrateResult> migration = project.start(project.flyway());
            // The leftover cannot be dropped before the writer has ended.
            project.await("SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND query LIKE 'DROP INDEX CONCURRENTLY%' AND wait_event_type = 'Lock'");
            reader.commit();

            assertThat(migration).succeedsWithin(Duration.ofSeconds(30));
            assertThat(IndexVerifier.of(project.database())
                            .verify(() -> List.of(IndexDefinition.builder("course_idx")
                                    .table("course")
                                    .key(IndexKey.column("level"))
                                    .where("slug IN ('a', 'b')")
                                    .definition(definition)
                                    .declaredBy("app.Course")
                                    .build()))
                            .allValid())
                    .isTrue();
        }
    }
}
