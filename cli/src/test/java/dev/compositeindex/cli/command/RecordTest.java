package dev.compositeindex.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.CompositeIndexProcessor;
import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code record} and {@code check} as they are called, after real compilations. */
class RecordTest {
    private static final String TITLE = "@CompositeIndex(name = \"title_idx\", fields = \"title\")";
    private static final String SLUG = "@CompositeIndex(name = \"slug_idx\", fields = \"slug\")";

    @TempDir
    private Path project;

    private Path migrations;
    private String out = "";
    private String err = "";

    @BeforeEach
    void tables() throws IOException {
        migrations = Files.createDirectories(project.resolve("resources/db/migration"));
        Files.writeString(migrations.resolve("V1__tables.sql"), "CREATE TABLE course (title text, slug text);\n");
    }

    @Test
    void theFirstRecordWritesAllThatIsDeclared() throws IOException {
        compile(TITLE, SLUG);

        assertThat(check()).isOne();
        assertThat(out).isEqualTo("""
                version  migration         declared by
                2        create slug_idx   com.acme.Course
                2        create title_idx  com.acme.Course

                1 migration to record. Run record, review and commit.
                """);
        assertThat(record()).isZero();

        assertThat(out).endsWith("\nWrote 1 migration to " + migrations + ". Review and commit.\n");
        assertThat(recorded()).containsExactly("V2__create_slug_idx_and_1_more.sql");
        assertThat(migrations.resolve("V2__create_slug_idx_and_1_more.sql"))
                .content()
                .contains(
                        "\n-- compositeindex: create slug_idx\n",
                        "\nCREATE INDEX CONCURRENTLY IF NOT EXISTS title_idx ON course (title);\n");
        assertThat(migrations.resolve("V2__create_slug_idx_and_1_more.sql.conf"))
                .hasContent("executeInTransaction=false\nplaceholderReplacement=false\n");
    }

    @Test
    void migrationsMayBeNamed() throws IOException {
        compile(TITLE, SLUG);

        assertThat(run("record", "--name", "add performance indexes")).isEqualTo(2);
        assertThat(err).contains("\"add performance indexes\" is no name of a migration");
        assertThat(run("record", "--name", "add_performance_indexes")).isZero();

        assertThat(recorded()).containsExactly("V2__add_performance_indexes.sql");
        compile(
                TITLE.replace("fields", "unique = true, fields"),
                "@CompositeIndex(name = \"state_idx\", fields = \"state\")");
        assertThat(run("record", "--name", "other_indexes")).isZero();
        assertThat(recorded())
                .contains("V3__other_indexes_unique.sql", "V4__other_indexes.sql", "V5__other_indexes_drops.sql");
        assertThat(check()).isZero();
    }

    @Test
    void aMissingConfigurationIsTold() throws IOException {
        compile(TITLE);
        record();
        Files.delete(migrations.resolve("V2__create_title_idx.sql.conf"));

        assertThat(check()).isEqualTo(ExitCode.FAILED.number());

        assertThat(err)
                .startsWith(
                        "error: [CI029] V2__create_title_idx.sql:5: there is no V2__create_title_idx.sql.conf beside it");
    }

    @Test
    void aSecondRecordWritesNothing() throws IOException {
        compile(TITLE);
        record();
        List<String> before = recorded();

        assertThat(record()).isZero();

        assertThat(out).isEqualTo("Nothing to record: 1 index is declared, and recorded.\n");
        assertThat(recorded()).isEqualTo(before);
        assertThat(check()).isZero();
    }

    @Test
    void aNewIndexIsAdded() throws IOException {
        compile(TITLE);
        record();
        compile(TITLE, SLUG);

        assertThat(record()).isZero();

        assertThat(recorded()).containsExactly("V2__create_title_idx.sql", "V3__create_slug_idx.sql");
    }

    @Test
    void anotherNameIsARename() throws IOException {
        compile(TITLE);
        record();
        compile(TITLE.replace("title_idx", "course_title_idx"));

        assertThat(record()).isZero();

        assertThat(recorded())
                .containsExactly("V2__create_title_idx.sql", "V3__rename_title_idx_to_course_title_idx.sql");
        assertThat(migrations.resolve("V3__rename_title_idx_to_course_title_idx.sql"))
                .content()
                .contains("""
                        -- compositeindex: rename title_idx to course_title_idx
                        -- declared by: com.acme.Course
                        -- definition: CREATE INDEX course_title_idx ON course (title)
                        """)
                .contains("\nALTER INDEX IF EXISTS title_idx RENAME TO course_title_idx;\n");
        assertThat(migrations.resolve("V3__rename_title_idx_to_course_title_idx.sql.conf"))
                .doesNotExist();
        assertThat(check()).isZero();
    }

