package dev.compositeindex.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.TestSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page about operation says of each kind what to do, and its SQL runs. */
class DocumentationTest {

    private static final Path PAGE = Path.of("../docs/operations.md");

    @Test
    void eachKindHasItsPlace() throws IOException {
        List<String> titles = Pattern.compile("^### (\\S+)$", Pattern.MULTILINE)
                .matcher(Files.readString(PAGE))
                .results()
                .map(title -> title.group(1))
                .toList();

        assertThat(titles)
                .containsExactlyElementsOf(
                        Stream.of(Finding.Kind.values()).map(Finding.Kind::word).toList());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsToBeCopiedRuns(PostgresServer server) throws IOException {
        TestSession session = TestSession.ofThread(server.newDatabase());
        session.run("CREATE TABLE course (id int PRIMARY KEY)");
        List<MatchResult> statements = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .toList();

        assertThat(statements).hasSize(3);
        assertThat(statements)
                .allSatisfy(sql -> assertThat(session.text(sql.group(1))).isNotEmpty());
    }
}
