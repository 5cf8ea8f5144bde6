package dev.compositeindex.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With no fault at all, every release leaves what the story says, and the invariants hold. */
class StoryTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void everyReleaseLeavesWhatTheStorySays(PostgresServer server) throws Exception {
        DataSource database = server.newDatabase();
        Sql.execute(
                server.maintenanceDatabase().getConnection(),
                "CREATE TABLESPACE %s LOCATION '%s'".formatted(Server.TABLESPACE, ""));
        for (Application application : Application.build(Story.RELEASES, folder)) {
            Flyway.configure()
                    .dataSource(database)
                    .locations("filesystem:" + application.migrations())
                    .load()
                    .migrate();
            try (Connection connection = database.getConnection()) {
                assertThat(Invariants.violations(connection, application)).isEmpty();
            }
        }
    }
}
