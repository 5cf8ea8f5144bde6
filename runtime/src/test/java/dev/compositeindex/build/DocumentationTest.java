package dev.compositeindex.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilerKind;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation shows is what happens. */
class DocumentationTest {

    private static final Path PAGE = Path.of("../docs/progress.md");

    private static final String TABLE_HEAD = "| property | value | meaning |\n|---|---|---|\n";

    @TempDir
    private Path folder;

    /** The table is made from the enum: {@code -Dgoldens.update=true} writes it anew. */
    @Test
    void everySettingIsDocumented() throws IOException {
        StringBuilder table = new StringBuilder(TABLE_HEAD);
        for (BuildSetting setting : BuildSetting.values()) {
            table.append("| `%s` | %s | %s |\n".formatted(setting.key(), setting.form(), setting.description()));
        }
        if (Boolean.getBoolean("goldens.update")) {
            String page = Files.readString(PAGE);
            Files.writeString(
                    PAGE,
                    Pattern.compile(Pattern.quote(TABLE_HEAD) + "(\\|.*\n)*")
                            .matcher(page)
                            .replaceFirst(Matcher.quoteReplacement(table.toString())));
        }

        assertThat(Files.readString(PAGE)).contains("\n\n" + table + "\n");
    }

    @Test
    void thePagesListenerCompiles() throws IOException, URISyntaxException {
        Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        assertThat(block.find()).isTrue();
        Path classes = Path.of(BuildListener.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());

        assertThat(Compilation.in(folder)
                        .classPath(classes)
                        .source("com/acme/SlowBuilds.java", block.group(1))
                        .run(CompilerKind.JAVAC)
                        .errors())
                .isEmpty();
    }
}
