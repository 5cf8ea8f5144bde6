package dev.compositeindex.publication;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.publication.Reactor.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What users compile against does not change unnoticed: it is written down in {@code src/test/api}, and
 * {@code -Dgoldens.update=true} writes it anew. A line that goes breaks users' code, or their compiled classes.
 */
class PublicApiTest {

    /**
     * Of each jar, the packages and types that are a promise. Other public types are internal, as the pages of their packages
     * say. Of the processor, messages, options and files are promises: other tests hold them.
     */
    private static final Map<String, List<String>> PROMISED = Map.of(
            "compositeindex-annotations",
            List.of("dev.compositeindex", "dev.compositeindex.registry"),
            "compositeindex-runtime",
            List.of(
                    "dev.compositeindex.build.Blocker",
                    "dev.compositeindex.build.BuildListener",
                    "dev.compositeindex.build.BuildProgress",
                    "dev.compositeindex.health",
                    "dev.compositeindex.verify"),
            "compositeindex-plans",
            List.of(
                    "dev.compositeindex.plans.ExpectPlans",
                    "dev.compositeindex.plans.PlanAssertions",
                    "dev.compositeindex.plans.PlanCapture",
                    "dev.compositeindex.plans.QueryAssert"),
            "compositeindex-processor",
            List.of(),
            // What it takes, prints and returns is its promise: docs/command-line.md and the schema of its JSON.
            "compositeindex-cli",
            List.of());

    private static final Path GOLDENS = Path.of("src/test/api");
    private static final Pattern OUR_TYPE = Pattern.compile("dev\\.compositeindex\\.[\\w.$]+");

    static List<Module> jars() {
        return Reactor.published().stream().filter(Module::isJar).toList();
    }

    static List<Module> withApi() {
        return jars().stream()
                .filter(module ->
                        !PROMISED.getOrDefault(module.artifact(), List.of()).isEmpty())
                .toList();
    }

    @Test
    void ofEachPublishedJarSomebodySaidWhatIsPromised() {
        assertThat(PROMISED)
                .containsOnlyKeys(jars().stream().map(Module::artifact).toList());
    }

    @ParameterizedTest
    @MethodSource("withApi")
    void signaturesAreAsWrittenDown(Module module) throws Exception {
        String api = promised(module).stream().map(Signatures::of).collect(joining("\n"));
        Path golden = GOLDENS.resolve(module.artifact() + ".txt");
        if (Boolean.getBoolean("goldens.update")) {
            Files.createDirectories(GOLDENS);
            Files.writeString(golden, api);
        }

        assertThat(golden).content().isEqualTo(api);
    }

    /** Else users would have to name what may change. */
    @Test
    void whatIsPromisedSpeaksOnlyOfWhatIsPromised() throws Exception {
        StringBuilder all = new StringBuilder();
        List<String> promised = new ArrayList<>();
        for (Module module : withApi()) {
            for (Class<?> type : promised(module)) {
                all.append(Signatures.of(type));
                promised.add(type.getName());
            }
        }

        assertThat(OUR_TYPE.matcher(all).results().map(match -> match.group()).distinct())
                .isNotEmpty()
                .allMatch(promised::contains);
    }

    private static List<Class<?>> promised(Module module) throws IOException, ClassNotFoundException {
        List<String> promised = PROMISED.getOrDefault(module.artifact(), List.of());
        Path classes = module.folder().resolve("target/classes");
        List<String> names;
        try (Stream<Path> files = Files.walk(classes)) {
            names = files.map(file -> classes.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .map(file ->
                            file.replaceFirst("\\.class$", "").replace('/', '.').replace('\\', '.'))
                    .sorted()
                    .toList();
        }
        List<Class<?>> types = new ArrayList<>();
        for (String name : names) {
            String top = name.replaceFirst("\\$.*", "");
            if (promised.contains(top) || promised.contains(top.substring(0, top.lastIndexOf('.')))) {
                Class<?> type = Class.forName(name, false, PublicApiTest.class.getClassLoader());
                if (isSeen(type)) {
                    types.add(type);
                }
            }
        }
        return types;
    }

    private static boolean isSeen(Class<?> type) {
        return Signatures.isSeen(type.getModifiers())
                && !type.isAnonymousClass()
                && !type.isLocalClass()
                && (type.getEnclosingClass() == null || isSeen(type.getEnclosingClass()));
    }
}
