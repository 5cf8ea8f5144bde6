package dev.compositeindex.processor.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.CompositeIndexProcessor;
import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.Effort;
import dev.compositeindex.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random combinations of all that a declaration can say: what the server refuses, the processor refuses, and the other way
 * round, but for what {@link #STRICTER} lists. {@code -Dcombinations=100000} tries more, {@code -Dcombinations.seed} others.
 */
@Tag("slow")
class AgreementTest {
    private static final int COMBINATIONS = Effort.of("combinations", 1_500, 100_000);
    private static final long SEED = Long.getLong("combinations.seed", 5);
    private static final int COMPILED = 300;

    /** What only the processor refuses, on purpose; {@code docs/reference.md} says why. */
    static final Set<Code> STRICTER = Set.of(
            Code.REPEATED_COLUMN,
            Code.NULLS_OF_NO_UNIQUE_INDEX,
            Code.COLUMN_AS_EXPRESSION,
            Code.BAD_STORAGE_PARAMETER,
            Code.TYPES_DO_NOT_FIT);

    /** The first two bring default operator classes, which the processor wants to be named. */
    private static final List<String> EXTENSIONS = List.of("btree_gin", "btree_gist", "pg_trgm");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void serverAndProcessorAgree(PostgresServer server) throws SQLException {
        int release = Integer.parseInt(server.majorVersion());
        Pipeline pipeline = new Pipeline(release);
        try (Trial trial = Trial.on(server, Trial.COLUMNS, EXTENSIONS)) {
            List<Declaration> declarations = declarations(trial);
            List<Trial.Outcome> raw =
                    trial.attempt(declarations.stream().map(Declaration::sql).toList());
            List<Checked<String>> ours =
                    declarations.stream().map(pipeline::run).toList();
            List<Trial.Outcome> rendered = trial.attempt(
                    ours.stream().map(checked -> checked.value().orElse("")).toList());
            Tally tally = new Tally();
            for (int i = 0; i < declarations.size(); i++) {
                tally.add(declarations.get(i), raw.get(i), ours.get(i), rendered.get(i));
            }
            System.out.printf("%s: %s%n", server.majorVersion(), tally);
            assertThat(tally.disagreements).isEmpty();
            assertThat(tally.acceptedByBoth).isGreaterThan(COMBINATIONS / 8);
            assertThat(tally.stricter.keySet()).allMatch(STRICTER::contains);
            theCompilerSaysTheSame(release, declarations, ours);
        }
    }

    /** Of a sample, what the whole processor says in javac. */
    private void theCompilerSaysTheSame(int release, List<Declaration> declarations, List<Checked<String>> ours) {
        Compilation compilation = Compilation.in(folder)
                .classPath(Declaration.jpa())
                .option("-Acompositeindex.postgres=" + release)
                .option("-Xmaxerrs")
                .option("100000");
        int compiled = Math.min(COMPILED, declarations.size());
        for (int i = 0; i < compiled; i++) {
            compilation.source("T%d.java".formatted(i), declarations.get(i).source(i));
        }
        List<String> messages = compilation.run(CompilerKind.JAVAC, new CompositeIndexProcessor()).errors().stream()
                .map(message -> message.text())
                .toList();
        for (int i = 0; i < compiled; i++) {
            String place = "@CompositeIndex #1 \"i%d\" on T%d,".formatted(i, i);
            assertThat(messages.stream().filter(text -> text.contains(place)))
                    .as(declarations.get(i).annotation())
                    .hasSameSizeAs(ours.get(i).problems().stream()
                            .filter(Problem::isError)
                            .toList());
        }
    }

    /** Different ones, all of which only ask what the text can answer: the types of columns fit. */
    private static List<Declaration> declarations(Trial trial) throws SQLException {
        Combinations combinations = Combinations.fitting(trial, new Random(SEED));
        Set<Declaration> declarations = new LinkedHashSet<>();
        while (declarations.size() < COMBINATIONS) {
            declarations.add(combinations.next());
        }
        return List.copyOf(declarations);
    }

    /** What came of all combinations. */
    private static final class Tally {
        private int tried;
        private int acceptedByBoth;
        private int refusedByBoth;
        private final SortedMap<Code, Integer> stricter = new TreeMap<>();
        private final SortedMap<Code, Integer> refusals = new TreeMap<>();
        private final List<String> disagreements = new ArrayList<>();

        void add(Declaration declaration, Trial.Outcome raw, Checked<String> ours, Trial.Outcome rendered) {
            tried++;
            boolean accepted = ours.value().isPresent();
            if (accepted && raw.accepted()) {
                acceptedByBoth++;
                if (!raw.equals(rendered)) {
                    disagreements.add("%s: %s, but rendered: %s".formatted(declaration, raw, rendered));
                }
            } else if (!accepted && !raw.accepted()) {
                refusedByBoth++;
                ours.problems().stream().map(Problem::code).forEach(code -> refusals.merge(code, 1, Integer::sum));
            } else if (!accepted && ours.problems().stream().map(Problem::code).allMatch(STRICTER::contains)) {
                ours.problems().stream()
                        .map(Problem::code)
                        .distinct()
                        .forEach(code -> stricter.merge(code, 1, Integer::sum));
            } else {
                disagreements.add("%s%n    %s%n    %s%n    %s"
                        .formatted(
                                declaration.sql(),
                                raw.text(),
                                ours.value(),
                                ours.problems().stream().map(Problem::message).toList()));
            }
        }

        @Override
        public String toString() {
            return "%d combinations, %d accepted by both, %d refused by both (by code: %s), stricter on purpose: %s, %d disagreements"
                    .formatted(
                            tried, acceptedByBoth, refusedByBoth, ids(refusals), ids(stricter), disagreements.size());
        }

        private static SortedMap<String, Integer> ids(Map<Code, Integer> counts) {
            SortedMap<String, Integer> ids = new TreeMap<>();
            counts.forEach((code, count) -> ids.put(code.id(), count));
            return ids;
        }
    }
}
