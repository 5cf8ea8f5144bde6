package dev.compositeindex.processor.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.CompositeIndexProcessor;
import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.Effort;
import dev.compositeindex.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Annotations with random texts in them, given to javac: it never crashes, every error says where it is, and what it accepts
 * the server accepts, but for names that it does not know. {@code -Dtexts=20000} tries more, {@code -Dtexts.seed} others.
 */
@Tag("slow")
class RandomTextTest {
    private static final int TEXTS = Effort.of("texts", 600, 20_000);
    private static final long SEED = Long.getLong("texts.seed", 11);
    private static final int CLASSES = 500;

    private static final Pattern PLACED = Pattern.compile(
            "\\[CI\\d{3}] @CompositeIndex #1 \"i\\d+\" on T(\\d+), (?:fields|where|include|with|using|unique|nullsDistinct)(?:\\[\\d+])?: .+",
            Pattern.DOTALL);

    /** The codes of errors that follow from an expression alone; what has no others, the server refuses as well. */
    private static final Pattern OF_EXPRESSIONS = Pattern.compile(
            "\\[(?:CI046|CI053|CI058)] .*|.* (?:is no SQL expression|ends too early).*", Pattern.DOTALL);

    /** Means one thing up to release 14, another one or nothing from 15 or 16 on; refused on purpose. */
    private static final Pattern NUMBER_WITH_WORD = Pattern.compile("[0-9][A-Za-z_]");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void noCrashEveryErrorPlacedAndWhatIsAcceptedIsRight(PostgresServer server) throws SQLException {
        int release = Integer.parseInt(server.majorVersion());
        try (Trial trial = Trial.on(server)) {
            List<Declaration> texts = texts(trial);
            Map<Integer, List<String>> errors = new TreeMap<>();
            for (int start = 0; start < texts.size(); start += CLASSES) {
                compile(release, texts.subList(start, Math.min(texts.size(), start + CLASSES)), start, errors);
            }
            List<Declaration> accepted = new ArrayList<>();
            List<Declaration> refused = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                if (!errors.containsKey(i)) {
                    accepted.add(texts.get(i));
                } else if (errors.get(i).stream()
                        .allMatch(text -> OF_EXPRESSIONS.matcher(text).matches())) {
                    refused.add(texts.get(i));
                }
            }
            Pipeline pipeline = new Pipeline(release);
            UnknownName unknown = new UnknownName(trial);
            Map<String, Integer> unknownNames = new TreeMap<>();
            List<String> wrong = new ArrayList<>();
            List<Trial.Outcome> outcomes = trial.attempt(accepted.stream()
                    .map(pipeline::run)
                    .map(Checked::value)
                    .map(definition -> definition.orElse("refused by the pipeline"))
                    .toList());
            for (int i = 0; i < accepted.size(); i++) {
                Trial.Outcome outcome = outcomes.get(i);
                if (!outcome.accepted()) {
                    Optional<String> kind = unknown.kind(outcome);
                    kind.ifPresent(name -> unknownNames.merge(name, 1, Integer::sum));
                    if (kind.isEmpty()) {
                        wrong.add(outcome.text() + "\n    " + accepted.get(i).annotation());
                    }
                }
            }
            List<String> tooStrict = new ArrayList<>();
            List<Trial.Outcome> judged =
                    trial.attempt(refused.stream().map(Declaration::sql).toList());
            for (int i = 0; i < refused.size(); i++) {
                if (judged.get(i).accepted()
                        && !NUMBER_WITH_WORD.matcher(refused.get(i).sql()).find()) {
                    tooStrict.add(refused.get(i).sql());
                }
            }
            System.out.printf(
                    "%s: %d annotations, %d with errors, all placed; %d accepted, of which the server accepts %d, and refuses for "
                            + "a name that it does not know %s; wrongly accepted: %d; %d refused for an expression alone, of "
                            + "which the server accepts %d%n",
                    server.majorVersion(),
                    texts.size(),
                    errors.size(),
                    accepted.size(),
                    outcomes.stream().filter(Trial.Outcome::accepted).count(),
                    unknownNames,
                    wrong.size(),
                    refused.size(),
                    tooStrict.size());
            assertThat(wrong).as("accepted, though the server refuses them").isEmpty();
            assertThat(tooStrict).as("refused, though the server accepts them").isEmpty();
        }
    }

    /** Compiles one class for each; errors by the number of the class. */
    private void compile(int release, List<Declaration> texts, int start, Map<Integer, List<String>> errors) {
        Compilation compilation = Compilation.in(folder.resolve(Integer.toString(start)))
                .classPath(Declaration.jpa())
                .option("-Acompositeindex.postgres=" + release)
                .option("-Xmaxerrs")
                .option("100000");
        for (int i = 0; i < texts.size(); i++) {
            int number = start + i;
            compilation.source("T%d.java".formatted(number), texts.get(i).source(number));
        }
        Set<Integer> known = new TreeSet<>();
        compilation
                .run(CompilerKind.JAVAC, new CompositeIndexProcessor())
                .errors()
                .forEach(error -> {
                    var placed = PLACED.matcher(error.text());
                    assertThat(placed.matches()).as(error.text()).isTrue();
                    assertThat(error.text()).doesNotContain("[CI099]");
                    int number = Integer.parseInt(placed.group(1));
                    known.add(number);
                    errors.computeIfAbsent(number, key -> new ArrayList<>()).add(error.text());
                });
        assertThat(known).allMatch(number -> number >= start && number < start + texts.size());
    }

    private static List<Declaration> texts(Trial trial) throws SQLException {
        Random random = new Random(SEED);
        Combinations combinations = Combinations.fitting(trial, random);
        Mutation mutation = new Mutation(random);
        Map<Declaration, Boolean> texts = new LinkedHashMap<>();
        while (texts.size() < TEXTS) {
            texts.put(mutated(combinations.nextAccepted(), combinations.nextAccepted(), mutation, random), true);
        }
        return List.copyOf(texts.keySet());
    }

    /** One attribute of the first, mutated. */
    private static Declaration mutated(Declaration one, Declaration other, Mutation mutation, Random random) {
        List<String> fields = new ArrayList<>(one.fields());
        List<String> include = new ArrayList<>(one.include());
        List<String> with = new ArrayList<>(one.with());
        String where = one.where();
        String using = one.using();
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3, 4 ->
                fields.set(0, mutation.of(fields.get(0), other.fields().get(0)));
            case 5, 6, 7 -> where = mutation.of(where.isEmpty() ? "{amount} > 0" : where, other.where());
            case 8 -> {
                if (random.nextBoolean()) {
                    include.add(mutation.of("price", other.fields().get(0)));
                } else {
                    with.add(mutation.of("fillfactor=70", "deduplicate_items = on"));
                }
            }
            default -> using = mutation.of(using, other.using());
        }
        return new Declaration(fields, using, one.unique(), one.nullsDistinct(), where, include, with);
    }
}
