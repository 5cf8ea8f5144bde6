package dev.compositeindex.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.compositeindex.build.BuildWatch;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several indexes in one script. */
@Tag("slow")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SectionsTest {
    private static final String A = "CREATE INDEX a_idx ON course (level)";
    private static final String B = "CREATE UNIQUE INDEX b_idx ON course (slug)";
    private static final String C = "CREATE INDEX c_idx ON other (level)";
    private static final String GATE = "SELECT pg_advisory_lock(1);\nSELECT pg_advisory_unlock(1);\n";

    @TempDir
    private Path folder;

    @ServerSource
    void eachLeftoverIsBuiltAnew(PostgresServer server) throws Exception {
        try (Project project = project(server, "")) {
            project.run(
                    A,
                    B,
                    C,
                    "UPDATE pg_index SET indisvalid = false WHERE indexrelid IN ('a_idx'::regclass, 'c_idx'::regclass)");
            String a = project.oid("a_idx");
            String b = project.oid("b_idx");
            String c = project.oid("c_idx");

            project.migrate();

            assertThat(List.of(project.flags("a_idx"), project.flags("b_idx"), project.flags("c_idx")))
                    .containsOnly("t,t,t");
            assertThat(project.oid("a_idx")).isNotEqualTo(a);
            assertThat(project.oid("b_idx")).isEqualTo(b);
            assertThat(project.oid("c_idx")).isNotEqualTo(c);
            assertNothingIsLocked(project);
        }
    }

    /** What was built before stays, what the failed build has left goes, and what comes after was not begun. */
    @ServerSource
    void oneThatFailsHealsOnceTheRowsAreGone(PostgresServer server) throws Exception {
        try (Project project = project(server, "")) {
            project.run("INSERT INTO course VALUES (1000, 'x', '1')");

            assertThatThrownBy(project::migrate).hasMessageContaining("could not create unique index");
            assertThat(project.history()).isEqualTo("1 true");
            assertThat(project.flags("a_idx")).isEqualTo("t,t,t");
            assertThat(project.oid("b_idx")).isEmpty();
            assertThat(project.oid("c_idx")).isEmpty();
            String a = project.oid("a_idx");

            project.run("DELETE FROM course WHERE id = 1000");
            project.migrate();

            assertThat(project.history()).isEqualTo("1 true, 2 true");
            assertThat(project.oid("a_idx")).isEqualTo(a);
            assertThat(List.of(project.flags("b_idx"), project.flags("c_idx"))).containsOnly("t,t,t");
            assertNothingIsLocked(project);
        }
    }

    /** What would stop a later one stops the script before it has done anything. */
    @ServerSource
    void aNameThatIsTakenIsFoundBeforeAnythingIsDone(PostgresServer server) throws Exception {
        try (Project project = project(server, "")) {
            project.run("CREATE VIEW c_idx AS SELECT 1");

            assertThatThrownBy(project::migrate)
                    .hasMessageContaining(
                            "V2__three.sql builds the index c_idx, but that name is taken by the view public.c_idx");
            assertThat(project.history()).isEqualTo("1 true");
            assertThat(project.oid("a_idx")).isEmpty();
            assertNothingIsLocked(project);
        }
    }

    /** The look from before the script is old by then. A second one in the lock's queue would end in a deadlock. */
    @ServerSource
    void whoHasBegunMeanwhileIsWaitedFor(PostgresServer server) throws Exception {
        try (Project project = project(server, GATE)) {
            Connection gate = project.closeGate();
            CompletableFuture<MigrateResult> migration = project.start(project.flyway());
            project.awaitSomebodyAtGate();
            Connection other = project.session();
            other.setAutoCommit(false);
            Sql.run(other, "LOCK TABLE other IN SHARE UPDATE EXCLUSIVE MODE");
            Thread.sleep(1_200);

            Project.open(gate);
            project.await("SELECT count(*) > 0 FROM pg_index WHERE indexrelid = to_regclass('b_idx') AND indisvalid");
            Thread.sleep(1_000);
            assertThat(project.query("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'relation'"
                            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"))
                    .isEqualTo("0");
            assertThat(migration).isNotDone();
            other.rollback();

            assertThat(migration.get().success).isTrue();
            assertThat(project.flags("c_idx")).isEqualTo("t,t,t");
        }
    }

    /** Nothing INVALID is left by a build that was never begun; what was built before stays. */
    @ServerSource
    void patienceEndsTheWaitBeforeALaterOne(PostgresServer server) throws Exception {
        try (Project project = project(server, GATE)) {
            Connection gate = project.closeGate();
            CompletableFuture<MigrateResult> migration =
                    project.start(project.flyway().placeholders(Map.of("compositeindex.patience", "1s")));
            project.awaitSomebodyAtGate();
            Connection reader = project.reader("SELECT count(*) FROM course");
            project.await(
                    "SELECT clock_timestamp() - xact_start > interval '1 second' FROM pg_stat_activity WHERE pid = "
                            + Project.process(reader));
            Project.open(gate);

            assertThatThrownBy(migration::get).hasMessageContaining("compositeindex.patience");
            assertThat(project.history()).isEqualTo("1 true, 2 false");
            String a = project.oid("a_idx");
            assertThat(project.flags("a_idx")).isEqualTo("t,t,t");
            assertThat(project.oid("b_idx")).isEmpty();
            assertNothingIsLocked(project);
            reader.rollback();

            project.migrate();
            assertThat(project.oid("a_idx")).isEqualTo(a);
            assertThat(List.of(project.flags("b_idx"), project.flags("c_idx"))).containsOnly("t,t,t");
        }
    }

    /** Only where it is moved, an index is built anew. */
    @ServerSource
    void aSettingIsNoBuild(PostgresServer server) throws Exception {
        try (Project project = project(server, "");
                Log log = new Log(BuildWatch.class)) {
            project.migrate();
            project.write("V3__set.sql", """
                    -- compositeindex: set a_idx
                    -- declared by: app.Course
                    -- definition: CREATE INDEX a_idx ON course (level) WITH (fillfactor=80)
                    ALTER INDEX a_idx SET (fillfactor = 80);

                    -- compositeindex: set b_idx
                    -- declared by: app.Course
                    -- definition: CREATE UNIQUE INDEX b_idx ON course (slug) TABLESPACE pg_default
                    REINDEX (TABLESPACE pg_default) INDEX CONCURRENTLY b_idx;
                    """);
            project.write("V3__set.sql.conf", "executeInTransaction=false\n");

            project.migrate();

            assertThat(log.lines().stream().filter(line -> line.matches(".*b_idx on public.course.*: built after .*")))
                    .hasSize(2);
            assertThat(log.lines().stream().filter(line -> line.matches(".*a_idx on public.course.*: built after .*")))
                    .hasSize(1);
        }
    }

    /** Somebody has built what the look before the script has not found. */
    @ServerSource
    void whatOthersHaveLeftMeanwhileIsDropped(PostgresServer server) throws Exception {
        try (Project project = project(server, GATE)) {
            Connection gate = project.closeGate();
            CompletableFuture<MigrateResult> migration = project.start(project.flyway());
            project.awaitSomebodyAtGate();
            project.run(C, "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'c_idx'::regclass");
            String leftover = project.oid("c_idx");
            Thread.sleep(1_200);
            Project.open(gate);

            assertThat(migration.get().success).isTrue();
            assertThat(project.flags("c_idx")).isEqualTo("t,t,t");
            assertThat(project.oid("c_idx")).isNotEqualTo(leftover);
        }
    }

    /** After the swap, and before the history knew: what bears the name is what was replaced. */
    @ServerSource
    void aSecondRunFindsWhatWasReplaced(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder)) {
            write(project, "V2__swap.sql", "CREATE INDEX a_idx_12345678_swap ON course (slug)");
            project.run(
                    "CREATE INDEX a_idx ON course (slug)",
                    "CREATE INDEX a_idx_12345678_swap ON course (level)",
                    "COMMENT ON INDEX a_idx_12345678_swap IS 'CompositeIndex: replaced, to be dropped'");
            String replaced = project.oid("a_idx_12345678_swap");

            project.migrate();

            assertThat(project.oid("a_idx_12345678_swap")).isEqualTo(replaced);
            assertThat(project.history()).isEqualTo("1 true, 2 true");
        }
    }

    /** A licence, a ticket, statements of the team's; and what only looks like a header. */
    @Test
    void headersAreFoundWhereTheyAre() {
        List<ScriptSections.Header> headers = ScriptSections.headers("""
                -- Licence
                /*
                -- compositeindex: create in_a_comment
                */
                -- compositeindex: create a
                -- definition: CREATE INDEX a ON t (a)
                INSERT INTO t VALUES ('
                -- compositeindex: create in_a_literal
                ');
                COPY t FROM STDIN;
                don't
                -- compositeindex: create in_data
                \\.
                DO $x$
                -- compositeindex: create in_a_block
                $x$;
                  -- compositeindex: create not_at_the_beginning
                -- compositeindex: drop b
                -- compositeindex: rename c to d
                """);

        assertThat(headers)
                .extracting(ScriptSections.Header::lines)
                .containsExactly(
                        List.of("-- compositeindex: create a", "-- definition: CREATE INDEX a ON t (a)"),
                        List.of("-- compositeindex: drop b"),
                        List.of("-- compositeindex: rename c to d"));
        assertThat(headers).extracting(ScriptSections.Header::statements).containsExactly(3, 0, 0);
    }

    /** What the second has left is not looked for under the first. */
    @ServerSource
    void oneNameInTwoSchemas(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder)) {
            project.run(
                    "CREATE SCHEMA billing",
                    "CREATE TABLE billing.course (level text)",
                    "INSERT INTO billing.course VALUES ('1'), ('1')");
            write(project, "V2__two.sql", A, "CREATE UNIQUE INDEX a_idx ON billing.course (level)");

            assertThatThrownBy(project::migrate).hasMessageContaining("could not create unique index");
            assertThat(project.flags("a_idx")).isEqualTo("t,t,t");
            assertThat(project.query("SELECT count(*) FROM pg_index WHERE NOT indisvalid"))
                    .isEqualTo("0");

            project.run("TRUNCATE billing.course");
            project.migrate();
            assertThat(project.query("SELECT count(*) FROM pg_class WHERE relname = 'a_idx'"))
                    .isEqualTo("2");
            assertThat(project.history()).isEqualTo("1 true, 2 true");
        }
    }

    private Project project(PostgresServer server, String afterTheFirst) throws Exception {
        Project project = Project.withTable(server, folder);
        project.run("CREATE TABLE other (level text)");
        write(project, "V2__three.sql", A + ";\n" + afterTheFirst, B, C);
        return project;
    }

    private static void write(Project project, String file, String... sections) {
        project.write(
                file,
                "-- Licence\n\n"
                        + List.of(sections).stream().map(SectionsTest::section).collect(Collectors.joining("\n")));
        project.write(file + ".conf", "executeInTransaction=false\nplaceholderReplacement=false\n");
    }

    private static String section(String statement) {
        String definition = statement.split(";", 2)[0];
        return "-- compositeindex: create %s\n-- declared by: app.Course\n-- definition: %s\n%s;\n"
                .formatted(
                        definition.replaceFirst("CREATE (UNIQUE )?INDEX (\\S+) .*", "$2"),
                        definition,
                        statement.replaceFirst("INDEX", "INDEX CONCURRENTLY IF NOT EXISTS"));
    }

    private static void assertNothingIsLocked(Project project) {
        project.await("SELECT count(*) = 0 FROM pg_locks WHERE locktype = 'advisory' AND database ="
                + " (SELECT oid FROM pg_database WHERE datname = current_database())");
    }
}
