package dev.compositeindex.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The supported range stands in the root's POM. Who reads of it elsewhere reads the same. */
class SupportedRangeTest {
    private static final Properties ROOT =
            Reactor.published().get(0).effective().getProperties();

    @Test
    void theReadmeTellsTheSameRange() throws IOException {
        Path readme = Reactor.ROOT.resolve("README.md");

        assertThat(all(readme, "JDK (\\d+) or later")).containsOnly(value("maven.compiler.release"));
        assertThat(all(readme, "PostgreSQL (\\d+) or later")).containsOnly(major("postgres-binaries.oldest"));
        assertThat(all(readme, "PostgreSQL (\\d+ and \\d+)"))
                .containsOnly(major("postgres-binaries.oldest") + " and " + major("postgres-binaries.newest"));
        assertThat(all(readme, "Flyway ([\\d.]+) or later")).containsOnly(minor("flyway-10.22.version"));
        assertThat(all(readme, "Hibernate ([\\d., ]+ and \\d+\\.\\d+)"))
                .containsOnly(Stream.of("hibernate-5.6.version", "hibernate-6.6.version")
                                .map(SupportedRangeTest::minor)
                                .collect(Collectors.joining(", "))
                        + " and "
                        + minor("hibernate.version"));
    }

    /** And the names of the properties say which release they are. */
    @Test
    void aPropertyNamedAfterAReleaseHasIt() {
        assertThat(ROOT.stringPropertyNames())
                .filteredOn(name -> name.matches("(flyway|hibernate)-.*\\.version"))
                .isNotEmpty()
                .allMatch(name -> value(name).startsWith(name.replaceFirst("^\\w+-(.*)\\.version$", "$1") + "."));
    }

    @Test
    void theWorkflowBeginsWithTheOldestJdk() throws IOException {
        assertThat(all(Reactor.ROOT.resolve(".github/workflows/build.yml"), "java: \\[(\\d+),"))
                .containsOnly(value("maven.compiler.release"));
    }

    private static List<String> all(Path file, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file).replaceAll("\\s+", " "))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String value(String property) {
        return ROOT.getProperty(property);
    }

    private static String major(String property) {
        return value(property).replaceFirst("\\..*", "");
    }

    private static String minor(String property) {
        return value(property).replaceFirst("^(\\d+\\.\\d+).*", "$1");
    }
}
