package dev.compositeindex.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.nio.file.Path;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A unique index that meets equal keys somewhere is given up everywhere. */
@Tag("slow")
class WithdrawnIndexTest {
    private static final String CONFIGURATION = "executeInTransaction=false\nplaceholderReplacement=false\n";

    @TempDir
    private Path folder;

    @ServerSource
    void whereItFailedAndWhereItSucceededTheSameIsLeft(PostgresServer server) throws Exception {
        for (boolean hasFailed : new boolean[] {true, false}) {
            for (String rows : new String[] {"", "INSERT INTO course VALUES (200, '1', '1')"}) {
                try (Project project = Project.withTable(server, folder)) {
                    project.write("V2__create_course_idx.sql.conf", CONFIGURATION);
                    project.create(2, Project.UNIQUE);
                    project.run(rows.isEmpty() ? "SELECT 1" : rows);
                    if (hasFailed && rows.isEmpty()) {
                        project.migrate();
                    } else if (hasFailed) {
                        assertThatThrownBy(project::migrate).isInstanceOf(FlywayException.class);
                    }

                    project.write(
                            "V2__create_course_idx.sql.conf",
                            CONFIGURATION + "# compositeindex: withdraw course_idx\n");
                    project.script(
                            "V3__drop_course_idx.sql",
                            "drop course_idx",
                            "",
                            "DROP INDEX CONCURRENTLY IF EXISTS course_idx");
                    project.write("V4__later.sql", "CREATE TABLE later (id int)");
                    project.migrate();

                    assertThat(project.query("SELECT string_agg(version || success, ' ' ORDER BY installed_rank)"
                                    + " FROM flyway_schema_history"))
                            .isEqualTo("1true 2true 3true 4true");
                    assertThat(project.query("SELECT count(*) FROM pg_class WHERE relname = 'course_idx'"))
                            .isEqualTo("0");
                    project.flyway().load().validate();
                    project.delete("V3__drop_course_idx.sql");
                    project.delete("V4__later.sql");
                }
            }
        }
    }

    /** Another start may have died while it let the empty index take the name, or after. */
    @ServerSource
    void whatStandsInMayBeThereAlready(PostgresServer server) throws Exception {
        for (String flags :
                new String[] {"", "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'course_idx'::regclass"}) {
            try (Project project = Project.withTable(server, folder)) {
                project.run("INSERT INTO course VALUES (200, '1', '1')");
                project.run("CREATE INDEX course_idx ON course ((0)) WHERE false");
                project.run(flags.isEmpty() ? "SELECT 1" : flags);
                project.create(2, Project.UNIQUE);
                project.write(
                        "V2__create_course_idx.sql.conf", CONFIGURATION + "# compositeindex: withdraw course_idx\n");

                project.migrate();

                assertThat(project.flags("course_idx")).isEqualTo("t,t,t");
                assertThat(project.query("SELECT pg_get_indexdef('course_idx'::regclass)"))
                        .endsWith(" WHERE false");
            }
        }
    }

    /** Nothing else may take the name of a withdrawn index. */
    @ServerSource
    void anotherIndexIsStillRefused(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder)) {
            project.run("CREATE INDEX course_idx ON course (slug)");
            project.create(2, Project.UNIQUE);
            project.write("V2__create_course_idx.sql.conf", CONFIGURATION + "# compositeindex: withdraw course_idx\n");

            assertThatThrownBy(project::migrate).hasMessageContaining("that name is taken");
        }
    }
}
