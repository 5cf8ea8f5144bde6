package dev.compositeindex.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexRegistry;
import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.HostileTexts;
import dev.compositeindex.testing.Message;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import dev.compositeindex.verify.IndexVerdict;
import dev.compositeindex.verify.IndexVerifier;
import jakarta.persistence.Entity;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Texts that end lines, literals, names and comments, in each place of a declaration that takes a text: what is not refused
 * with a code compiles, is read back as it was written, and executes nothing.
 */
@Tag("slow")
class HostileDeclarationsTest {
    private static final int TEXTS = 500;
    private static final int BUILT_TEXTS = 100;
    private static final Set<String> BUILT = Set.of("Name", "Comment", "Where", "Table", "Column", "Mapped");
    private static final Pattern CLASS = Pattern.compile("\\bcom\\.acme\\.(\\w+)");
    private static final Pattern CODE = Pattern.compile("\\[CI(?!099)\\d{3}] .+");

    /** What is said of a text, by the place in which it stands; {@code %s} is a literal of Java. */
    private static final Map<String, String> PLACES = new LinkedHashMap<>(Map.ofEntries(
            Map.entry("Name", "@CompositeIndex(name = %s, fields = \"a\") class $ { String a; }"),
            Map.entry("Comment", "@CompositeIndex(comment = %s, fields = \"a\") class $ { String a; }"),
            Map.entry("Former", "@CompositeIndex(renamedFrom = %s, fields = \"a\") class $ { String a; }"),
            Map.entry("Space", "@CompositeIndex(tablespace = %s, fields = \"a\") class $ { String a; }"),
            Map.entry("Method", "@CompositeIndex(using = %s, fields = \"a\") class $ { String a; }"),
            Map.entry("With", "@CompositeIndex(with = \"fillfactor=\" + %s, fields = \"a\") class $ { String a; }"),
            Map.entry("Key", "@CompositeIndex(fields = %s) class $ { String a; }"),
            Map.entry("Ops", "@CompositeIndex(fields = \"a \" + %s) class $ { String a; }"),
            Map.entry("Included", "@CompositeIndex(fields = \"a\", include = %s) class $ { String a; }"),
            Map.entry(
                    "Where", "@CompositeIndex(fields = \"a\", where = \"{a} = '\" + %s + \"'\") class $ { String a; }"),
            Map.entry("Sql", "@CompositeIndex(fields = \"a\", where = %s) class $ { String a; }"),
            Map.entry("Table", "@IndexedTable(%s) @CompositeIndex(fields = \"a\") class $ { String a; }"),
            Map.entry(
                    "Schema",
                    "@IndexedTable(value = \"t\", schema = %s) @CompositeIndex(fields = \"a\") class $ { String a; }"),
            Map.entry(
                    "Column",
                    "@CompositeIndex(fields = \"a\") @Entity class $ { @Id long id; @Column(name = %s) String a; }"),
            Map.entry(
                    "Mapped",
                    "@CompositeIndex(fields = \"a\") @Entity @Table(name = %s) class $ { @Id long id; String a; }")));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void inEachPlaceOfADeclaration(CompilerKind compiler) throws Exception {
        List<String> texts = HostileTexts.many(compiler == CompilerKind.JAVAC ? TEXTS : TEXTS / 10);
        CompilationResult all = compile(compiler, PLACES.keySet(), texts, Set.of());
        assertThat(all.errors())
                .allSatisfy(message -> assertThat(message.text())
                        .matches(CODE)
                        .satisfies(
                                text -> assertThat(HostileTexts.isVisible(text)).isTrue()));
        Set<String> refused = refused(all);
        CompilationResult accepted = compile(compiler, PLACES.keySet(), texts, refused);
        assertThat(accepted.errors()).isEmpty();
        accepted.generated().forEach((path, text) -> {
            if (path.endsWith(".java")) {
                assertThat(text.chars()).as(path).allMatch(c -> c == '\n' || c >= ' ' && c <= '~');
            }
        });
        try (URLClassLoader application = application(accepted.output())) {
            List<IndexDefinition> indexes = IndexRegistry.load(application).indexes();
            assertThat(indexes).hasSize(PLACES.size() * texts.size() - refused.size());
            for (IndexDefinition index : indexes) {
                Matcher name =
                        Pattern.compile("com\\.acme\\.([A-Z][a-z]+)(\\d+)").matcher(index.declaredBy());
                assertThat(name.matches()).isTrue();
                String text = texts.get(Integer.parseInt(name.group(2)));
                switch (name.group(1)) {
                    case "Name" -> assertThat(index.name()).isEqualTo(text);
                    case "Comment" -> assertThat(index.comment()).isEqualTo(text);
                    case "Table" -> assertThat(index.table()).isEqualTo(text);
                    case "Schema" -> assertThat(index.schema()).isEqualTo(text);
                    default -> assertThat(index.definition()).doesNotContain("\n");
                }
            }
        }
    }

