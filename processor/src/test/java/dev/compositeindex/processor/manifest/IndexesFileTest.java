package dev.compositeindex.processor.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.migration.DeclaredIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
                                .map(line -> line.substring(line.indexOf("\tdefinition=") + "\tdefinition=".length()))
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
    void anotherVersionIsNotRead() {
        for (String text : List.of("", "compositeindex 2\n", "<html>")) {
            assertThat(IndexesFile.parse("f", text).problems())
                    .extracting(Problem::message)
                    .singleElement()
                    .asString()
                    .startsWith("[CI035] f:1: the first line is ");
            assertThat(IndexesFile.classes(text)).isEmpty();
        }
    }

    private static Checked<List<DeclaredIndex>> parse(String line) {
        return IndexesFile.parse("f", "compositeindex 1\n" + line.replace('|', '\t') + "\n");
    }
}
