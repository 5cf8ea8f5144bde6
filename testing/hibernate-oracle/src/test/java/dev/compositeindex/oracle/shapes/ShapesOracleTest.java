package dev.compositeindex.oracle.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.oracle.Agreement;
import dev.compositeindex.oracle.Strategy;
import dev.compositeindex.oracle.Versions;
import dev.compositeindex.processor.CompositeIndexProcessor;
import dev.compositeindex.testing.ResolvedColumns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The oracle on classes that are generated: for each attribute of each shape that Hibernate takes, the processor must give the
 * column that Hibernate gives, or refuse it for a reason that is listed.
 *
 * <p>{@code oracle.shapes} says how many shapes there are, {@code oracle.runs} with which naming strategies and compilers, and which
 * of the shapes each takes.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShapesOracleTest {
    private static final Shapes SHAPES = Shapes.valueOf(System.getProperty("oracle.shapes", "PAIRS"));
    private static final List<Run> RUNS = Stream.of(
                    System.getProperty("oracle.runs", "JPA-JAVAC").split(","))
            .map(Run::of)
            .toList();
    /** More at once take too much memory. */
    private static final int AT_ONCE = 200;

    /** Of how many shapes one gets a session factory, too. */
    private static final int EVERY_NTH = SHAPES == Shapes.PAIRS ? 10 : 1;

    private static final int OF_EACH_CONSTRAINT = SHAPES == Shapes.PAIRS ? 2 : 12;

    private final Api api = Api.running();
    private final Map<Run.Boot, Booted> booted = new HashMap<>();
    private List<ShapeSource> sources = List.of();
    private ShapeClasses classes;

    @BeforeAll
    void compile(@TempDir Path folder) throws IOException {
        sources = SHAPES.of(api).stream()
                .map(shape -> ShapeWriter.write(shape, api))
                .filter(source ->
                        RUNS.stream().anyMatch(run -> run.boot().part().has(source)))
                .toList();
        classes = ShapeClasses.compile(folder, api, sources);
    }

    @AfterAll
    void close() throws IOException {
        classes.close();
    }

    static List<Run> runs() {
        return RUNS;
    }

    @ParameterizedTest
    @MethodSource("runs")
    void columnsAreThoseOfHibernate(Run run, @TempDir Path folder) {
        Strategy strategy = run.boot().strategy();
        Booted hibernate = booted(run.boot());
        Agreement agreement = new Agreement();
        List<ShapeSource> taken = List.copyOf(hibernate.columns().keySet());
        for (int from = 0; from < taken.size(); from += AT_ONCE) {
            List<ShapeSource> some = taken.subList(from, Math.min(from + AT_ONCE, taken.size()));
            SortedMap<String, List<String>> expected = new TreeMap<>();
            some.forEach(source -> expected.putAll(hibernate.columns().get(source)));
            agreement.addAll(expected, resolve(run, folder.resolve("from" + from), some, expected));
        }

        System.out.printf(
                "Hibernate %s, %s (compositeindex.naming=%s): %d shapes, %s%n",
                Versions.RUNNING, run, strategy.option(), taken.size(), agreement);
        assertThat(agreement.disagreements()).isEmpty();
        if (strategy == Strategy.JPA) {
            assertThat(hibernate.refusals()).as("so that no pair is missing").isEmpty();
        }
        assertThat(agreement.attributes()).isGreaterThan(40 * taken.size());
    }

    private Booted booted(Run.Boot boot) {
        return booted.computeIfAbsent(boot, key -> {
            List<ShapeSource> some = key.of(sources);
            Booted hibernate = Booted.of(some, classes, key.strategy(), EVERY_NTH);
            System.out.printf(
                    "Hibernate %s, %s takes %d of %d shapes%n",
                    Versions.RUNNING, key.strategy(), hibernate.columns().size(), some.size());
            hibernate.reasons().forEach(reason -> System.out.println("  refuses " + reason));
            return hibernate;
        });
    }

    private SortedMap<String, String> resolve(
            Run run, Path folder, List<ShapeSource> shapes, SortedMap<String, List<String>> expected) {
        ResolvedColumns resolver = new ResolvedColumns(folder, run.compiler(), CompositeIndexProcessor::new)
                .classPath(api.annotation())
                .option("-Acompositeindex.naming=" + run.boot().strategy().option());
        shapes.forEach(source -> resolver.source(source.path(), source.text()));
        return resolver.of(expected.keySet());
    }

    /** Of each constraint, some combinations that it forbids: Hibernate takes none. */
    @Test
    void whatIsForbiddenHibernateRefuses(@TempDir Path folder) throws IOException {
        List<ShapeSource> forbidden = new ArrayList<>();
        for (Constraint constraint : Constraint.values()) {
            if (constraint.isSeenAtBoot(api)) {
                Shapes.forbidden(api, constraint, OF_EACH_CONSTRAINT)
                        .forEach(shape -> forbidden.add(ShapeWriter.write(shape, api)));
            }
        }
        try (ShapeClasses refused = ShapeClasses.compile(folder, api, forbidden)) {
            assertThat(Booted.of(forbidden, refused, Strategy.JPA, 1).columns().keySet())
                    .extracting(ShapeSource::shape)
                    .isEmpty();
        }
    }
}