    @ServerSource
    void whatIsBuiltOfThemExecutesNothing(PostgresServer server) throws Exception {
        List<String> texts = HostileTexts.many(BUILT_TEXTS);
        Set<String> refused = refused(compile(CompilerKind.JAVAC, BUILT, texts, Set.of()));
        Path classes = compile(CompilerKind.JAVAC, BUILT, texts, refused).output();
        try (URLClassLoader application = application(classes)) {
            IndexRegistry declared = IndexRegistry.load(application);
            assertThat(declared.indexes()).hasSize(BUILT.size() * texts.size() - refused.size());
            DataSource unrecorded = database(server, declared.indexes());
            Flyway.configure(application)
                    .dataSource(unrecorded)
                    .baselineOnMigrate(true)
                    .load()
                    .migrate();
            assertBuilt(unrecorded, declared);

            Files.createDirectories(classes.resolve("db/migration"));
            assertThat(Recorded.write(classes)).isPositive();
            DataSource recorded = database(server, declared.indexes());
            Flyway.configure(application)
                    .dataSource(recorded)
                    .baselineOnMigrate(true)
                    .load()
                    .migrate();
            assertBuilt(recorded, declared);
        }
    }

    private static void assertBuilt(DataSource database, IndexRegistry declared) throws SQLException {
        assertThat(IndexVerifier.of(database).verify(declared).problems())
                .extracting(IndexVerdict::describe)
                .isEmpty();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.execute("SELECT FROM victim")).isTrue();
        }
    }

    /** One with the tables that indexes need, and one that texts would drop. */
    private static DataSource database(PostgresServer server, List<IndexDefinition> indexes) throws SQLException {
        DataSource database = server.newDatabase();
        Map<String, Set<String>> columns = new TreeMap<>();
        for (IndexDefinition index : indexes) {
            index.keys()
                    .forEach(key -> columns.computeIfAbsent(quoted(index.table()), table -> new TreeSet<>())
                            .add(quoted(key.part()) + " text"));
            columns.get(quoted(index.table())).add("\"a\" text");
        }
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE victim ()");
            for (Map.Entry<String, Set<String>> table : columns.entrySet()) {
                statement.execute(
                        "CREATE TABLE %s (%s)".formatted(table.getKey(), String.join(", ", table.getValue())));
            }
        }
        return database;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static URLClassLoader application(Path classes) throws IOException {
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, HostileDeclarationsTest.class.getClassLoader());
    }

    /** The classes at which there is an error. */
    private static Set<String> refused(CompilationResult result) {
        return result.errors().stream()
                .map(Message::text)
                .map(text -> CLASS.matcher(text).results().findFirst().orElseThrow(() -> new AssertionError(text)))
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private CompilationResult compile(
            CompilerKind compiler, Set<String> places, List<String> texts, Set<String> without) {
        Compilation compilation = Compilation.in(folder.resolve(without.isEmpty() ? "all" : "accepted"))
                .classPath(Compilation.whereIs(Entity.class))
                .option("-Acompositeindex.warnings=off");
        if (compiler == CompilerKind.JAVAC) {
            compilation.option("-Xmaxerrs").option("100000");
        }
        places.forEach(place -> compilation.source(
                "com/acme/" + place + ".java",
                """
                package com.acme;
                import dev.compositeindex.CompositeIndex;
                import dev.compositeindex.IndexedTable;
                import jakarta.persistence.Column;
                import jakarta.persistence.Entity;
                import jakarta.persistence.Id;
                import jakarta.persistence.Table;
                """
                        + IntStream.range(0, texts.size())
                                .filter(i -> !without.contains(place + i))
                                .mapToObj(i -> PLACES.get(place)
                                                .formatted(java(texts.get(i)))
                                                .replace("$", place + i) + "\n")
                                .collect(Collectors.joining())));
        return compilation.run(compiler, new CompositeIndexProcessor());
    }

    /** A literal of Java in which nothing is special. */
    private static String java(String text) {
        StringBuilder literal = new StringBuilder("\"");
        text.chars().forEach(c -> literal.append(c < 256 ? "\\%03o".formatted(c) : "\\u%04x".formatted(c)));
        return literal.append('"').toString();
    }
}
