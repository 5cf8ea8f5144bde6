package dev.compositeindex.cli.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.cli.adoption.UndeclaredIndexes.OfTable;
import dev.compositeindex.registry.IndexRegistry;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.Effort;
import dev.compositeindex.testing.IndexedKey;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.verify.IndexVerdict;
import dev.compositeindex.verify.IndexVerifier;
import dev.compositeindex.verify.Verdict;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Indexes of every type, operator class and collation that go together: the annotation that is printed for one declares that
 * one, and two are called the same if the catalogue says the same of them.
 */
@Tag("slow")
class OperatorClassRoundTripTest {
    private static final Pattern TWIN = Pattern.compile("it does the same as (\\w+); one of the two can go");
    private static final Pattern NAME = Pattern.compile("name = \"(\\w+)\"");

    private static final int SHARE = Effort.of("operator.classes", 6, 1);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void whatIsPrintedIsWhatIsThere(PostgresServer server) throws IOException, SQLException {
        PGSimpleDataSource database = server.newDatabase();
        Map<String, IndexedKey> keys = IndexedKey.create(database, SHARE).stream()
                .collect(Collectors.toMap(IndexedKey::index, Function.identity()));
        AdoptedProject project = new AdoptedProject(folder, database);
        compile(project, keys, List.of());

        Map<String, String> annotations = new TreeMap<>();
        for (Proposal proposal : only(project.adopt()).proposals()) {
            IndexedKey key = keys.get(proposal.index().name().name());
            if (proposal instanceof Proposal.Declarable declarable) {
                annotations.put(key.index(), declarable.annotation());
                continue;
            }
            String reason = ((Proposal.Undeclarable) proposal).reason();
            Matcher twin = TWIN.matcher(reason);
            assertThat(twin.matches()).as("%s: %s", key, reason).isTrue();
            assertThat(key.meaning())
                    .as("%s and %s", key, keys.get(twin.group(1)))
                    .isEqualTo(keys.get(twin.group(1)).meaning());
        }
        assertThat(annotations.keySet().stream().map(name -> keys.get(name).meaning()))
                .as("those that are not called the same are not")
                .doesNotHaveDuplicates()
                .hasSize((int) keys.values().stream()
                        .map(IndexedKey::meaning)
                        .distinct()
                        .count());

        compile(project, keys, List.copyOf(annotations.values()));
        assertThat(project.adopt().findings())
                .hasSize(annotations.size())
                .allSatisfy(finding ->
                        assertThat(finding.outcome()).as("%s", finding).isEqualTo(Outcome.EQUAL));
        assertThat(verdicts(database))
                .hasSize(annotations.size())
                .allSatisfy(verdict ->
                        assertThat(verdict.verdict()).as(verdict.describe()).isEqualTo(Verdict.VALID));

        List<String> others = namedAfterTheNext(annotations, keys);
        compile(project, keys, others);
        assertThat(project.adopt().findings())
                .hasSize(others.size())
                .allSatisfy(finding ->
                        assertThat(finding.outcome()).as("%s", finding).isEqualTo(Outcome.DIFFERENT));
        assertThat(verdicts(database))
                .hasSize(others.size())
                .allSatisfy(verdict ->
                        assertThat(verdict.verdict()).as(verdict.describe()).isEqualTo(Verdict.DRIFTED));
        System.out.printf(
                "%s: %d indexes of one key, %d of them different, %d declared as another one%n",
                server, keys.size(), annotations.size(), others.size());
    }

    /** What each declares, under the name of the next one that has the same column, or expression, and access method. */
    private static List<String> namedAfterTheNext(Map<String, String> annotations, Map<String, IndexedKey> keys) {
        List<String> others = new ArrayList<>();
        annotations.keySet().stream()
                .collect(Collectors.groupingBy(
                        name -> keys.get(name).method() + " " + keys.get(name).part()))
                .values()
                .forEach(names -> {
                    for (int i = 0; i < names.size() && names.size() > 1; i++) {
                        String next = names.get((i + 1) % names.size());
                        others.add(NAME.matcher(annotations.get(names.get(i))).replaceFirst("name = \"" + next + "\""));
                    }
                });
        return others;
    }

    private static void compile(AdoptedProject project, Map<String, IndexedKey> keys, List<String> annotations)
            throws IOException {
        String fields = keys.values().stream()
                .filter(key -> !key.expression())
                .map(key -> "    String " + key.part() + ";")
                .distinct()
                .collect(Collectors.joining("\n"));
        project.source(
                        "Thing.java",
                        "import dev.compositeindex.CompositeIndex;\n%s\nclass Thing {\n%s\n}\n"
                                .formatted(String.join("\n", annotations), fields))
                .compile(CompilerKind.JAVAC);
    }

    private List<IndexVerdict> verdicts(PGSimpleDataSource database) throws IOException {
        URL[] classes = {folder.resolve("classes").toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(classes, IndexRegistry.class.getClassLoader())) {
            return IndexVerifier.of(database).verify(IndexRegistry.load(loader)).verdicts();
        }
    }

    private static OfTable only(Adoption adoption) {
        assertThat(adoption.undeclared()).hasSize(1);
        return adoption.undeclared().get(0);
    }
}
