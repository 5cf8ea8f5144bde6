package dev.compositeindex.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.CompositeIndexProcessor;
import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import dev.compositeindex.testing.TestSession;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** {@code adopt} as it is called, after real compilations, on real servers. */
@Tag("slow")
class AdoptTest {
    private static final Path PAGE = Path.of("../docs/adopting.md");
    private static final String[] DATABASE = {
        "CREATE TABLE course (id bigint PRIMARY KEY, title text, slug text UNIQUE, state text, created_at timestamptz)",
        "CREATE INDEX course_open_idx ON course (created_at DESC) INCLUDE (title) WHERE state IN ('new', 'open')",
        "CREATE INDEX course_state_idx ON course (state, created_at DESC NULLS LAST)",
        "CREATE UNIQUE INDEX course_title_idx ON course (title) WITH (fillfactor = 80)",
        "CREATE INDEX course_lower_idx ON course (lower(title))",
        "CREATE TABLE audit_entry (id bigint PRIMARY KEY, created_at timestamptz)",
        "CREATE INDEX audit_created_idx ON audit_entry (created_at)"
    };
    private static final String OPEN =
            "@CompositeIndex(name = \"course_open_idx\", fields = \"createdAt DESC\", include = \"title\", where = \"{state} IN ('new', 'open')\")";
    private static final String NEW =
            "@CompositeIndex(name = \"course_slug_state_idx\", fields = {\"slug\", \"state\"})";

    @TempDir
    private Path project;

    private Path migrations;
    private String out = "";
    private String err = "";

    @BeforeEach
    void tables() throws IOException {
        migrations = Files.createDirectories(project.resolve("resources/db/migration"));
        Files.writeString(migrations.resolve("V1__tables.sql"), "");
    }

    /** {@code -Dgoldens.update=true} writes the page anew. */
    @ServerSource
    void theDocumentationShowsWhatIsPrinted(PostgresServer server) throws IOException {
        PGSimpleDataSource database = database(server, DATABASE);
        compile();
        assertThat(adopt(database)).isZero();
        String first = out;
        compile(
                OPEN,
                "@CompositeIndex(name = \"course_title_idx\", fields = \"title\", unique = true, with = \"fillfactor=80\")",
                "@CompositeIndex(name = \"course_lower_idx\", fields = \"title DESC\")",
                "@CompositeIndex(name = \"course_by_state_idx\", fields = {\"state\", \"createdAt DESC NULLS LAST\"})",
                NEW);
        assertThat(adopt(database, "--dry-run")).isOne();
        String second = out;

        List<String> shown = List.of(first, second);
        String page = Files.readString(PAGE);
        Pattern block = Pattern.compile("```text\n(.*?)```", Pattern.DOTALL);
        if (Boolean.getBoolean("goldens.update")) {
            int[] next = {0};
            page = block.matcher(page)
                    .replaceAll(match -> Matcher.quoteReplacement("```text\n" + shown.get(next[0]++) + "```"));
            Files.writeString(PAGE, page);
        }
        assertThat(block.matcher(page).results().map(match -> match.group(1))).containsExactlyElementsOf(shown);
    }

    @ServerSource
    void whatIsAdoptedIsRecorded(PostgresServer server) throws IOException {
        PGSimpleDataSource database = database(server, DATABASE);
        compile(OPEN, NEW);

        assertThat(adopt(database, "--numbering", "timestamp")).as(err).isZero();

        assertThat(out)
                .contains(
                        "course_open_idx        com.acme.Course  equal",
                        "course_slug_state_idx  com.acme.Course  missing")
                .endsWith("""
                        version         migration               declared by
                        20260131120000  create course_open_idx  com.acme.Course

                        Wrote 1 migration to %s. Review and commit.
                        """.formatted(migrations));
        assertThat(files()).containsExactly("V1__tables.sql", "V20260131120000__create_course_open_idx.sql");
        assertThat(call("check", "--indexes", classes(), "--migrations", migrations.toString()))
                .isOne();
        assertThat(out).contains("create course_slug_state_idx").doesNotContain("create course_open_idx");

        assertThat(adopt(database)).isZero();
        assertThat(out).startsWith("1 declared index is recorded already.\n").endsWith("\nNothing to adopt.\n");
    }

    @Test
    void aDryRunWritesNothing() throws IOException {
        PGSimpleDataSource database = database(PostgresServer.NEWEST, DATABASE);
        compile(OPEN);

        assertThat(adopt(database, "--dry-run")).isZero();

        assertThat(out).endsWith("1 migration to record. Nothing was written.\n");
        assertThat(files()).containsExactly("V1__tables.sql");
    }

    /** The password comes from the environment, and is not printed. */
    @Test
    void aRoleMayHaveAPassword() throws IOException {
        PGSimpleDataSource database = database(
                PostgresServer.NEWEST,
                "CREATE TABLE course (title text)",
                "CREATE INDEX title_idx ON course (title)",
                "GRANT SELECT ON course TO PUBLIC",
                "DROP ROLE IF EXISTS \"Adopt er\"",
                "CREATE ROLE \"Adopt er\" LOGIN PASSWORD 'correct horse'");
        compile("@CompositeIndex(name = \"title_idx\", fields = \"title\")");

        assertThat(call(
                        Optional.of("correct horse"),
                        "adopt",
                        "--url",
                        database.getUrl(),
                        "--user",
                        "Adopt er",
                        "--indexes",
                        classes(),
                        "--migrations",
                        migrations.toString()))
                .as(err)
                .isZero();

        assertThat(out + err).contains("title_idx  com.acme.Course  equal").doesNotContain("horse");
    }

