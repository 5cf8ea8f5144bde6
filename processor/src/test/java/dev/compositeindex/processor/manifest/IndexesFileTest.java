package dev.compositeindex.processor.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.migration.DeclaredIndex;
import dev.compositeindex.processor.model.AccessMethod;
import dev.compositeindex.processor.model.AuthoredSql;
import dev.compositeindex.processor.model.IndexSettings;
import dev.compositeindex.processor.model.IndexSpec;
import dev.compositeindex.processor.model.KeySpec;
import dev.compositeindex.processor.model.NamingRule;
import dev.compositeindex.processor.model.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexesFileTest {
    private static final String GOOD =
            "name=a_idx|table=s.t|class=com.acme.A|definition=CREATE INDEX a_idx ON s.t (a) WHERE b = E'\\\\\\\\'";

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/goldens"))) {
            List<Path> manifests =
                    files.filter(file -> file.toString().endsWith(".indexes")).toList();
            assertThat(manifests).hasSizeGreaterThan(3);
            for (Path manifest : manifests) {
                String text = Files.readString(manifest);

                Checked<List<DeclaredIndex>> parsed = IndexesFile.parse("f", text);

                assertThat(parsed.problems()).isEmpty();
                assertThat(parsed.value().orElseThrow())
                        .extracting(index -> index.statement().definition().replace("\\", "\\\\"))
                        .containsExactlyElementsOf(text.lines()
                                .skip(1)
                                .map(line -> line.replaceFirst(".*\tdefinition=([^\t]*).*", "$1"))
                                .toList());
            }
        }
    }

    @Test
    void escapesAreUndone() {
        DeclaredIndex index = parse(GOOD).value().orElseThrow().get(0);

        assertThat(index.statement().definition()).endsWith("WHERE b = E'\\\\'");
        assertThat(index.declaredBy()).isEqualTo("com.acme.A");
    }

    /** Whatever a declaration may say. */
    @Test
    void whatIsRenderedIsReadAgain() {
        List<String> texts = List.of(
                "",
                " ",
                "for the start page",
                "two\nlines\r\nand a\ttab",
                "\\n is no \\\\ line break",
                "a=b\tc=d\ncompositeindex 1",
                "\u0001 \u000b \f \u0085 \u2028 \ufeff größe 😀",
                "it's $$ \"quoted\"; --");
        List<IndexSpec> indexes = new ArrayList<>();
        for (String text : texts) {
            String number = "%03d".formatted(indexes.size());
            // Names have no control characters.
            String former = text.replaceAll("\\p{Cntrl}|\u0085", "");
            indexes.add(new IndexSpec(
                    new Site.OfIndex("com.acme.A", indexes.size() + 1, "", indexes.size() % 2 == 1),
                    "idx \"" + number,
                    new Table("My Schema", "t"),
                    AccessMethod.DEFAULT,
                    false,
                    true,
                    List.of(KeySpec.column("select", true, false)),
                    List.of("b"),
                    new AuthoredSql("b = E'\\\\'", List.of(), List.of()),
                    new IndexSettings(new TreeMap<>(Map.of("fillfactor", "70")), "Fast disks", text, former)));
        }

        String rendered = IndexesFile.render(indexes);

        assertThat(IndexesFile.parse("f", rendered).problems()).isEmpty();
        assertThat(IndexesFile.parse("f", rendered).value().orElseThrow())
                .containsExactlyElementsOf(
                        indexes.stream().map(DeclaredIndex::of).toList())
                .extracting(DeclaredIndex::comment)
                .containsExactlyElementsOf(texts);
        assertThat(rendered.lines()).hasSize(1 + texts.size());
        assertThat(rendered.lines().skip(1).findFirst().orElseThrow()).doesNotContain("comment", "renamedFrom", "jpa");
    }

    @Test
    void aFileOfNothingIsAnEmptyState() {
        assertThat(IndexesFile.parse("f", "compositeindex 1\n").value()).contains(List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "name=a_idx|table=s.t|class=A; f:2: there is no \"definition=\".",
                "name=a_idx|table=s.t|definition=x|class=A|unknown=1; f:2: \"unknown=1\" is not understood.",
                "name=a_idx|name=b_idx; f:2: \"name=b_idx\" is not understood.",
                "name; f:2: \"name\" is not understood.",
                "name=a\\x; f:2: \"name=a\\x\" is not understood.",
                "name=a\\; f:2: \"name=a\\\" is not understood.",
                "name=a_idx|table=s.t|class=A|definition=CREATE INDEX a_idx ON s.t; f:2: \"CREATE INDEX a_idx ON s.t\" is no definition of a_idx on s.t.",
                "name=b_idx|table=s.t|class=A|definition=CREATE INDEX a_idx ON s.t (a); f:2: \"CREATE INDEX a_idx ON s.t (a)\" is no definition of b_idx on s.t.",
                "name=a_idx|table=t|class=A|definition=CREATE INDEX a_idx ON s.t (a); f:2: \"CREATE INDEX a_idx ON s.t (a)\" is no definition of a_idx on t.",
                "name=a_idx|table=s.t|class=A|comment=|definition=x; f:2: \"comment=\" is not understood.",
                "name=a_idx|table=s.t|class=A|renamedFrom=|definition=x; f:2: \"renamedFrom=\" is not understood.",
                "name=a_idx|table=s.t|class=A|jpa=false|definition=x; f:2: \"jpa=false\" is not understood.",
                "name=a_idx|comment=a|comment=a; f:2: \"comment=a\" is not understood.",
                "name=a_idx|table=t|class=A|definition=CREATE INDEX a_idx ON t (a)|renamedFrom=s.b; f:2: \"s.b\" is no former name of an index.",
                "name=a_idx|table=t|class=A|definition=CREATE INDEX a_idx ON t (a)|renamedFrom=\"b\"; f:2: \"\"b\"\" is no former name of an index.",
                "name=a_idx|table=t|class=A|definition=CREATE INDEX a_idx ON t (a)|renamedFrom=select; f:2: \"select\" is no former name of an index.",
            })
    void aBrokenLineIsTold(String line, String message) {
        assertThat(parse(line).problems())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .startsWith("[CI035] " + message)
                .endsWith(" Let the compiler write the file anew (mvn clean compile).");
        assertThat(parse(line).value()).isEmpty();
    }

    @Test
    void aNameIsGivenOnce() {
        assertThat(IndexesFile.parse("f", "compositeindex 1\n%1$s\n%1$s\n".formatted(GOOD.replace('|', '\t')))
                        .problems())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .startsWith("[CI035] f:3: line 2 has the name s.a_idx, too.");
    }

    @Test
    void theFirstLineSaysWhatIsNotPlain() {
        for (NamingRule rule : NamingRule.values()) {
            for (Map<String, Integer> leftOut : List.of(Map.<String, Integer>of(), Map.of("b.B$C", 2, "a.Ä", 1))) {
                IndexesFile.Head head = new IndexesFile.Head(rule, new TreeMap<>(leftOut));
                String text = IndexesFile.render(List.of(), head);
                assertThat(IndexesFile.Head.of(text)).isEqualTo(head);
                assertThat(IndexesFile.parse("f", text).problems()).isEmpty();
            }
        }
        assertThat(IndexesFile.render(List.of())).isEqualTo("compositeindex 1\n");
        assertThat(IndexesFile.render(
                        List.of(), new IndexesFile.Head(NamingRule.JPA, new TreeMap<>(Map.of("A", 1, "B", 2)))))
                .isEqualTo("compositeindex 1\tnaming=jpa\tleftOut=A:1,B:2\n");
    }

    @Test
    void anotherVersionIsNotRead() {
        for (String text : List.of("", "compositeindex 2\n", "<html>")) {
            assertThat(IndexesFile.parse("f", text).problems())
                    .extracting(Problem::message)
                    .singleElement()
                    .asString()
                    .startsWith("[CI035] f:1: the first line is ");
        }
    }

    private static Checked<List<DeclaredIndex>> parse(String line) {
        return IndexesFile.parse("f", "compositeindex 1\n" + line.replace('|', '\t') + "\n");
    }
}
