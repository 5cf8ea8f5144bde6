package dev.compositeindex.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.options.Option;
import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation shows is what happens. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..");

    @TempDir
    private Path folder;

    @Test
    void theReadmesClassIsRecordedAsTheReadmesMigration() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        Path recorded = Files.createDirectories(folder.resolve("classes/db/migration"));
        Files.writeString(recorded.resolve("V1__tables.sql"), "");

        CompilationResult result = compile(block(readme, "java"));

        assertThat(result.messages()).isEmpty();
        assertThat(Recorded.migrations(result.output()))
                .singleElement()
                .satisfies(migration -> assertThat(readme).contains(migration.fileName()));
        String migration =
                Recorded.migrations(result.output()).get(0).files().get(0).text();
        assertThat(block(readme, "sql").split("…\n"))
                .hasSize(2)
                .allSatisfy(part -> assertThat(migration).contains(part));
    }

    @Test
    void theReadmesMistakeGivesTheReadmesMessage() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));

        CompilationResult result = compile(block(readme, "java").replaceFirst("\"isPublished\"", "\"isPublishd\""));

        assertThat(result.errors())
                .extracting(Message::text)
                .containsExactly(block(readme, "text").strip());
    }

    /** Maven 3.8 and older bind a compiler plugin by default that ignores annotationProcessorPaths without a word. */
    @Test
    void theReadmesMavenSnippetNamesTheVersionOfTheCompilerPluginThatWeUse() throws IOException {
        String plugin = "<artifactId>maven-compiler-plugin</artifactId>\\s*<version>([\\d.]+)</version>";

        assertThat(group(plugin, block(Files.readString(ROOT.resolve("README.md")), "xml")))
                .isEqualTo(group(plugin, Files.readString(ROOT.resolve("pom.xml"))));
    }

    @Test
    void theReferencesClassCompiles() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/declaring.md"));

        CompilationResult result = Compilation.in(folder)
                .source("Order.java", "import dev.compositeindex.*;\n" + block(page, "java"))
                .source("Persistent.java", "class Persistent { java.time.Instant createdAt; }")
                .run(CompilerKind.JAVAC, new CompositeIndexProcessor());

        assertThat(result.errors()).isEmpty();
        assertThat(result.generated().get("META-INF/compositeindex/Indexes.indexes"))
                .contains("ON sales.\"order\" (state, created_at DESC NULLS LAST) WHERE NOT closed")
                .contains("(number) INCLUDE (state, total) WITH (fillfactor=70)\tcomment=For the list of the day");
    }

    /** The page is made from the enum: {@code -Dgoldens.update=true} writes it anew. */
    @Test
    void everyOptionIsDocumented() throws IOException {
        StringBuilder expected = new StringBuilder("""
                # Options

                Given to the compiler as `-A<option>=<value>`. A wrong value or name is an error, `CI020`.

                | option | value | meaning |
                |---|---|---|
                """);
        for (Option option : Option.values()) {
            expected.append("| `%s` | %s | %s |\n".formatted(option.key(), option.form(), option.description()));
        }
        Path page = ROOT.resolve("docs/options.md");
        if (Boolean.getBoolean("goldens.update")) {
            Files.writeString(page, expected);
        }

        assertThat(page).hasContent(expected.toString());
    }

    /** Links between files of the repository lead somewhere. */
    @Test
    void noLinkIsDead() throws IOException {
        Pattern link = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)");
        try (Stream<Path> files = Files.walk(ROOT, 4)) {
            List<Path> pages = files.filter(path ->
                            path.toString().endsWith(".md") && !path.toString().contains("target"))
                    .toList();
            assertThat(pages).hasSizeGreaterThan(10);
            for (Path page : pages) {
                Matcher matcher = link.matcher(Files.readString(page));
                while (matcher.find()) {
                    assertThat(page.resolveSibling(matcher.group(1)))
                            .as("link in %s", page)
                            .exists();
                }
            }
        }
    }

    @Test
    void eachPackageSaysWhatGoesInAndWhatComesOut() throws IOException {
        Set<String> classes = classes();
        for (Path page : sources("processor", "package-info.java")) {
            String text = Files.readString(page);
            assertThat(text).as("%s", page).containsPattern("In:\\s").containsPattern("Out:\\s");
            assertThat(classes).as("%s", page).containsAll(groups("\\{@code (\\p{Lu}\\w*\\p{Ll}\\w*)}", text));
        }
    }

    /** What is written like a class, is one. */
    @Test
    void contributorsAreSentToClassesThatExist() throws IOException {
        List<String> named = groups(
                "`(?:[a-z]+\\.)?(\\p{Lu}\\p{Ll}+(?:\\p{Lu}\\p{Ll}+)*)`",
                Files.readString(ROOT.resolve("CONTRIBUTING.md")));

        assertThat(named).contains("CompositeIndexProcessor", "IndexRule", "EntityRule", "ModuleRule", "Foreign");
        assertThat(classes()).containsAll(named);
    }

    /** The simple names of all classes of the project that have a file of their own. */
    private static Set<String> classes() throws IOException {
        return sources(".", ".java").stream()
                .map(path -> path.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
    }

    private static List<Path> sources(String module, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(module))) {
            return files.filter(path -> path.toString().endsWith(suffix)
                            && path.toString().contains("src")
                            && !path.toString().contains("target"))
                    .toList();
        }
    }

    private static List<String> groups(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private CompilationResult compile(String source) {
        return Compilation.in(folder)
                .source("com/acme/Course.java", source)
                .run(CompilerKind.JAVAC, new CompositeIndexProcessor());
    }

    private static String block(String page, String language) {
        Matcher matcher =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String group(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