    @Test
    void namesAndClassPathAreThoseOfTheCompiler() throws IOException {
        PGSimpleDataSource database = database(
                PostgresServer.NEWEST,
                "CREATE TABLE course (createdat timestamptz, address2line text)",
                "CREATE INDEX course_idx ON course (createdat) INCLUDE (address2line)");
        Path library = Compilation.in(project.resolve("library"))
                .source("lib/Address.java", "package lib; public class Address { public String address2Line; }")
                .source("lib/Base.java", "package lib; public class Base { public String address2Line; }")
                .run(CompilerKind.JAVAC)
                .output();
        assertThat(Compilation.in(project)
                        .classPath(library)
                        .source("Course.java", "class Course extends lib.Base { java.time.Instant createdAt; }")
                        .run(CompilerKind.JAVAC, new CompositeIndexProcessor())
                        .errors())
                .isEmpty();

        assertThat(adopt(database, "--naming", "jpa", "--class-path", "nowhere" + File.pathSeparator + library))
                .as(err)
                .isZero();
        assertThat(out)
                .contains("@CompositeIndex(name = \"course_idx\", fields = \"createdAt\", include = \"address2Line\")");

        assertThat(adopt(database, "--class-path", "nowhere", "--class-path", library.toString()))
                .as(err)
                .isZero();
        assertThat(out)
                .contains(
                        "Course has no field for column createdat by this rule for names; say the one that the class was compiled with (naming)");

        assertThat(adopt(database, "--naming", "jpa")).as(err).isZero();
        assertThat(out).contains("Course refers to lib.Base, which is not on the class path");
    }

    /** An application adopts for modules that were compiled by other rules; their descriptions say by which. */
    @Test
    void eachModuleHasItsOwnRuleForNames() throws IOException {
        PGSimpleDataSource database = database(
                PostgresServer.NEWEST,
                "CREATE TABLE course (createdat timestamptz, title text)",
                "CREATE INDEX created_idx ON course (createdat)");
        assertThat(Compilation.in(project)
                        .source("Course.java", """
                                @dev.compositeindex.CompositeIndex(name = "title_idx", fields = "title")
                                class Course { java.time.Instant createdAt; String title; }
                                """)
                        .option("-Acompositeindex.naming=jpa")
                        .run(CompilerKind.JAVAC, new CompositeIndexProcessor())
                        .errors())
                .isEmpty();

        adopt(database, "--naming", "hibernate6");

        assertThat(out).as(err).contains("@CompositeIndex(name = \"created_idx\", fields = \"createdAt\")");
    }

    @Test
    void onAJavaWithoutACompilerNoClassIsFound() throws IOException, InterruptedException {
        PGSimpleDataSource database = database(
                PostgresServer.NEWEST,
                "CREATE TABLE course (title text, slug text)",
                "CREATE INDEX title_idx ON course (title)",
                "CREATE INDEX slug_idx ON course (slug)");
        compile("@CompositeIndex(name = \"title_idx\", fields = \"title\")");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--limit-modules",
                        "java.se",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "adopt",
                        "--url",
                        database.getUrl(),
                        "--user",
                        database.getUser(),
                        "--indexes",
                        classes(),
                        "--migrations",
                        migrations.toString())
                .redirectErrorStream(true)
                .start();

        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed)
                .contains(
                        "title_idx  com.acme.Course  equal",
                        "Not declared, no class found for table public.course.",
                        "Not looked at: com.acme.Course and 2 more classes, since this Java has no compiler to read them with. Use a JDK.",
                        "Wrote 1 migration");
    }

    @Test
    void aUrlOfSomethingElseIsTold() throws IOException {
        compile(OPEN);

        assertThat(call(
                        "adopt",
                        "--url",
                        "jdbc:postgres://localhost/x?password=secret",
                        "--indexes",
                        classes(),
                        "--migrations",
                        migrations.toString()))
                .isEqualTo(3);

        Matcher shown = Pattern.compile("```text\n(.*?)\n```")
                .matcher(Files.readString(Path.of("../docs/diagnostics/CI044.md")));
        assertThat(shown.find()).isTrue();
        assertThat(err.strip()).isEqualTo(shown.group(1));
    }

    private static PGSimpleDataSource database(PostgresServer server, String... statements) {
        PGSimpleDataSource database = server.newDatabase();
        TestSession.ofThread(database).run(statements);
        return database;
    }

    private Path compile(String... annotations) {
        var result = Compilation.in(project)
                .source(
                        "com/acme/Course.java",
                        "package com.acme;\nimport dev.compositeindex.CompositeIndex;\n"
                                + String.join("\n", annotations)
                                + "\nrecord Course(long id, String title, String slug, String state, java.time.Instant createdAt) {}\n")
                .option("-Acompositeindex.migrations=" + migrations.toAbsolutePath())
                .run(CompilerKind.JAVAC, new CompositeIndexProcessor());
        assertThat(result.errors()).isEmpty();
        return result.output();
    }

    private int adopt(PGSimpleDataSource database, String... options) {
        List<String> words = new ArrayList<>(List.of(
                "adopt",
                "--url",
                database.getUrl(),
                "--user",
                database.getUser(),
                "--indexes",
                classes(),
                "--migrations",
                migrations.toString()));
        words.addAll(List.of(options));
        return call(words.toArray(String[]::new));
    }

    private int call(String... words) {
        return call(Optional.empty(), words);
    }

    private int call(Optional<String> password, String... words) {
        Console console = Console.run(password, words);
        out = console.out();
        err = console.err();
        return console.code();
    }

    private String classes() {
        return project.resolve("classes").toString();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(migrations)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sql"))
                    .sorted()
                    .toList();
        }
    }
}
