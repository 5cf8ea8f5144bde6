package dev.compositeindex.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.CompositeIndexProcessor;
import dev.compositeindex.registry.IndexRegistry;
import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.verify.IndexVerifier;
import dev.compositeindex.verify.VerificationReport;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An application's life: a class is compiled and recorded for each release, and Flyway applies what is recorded release by
 * release to one database, and in one go to empty ones. {@code docs/six-releases.md} is the transcript.
 */
@Tag("slow")
class ReleasesTest {
    private static final Path PAGE = Path.of("../docs/six-releases.md");
    private static final List<Release> RELEASES = List.of(
            new Release("Two indexes are declared", "", """
                    @IndexedTable("course")
                    @CompositeIndex(name = "title_idx", fields = "title")
                    @CompositeIndex(fields = {"published", "createdAt DESC"})
                    public class Course {
                        String title;
                        String slug;
                        boolean published;
                        Instant createdAt;
                    }
                    """),
            new Release("One more", "", """
                    @IndexedTable("course")
                    @CompositeIndex(name = "title_idx", fields = "title")
                    @CompositeIndex(fields = {"published", "createdAt DESC"})
                    @CompositeIndex(name = "course_slug_idx", fields = "slug", unique = true, comment = "Links lead here")
                    public class Course {
                        String title;
                        String slug;
                        boolean published;
                        Instant createdAt;
                    }
                    """),
            new Release("A better name", "", """
                    @IndexedTable("course")
                    @CompositeIndex(name = "course_title_idx", fields = "title")
                    @CompositeIndex(fields = {"published", "createdAt DESC"})
                    @CompositeIndex(name = "course_slug_idx", fields = "slug", unique = true, comment = "Links lead here")
                    public class Course {
                        String title;
                        String slug;
                        boolean published;
                        Instant createdAt;
                    }
                    """),
            new Release("Two others, one under its given name, one under a derived name", "", """
                    @IndexedTable("course")
                    @CompositeIndex(name = "course_title_idx", fields = {"title", "published"})
                    @CompositeIndex(fields = "createdAt DESC", where = "{published}")
                    @CompositeIndex(name = "course_slug_idx", fields = "slug", unique = true, comment = "Links lead here")
                    public class Course {
                        String title;
                        String slug;
                        boolean published;
                        Instant createdAt;
                    }
                    """),
            new Release(
                    "The team renames a column; a storage parameter and a tablespace",
                    "ALTER TABLE course RENAME COLUMN title TO heading;\n",
                    """
                    @IndexedTable("course")
                    @CompositeIndex(name = "course_title_idx", fields = {"heading", "published"})
                    @CompositeIndex(fields = "createdAt DESC", where = "{published}")
                    @CompositeIndex(
                            name = "course_slug_idx",
                            fields = "slug",
                            unique = true,
                            comment = "Links lead here",
                            with = "fillfactor=80",
                            tablespace = "pg_default")
                    public class Course {
                        String heading;
                        String slug;
                        boolean published;
                        Instant createdAt;
                    }
                    """),
            new Release(
                    "The team renames the table, which renames the derived name; an index goes",
                    "ALTER TABLE course RENAME TO lecture;\n",
                    """
                    @IndexedTable("lecture")
                    @CompositeIndex(fields = "createdAt DESC", where = "{published}")
                    @CompositeIndex(
                            name = "course_slug_idx",
                            fields = "slug",
                            unique = true,
                            comment = "Links lead here",
                            with = "fillfactor=80",
                            tablespace = "pg_default")
                    public class Course {
                        String heading;
                        String slug;
                        boolean published;
                        Instant createdAt;
                    }
                    """));

    @TempDir
    private Path project;

    private Path migrations;
    private final StringBuilder page = new StringBuilder("""
            # Six releases of one class

            A class changes from release to release. For each release it is compiled and recorded (`java -jar
            compositeindex-cli.jar record`, or `mvn compositeindex:record`), and Flyway applies what is recorded: to one database
            release by release, and to empty ones in one go. After each release all indexes are valid, and both databases have the
            same `pg_indexes`. `ReleasesTest` writes this page and does all of it on PostgreSQL 14 and 18.

            Each file is shown whole. Beside those that build, drop or move, `record` writes a `.sql.conf`, since they cannot run in a
            transaction.
            """);

