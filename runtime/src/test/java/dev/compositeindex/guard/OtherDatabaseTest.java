package dev.compositeindex.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of applications may have a database in memory. There is nothing to guard, and none of our scripts can run. */
class OtherDatabaseTest {

    @TempDir
    private Path folder;

    @Test
    void ourScriptsAreRefusedWithTheWayOut() throws Exception {
        Files.writeString(folder.resolve("V1__create_table.sql"), "CREATE TABLE course (level varchar(9))");
        assertThat(flyway("h2_theirs").load().migrate().migrationsExecuted).isEqualTo(1);

        Files.writeString(folder.resolve("V2__create_course_idx.sql"), """
                -- compositeindex: create course_idx
                -- definition: CREATE INDEX course_idx ON course (level)
                CREATE INDEX CONCURRENTLY IF NOT EXISTS course_idx ON course (level);
                DO $$ BEGIN NULL; END $$;
                """);
        Files.writeString(folder.resolve("V2__create_course_idx.sql.conf"), "executeInTransaction=false\n");
        assertThatThrownBy(() -> flyway("h2_ours").load().migrate())
                .hasMessageContaining("V2__create_course_idx.sql builds indexes for PostgreSQL, and this is H2:"
                        + " CompositeIndex is for PostgreSQL only. Let such a test run on a PostgreSQL");
    }

    private FluentConfiguration flyway(String name) {
        return Flyway.configure()
                .dataSource("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", "sa", "")
                .locations("filesystem:" + folder);
    }
}
