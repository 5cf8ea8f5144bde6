package dev.compositeindex.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.catalog.SqlText;
import dev.compositeindex.testing.HostileTexts;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.io.TempDir;

/** What is called badly, in the database and in files, on the log of the guard and in its errors. */
class HostileTest {
    private static final int NAMES = 120;

    @TempDir
    private Path folder;

    @ServerSource
    void namesOfIndexesAndTables(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder);
                Log log = new Log("dev.compositeindex")) {
            // A header is of lines, and Flyway takes byte order marks out of a script.
            List<String> names = HostileTexts.names(NAMES).stream()
                    .map(name -> name.replaceAll("\\R", "").replace("${", ""))
                    .map(name -> name.replaceAll("[\\u000b\\f\\ufeff]", ""))
                    .toList();
            project.run("CREATE TABLE victim (a int)");
            project.run(names.stream()
                    .map(name -> "CREATE TABLE " + SqlText.name(name) + " (a int)")
                    .toArray(String[]::new));
            project.write(
                    "V2__indexes.sql",
                    names.stream()
                            .map(name -> {
                                String index = SqlText.name(name + "i");
                                String on = index + " ON " + SqlText.name(name) + " (a)";
                                return """
                                        -- compositeindex: create %s
                                        -- definition: CREATE INDEX %s
                                        CREATE INDEX CONCURRENTLY IF NOT EXISTS %s;
                                        """.formatted(index, on, on);
                            })
                            .collect(Collectors.joining("\n")));
            project.write("V2__indexes.sql.conf", "executeInTransaction=false\nplaceholderReplacement=false\n");

            String built = migrate(project);
            assertThat(built).isEmpty();
            project.run("DELETE FROM flyway_schema_history WHERE version = '2'");
            String last = names.get(NAMES - 1);
            project.run(
                    "DROP INDEX " + SqlText.name(last + "i"),
                    "CREATE INDEX " + SqlText.name(last + "i") + " ON " + SqlText.name(last) + " (a DESC)");
            String refused = migrate(project);

            assertThat(refused).contains("that name is taken by").matches(HostileTexts::isVisible);
            assertThat(log.lines().stream().filter(line -> line.contains("built after")))
                    .hasSizeGreaterThanOrEqualTo(NAMES);
            assertThat(log.lines()).allMatch(HostileTexts::isVisible);
            assertThat(project.query("SELECT to_regclass('victim')")).isEqualTo("victim");
        }
    }

    /** The server lets applications call themselves as they like, in ASCII; a query may hold anything. */
    @ServerSource
    void whoHoldsALock(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder);
                Log log = new Log("dev.compositeindex")) {
            Connection holder = project.session();
            Connection other = project.session();
            Project.lock(new AdvisoryLock(1, 2), holder);
            for (String text : HostileTexts.many(500)) {
                try (var statement = holder.prepareStatement("SELECT set_config('application_name', ?, false)")) {
                    statement.setString(1, text);
                    statement.execute();
                }
                String who = Sessions.holder(other, 1, 2, 2);
                dev.compositeindex.text.Log.of(HostileTest.class).info("held by {}", who);
                assertThat(Refusal.of("held by " + who).getMessage())
                        .startsWith("held by process ")
                        .matches(HostileTexts::isVisible);
            }
            assertThat(log.lines()).hasSize(500).allMatch(HostileTexts::isVisible);
        }
    }

    private static String migrate(Project project) {
        try {
            project.migrate();
            return "";
        } catch (FlywayException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