    @Test
    void anotherDefinitionUnderAGivenNameIsAReplacement() throws IOException {
        compile(TITLE);
        record();
        compile("@CompositeIndex(name = \"title_idx\", fields = {\"title\", \"slug\"})");

        assertThat(record()).isZero();

        assertThat(recorded()).hasSize(3);
        assertThat(recorded().get(1)).matches("V3__create_title_idx_[0-9a-f]{8}_swap_and_1_more\\.sql");
        assertThat(recorded().get(2)).matches("V4__drop_title_idx_[0-9a-f]{8}_swap\\.sql");
        assertThat(check()).isZero();
    }

    @Test
    void anotherDefinitionUnderADerivedNameIsBuiltBeforeTheOldOneGoes() throws IOException {
        compile("@CompositeIndex(fields = \"title\")");
        record();
        compile("@CompositeIndex(fields = {\"title\", \"slug\"})");

        assertThat(record()).isZero();

        assertThat(recorded()).hasSize(3);
        assertThat(recorded().get(1)).matches("V3__create_course_title_slug_[0-9a-f]{8}_idx\\.sql");
        assertThat(recorded().get(2)).matches("V4__drop_course_title_[0-9a-f]{8}_idx\\.sql");
        assertThat(check()).isZero();
    }

    @Test
    void aRemovedIndexIsDropped() throws IOException {
        compile(TITLE, SLUG);
        record();
        compile(SLUG);

        assertThat(record()).isZero();

        assertThat(recorded()).contains("V3__drop_title_idx.sql").hasSize(2);
        assertThat(migrations.resolve("V3__drop_title_idx.sql"))
                .content()
                .contains("\n-- compositeindex: drop title_idx\nDROP INDEX CONCURRENTLY IF EXISTS title_idx;\n");
    }

    /** The compiler does not call the processor then, so only a clean compile removes the file. */
    @Test
    void theLastAnnotationMayGo() throws IOException {
        compile(TITLE);
        record();
        compile("");
        assertThat(record()).isEqualTo(ExitCode.FAILED.number());
        assertThat(err)
                .isEqualTo(
                        "error: [CI036] com.acme.Indexes.indexes:1: the file is out of date, and the classes declare "
                                + "other indexes: com.acme.Course (0 in the class, 1 in the file). Compile anew with the processor "
                                + "(mvn clean compile).\n");

        clean();
        compile("");
        assertThat(record()).isZero();
        assertThat(recorded()).containsExactly("V2__create_title_idx.sql", "V3__drop_title_idx.sql");
    }

    @ParameterizedTest
    @EnumSource
    void withoutTheProcessorNothingIsDropped(CompilerKind compiler) throws IOException {
        compile(TITLE, SLUG);
        record();
        clean();
        source(TITLE, SLUG).option("-proc:none").run(compiler);
        List<String> before = recorded();

        assertThat(record()).isEqualTo(ExitCode.FAILED.number());

        assertThat(err)
                .startsWith(
                        "error: [CI036] com.acme.Indexes.indexes:1: the file does not exist, and the classes declare "
                                + "other indexes: com.acme.Course (2 in the class, 0 in the file).");
        assertThat(recorded()).isEqualTo(before);
    }

    @Test
    void withoutClassesNothingIsDropped() throws IOException {
        compile(TITLE);
        record();
        clean();

        assertThat(record()).isEqualTo(ExitCode.FAILED.number());

        assertThat(err).contains("[CI036]", "there are no class files in ");
        assertThat(recorded()).containsExactly("V2__create_title_idx.sql");
    }

    @Test
    void theBodyMayBeEdited() throws IOException {
        compile(TITLE);
        record();
        Path script = migrations.resolve("V2__create_title_idx.sql");
        Files.writeString(
                script,
                Files.readString(script)
                        .replace("IF NOT EXISTS title_idx", "title_idx")
                        .replace("\n", "\r\n"));

        assertThat(check()).isZero();
    }

