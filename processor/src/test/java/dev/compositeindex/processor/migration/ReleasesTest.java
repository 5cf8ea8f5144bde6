package dev.compositeindex.processor.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An application's life: what is recorded for each release, applied by Flyway release by release, and in one go. */
class ReleasesTest {
    private static final List<List<String>> RELEASES = List.of(
            List.of("title_idx ON course (title)"),
            List.of("title_idx ON course (title)", "\"${slug}\" ON course (slug)"),
            List.of("course_title_idx ON course (title)", "\"${slug}\" ON course (slug)"),
            List.of("course_title_idx ON course (title)", "\"${slug}\" ON course (slug, title) WHERE slug <> '${x}'"),
            List.of("course_title_slug_12345678_idx ON course (title DESC, slug)", "\"${slug}\" ON course (slug)"),
            List.of("\"${slug}\" ON course (slug)"),
            List.of());

    @TempDir
    private Path migrations;

    @ParameterizedTest
    @EnumSource
    void releaseByReleaseAndInOneGoAreTheSame(PostgresServer server) throws Exception {
        DataSource growing = server.newDatabase();
        Files.writeString(migrations.resolve("V1__tables.sql"), "CREATE TABLE course (title text, slug text);");
        for (List<String> release : RELEASES) {
            record(release);
            migrate(growing);
            DataSource fresh = server.newDatabase();
            migrate(fresh);

            assertThat(indexes(growing)).isEqualTo(indexes(fresh)).hasSize(release.size());
        }
        assertThat(Files.list(migrations).filter(file -> file.toString().endsWith(".sql")))
                .as("tables, 3 created, 1 renamed, 2 replaced in 3 steps each, 3 dropped")
                .hasSize(1 + 3 + 1 + 6 + 3);
    }

    private void record(List<String> release) throws IOException {
        Ledger ledger = Ledger.replay(MigrationFolder.read(migrations, Optional.empty()))
                .value()
                .orElseThrow();
        List<DeclaredIndex> desired = release.stream()
                .map(index -> LedgerTest.declared("com.acme.Course", "CREATE INDEX " + index))
                .toList();
        for (NumberedStep step : NumberedStep.number(
                MigrationPlanner.plan(ledger, desired).value().orElseThrow(), ledger.next())) {
            for (MigrationFile file : step.files()) {
                Files.writeString(migrations.resolve(file.name()), file.text());
            }
        }
    }

    private void migrate(DataSource database) {
        assertThat(Flyway.configure()
                        .dataSource(database)
                        .locations("filesystem:" + migrations)
                        .load()
                        .migrate()
                        .success)
                .isTrue();
    }

    private static List<String> indexes(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT array_agg(indexdef ORDER BY indexname) FROM pg_indexes WHERE tablename = 'course'")) {
            row.next();
            return row.getArray(1) == null
                    ? List.of()
                    : Arrays.asList((String[]) row.getArray(1).getArray());
        }
    }
}
