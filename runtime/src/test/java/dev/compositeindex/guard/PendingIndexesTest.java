package dev.compositeindex.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is declared and not recorded, on a database that is kept. */
@Tag("slow")
@Timeout(120)
class PendingIndexesTest {

    private static final String APP = "app.Indexes";
    private static final String LEVEL = "CREATE INDEX course_idx ON course (level)";
    private static final String SLUG = "CREATE INDEX course_idx ON course (slug)";
    private static final String OTHER = "CREATE INDEX other_idx ON course (slug)";

    @TempDir
    private Path folder;

    private Path scripts;
    private Declarations declarations;

    @BeforeEach
    void folders() throws Exception {
        scripts = Files.createDirectories(folder.resolve("migrations"));
        declarations = new Declarations(folder.resolve("classes"));
    }

    @ServerSource
    void itIsBuiltMarkedAndNowhereInTheHistory(PostgresServer server) throws Exception {
        try (Project project = project(server)) {
            declare(LEVEL + " -- By level");

            start(project);

            assertThat(project.history()).isEqualTo("1 true");
            assertThat(project.flags("course_idx")).isEqualTo("t,t,t");
            assertThat(comment(project, "course_idx"))
                    .startsWith("By level\nCompositeIndex: not recorded, app.Indexes, ");
            assertThat(indexes(project)).isEqualTo("course_idx");
        }
    }

    @ServerSource
    void asLongAsNothingChangesNothingIsDone(PostgresServer server) throws Exception {
        try (Project project = project(server)) {
            declare(LEVEL);
            start(project);
            String built = project.oid("course_idx");

            start(project);

            assertThat(project.oid("course_idx")).isEqualTo(built);
        }
    }

    /** The old one serves until the new one is there. */
    /** The declaration stays as it is, and means another column: the index that was built from it followed the old one. */
    @ServerSource
    void aColumnThatTakesAnothersNameReplacesIt(PostgresServer server) throws Exception {
        try (Project project = project(server)) {
            declare(LEVEL);
            start(project);
            project.run("ALTER TABLE course RENAME level TO former", "ALTER TABLE course ADD level text");

            start(project);

            assertThat(project.query("SELECT pg_get_indexdef('course_idx'::regclass)"))
                    .endsWith("(level)");
            assertThat(indexes(project)).isEqualTo("course_idx");
        }
    }

    /** Damaged in a jar, or by hand: as long as nothing of it is pending, nobody has to know. */
    @ServerSource
    void aDescriptionThatCannotBeReadMattersOnlyWhereSomethingIsPending(PostgresServer server) throws Exception {
        try (Project project = project(server)) {
            declare(LEVEL);
            start(project);
            Path described = folder.resolve("classes/META-INF/compositeindex/" + APP + ".indexes");
            Files.writeString(described, "compositeindex 1\nname=x\n");

            assertThatThrownBy(() -> start(project)).hasMessageContaining("a line that cannot be read");

            Files.delete(folder.resolve("classes/META-INF/compositeindex/" + APP + ".pending"));
            start(project);
            assertThat(indexes(project)).isEqualTo("course_idx");
        }
    }

    /** In one look at all, and the two that each start has when something is declared. */
    @ServerSource
    void whatIsThereAlreadyCostsTheSameHoweverManyThereAre(PostgresServer server) throws Exception {
        try (Project project = project(server)) {
            declare(IntStream.range(0, 30)
                    .mapToObj(i -> "CREATE INDEX course_%d_idx ON course ((level || '%d'))".formatted(i, i))
                    .toArray(String[]::new));
            start(project);
            StatementLog statements = new StatementLog(project.database());

            flyway(project).dataSource(statements.dataSource()).load().migrate();

            assertThat(statements.ours()).hasSizeLessThanOrEqualTo(6 + 5);
        }
    }

    @ServerSource
    void aChangedDeclarationReplacesIt(PostgresServer server) throws Exception {
        try (Project project = project(server)) {
            declare(LEVEL);
            start(project);

            declare(SLUG);
            start(project);

            assertThat(definition(project, "course_idx")).endsWith("(slug)");
            assertThat(indexes(project)).isEqualTo("course_idx");
        }
    }

    /** Settings too: nothing else would bring them to a database of which nothing is recorded. */
    @ServerSource
    void changedSettingsReplaceItAndAChangedCommentDoesNot(PostgresServer server) throws Exception {
        try (Project project = project(server)) {
            declare(LEVEL);
            start(project);
            String built = project.oid("course_idx");

            declare(LEVEL + " -- By level");
            start(project);
            assertThat(project.oid("course_idx")).isEqualTo(built);
            assertThat(comment(project, "course_idx")).startsWith("By level\n");

            declare(LEVEL + " WITH (fillfactor = 70)");
            start(project);
            assertThat(definition(project, "course_idx")).contains("fillfactor='70'");
        }
    }

