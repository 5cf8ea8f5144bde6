package dev.compositeindex.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** What the guard costs where there is nothing to guard against: statements, and lines of the log. */
class CostTest {
    private static final int INDEXES = 40;

    @TempDir
    private Path folder;

    @ServerSource
    void withNothingToDoItIsFiveStatements(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            project.migrate();
            StatementLog statements = new StatementLog(project.database());

            assertThat(logged("dev.compositeindex", project, statements)).isEmpty();
            // A sixth where it lasts longer than a moment: what our session's limits were is given back.
            assertThat(statements.ours()).hasSizeBetween(5, 6);
            assertThat(statements.others()).isPositive();
        }
    }

    @ServerSource
    void newIndexesCostFiveStatementsAndALineEach(PostgresServer server) throws Exception {
        try (Project project = withIndexes(server)) {
            StatementLog statements = new StatementLog(project.database());

            List<String> lines = logged("dev.compositeindex", project, statements);

            assertThat(lines.stream().filter(line -> line.contains(": built after ")))
                    .hasSize(INDEXES);
            // What takes longer than a moment shows its progress, too.
            assertThat(lines).allMatch(line -> line.matches("INFO t\\d+_idx on public\\.t\\d+.*"));
            // On a machine that is busy, the look at all is old before the last one is built.
            assertThat(statements.ours().stream().filter(sql -> !sql.contains("AS obstructed")))
                    .hasSizeLessThanOrEqualTo(5 + 5);
            assertThat(statements.ours()).hasSizeLessThanOrEqualTo(5 + 5 + 1 + INDEXES);
        }
    }

    /** Flyway tells of callbacks that are called, and of what the server notices. */
    @ServerSource
    void whatIsSkippedOrNotOursIsNotTalkedAbout(PostgresServer server) throws Exception {
        try (Project project = withIndexes(server)) {
            project.migrate();
            project.run("DELETE FROM flyway_schema_history WHERE version = '2'");
            project.write("V3__theirs.sql", "CREATE TABLE IF NOT EXISTS course (a int)");

            List<String> lines = logged("", project, new StatementLog(project.database()));

            assertThat(lines).anyMatch(line -> line.contains("course") && line.contains("already exists, skipping"));
            assertThat(lines).noneMatch(line -> line.contains("t0_idx"));
            assertThat(lines.stream().filter(line -> line.contains("CompositeIndex guard")))
                    .hasSizeLessThanOrEqualTo(5);
        }
    }

    private Project withIndexes(PostgresServer server) throws Exception {
        Project project = Project.withTable(server, folder);
        project.run(IntStream.range(0, INDEXES)
                .mapToObj("CREATE TABLE t%1$s (a int)"::formatted)
                .toArray(String[]::new));
        project.write(
                "V2__indexes.sql",
                IntStream.range(0, INDEXES).mapToObj("""
                                -- compositeindex: create t%1$s_idx
                                -- definition: CREATE INDEX t%1$s_idx ON t%1$s (a)
                                CREATE INDEX CONCURRENTLY IF NOT EXISTS t%1$s_idx ON t%1$s (a);
                                """::formatted).collect(Collectors.joining("\n")));
        project.write("V2__indexes.sql.conf", "executeInTransaction=false\n");
        return project;
    }

    private static List<String> logged(String by, Project project, StatementLog statements) {
        try (Log log = new Log(by.isEmpty() ? Logger.ROOT_LOGGER_NAME : by)) {
            project.flyway().dataSource(statements.dataSource()).load().migrate();
            return log.lines();
        }
    }
}