    @Test
    void aDamagedHeaderIsRefused() throws IOException {
        compile(TITLE);
        record();
        Path script = migrations.resolve("V2__create_title_idx.sql");
        Files.writeString(script, Files.readString(script).replace("compositeindex: create", "compositeindex: crate"));

        assertThat(check()).isEqualTo(ExitCode.FAILED.number());
        assertThat(err)
                .startsWith(
                        "error: [CI030] V2__create_title_idx.sql:5: the line \"-- compositeindex: crate title_idx\" is "
                                + "no entry of the ledger.");
        assertThat(record()).isEqualTo(ExitCode.FAILED.number());
        assertThat(recorded()).containsExactly("V2__create_title_idx.sql");
    }

    @Test
    void twoBranchesWithOneVersionAreRefused() throws IOException {
        compile(TITLE);
        record();
        Files.writeString(migrations.resolve("V2__others.sql"), "ALTER TABLE course ADD state text;\n");

        assertThat(check()).isEqualTo(ExitCode.FAILED.number());

        assertThat(err)
                .startsWith("error: [CI031] V2__create_title_idx.sql:5: V2__others.sql has the same version")
                .contains("rename it to V3__create_title_idx.sql, and its .conf with it");
        for (String ending : List.of("", ".conf")) {
            Files.move(
                    migrations.resolve("V2__create_title_idx.sql" + ending),
                    migrations.resolve("V3__create_title_idx.sql" + ending));
        }
        assertThat(check()).isZero();
    }

    @Test
    void aDamagedIndexesFileIsRefused() throws IOException {
        compile(TITLE);
        Path file = project.resolve("classes/META-INF/compositeindex/com.acme.Indexes.indexes");
        Files.writeString(file, Files.readString(file).replace("definition=CREATE", "definition=CRATE"));

        assertThat(record()).isEqualTo(ExitCode.FAILED.number());

        assertThat(err)
                .startsWith(
                        "error: [CI035] com.acme.Indexes.indexes:2: \"CRATE INDEX title_idx ON course (title)\" is no "
                                + "definition of title_idx on course.");
    }

    @Test
    void aDryRunWritesNothing() throws IOException {
        compile(TITLE);

        assertThat(run("record", "--dry-run")).isZero();

        assertThat(out)
                .contains("2        create title_idx  com.acme.Course")
                .endsWith("1 migration to record. Nothing was written.\n");
        assertThat(recorded()).isEmpty();
    }

    @Test
    void theDocumentationShowsWhatIsPrinted() throws IOException {
        compile(
                TITLE,
                "@CompositeIndex(name = \"course_slug_idx\", fields = \"slug\")",
                "@CompositeIndex(name = \"course_old_idx\", fields = {\"title\", \"slug\"})");
        record();
        compile(
                TITLE.replace("title_idx", "course_title_idx"),
                "@CompositeIndex(name = \"course_slug_idx\", fields = {\"slug\", \"title\"})",
                "@CompositeIndex(name = \"course_state_idx\", fields = \"state\")");

        assertThat(run("record", "--dry-run")).isZero();

        Path page = Path.of("../docs/recording.md");
        String shown = "```text\n" + out + "```";
        if (Boolean.getBoolean("goldens.update")) {
            Files.writeString(
                    page,
                    Pattern.compile("```text\n.*?```", Pattern.DOTALL)
                            .matcher(Files.readString(page))
                            .replaceFirst(Matcher.quoteReplacement(shown)));
        }
        assertThat(page).content().contains(shown);
    }

    @Test
    void otherModulesAreNamedAfterTheOwnOne() throws IOException {
        compile(TITLE);
        Path other = Compilation.in(Files.createDirectories(project.resolve("users")))
                .source(
                        "com/acme/user/User.java",
                        "package com.acme.user;\n@dev.compositeindex.CompositeIndex(name = \"user_idx\", fields = \"name\")\n"
                                + "class User { String name; }\n")
                .option("-Acompositeindex.location=none")
                .run(CompilerKind.JAVAC, new CompositeIndexProcessor())
                .output();

        assertThat(run("record", "--indexes", other.toString())).as(err).isZero();

        assertThat(recorded()).containsExactly("V2__create_title_idx_and_1_more.sql");
    }

