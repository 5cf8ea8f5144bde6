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
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What all commands share: usage, help, exit codes and forms of output; and {@code verify}. */
class CommandLineTest {
    private static final Path PAGE = Path.of("../docs/command-line.md");
    private static final JsonSchema SCHEMA = schema();

    @TempDir
    private Path project;

    private static JsonSchema schema() {
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Files.readString(Path.of("../docs/schema/cli.schema.json")));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | No command is given.",
                "recrod | Did you mean: compositeindex record",
                "record --migrations . | Missing required option: '--indexes=<file>'",
                "record --indexes . | Missing required option: '--migrations=<dir>'",
                "record --indexes . --migrations . --dryrun | Possible solutions: --dry-run",
                "record --indexes . --migrations . --numbering nxt | expected one of [NEXT, TIMESTAMP] (case-insensitive) but was 'nxt'",
                "check --indexes . --migrations nowhere | --migrations names \"nowhere\", which is no directory.",
                "record --indexes x.indexes --migrations . | must be META-INF/compositeindex/<registry>.indexes",
                "adopt --indexes . --migrations . | Missing required option: '--url=jdbc:postgresql://…'",
                "record --url x --indexes . --migrations . | Unknown options: '--url', 'x'",
                "adopt --url x --naming japan --indexes . --migrations . | Did you mean \"jpa\"?",
                "verify --url x | Missing required option: '--indexes=<file>'",
                "verify --indexes . --url x --format xml | expected one of [TEXT, JSON]",
            })
    void whatIsNotUnderstoodIsAWrongUsage(String words, String message) {
        Console console = run(words.isEmpty() ? new String[0] : words.split(" "));

        assertThat(console.code()).isEqualTo(2);
        assertThat(console.err()).contains(message);
        assertThat(console.out()).isEmpty();
    }

    /** {@code -Dgoldens.update=true} writes the page anew. */
    @Test
    void theDocumentationShowsTheHelpOfEachCommand() throws IOException {
        List<String> shown = Stream.of(
                        new String[] {"--help"},
                        new String[] {"record", "--help"},
                        new String[] {"check", "--help"},
                        new String[] {"adopt", "--help"},
                        new String[] {"verify", "--help"},
                        new String[] {"analyze", "--help"})
                .map(words -> run(words).out())
                .toList();
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

    @Test
    void shellsCanCompleteCommandsAndOptions() {
        assertThat(run("generate-completion").out()).contains("--allow-unknown", "--numbering");
        assertThat(run("--version").out()).startsWith("compositeindex ");
    }

    @ServerSource
    void verdictsAreToldInBothForms(PostgresServer server) throws IOException {
        PGSimpleDataSource database = server.newDatabase();
        TestSession.ofThread(database)
                .run(
                        "CREATE TABLE course (title text, slug text)",
                        "CREATE INDEX title_idx ON course (title)",
                        "CREATE INDEX slug_idx ON course (slug DESC)");
        Path classes = compile(
                "@CompositeIndex(name = \"title_idx\", fields = \"title\")",
                "@CompositeIndex(name = \"slug_idx\", fields = \"slug\")",
                "@CompositeIndex(name = \"both_idx\", fields = {\"title\", \"slug\"})");
        String[] words = {
            "verify", "--url", database.getUrl(), "--user", database.getUser(), "--indexes", classes.toString()
        };

        Console text = run(words);
        JsonNode json = json(words);

        assertThat(text.code()).as(text.err()).isOne();
        assertThat(text.out())
                .contains("VALID    title_idx  course  com.acme.Course")
                .contains(
                        "slug_idx on course (com.acme.Course): drifted: key 1 declared as slug ASC NULLS LAST, found slug DESC NULLS FIRST")
                .endsWith("\nindexes: 3 declared, 1 valid, 1 missing, 0 invalid, 1 drifted\n");
        assertThat(json.get("exitCode").intValue()).isOne();
        assertThat(json.get("verdicts").findValuesAsText("verdict")).containsExactly("valid", "drifted", "missing");
        assertThat(json.get("verdicts")
                        .get(1)
                        .get("differences")
                        .get(0)
                        .get("attribute")
                        .textValue())
                .isEqualTo("key 1");

        TestSession.ofThread(database)
                .run(
                        "DROP INDEX slug_idx",
                        "CREATE INDEX slug_idx ON course (slug)",
                        "CREATE INDEX both_idx ON course (title, slug)");
        assertThat(run(words).code()).isZero();
    }

    /** As in a jar of many, of whose service files one has survived. */
    @Test
    void aRegistryWithoutItsServiceEntryIsNoEmptyOne() throws IOException {
        PGSimpleDataSource database = PostgresServer.NEWEST.newDatabase();
        Path classes = compile("@CompositeIndex(name = \"title_idx\", fields = \"title\")");
        Path described = classes.resolve("META-INF/compositeindex/com.acme.Indexes.indexes");
        Files.copy(described, described.resolveSibling("com.acme.sales.Indexes.indexes"));

        Console console = run(
                "verify", "--url", database.getUrl(), "--user", database.getUser(), "--indexes", classes.toString());

        assertThat(console.code()).isEqualTo(ExitCode.FAILED.number());
        assertThat(console.err())
                .contains(
                        "describes the registry com.acme.sales.Indexes, which no META-INF/services/dev.compositeindex.registry.IndexRegistry there names");
    }

    /** Only the database knows that the reference, which JPA's annotation calls one to one, has no unique index. */
    @ServerSource
    void whatTheCatalogueSaysBeyondTheVerdicts(PostgresServer server) throws IOException {
        PGSimpleDataSource database = server.newDatabase();
        TestSession.ofThread(database)
                .run(
                        "CREATE TABLE author (id bigint PRIMARY KEY)",
                        "CREATE TABLE course (title text, slug text, author_id bigint REFERENCES author)",
                        "CREATE INDEX title_idx ON course (title)",
                        "CREATE INDEX long_idx ON course (title, slug)");
        Path classes = compile(
                "@CompositeIndex(name = \"title_idx\", fields = \"title\")",
                "@CompositeIndex(name = \"long_idx\", fields = {\"title\", \"slug\"})");
        String[] words = {
            "verify", "--url", database.getUrl(), "--user", database.getUser(), "--indexes", classes.toString()
        };

        Console text = run(words);

        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.out())
                .contains("foreign-key (certain): public.course")
                .contains("redundant (likely): title_idx on public.course (com.acme.Course)")
                .endsWith("\nindexes: 2 declared, 2 valid, 0 missing, 0 invalid, 0 drifted\n");
        assertThat(json(words).get("health").findValuesAsText("kind")).containsExactly("foreign-key", "redundant");
        assertThat(run(Stream.concat(Stream.of(words), Stream.of("--no-ddl")).toArray(String[]::new))
                        .out())
                .contains("foreign-key (certain): public.course");
    }

    @Test
    void whatCannotBeKnownIsAFailureUnlessAllowed() throws IOException {
        PGSimpleDataSource database = PostgresServer.NEWEST.newDatabase();
        TestSession.ofThread(database)
                .run(
                        "CREATE TABLE course (title text, slug text)",
                        "CREATE INDEX title_idx ON course (lower(title))",
                        "DROP ROLE IF EXISTS looker",
                        "CREATE ROLE looker LOGIN",
                        "REVOKE TEMPORARY ON DATABASE " + database.getDatabaseName() + " FROM PUBLIC",
                        "GRANT SELECT ON course TO looker");
        Path classes = compile("@CompositeIndex(name = \"title_idx\", fields = \"lower({title})\")");
        String[] words = {"verify", "--url", database.getUrl(), "--user", "looker", "--indexes", classes.toString()};

        assertThat(json(words).get("verdicts").get(0).get("verdict").textValue())
                .isEqualTo("unknown");
        assertThat(run(words).code()).isOne();
        assertThat(run(Stream.concat(Stream.of(words), Stream.of("--allow-unknown"))
                                .toArray(String[]::new))
                        .code())
                .isZero();
    }

    @Test
    void nothingIsCreatedWhereThatIsNotWanted() throws IOException {
        PGSimpleDataSource database = PostgresServer.NEWEST.newDatabase();
        TestSession.ofThread(database)
                .run("CREATE TABLE course (title text, slug text)", "CREATE INDEX title_idx ON course (lower(title))");
        Path classes = compile("@CompositeIndex(name = \"title_idx\", fields = \"lower({title})\")");
        String[] words = {
            "verify", "--url", database.getUrl(), "--user", database.getUser(), "--indexes", classes.toString()
        };

        assertThat(run(words).code()).isZero();
        assertThat(run(Stream.concat(Stream.of(words), Stream.of("--no-ddl")).toArray(String[]::new))
                        .out())
                .contains(
                        "title_idx on course (com.acme.Course): unknown: its key 1 cannot be compared without creating"
                                + " something");
    }

    @Test
    void withoutARegistryOrADatabaseThereIsNoVerdict() throws IOException {
        Console nothing = run("verify", "--url", "jdbc:postgresql://localhost:1/x", "--indexes", project.toString());
        assertThat(nothing.code()).isEqualTo(3);
        assertThat(nothing.err()).startsWith("error: [CI025] No index registry was found");

        Path classes = compile("@CompositeIndex(fields = \"title\")");
        JsonNode json = json(
                "verify", "--url", "jdbc:postgresql://localhost:1/x?password=secret", "--indexes", classes.toString());
        assertThat(json.get("exitCode").intValue()).isEqualTo(3);
        assertThat(json.get("problems").get(0).get("message").textValue())
                .startsWith("[CI044] ")
                .contains("Check the data source")
                .doesNotContain("secret");
    }

    /** An error that nobody catches ends a program with 1, which would mean that an index is not valid. */
    @Test
    void classesOfANewerJavaAreToldOf() throws IOException {
        Path classes = compile("@CompositeIndex(fields = \"title\")");
        Path registry = classes.resolve("com/acme/Indexes.class");
        byte[] bytes = Files.readAllBytes(registry);
        bytes[7] = 127; // the format's major version
        Files.write(registry, bytes);

        Console refused = run("verify", "--url", "jdbc:postgresql://localhost:1/x", "--indexes", classes.toString());

        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err())
                .startsWith(
                        "error: [CI025] the registry cannot be loaded: com/acme/Indexes has been compiled by a more recent")
                .doesNotContain("\tat ");
    }

    @Test
    void whatIsRecordedAndAdoptedIsToldToPrograms() throws IOException {
        PGSimpleDataSource database = PostgresServer.OLDEST.newDatabase();
        TestSession.ofThread(database)
                .run(
                        "CREATE TABLE course (title text PRIMARY KEY, slug text)",
                        "CREATE INDEX title_idx ON course (title)",
                        "CREATE INDEX slug_idx ON course (slug)");
        Path migrations = Files.createDirectories(project.resolve("migrations"));
        Path classes = compile("@CompositeIndex(name = \"title_idx\", fields = \"title\")");
        String[] where = {"--indexes", classes.toString(), "--migrations", migrations.toString()};

        JsonNode adopted =
                json(words(where, "adopt", "--dry-run", "--url", database.getUrl(), "--user", database.getUser()));
        assertThat(adopted.get("findings").get(0).get("outcome").textValue()).isEqualTo("equal");
        assertThat(adopted.get("undeclared")
                        .get(0)
                        .get("indexes")
                        .get(0)
                        .get("annotation")
                        .textValue())
                .isEqualTo("@CompositeIndex(name = \"slug_idx\", fields = \"slug\")");
        assertThat(adopted.get("written").booleanValue()).isFalse();

        JsonNode unchecked = json(words(where, "check"));
        assertThat(unchecked.get("exitCode").intValue()).isOne();
        assertThat(unchecked
                        .get("migrations")
                        .get(0)
                        .get("sections")
                        .get(0)
                        .get("summary")
                        .textValue())
                .isEqualTo("create title_idx");

        JsonNode recorded = json(words(where, "record"));
        assertThat(recorded.get("written").booleanValue()).isTrue();
        assertThat(migrations.resolve(
                        recorded.get("migrations").get(0).get("file").textValue()))
                .exists();
        assertThat(json(words(where, "check")).get("exitCode").intValue()).isZero();
    }

    private static String[] words(String[] where, String... words) {
        return Stream.concat(Stream.of(words), Stream.of(where)).toArray(String[]::new);
    }

    /** What a command prints as JSON, which the schema must allow. */
    private static JsonNode json(String... words) throws IOException {
        Console console = run(words(new String[] {"--format", "json"}, words));
        JsonNode json = new ObjectMapper().readTree(console.out());
        assertThat(SCHEMA.validate(json)).as(console.out()).isEmpty();
        assertThat(json.get("exitCode").intValue()).isEqualTo(console.code());
        assertThat(json.get("command").textValue()).isEqualTo(words[0]);
        return json;
    }

    private static Console run(String... words) {
        return Console.run(Optional.empty(), words);
    }

    private Path compile(String... annotations) {
        var result = Compilation.in(project)
                .source(
                        "com/acme/Course.java",
                        "package com.acme;\nimport dev.compositeindex.CompositeIndex;\n"
                                + String.join("\n", annotations)
                                + "\nrecord Course(String title, String slug) {}\n")
                .run(CompilerKind.JAVAC, new CompositeIndexProcessor());
        assertThat(result.errors()).isEmpty();
        return result.output();
    }
}
