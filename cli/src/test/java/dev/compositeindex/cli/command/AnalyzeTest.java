package dev.compositeindex.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.compositeindex.processor.CompositeIndexProcessor;
import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import dev.compositeindex.testing.TestSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What {@code analyze} prints, keeps and returns. */
class AnalyzeTest {

    @TempDir
    private Path project;

    @ServerSource
    void theTwoListsComeFirstThenWhatIsWrong(PostgresServer server) {
        PGSimpleDataSource database = database(server);
        TestSession.ofThread(database)
                .run("DROP INDEX slug_idx", "CREATE INDEX title_slug_idx ON course (title, slug)");

        Console text = run(database, "--fail-on=unused,bloat");

        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.out().lines().filter(line -> line.matches("(most|unused|findings|indexes).*")))
                .containsExactly(
                        "most used indexes: 0 of 0",
                        "unused indexes, largest first: 2 of 2",
                        "findings: 3",
                        "indexes: 2 declared, 1 valid, 1 missing, 0 invalid, 0 drifted");
        assertThat(text.out())
                .contains("missing (certain): slug_idx on course (com.acme.Course)")
                .contains("redundant (likely): title_idx on public.course (com.acme.Course)")
                .contains("undeclared (certain): title_slug_idx on public.course");
        assertThat(run(database, "--fail-on=redundant").code()).isOne();
        assertThat(run(database, "--fail-on=bloat,missing").code()).isOne();
    }

    @ServerSource
    void programsReadTheSame(PostgresServer server) throws IOException {
        PGSimpleDataSource database = database(server);

        Console console = run(database, "--format=json");
        JsonNode json = new ObjectMapper().readTree(console.out());
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("../docs/schema/cli.schema.json")));

        assertThat(schema.validate(json)).as(console.out()).isEmpty();
        assertThat(json.at("/analysis/indexes").findValuesAsText("index")).containsExactly("slug_idx", "title_idx");
        assertThat(json.at("/analysis/findings").findValuesAsText("confidence")).containsOnly("insufficient");
    }

    @ServerSource
    void aBaselineSaysWhatHappenedSince(PostgresServer server) throws IOException {
        PGSimpleDataSource database = database(server);
        Path file = project.resolve("kept.json");

        assertThat(run(database, "--baseline", file.toString()).out()).doesNotContain("since the baseline");
        TestSession.ofThread(database).run("SET enable_seqscan = off", "SELECT slug FROM course WHERE title = 'a'");
        TestSession.ofThread(database).close();
        TestSession.ofThread(database)
                .await("SELECT idx_scan = 1 FROM pg_stat_user_indexes WHERE indexrelname = 'title_idx'");
        Console second = run(database, "--baseline", file.toString());

        assertThat(second.out())
                .contains(": 1 of 2 indexes were scanned\n  1 times title_idx on course\n  not once since ")
                .contains(" slug_idx on course\n");
        assertThat(new ObjectMapper().readTree(Files.readString(file)).get("baselines"))
                .hasSize(2);
        JsonNode third = new ObjectMapper()
                .readTree(run(database, "--baseline", file.toString(), "--format", "json")
                        .out());
        assertThat(third.at("/analysis/indexes").findValuesAsText("scansSinceBaseline"))
                .containsExactly("0", "0");

        Files.writeString(file, "other");
        Console damaged = run(database, "--baseline", file.toString());
        assertThat(damaged.code()).isEqualTo(3);
        assertThat(damaged.err()).contains("is no file of baselines");
        assertThat(file).hasContent("other");
    }

    @ServerSource
    void aPageGoesToAFileOrTheTerminal(PostgresServer server) {
        PGSimpleDataSource database = database(server);
        Path file = project.resolve("report.html");

        Console written = run(database, "--format=html", "--output", file.toString());

        assertThat(written.code()).as(written.err()).isZero();
        assertThat(written.out()).isEqualTo("The report is in " + file + ".\n");
        assertThat(file).content().startsWith("<!DOCTYPE html>").contains("slug_idx");
        assertThat(run(database, "--format=html").out()).startsWith("<!DOCTYPE html>");
        assertThat(run(
                                database,
                                "--format=html",
                                "--output",
                                project.resolve("not/there").toString())
                        .code())
                .isEqualTo(3);
    }

    @Test
    void itIsRepeatedUntilItIsInterrupted() throws Exception {
        PGSimpleDataSource database = database(PostgresServer.NEWEST);
        Path file = project.resolve("kept.json");
        String[] words = words(database, "--watch=1", "--baseline", file.toString());
        Thread watching = new Thread(() -> Console.run(Optional.empty(), words));
        watching.start();
        try {
            while (!Files.exists(file)
                    || new ObjectMapper()
                                    .readTree(Files.readString(file))
                                    .get("baselines")
                                    .size()
                            < 2) {
                assertThat(watching.isAlive()).isTrue();
                Thread.onSpinWait();
            }
        } finally {
            watching.interrupt();
            watching.join();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--fail-on=unusd",
                "--output=x.html",
                "--watch=-1",
                "--watch=1 --format=json",
                "--unused-after=soon",
                "--format=xml"
            })
    void aWrongCommandLineIsTold(String words) {
        Console console = Console.run(
                Optional.empty(),
                Stream.concat(
                                Stream.of(
                                        "analyze",
                                        "--url",
                                        "jdbc:postgresql://localhost:1/x",
                                        "--indexes",
                                        project.toString()),
                                Stream.of(words.split(" ")))
                        .toArray(String[]::new));

        assertThat(console.code()).isEqualTo(2);
        assertThat(console.err()).isNotEmpty().doesNotContain("\tat ");
    }

    private PGSimpleDataSource database(PostgresServer server) {
        PGSimpleDataSource database = server.newDatabase();
        TestSession.ofThread(database)
                .run(
                        "CREATE TABLE course (title text, slug text)",
                        "CREATE INDEX title_idx ON course (title)",
                        "CREATE INDEX slug_idx ON course (slug)");
        return database;
    }

    private Console run(PGSimpleDataSource database, String... words) {
        return Console.run(Optional.empty(), words(database, words));
    }

    private String[] words(PGSimpleDataSource database, String... words) {
        return Stream.concat(
                        Stream.of(
                                "analyze",
                                "--url",
                                database.getUrl(),
                                "--user",
                                database.getUser(),
                                "--indexes",
                                classes().toString()),
                        Stream.of(words))
                .toArray(String[]::new);
    }

    private Path classes() {
        var result = Compilation.in(project)
                .source("com/acme/Course.java", """
                        package com.acme;
                        import dev.compositeindex.CompositeIndex;
                        @CompositeIndex(name = "title_idx", fields = "title")
                        @CompositeIndex(name = "slug_idx", fields = "slug")
                        record Course(String title, String slug) {}
                        """)
                .run(CompilerKind.JAVAC, new CompositeIndexProcessor());
        assertThat(result.errors()).isEmpty();
        return result.output();
    }
}