    @Test
    void versionsMayBeTimestamps() throws IOException {
        compile(TITLE, SLUG);

        assertThat(run("record", "--numbering", "timestamp")).isZero();

        assertThat(recorded()).containsExactly("V20260131120000__create_slug_idx_and_1_more.sql");
        compile(TITLE);
        run("record", "--numbering", "timestamp");
        assertThat(recorded()).contains("V20260131120001__drop_slug_idx.sql");
    }

    @Test
    void javaMigrationsCount() throws IOException {
        Compilation.in(project)
                .source("db/migration/V41__Fill.java", "package db.migration; class V41__Fill {}")
                .run(CompilerKind.JAVAC);
        compile(TITLE);

        record();

        assertThat(recorded()).containsExactly("V42__create_title_idx.sql");
    }

    @Test
    void scriptsOfAShellCount() throws IOException {
        Files.writeString(migrations.resolve("V41__load.sh"), "psql -c 'SELECT 1'\n");
        compile(TITLE);
        assertThat(record()).isZero();
        assertThat(recorded()).containsExactly("V42__create_title_idx.sql");

        Files.writeString(migrations.resolve("V42__load.py"), "print(1)\n");
        assertThat(check()).isEqualTo(ExitCode.FAILED.number());
        assertThat(err).contains("[CI031] V42__create_title_idx.sql:5: V42__load.py has the same version");
    }

    @Test
    void newFilesAreCalledAsTheOthers() throws IOException {
        compile(TITLE);
        record();
        Files.move(migrations.resolve("V1__tables.sql"), migrations.resolve("V1__tables.POSTGRESQL.sql"));
        assertThat(check()).isEqualTo(ExitCode.FAILED.number());
        assertThat(err).startsWith("error: [CI060] V2__create_title_idx.sql:5: the other migrations are called ");
        for (String ending : List.of(".sql", ".sql.conf")) {
            Files.move(
                    migrations.resolve("V2__create_title_idx" + ending),
                    migrations.resolve("V2__create_title_idx.POSTGRESQL" + ending));
        }
        assertThat(check()).as(err).isZero();
        clean();
        compile(TITLE, SLUG);

        assertThat(record()).as(err).isZero();

        assertThat(migrations)
                .isDirectoryContaining("glob:**V3__create_slug_idx.POSTGRESQL.sql")
                .isDirectoryContaining("glob:**V3__create_slug_idx.POSTGRESQL.sql.conf");
        assertThat(check()).isZero();
    }

    @Test
    void whatTheTeamDropsIsPlannedAnew() throws IOException {
        compile(TITLE, SLUG);
        record();
        Files.writeString(migrations.resolve("V3__others.sql"), "DROP INDEX IF EXISTS title_idx;\n");

        assertThat(check()).isOne();

        assertThat(err)
                .isEqualTo(
                        "note: [CI059] V3__others.sql:1: \"DROP INDEX IF EXISTS title_idx\" takes away title_idx, which is "
                                + "recorded, and which com.acme.Course declares: it is planned anew. If it is not wanted any more, remove "
                                + "the declaration.\n");
        assertThat(out).contains("4        create title_idx  com.acme.Course");
        assertThat(compile(TITLE, SLUG).generated().get("META-INF/compositeindex/com.acme.Indexes.pending"))
                .contains("title_idx")
                .doesNotContain("slug_idx");
        assertThat(record()).isZero();
        assertThat(check()).isZero();
        assertThat(err).isEmpty();
    }

    @Test
    void nestedClassesAndOtherAnnotationsAreRead() throws IOException {
        Compilation compilation = Compilation.in(project).source("Outer.java", """
                import dev.compositeindex.*;
                class Outer {
                    @interface Other { String[] names(); Class<?> type(); double d(); Thread.State state(); Deprecated nested(); }
                    @Other(names = {"a", "b"}, type = Outer.class, d = 1e300, state = Thread.State.NEW, nested = @Deprecated)
                    @CompositeIndex(name = "x_idx", fields = "x") @CompositeIndex(name = "y_idx", fields = "y")
                    @IndexedTable("inner")
                    static class Inner { static final long BIG = 1L << 40; int x; int y; Runnable r = () -> {}; }
                }
                """);
        for (CompilerKind compiler : CompilerKind.values()) {
            clean();
            assertThat(compilation.run(compiler, new CompositeIndexProcessor()).errors())
                    .isEmpty();
            assertThat(runWith("Indexes", "record", "--dry-run")).as(err).isZero();
            assertThat(out).contains("create x_idx  Outer$Inner", "create y_idx  Outer$Inner");
        }
    }

