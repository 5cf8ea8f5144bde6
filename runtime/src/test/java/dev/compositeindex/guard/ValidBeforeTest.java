package dev.compositeindex.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What was valid when a script began is not dropped in that start, whatever an extension makes of the script's statement. */
class ValidBeforeTest {

    @TempDir
    private Path folder;

    @ServerSource
    void itIsLeftWhenTheStatementInvalidatesIt(PostgresServer server) throws Exception {
        try (Project project = project(server, 0)) {
            String oid = project.oid("course_idx");

            assertThatThrownBy(project::migrate).hasMessageContaining("is not valid any more");

            assertThat(project.oid("course_idx")).isEqualTo(oid);
            assertThat(project.flags("course_idx")).isEqualTo("f,t,t");
        }
    }

    /** The look at the beginning is old by then: it is looked at again. */
    @ServerSource
    void alsoIfThatLookIsOld(PostgresServer server) throws Exception {
        try (Project project = project(server, 1.2)) {
            String oid = project.oid("course_idx");

            assertThatThrownBy(project::migrate).hasMessageContaining("is not valid any more");

            assertThat(project.oid("course_idx")).isEqualTo(oid);
        }
    }

    /** As Citus does: the statement finds the index, skips it, and leaves it invalid; then the script's check fails. */
    private Project project(PostgresServer server, double seconds) throws Exception {
        Project project = Project.withTable(server, folder);
        project.run(
                "CREATE INDEX course_idx ON course (level)",
                """
                CREATE FUNCTION spoil() RETURNS event_trigger LANGUAGE plpgsql AS
                $$ BEGIN UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'course_idx'::regclass; END $$""",
                "CREATE EVENT TRIGGER spoil ON ddl_command_start WHEN TAG IN ('CREATE INDEX') EXECUTE FUNCTION spoil()");
        return project.script(
                "V2__create_course_idx.sql",
                "create course_idx",
                Project.PLAIN,
                "SELECT pg_sleep(" + seconds
                        + "); CREATE INDEX CONCURRENTLY IF NOT EXISTS course_idx ON course (level);"
                        + " DO $$ BEGIN IF NOT (SELECT indisvalid FROM pg_index WHERE indexrelid = 'course_idx'::regclass)"
                        + " THEN RAISE 'it is not valid any more'; END IF; END $$");
    }
}