    private record Release(String title, String byHand, String source) {}

    @BeforeEach
    void tables() throws IOException {
        migrations = Files.createDirectories(project.resolve("db/migration"));
        Files.writeString(
                migrations.resolve("V1__tables.sql"),
                "CREATE TABLE course (title text, slug text, published boolean, created_at timestamptz);\n");
    }

    @ParameterizedTest
    @EnumSource
    void releaseByReleaseAndInOneGoAreTheSame(PostgresServer server) throws Exception {
        DataSource growing = server.newDatabase();
        int number = 0;
        for (Release release : RELEASES) {
            page.append("\n## %d. %s\n\n".formatted(++number, release.title()));
            if (!release.byHand().isEmpty()) {
                byHand(release.byHand());
            }
            compile(release.source());
            record();
            migrate(growing);
            DataSource fresh = server.newDatabase();
            migrate(fresh);

            assertThat(verify(growing).summary()).isEqualTo(verify(fresh).summary());
            assertThat(verify(growing).allValid()).as(verify(growing).summary()).isTrue();
            assertThat(indexes(growing)).isEqualTo(indexes(fresh));
            page.append("In both databases:\n\n```text\n%s\n```\n".formatted(String.join("\n", indexes(fresh))));
        }
        if (Boolean.getBoolean("goldens.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).hasContent(page.toString());
    }

    private void byHand(String sql) throws IOException {
        String name = "V%d__by_hand.sql".formatted(1 + scripts().size());
        Files.writeString(migrations.resolve(name), sql);
        page.append("`%s`, by hand:\n\n```sql\n%s```\n\n".formatted(name, sql));
    }

    private void compile(String source) throws IOException {
        page.append("```java\n%s```\n\n".formatted(source));
        assertThat(Compilation.in(project)
                        .source(
                                "com/acme/Course.java",
                                "package com.acme;\nimport dev.compositeindex.*;\nimport java.time.Instant;\n" + source)
                        .option("-Acompositeindex.migrations=" + migrations)
                        .run(CompilerKind.JAVAC, new CompositeIndexProcessor())
                        .errors())
                .isEmpty();
    }

    private void record() throws IOException {
        Set<String> before = scripts();
        Console console = Console.run(
                Optional.empty(),
                "record",
                "--indexes",
                project.resolve("classes").toString(),
                "--migrations",
                migrations.toString());
        assertThat(console.err()).isEmpty();
        assertThat(console.code()).isZero();
        page.append("```text\n%s```\n\n".formatted(console.out().replace(migrations.toString(), "db/migration")));
        for (String name : scripts()) {
            if (!before.contains(name)) {
                page.append("`%s`\n\n```sql\n%s```\n\n".formatted(name, Files.readString(migrations.resolve(name))));
            }
        }
    }

    /** By version, which has one or two digits here. */
    private Set<String> scripts() throws IOException {
        try (Stream<Path> files = Files.list(migrations)) {
            Set<String> names = new TreeSet<>(
                    (a, b) -> a.replaceAll("^V(\\d)_", "V0$1_").compareTo(b.replaceAll("^V(\\d)_", "V0$1_")));
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sql"))
                    .forEach(names::add);
            return names;
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

    private VerificationReport verify(DataSource database) throws IOException {
        URL[] classes = {project.resolve("classes").toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader())) {
            return IndexVerifier.of(database).verify(IndexRegistry.load(loader));
        }
    }

    private static List<String> indexes(DataSource database) throws SQLException {
        List<String> indexes = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT indexdef || coalesce(' -- ' || obj_description(format('%I.%I', schemaname, indexname)::regclass), '')
                          FROM pg_indexes WHERE tablename IN ('course', 'lecture') ORDER BY indexname""")) {
            while (row.next()) {
                indexes.add(row.getString(1));
            }
        }
        return indexes;
    }
}