    @Test
    void whatCannotBeWrittenIsTold() throws IOException {
        compile(TITLE);
        Files.createDirectory(migrations.resolve("V2__create_title_idx.sql.conf"));

        assertThat(record()).isEqualTo(ExitCode.FAILED.number());

        assertThat(err)
                .isEqualTo(
                        "error: [CI025] nothing was recorded: the file \"%s\" could not be written: it exists already. If another record wrote it just now, record again; else remove it, and record again.%n",
                        migrations.resolve("V2__create_title_idx.sql.conf"));
        assertThat(recorded()).isEmpty();
    }

    @Test
    void whatCannotBeWrittenWholeIsTakenBack() throws IOException {
        compile(TITLE, SLUG.replace("fields", "unique = true, fields"));
        Path obstacle = Files.writeString(migrations.resolve("V3__create_title_idx.sql.conf"), "someone's\n");

        assertThat(record()).isEqualTo(ExitCode.FAILED.number());

        assertThat(err).contains("V3__create_title_idx.sql.conf\" could not be written");
        assertThat(migrations).isDirectoryNotContaining("glob:**V2__*");
        assertThat(obstacle).hasContent("someone's\n");

        Files.delete(obstacle);
        assertThat(record()).isZero();
        assertThat(recorded()).hasSize(2);
    }

    /** A run that was killed between the two files of a migration leaves one that does nothing by itself. */
    @Test
    void aConfigurationThatIsLeftOverIsNotInTheWay() throws IOException {
        compile(TITLE);
        record();
        Files.delete(migrations.resolve("V2__create_title_idx.sql"));

        assertThat(record()).as(err).isZero();

        assertThat(recorded()).containsExactly("V2__create_title_idx.sql");
    }

    @Test
    void theClassOutputIsNoPlaceToRecord() throws IOException {
        compile(TITLE);
        migrations = project.resolve("classes/db/migration");

        assertThat(record()).isEqualTo(2);

        assertThat(err).contains("is in the class output; name the directory in the source tree.");
    }

    private CompilationResult compile(String... annotations) throws IOException {
        // As Maven does before it compiles.
        Path resources = Files.createDirectories(project.resolve("classes/db/migration"));
        try (Stream<Path> files = Files.list(migrations)) {
            for (Path file : files.toList()) {
                Files.copy(file, resources.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        CompilationResult result = source(annotations).run(CompilerKind.JAVAC, new CompositeIndexProcessor());
        assertThat(result.errors()).isEmpty();
        return result;
    }

    private Compilation source(String... annotations) {
        return Compilation.in(project)
                .source(
                        "com/acme/Course.java",
                        "package com.acme;\nimport dev.compositeindex.CompositeIndex;\n"
                                + String.join("\n", annotations)
                                + "\nclass Course { String title; String slug; String state; }\n");
    }

    private void clean() throws IOException {
        Files.createDirectories(project.resolve("classes"));
        try (Stream<Path> paths = Files.walk(project.resolve("classes"))) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private int record() {
        return run("record");
    }

    private int check() {
        return run("check");
    }

    private int run(String command, String... options) {
        return runWith("com.acme.Indexes", command, options);
    }

    private int runWith(String registry, String command, String... options) {
        List<String> words = new ArrayList<>(List.of(
                command,
                "--indexes",
                project.resolve("classes/META-INF/compositeindex/" + registry + ".indexes")
                        .toString(),
                "--migrations",
                migrations.toString()));
        words.addAll(Arrays.asList(options));
        return call(words.toArray(String[]::new));
    }

    private int call(String... words) {
        Console console = Console.run(Optional.empty(), words);
        out = console.out();
        err = console.err();
        return console.code();
    }

    /** The scripts of ours. */
    private List<String> recorded() throws IOException {
        try (Stream<Path> files = Files.list(migrations)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sql") && !name.equals("V1__tables.sql") && !name.contains("others"))
                    .sorted()
                    .toList();
        }
    }
}
