package dev.compositeindex.cli.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.PostgresServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that follows another one. */
@Tag("slow")
class StandbyTest {
    @TempDir
    private Path folder;

    @Test
    void aStandbyIsRefused() throws IOException, SQLException {
        Path data = folder.resolve("data");
        start(data).close();
        Files.createFile(data.resolve("standby.signal"));
        try (EmbeddedPostgres standby = start(data);
                Connection connection = standby.getPostgresDatabase().getConnection()) {
            Project project = new Project(folder, standby.getPostgresDatabase());
            AdoptionTest.course(project).compile(CompilerKind.JAVAC);
            assertThat(Adoption.of(project.recording(), MappingOptions.DEFAULT, connection)
                            .problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message())
                            .isEqualTo(
                                    "[CI044] the server is a standby, on which no temporary table can be created, and only with one "
                                            + "can the server compare definitions. Connect to the primary."));
        }
    }

    private static EmbeddedPostgres start(Path data) throws IOException {
        return EmbeddedPostgres.builder()
                .setPgBinaryResolver(
                        (system, machine) -> PostgresServer.class.getResourceAsStream("/postgres/%s/postgres-%s-%s.txz"
                                .formatted(
                                        PostgresServer.NEWEST.majorVersion(),
                                        system.toLowerCase(Locale.ROOT),
                                        machine)))
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .start();
    }
}
