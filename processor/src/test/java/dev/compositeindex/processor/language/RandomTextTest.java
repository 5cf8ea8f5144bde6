package dev.compositeindex.processor.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.CompositeIndexProcessor;
import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.model.AccessMethod;
import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Annotations with random texts in them, given to javac: it never crashes, every error says where it is, and what it accepts
 * the server accepts, but for what only its catalogue can tell. {@code -Dtexts=20000} tries more, {@code -Dtexts.seed} others.
 */
class RandomTextTest {
    private static final int TEXTS = Integer.getInteger("texts", 2000);
    private static final long SEED = Long.getLong("texts.seed", 11);
    private static final int CLASSES = 500;

    private static final Pattern PLACED = Pattern.compile(
            "\\[CI\\d{3}] @CompositeIndex #1 \"i\\d+\" on T(\\d+), (?:fields|where|include|with|using|unique|nullsDistinct)(?:\\[\\d+])?: .+",
            Pattern.DOTALL);

    /** What follows from names and types, which are the catalogue's and not the text's. */
    private static final Map<String, String> CATALOGUE = new TreeMap<>(Map.ofEntries(
            Map.entry("42883", "unknown function or operator"),
            Map.entry("42703", "unknown column"),
            Map.entry("42P01", "unknown qualifier of a column"),
            Map.entry("3F000", "unknown schema"),
            Map.entry("42704", "unknown type, collation or operator class"),
            Map.entry("42804", "type that does not fit"),
            Map.entry("42846", "cast that does not exist"),
            Map.entry("42725", "function or operator that fits twice"),
            Map.entry("42P18", "type that cannot be determined"),
            Map.entry("42P17", "function or cast that is not immutable"),
            Map.entry("42P21", "collations that do not fit"),
            Map.entry("42P22", "collation that cannot be determined"),
            Map.entry("42809", "object of the wrong kind"),
            Map.entry("42P16", "pseudo-type"),
            Map.entry("22P02", "literal that its type does not take"),
            Map.entry("22007", "literal that its type does not take"),
            Map.entry("22008", "literal that its type does not take"),
            Map.entry("22023", "value that its type does not take"),
            Map.entry("22003", "number that its type does not hold"),
            Map.entry("22012", "constant division by zero"),
            Map.entry("2200F", "literal that its function does not take"),
            Map.entry("2201B", "literal that its function does not take"),
            Map.entry("22019", "literal that its function does not take"),
            Map.entry("22025", "literal that its function does not take"),
            Map.entry("22021", "literal that its function does not take"),
            Map.entry("2202E", "array that its type does not take")));

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
            int ofExtensions = 0;
            List<Declaration> refusedForSyntax = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                if (!errors.containsKey(i)) {
                    boolean builtIn = AccessMethod.of(texts.get(i).using()).isPresent();
                    ofExtensions += builtIn ? 0 : 1;
                    if (builtIn) {
                        accepted.add(texts.get(i));
                    }
                } else if (errors.get(i).stream()
                        .allMatch(text -> text.contains("is no SQL expression") || text.contains("ends too early"))) {
                    refusedForSyntax.add(texts.get(i));
                }
            }
            Pipeline pipeline = new Pipeline(release);
            Map<String, Integer> refusals = new TreeMap<>();
            List<String> wrong = new ArrayList<>();
            List<Trial.Outcome> outcomes = trial.attempt(accepted.stream()
                    .map(pipeline::run)
                    .map(Checked::value)
                    .map(definition -> definition.orElse("refused by the pipeline"))
                    .toList());
            for (int i = 0; i < accepted.size(); i++) {
                Trial.Outcome outcome = outcomes.get(i);
                if (!outcome.accepted()) {
                    refusals.merge(CATALOGUE.getOrDefault(outcome.sqlState(), "WRONG"), 1, Integer::sum);
                    if (!CATALOGUE.containsKey(outcome.sqlState())) {
                        wrong.add(outcome.text() + "\n    " + accepted.get(i).annotation());
                    }
                }
            }
            List<String> tooStrict = new ArrayList<>();
            List<Trial.Outcome> refused = trial.attempt(
                    refusedForSyntax.stream().map(Declaration::sql).toList());
            for (int i = 0; i < refused.size(); i++) {
                if (refused.get(i).accepted()
                        && !NUMBER_WITH_WORD
                                .matcher(refusedForSyntax.get(i).sql())
                                .find()) {
                    tooStrict.add(refusedForSyntax.get(i).sql());
                }
            }
            System.out.printf(
                    "%s: %d annotations, %d with errors, all placed; %d accepted, of which the server accepts %d, and refuses for what only "
                            + "its catalogue tells %s; %d of extensions' methods not tried; %d refused for the syntax of an "
                            + "expression alone, of which the server accepts %d; wrongly accepted: %d%n",
                    server.majorVersion(),
                    texts.size(),
                    errors.size(),
                    accepted.size() + ofExtensions,
                    outcomes.stream().filter(Trial.Outcome::accepted).count(),
                    refusals,
                    ofExtensions,
                    refused.size(),
                    tooStrict.size(),
                    wrong.size());
            assertThat(wrong).as("accepted, though the server refuses them").isEmpty();
            assertThat(tooStrict).as("refused, though the server accepts them").isEmpty();
        }
    }

    /** Compiles one class for each; errors by the number of the class. */
    private void compile(int release, List<Declaration> texts, int start, Map<Integer, List<String>> errors) {
        Compilation compilation = Compilation.in(folder.resolve(Integer.toString(start)))
                .option("-Acompositeindex.postgres=" + release)
                .option("-Xmaxerrs")
                .option("100000");
        StringBuilder fields = new StringBuilder();
        Trial.COLUMNS.keySet().forEach(column -> fields.append("String %s; ".formatted(Declaration.field(column))));
        for (int i = 0; i < texts.size(); i++) {
            int number = start + i;
            compilation.source("T%d.java".formatted(number), """
                    @dev.compositeindex.IndexedTable("t%1$d") %2$s class T%1$d { %3$s }
                    """.formatted(
                    number, texts.get(i).annotation().replace("name = \"i\"", "name = \"i" + number + "\""), fields));
        }
        Set<Integer> known = new java.util.TreeSet<>();
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
