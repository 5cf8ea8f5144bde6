package dev.compositeindex.publication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.publication.Reactor.Module;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.building.ModelBuildingResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A release of this project as it is now, by the profile {@code release}, into a folder, and that folder against what
 * Maven Central demands of each module that is published.
 */
class ReleaseIT {
    private static final Map<String, String> CHECKSUMS = Map.of("md5", "MD5", "sha1", "SHA-1");

    /** Maven Central takes these, and does not ask for them. */
    private static final List<String> MORE_CHECKSUMS = List.of("sha256", "sha512");

    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("^public [a-z -]*(class|@?interface|record|enum) ", Pattern.MULTILINE);

    private static SigningKey key;
    private static Bundle bundle;

    @BeforeAll
    static void release() throws Exception {
        String version = published().get(0).effective().getVersion().replace("-SNAPSHOT", "");
        key = SigningKey.generate();
        bundle = new Bundle(Release.dryRun(version, key), version);
    }

    static List<Module> published() {
        return Reactor.published();
    }

    static List<Module> withJar() {
        return published().stream()
                .filter(module -> !module.effective().getPackaging().equals("pom"))
                .toList();
    }

    @Test
    void whatIsPublishedIsThereAndNothingElse() throws IOException {
        assertThat(bundle.artifacts())
                .containsExactlyElementsOf(
                        published().stream().map(Module::artifact).sorted().toList());
    }

