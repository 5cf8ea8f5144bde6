package dev.compositeindex.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With no fault at all, every release leaves what the story says. */
@Tag("slow")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals")
class StoryTest {

    @ParameterizedTest
    @EnumSource
    void everyReleaseLeavesWhatTheStorySays(PostgresServer release) throws Exception {
        Path folder = Workplace.empty("story-" + release.majorVersion());
        List<Application> applications = Application.build(Story.RELEASES, folder.resolve("application"));
        try (Bench.Servers servers = new Bench.Servers(folder, applications.get(0))) {
            Databases databases = servers.of(release);
            databases.create("story", 100);
            for (Application application : applications) {
                Databases.migrate(databases.server().url("story", "test"), application);
                try (Connection connection = databases.server().connect("story")) {
                    assertThat(Invariants.violations(connection, application)).isEmpty();
                }
            }
        }
    }
}
