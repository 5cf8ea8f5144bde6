package dev.compositeindex.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.CompositeIndexProcessor;
import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.Message;
import dev.compositeindex.testing.ResolvedColumns;
import jakarta.persistence.Entity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hibernate.annotations.Formula;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The oracle: for each attribute of the entities in the sub-package, the processor must give the table and the column that
 * Hibernate gives, and refuse the attribute where Hibernate has none, or several.
 */
@DisabledIfSystemProperty(
        named = "hibernate.version",
        matches = "5\\..*",
        disabledReason = "its entities are of jakarta")
class HibernateOracleTest {
    private static final String PACKAGE = "dev.compositeindex.oracle.entities";
    private static final Path SOURCES = Path.of("src/test/java", PACKAGE.replace('.', '/'));
    private static final Pattern MARKER = Pattern.compile("/\\*indexes of ([\\w$]+)\\*/");
    private static final Pattern COLUMNS = Pattern.compile("\"(\\w+)\"");

    @TempDir
    private Path folder;

    static Stream<Arguments> runs() {
        return Stream.of(Strategy.values())
                .flatMap(strategy -> CompilerKind.all().map(compiler -> Arguments.of(strategy, compiler)));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void columnsAreThoseOfHibernate(Strategy strategy, CompilerKind compiler) throws Exception {
        Map<String, String> sources = sources();
        List<Class<?>> entities = entities(sources.values());
        SortedMap<String, List<String>> expected;
        try (HibernateBoot hibernate = new HibernateBoot(strategy)) {
            expected = HibernateColumns.of(hibernate.metadata(entities));
        }
        if (strategy == Strategy.JPA) {
            // Hibernate 6 quotes the table's name, 7 does not: refused, with CI083.
            expected.keySet().removeIf(attribute -> attribute.startsWith("Holding$DefaultTable."));
        }

        SortedMap<String, String> resolved = resolve(strategy, compiler, sources, expected);

        Agreement agreement = new Agreement();
        agreement.addAll(expected, resolved);
        System.out.printf(
                "Hibernate %s, %s (compositeindex.naming=%s), %s: %d entities, %s%n",
                Versions.RUNNING, strategy, strategy.option(), compiler, entities.size(), agreement);
        assertThat(agreement.disagreements()).isEmpty();
        assertThat(entities).hasSizeGreaterThanOrEqualTo(60);
        assertThat(expected).hasSizeGreaterThan(300);
    }

    /** What is warned of, as a foreign key without an index, is what Hibernate makes a foreign key of, and no index. */
    @ParameterizedTest
    @MethodSource("runs")
    void foreignKeysAreThoseOfHibernate(Strategy strategy, CompilerKind compiler) throws Exception {
        Compilation compilation = Compilation.in(folder)
                .classPath(Compilation.whereIs(Entity.class))
                .classPath(Compilation.whereIs(Formula.class))
                .option("-Acompositeindex.naming=" + strategy.option());
        sources()
                .forEach((path, source) -> compilation.source(
                        path,
                        source.replace(
                                "/*indexes of Constrained*/",
                                "@dev.compositeindex.CompositeIndex(fields = \"id\", where = \"{id} > 0\")")));

        List<List<String>> expected;
        try (HibernateBoot hibernate = new HibernateBoot(strategy)) {
            expected = HibernateColumns.foreignKeysWithoutIndex(
                    hibernate.metadata(entities(sources().values())), PACKAGE + ".Constrained");
        }
        assertThat(compilation.run(compiler, new CompositeIndexProcessor()).messages().stream()
                        .map(Message::text)
                        .filter(text -> text.startsWith("[CI090]"))
                        .map(text -> COLUMNS.matcher(text.replaceFirst(": each delete.*", ""))
                                .results()
                                .map(column -> column.group(1))
                                .toList()))
                .hasSizeGreaterThan(2)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    /** What is refused although Hibernate has a column, the pages of the diagnostics say. */
    @ParameterizedTest
    @EnumSource
    void whatIsRefusedIsDocumented(JudgedRefusal refusal) throws IOException {
        String page = Files.readString(Path.of("../../docs/diagnostics", refusal.page()));

        assertThat(page.replaceAll("\\s+", " ")).contains(refusal.documented());
    }

    private SortedMap<String, String> resolve(
            Strategy strategy,
            CompilerKind compiler,
            Map<String, String> sources,
            SortedMap<String, List<String>> expected) {
        ResolvedColumns resolver = new ResolvedColumns(folder, compiler, CompositeIndexProcessor::new)
                .classPath(Entity.class)
                .classPath(Formula.class)
                .option("-Acompositeindex.naming=" + strategy.option());
        sources.forEach(resolver::source);
        return resolver.of(expected.keySet());
    }

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                sources.put(PACKAGE.replace('.', '/') + "/" + file.getFileName(), Files.readString(file));
            }
        }
        return sources;
    }

    private static List<Class<?>> entities(Collection<String> sources) throws ClassNotFoundException {
        List<Class<?>> entities = new ArrayList<>();
        for (String name : sources.stream()
                .flatMap(source -> MARKER.matcher(source).results())
                .map((MatchResult match) -> match.group(1))
                .sorted()
                .toList()) {
            entities.add(Class.forName(PACKAGE + "." + name));
        }
        return entities;
    }
}