    @ParameterizedTest
    @MethodSource("published")
    void eachFileIsThereSignedAndWithItsChecksums(Module module) throws Exception {
        List<String> expected = new ArrayList<>();
        for (Path file : files(module)) {
            String name = file.getFileName().toString();
            expected.add(name);
            expected.add(name + ".asc");
            Stream.concat(CHECKSUMS.keySet().stream(), MORE_CHECKSUMS.stream())
                    .forEach(checksum -> expected.add(name + "." + checksum));
        }
        assertThat(bundle.files(module)).containsExactlyInAnyOrderElementsOf(expected);
        for (Path file : files(module)) {
            assertThat(key.signed(file)).as(file + ".asc").isTrue();
            for (Map.Entry<String, String> checksum : CHECKSUMS.entrySet()) {
                assertThat(Path.of(file + "." + checksum.getKey()))
                        .content()
                        .isEqualToIgnoringWhitespace(hex(checksum.getValue(), Files.readAllBytes(file)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("published")
    void thePomHasWhatMavenCentralDemands(Module module) throws IOException {
        ModelBuildingResult pom = bundle.pom(module);
        Model effective = pom.getEffectiveModel();

        assertThat(Demands.notMetBy(pom.getRawModel(), effective, Set.copyOf(bundle.artifacts())))
                .isEmpty();
        assertThat(List.of(effective.getGroupId(), effective.getArtifactId(), effective.getVersion()))
                .containsExactly("dev.compositeindex", module.artifact(), bundle.version());
        assertThat(effective.getPackaging()).isEqualTo(module.effective().getPackaging());
        assertThat(bundle.file(module, ".pom")).content().doesNotContain("-SNAPSHOT");
    }

    @ParameterizedTest
    @MethodSource("withJar")
    void sourcesAndJavadocAreThoseOfTheClasses(Module module) throws IOException {
        SortedMap<String, byte[]> classes = Bundle.entries(bundle.file(module, ".jar"));
        SortedMap<String, byte[]> sources = Bundle.entries(bundle.file(module, "-sources.jar"));
        Set<String> pages = Bundle.entries(bundle.file(module, "-javadoc.jar")).keySet();

        List<String> expectedSources = classes.keySet().stream()
                .filter(name -> name.endsWith(".class") && !name.contains("$"))
                // Not what is shaded in.
                .filter(name ->
                        Files.exists(module.folder().resolve("target/classes").resolve(name)))
                .map(name -> name.replaceFirst("class$", "java"))
                .toList();
        assertThat(expectedSources).isNotEmpty();
        assertThat(sources).containsKeys(expectedSources.toArray(String[]::new));
        // In a module, pages are below its name.
        assertThat(pages.stream().map(page -> page.substring(Math.max(0, page.indexOf("dev/compositeindex")))))
                .contains("index.html")
                .containsAll(sources.entrySet().stream()
                        .filter(source -> PUBLIC_TYPE
                                .matcher(new String(source.getValue(), UTF_8))
                                .find())
                        .map(source -> source.getKey().replaceFirst("java$", "html"))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("withJar")
    void theJarHoldsNobodyElsesAndNamesItsModule(Module module) throws IOException {
        Path jar = bundle.file(module, ".jar");

        ModuleDescriptor descriptor =
                ModuleFinder.of(jar).findAll().iterator().next().descriptor();
        boolean isRunnable;
        try (JarFile file = new JarFile(jar.toFile())) {
            Attributes attributes = file.getManifest().getMainAttributes();
            assertThat(attributes.getValue("Automatic-Module-Name"))
                    .isEqualTo(descriptor.isAutomatic() ? descriptor.name() : null);
            isRunnable = attributes.containsKey(Attributes.Name.MAIN_CLASS);
        }
        assertThat(Bundle.entries(jar).keySet())
                .contains("META-INF/LICENSE")
                // What is run by itself has in it what it needs.
                .allMatch(name -> isRunnable
                        || name.equals("module-info.class")
                        || name.startsWith("META-INF/")
                        || name.startsWith("dev/compositeindex/"));
        assertThat(descriptor.name()).startsWith("dev.compositeindex");
    }

    @Test
    void theBomManagesOurJarsAndNothingElse() {
        Model bom = bundle.pom(named("compositeindex-bom")).getEffectiveModel();

        assertThat(bom.getDependencyManagement().getDependencies())
                .extracting(dependency -> dependency.getManagementKey() + ":" + dependency.getVersion())
                .containsExactlyInAnyOrderElementsOf(published().stream()
                        .filter(Module::isJar)
                        .map(module -> "dev.compositeindex:%s:jar:%s".formatted(module.artifact(), bundle.version()))
                        .toList());
    }

    /** It is shaded: what is in it must not be asked for as well. */
    @Test
    void theProcessorNeedsNothingButItself(@TempDir Path folder) throws IOException {
        Module processor = named("compositeindex-processor");
        Path source = Files.writeString(folder.resolve("Course.java"), """
                import dev.compositeindex.CompositeIndex;

                @CompositeIndex(fields = "title")
                record Course(long id, String title) {}
                """);

        assertThat(bundle.pom(processor).getEffectiveModel().getDependencies())
                .extracting(Dependency::getScope)
                .containsOnly("provided", "test");
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-classpath",
                        bundle.file(named("compositeindex-annotations"), ".jar").toString(),
                        "-processorpath",
                        bundle.file(processor, ".jar").toString(),
                        "-d",
                        folder.toString(),
                        source.toString());
        assertThat(failed).isZero();
        assertThat(folder.resolve("CourseIndexes.class")).exists();
    }

    /** The table of docs/testing.md. */
    @Test
    void theReportIsWritten() throws IOException {
        StringBuilder table = new StringBuilder("""
                | artifact | `.pom` | `.jar` | `-sources.jar` | `-javadoc.jar` | `.asc` | `.md5` | `.sha1` |
                | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
                """);
        for (Module module : published()) {
            List<String> row = new ArrayList<>(List.of("`" + module.artifact() + "`"));
            for (String end : List.of(".pom", ".jar", "-sources.jar", "-javadoc.jar")) {
                Path file = bundle.file(module, end);
                row.add(Files.exists(file) ? "%,d".formatted(Files.size(file)) : "");
            }
            for (String end : List.of(".asc", ".md5", ".sha1")) {
                row.add(bundle.files(module).stream()
                                .filter(file -> file.endsWith(end))
                                .count()
                        + "");
            }
            table.append("| ").append(String.join(" | ", row)).append(" |\n");
        }
        Files.writeString(Path.of("target/release-dry-run.md"), table);
        assertThat(table).contains(published().stream().map(Module::artifact).toList());
    }

    /** What Maven Central demands of a module of its packaging. */
    private static List<Path> files(Module module) {
        return Arrays.stream(
                        module.effective().getPackaging().equals("pom")
                                ? new String[] {".pom"}
                                : new String[] {".pom", ".jar", "-sources.jar", "-javadoc.jar"})
                .map(end -> bundle.file(module, end))
                .toList();
    }

    private static Module named(String artifact) {
        return published().stream()
                .collect(Collectors.toMap(Module::artifact, module -> module))
                .get(artifact);
    }

    private static String hex(String algorithm, byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    }
}
