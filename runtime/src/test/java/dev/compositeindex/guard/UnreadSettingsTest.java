package dev.compositeindex.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.compositeindex.testing.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnreadSettingsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "compositeindex.patiense, compositeindex.patience",
        "compositeindex.queryLength, compositeindex.query-length",
        "CompositeIndex.patience, compositeindex.patience",
        "compositeindex.progress_interval, compositeindex.progress-interval",
        "compositeindex.gaurd, compositeindex.guard",
    })
    void whatIsMisspeltIsToldWhereverItStands(String name, String meant) {
        assertThat(UnreadSettings.of(List.of(name), List.of(), List.of()))
                .singleElement(STRING)
                .startsWith("The placeholder " + name + " looks like a setting, and nobody reads it. Did you mean "
                        + meant + "?");
        assertThat(UnreadSettings.of(List.of(), List.of(name), List.of()))
                .singleElement(STRING)
                .startsWith("The system property " + name)
                .contains("Did you mean " + meant + "?");
    }

    @ParameterizedTest
    @CsvSource({
        "spring.flyway.compositeindex.patience",
        "flyway.compositeindex.patience",
        "spring.compositeindex.patience",
        "flyway.placeholders.compositeindex.patience",
    })
    void whatStandsInTheWrongPlaceIsTold(String name) {
        assertThat(UnreadSettings.of(List.of(), List.of(name), List.of()))
                .singleElement(STRING)
                .contains(name, "Did you mean compositeindex.patience?");
    }

    @Test
    void theEnvironmentIsNoPlace() {
        assertThat(UnreadSettings.of(List.of(), List.of(), List.of("COMPOSITEINDEX_PATIENCE", "PATH")))
                .singleElement(STRING)
                .startsWith("The environment variable COMPOSITEINDEX_PATIENCE")
                .contains("SPRING_FLYWAY_PLACEHOLDERS_COMPOSITEINDEX_PATIENCE");
    }

    /** Maven hands the plugin's and the processor's to whatever runs in its process. */
    @Test
    void othersAreLeftAlone() {
        assertThat(UnreadSettings.of(
                        List.of("schema", "compositeindex.patience"),
                        List.of(
                                "compositeindex.patience",
                                "compositeindex.location",
                                "compositeindex.naming",
                                "spring.flyway.placeholders.compositeindex.patience",
                                "java.version"),
                        List.of("HOME", "SPRING_FLYWAY_PLACEHOLDERS_COMPOSITEINDEX_PATIENCE")))
                .isEmpty();
    }

    @Test
    void itIsSaidOnceAtTheStart() throws Exception {
        try (Project project = Project.withTable(PostgresServer.NEWEST, folder);
                Log log = new Log(MigrationGuard.class)) {
            for (int i = 0; i < 2; i++) {
                project.flyway()
                        .placeholders(Map.of("compositeindex.patiense", "5m"))
                        .load()
                        .migrate();
            }
            assertThat(log.lines()).singleElement(STRING).startsWith("WARN The placeholder compositeindex.patiense");
        }
    }
}