    @ServerSource
    void aRemovedDeclarationDropsIt(PostgresServer server) throws Exception {
        try (Project project = project(server)) {
            declare(LEVEL, OTHER);
            start(project);

            declare(OTHER);
            start(project);

            assertThat(indexes(project)).isEqualTo("other_idx");
        }
    }

    @ServerSource
    void whatBearsNoMarkIsNeitherMarkedNorReplacedNorDropped(PostgresServer server) throws Exception {
        try (Project project = project(server)) {
            project.run(LEVEL, OTHER);
            declare(LEVEL, OTHER);
            start(project);
            assertThat(comment(project, "course_idx")).isEmpty();

            declare(LEVEL.replace("level", "id"));
            assertThatThrownBy(() -> start(project))
                    .isInstanceOf(FlywayException.class)
                    .hasMessageContaining("The index course_idx is declared, but that name is taken by another index: "
                            + "CREATE INDEX course_idx ON public.course USING btree (level); declared is: ");
            assertThat(indexes(project)).isEqualTo("course_idx,other_idx");
        }
    }

    /** Another application may declare it. */
    @ServerSource
    void theMarkOfARegistryThatIsNotHereCounts(PostgresServer server) throws Exception {
        try (Project project = project(server)) {
            declare(LEVEL, OTHER);
            start(project);

            declarations = new Declarations(folder.resolve("other"));
            declarations.declare("other.Indexes", 0, SLUG.replace("course_idx", "third_idx"));
            start(project);
            assertThat(indexes(project)).isEqualTo("course_idx,other_idx,third_idx");

            // Whatever marks what is in the way of a declaration, it may be replaced.
            declarations.declare("other.Indexes", 0, SLUG);
            start(project);
            assertThat(definition(project, "course_idx")).endsWith("(slug)");
            assertThat(indexes(project)).isEqualTo("course_idx,other_idx");
        }
    }

    @ServerSource
    void aRecordedMigrationTakesItOver(PostgresServer server) throws Exception {
        try (Project project = project(server)) {
            declare(LEVEL + " -- By level");
            start(project);
            String built = project.oid("course_idx");

            project.create(2, LEVEL);
            declarations.declare(APP, 1, LEVEL + " -- By level");
            start(project);

            assertThat(project.history()).isEqualTo("1 true, 2 true");
            assertThat(project.oid("course_idx")).isEqualTo(built);
            assertThat(comment(project, "course_idx")).isEmpty();
        }
    }

    @ServerSource
    void aRecordedMigrationReplacesAnotherOne(PostgresServer server) throws Exception {
        try (Project project = project(server)) {
            declare(LEVEL);
            start(project);

            project.create(2, SLUG);
            declarations.declare(APP, 1, SLUG);
            start(project);

            assertThat(project.history()).isEqualTo("1 true, 2 true");
            assertThat(definition(project, "course_idx")).endsWith("(slug)");
            assertThat(comment(project, "course_idx")).isEmpty();
        }
    }

    /** In a transaction and without one. */
    @ServerSource
    void aRecordedRenamingTakesItsName(PostgresServer server) throws Exception {
        try (Project project = project(server)) {
            project.create(2, LEVEL);
            declarations.declare(APP, 1, LEVEL, OTHER, "CREATE INDEX third_idx ON course (id)");
            start(project);
            assertThat(indexes(project)).isEqualTo("course_idx,other_idx,third_idx");

            rename(project, 3, "course_idx", "other_idx");
            project.script(
                    "V4__rename.sql",
                    "rename other_idx to third_idx",
                    LEVEL.replace("course_idx", "third_idx"),
                    "ALTER INDEX other_idx RENAME TO third_idx");
            declarations.declare(APP, 1, LEVEL.replace("course_idx", "third_idx"));
            start(project);

            assertThat(project.history()).isEqualTo("1 true, 2 true, 3 true, 4 true");
            assertThat(definition(project, "third_idx")).endsWith("(level)");
            assertThat(indexes(project)).isEqualTo("third_idx");
        }
    }

    /** An application that records for its modules; the module sees no migrations. */
    @ServerSource
    void whatAnotherModuleRecordedIsNotChanged(PostgresServer server) throws Exception {
        try (Project project = project(server)) {
            project.create(2, LEVEL);
            declare(SLUG);

            try (Log log = new Log(PendingIndexes.class)) {
                start(project);
                assertThat(log.lines())
                        .containsExactly("WARN course_idx is not as it is declared, but as a migration has recorded it:"
                                + " record the change");
            }

            assertThat(definition(project, "course_idx")).endsWith("(level)");
        }
    }

