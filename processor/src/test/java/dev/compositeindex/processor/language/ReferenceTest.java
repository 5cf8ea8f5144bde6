package dev.compositeindex.processor.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.CompositeIndexProcessor;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.manifest.IndexesFile;
import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.Message;
import dev.compositeindex.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code docs/reference.md} shows is what is compiled, and the servers take it. */
@Tag("slow")
class ReferenceTest {
    private static final Path PAGE = Path.of("../docs/reference.md");
    private static final Pattern BLOCKS = Pattern.compile("```java\\n(.*?)```\\n\\n```sql\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void examplesAreTrue(PostgresServer server) throws IOException, SQLException {
        Map<String, String> blocks = blocks();
        String declaration = blocks.keySet().iterator().next();
        String table = blocks.remove(declaration);
        assertThat(blocks).hasSizeGreaterThan(20);

        CompilationResult result = Compilation.in(folder)
                .option("-Acompositeindex.postgres=15")
                .source(
                        "Product.java",
                        "import dev.compositeindex.*; import java.math.BigDecimal; import java.time.Instant;\n"
                                + String.join("", blocks.keySet())
                                + declaration)
                .run(CompilerKind.JAVAC, new CompositeIndexProcessor());

        assertThat(result.errors()).extracting(Message::text).isEmpty();
        List<String> definitions = new ArrayList<>();
        String file = "META-INF/compositeindex/Indexes.indexes";
        IndexesFile.parse(file, result.generated().get(file))
                .value()
                .orElseThrow()
                .forEach(index -> definitions.add(index.statement().definition() + "\n"));
        assertThat(definitions).containsExactlyInAnyOrderElementsOf(blocks.values());
        try (Connection connection = server.newDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION bloom");
            statement.execute(table);
            for (String definition : definitions) {
                if (server != PostgresServer.OLDEST || !definition.contains("NULLS NOT DISTINCT")) {
                    statement.execute(definition);
                }
            }
        }
    }

    @Test
    void whereWeAreStricterIsListed() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(page.substring(page.indexOf("## Where javac is stricter")))
                .contains(AgreementTest.STRICTER.stream().map(Code::id).toList());
    }

    private static Map<String, String> blocks() throws IOException {
        Map<String, String> blocks = new LinkedHashMap<>();
        Matcher matcher = BLOCKS.matcher(Files.readString(PAGE));
        while (matcher.find()) {
            blocks.put(matcher.group(1), matcher.group(2));
        }
        return blocks;
    }
}
