package dev.compositeindex.cli.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** A server that follows another one. */
@Tag("slow")
class StandbyTest {
    @TempDir
    private Path folder;

    @ServerSource
    void aStandbyIsRefused(PostgresServer server) throws IOException, SQLException {
        PGSimpleDataSource standby = server.onStandby(server.newDatabase());
        AdoptedProject project = new AdoptedProject(folder, standby);
        AdoptionTest.course(project).compile(CompilerKind.JAVAC);
        try (Connection connection = standby.getConnection()) {
            assertThat(Adoption.of(project.recording(), MappingOptions.DEFAULT, connection)
                            .problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message())
                            .isEqualTo(
                                    "[CI044] the server is a standby, on which no temporary table can be created, and only with one "
                                            + "can the server compare definitions. Connect to the primary."));
        }
    }
}