    @ServerSource
    void nothingIsBuiltBelowATargetOrWithoutItsTable(PostgresServer server) throws Exception {
        try (Project project = project(server)) {
            declare(LEVEL, "CREATE INDEX later_idx ON later (id)");
            project.write("V2__later.sql", "CREATE TABLE later (id int)");

            try (Log log = new Log(MigrationGuard.class)) {
                flyway(project).target("1").load().migrate();
                assertThat(log.lines())
                        .contains("INFO app.Indexes: what is not recorded is not built, since Flyway was to stop at 1");
            }
            assertThat(indexes(project)).isEmpty();

            project.delete("V2__later.sql");
            try (Log log = new Log(PendingIndexes.class)) {
                start(project);
                assertThat(log.lines())
                        .contains("WARN later_idx is declared and no migration records it: not built, since there is no"
                                + " table later");
            }
            assertThat(indexes(project)).isEqualTo("course_idx");

            project.write("V2__later.sql", "CREATE TABLE later (id int)");
            start(project);
            assertThat(project.flags("later_idx")).isEqualTo("t,t,t");
        }
    }

    @ServerSource
    void infoAndValidateBuildNothing(PostgresServer server) throws Exception {
        try (Project project = project(server)) {
            declare(LEVEL);
            Flyway flyway = flyway(project).load();

            flyway.info();
            flyway.validate();

            assertThat(indexes(project)).isEmpty();
        }
    }

    @ServerSource
    void tablesAreFoundInTheSchemaThatFlywayMigrates(PostgresServer server) throws Exception {
        try (Project project = Project.of(server.newDatabase(), scripts)) {
            project.write("V1__table.sql", Project.TABLE);
            declare(LEVEL);
            flyway(project).schemas("shop").load().migrate();
            flyway(project).schemas("shop").load().migrate();

            assertThat(project.flags("shop.course_idx")).isEqualTo("t,t,t");
        }
    }

    @ServerSource
    void equalKeysAreAnErrorUntilTheyAreGone(PostgresServer server) throws Exception {
        try (Project project = project(server)) {
            project.run("INSERT INTO course VALUES (101, '1', 'x')");
            declare(LEVEL.replace("INDEX", "UNIQUE INDEX"));

            assertThatThrownBy(() -> start(project)).hasMessageContaining("Key (level)=(1) is duplicated");
            assertThat(indexes(project)).isEmpty();

            project.run("DELETE FROM course WHERE id = 101");
            start(project);
            assertThat(project.flags("course_idx")).isEqualTo("t,t,t");
        }
    }

    /** Whatever the build has left, under a name that tells whose it is; also when the declaration changes meanwhile. */
    @ServerSource
    void afterADeadBuildTheNextStartHeals(PostgresServer server) throws Exception {
        try (Project project = project(server)) {
            declare(LEVEL);
            Connection reader = project.reader("SELECT * FROM course");
            CompletableFuture<MigrateResult> start = project.start(flyway(project));
            project.awaitBuild("waiting for old snapshots");
            project.run("SELECT pg_terminate_backend(pid) FROM pg_stat_progress_create_index"
                    + " WHERE datname = current_database()");
            assertThatThrownBy(start::join).isNotNull();
            reader.close();
            assertThat(indexes(project)).matches("compositeindex_[0-9a-f]{8}_course_idx");

            declare(SLUG);
            start(project);

            assertThat(definition(project, "course_idx")).endsWith("(slug)");
            assertThat(indexes(project)).isEqualTo("course_idx");
        }
    }

    @ServerSource
    void whatAConstraintNeedsStays(PostgresServer server) throws Exception {
        try (Project project = project(server)) {
            declare(LEVEL.replace("INDEX", "UNIQUE INDEX"));
            start(project);
            project.run("ALTER TABLE course ADD CONSTRAINT course_idx UNIQUE USING INDEX course_idx");

            declare(OTHER);
            start(project);

            assertThat(project.flags("course_idx")).isEqualTo("t,t,t");
        }
    }

    private Project project(PostgresServer server) throws Exception {
        return Project.withTable(server, scripts);
    }

    private void declare(String... pending) {
        declarations.declare(APP, 0, pending);
    }

    private FluentConfiguration flyway(Project project) {
        return Flyway.configure(declarations.classLoader())
                .dataSource(project.database())
                .locations("filesystem:" + scripts);
    }

    private void start(Project project) {
        flyway(project).load().migrate();
    }

    /** As the processor writes it: in a transaction. */
    private static void rename(Project project, int version, String from, String to) {
        project.write("V%d__rename.sql".formatted(version), """
                -- compositeindex: rename %1$s to %2$s
                -- declared by: app.Course
                -- definition: CREATE INDEX %2$s ON course (level)
                ALTER INDEX IF EXISTS %1$s RENAME TO %2$s;
                """.formatted(from, to));
    }

    private static String comment(Project project, String index) {
        return project.query("SELECT obj_description('" + index + "'::regclass, 'pg_class')");
    }

    private static String definition(Project project, String index) {
        return project.query("SELECT pg_get_indexdef('" + index + "'::regclass)");
    }

    private static String indexes(Project project) {
        return project.query(
                "SELECT string_agg(indexrelid::regclass::text, ',' ORDER BY indexrelid::regclass::text COLLATE \"C\") FROM pg_index"
                        + " WHERE indrelid = 'course'::regclass AND NOT indisprimary");
    }
}
