package dev.compositeindex.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.nio.file.Path;
import java.util.Map;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.io.TempDir;

/** A unique index meets equal keys: the error says whose index it is, which rows, and that nothing else is to be done. */
class EqualKeysTest {
    private static final String EXPRESSION =
            "CREATE UNIQUE INDEX course_idx ON course (level, lower(slug) DESC) WHERE id > 5";

    @TempDir
    private Path folder;

    @ServerSource
    void theErrorHasAllThatIsNeeded(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, EXPRESSION)) {
            project.run(
                    "INSERT INTO course VALUES (1000, '10', '10'), (1001, '10', '10')",
                    "INSERT INTO course VALUES (1002, NULL, 'x'), (1003, NULL, 'x'), (0, '0', 'x'), (-1, '0', 'x')");

            String error = migrate(project, Map.of());

            assertThat(error)
                    .contains(
                            "V2__create_course_idx.sql: the unique index course_idx on public.course (declared by app.Course)"
                                    + " cannot be built, because rows have equal keys. The server says: ")
                    .contains("Key (level, lower(slug))=(10, 10) is duplicated")
                    .endsWith(
                            "Remove such rows and start again; nothing else is to be done: no repair, and nothing from a backup.");
            String query = error.replaceFirst(".*This lists the keys: (.*); Remove.*", "$1");
            assertThat(project.query("SELECT string_agg(q::text, ' ') FROM (" + query + ") q"))
                    .isEqualTo("(10,10,3)");
            assertThat(project.oid("course_idx")).isEmpty();

            project.run("DELETE FROM course WHERE id IN (1000, 1001)");
            project.migrate();
            assertThat(project.flags("course_idx")).isEqualTo("t,t,t");
        }
    }

    @ServerSource
    void alsoOfBuildsAhead(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder)) {
            project.run("CREATE TABLE lesson (a int)", "INSERT INTO lesson VALUES (1), (1)");
            project.write("V2__both.sql", """
                    -- compositeindex: create course_idx
                    -- declared by: app.Course
                    -- definition: CREATE INDEX course_idx ON course (level)
                    CREATE INDEX CONCURRENTLY IF NOT EXISTS course_idx ON course (level);
                    -- compositeindex: create lesson_idx
                    -- declared by: app.Lesson
                    -- definition: CREATE UNIQUE INDEX lesson_idx ON lesson (a)
                    CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS lesson_idx ON lesson (a);
                    """);
            project.write("V2__both.sql.conf", "executeInTransaction=false\n");

            assertThat(migrate(project, Map.of("compositeindex.parallel", "2")))
                    .contains(
                            "(declared by app.Lesson)",
                            "SELECT a, pg_catalog.count(*) FROM public.lesson WHERE a IS NOT NULL");
        }
    }

    private static String migrate(Project project, Map<String, String> settings) {
        try {
            project.flyway().placeholders(settings).load().migrate();
            return "";
        } catch (FlywayException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
