package dev.compositeindex.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.compositeindex.testing.PostgresRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What start-up promises, on the Flyway that is on the class path and on those releases of PostgreSQL that {@code
 * compatibility.servers} names. Leaves a row of the table that {@code docs/compatibility.md} holds.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CompatibilityTest {

    private static final String FLYWAY = System.getProperty("flyway.version");
    private static final List<String> SERVERS =
            List.of(System.getProperty("compatibility.servers").split(", *"));

    private final CompatibilityTable table = new CompatibilityTable(FLYWAY);

    /** One promise; {@code check} fails if it is broken on a release. */
    private enum Promise {
        /** An empty database: the team's script and ours. */
        FIRST_MIGRATE {
            @Override
            void check(Database database) {
                assertThat(flyway(database).migrate().migrationsExecuted).isEqualTo(4);
                database.assertMigrated();
            }
        },

        NOTHING_TO_DO {
            @Override
            void check(Database database) {
                flyway(database).migrate();

                assertThat(flyway(database).migrate().migrationsExecuted).isZero();
                database.assertMigrated();
            }
        },

        THREE_INSTANCES {
            @Override
            void check(Database database) throws Exception {
                assertThat(Instances.migrate(3, () -> flyway(database))).isEqualTo(4);
                database.assertMigrated();
            }
        },

        /** A dead build left an INVALID index, and nothing in the history. */
        LEFTOVER {
            @Override
            void check(Database database) {
                Flyway.configure()
                        .dataSource(database.copy())
                        .target("1")
                        .load()
                        .migrate();
                database.leaveDeadBuild("public");

                flyway(database).migrate();

                database.assertMigrated();
            }
        },

        /** A build failed: an INVALID index and a failed row in the history. */
        FAILED_MIGRATION {
            @Override
            void check(Database database) {
                Flyway.configure()
                        .dataSource(database.copy())
                        .target("1")
                        .load()
                        .migrate();
                database.run(DUPLICATE);
                assertThatThrownBy(() -> flyway(database).migrate())
                        .isInstanceOf(FlywayException.class)
                        .hasMessageContaining("could not create unique index");
                database.run(REMOVE_DUPLICATE);

                flyway(database).migrate();

                database.assertMigrated();
                assertThat(database.query("SELECT count(*) FROM flyway_schema_history WHERE NOT success"))
                        .isEqualTo("0");
            }
        };

        private static final String DUPLICATE = "INSERT INTO learning_course (title, is_published, difficulty_level)"
                + " VALUES ('course 1', true, 'easy')";
        private static final String REMOVE_DUPLICATE = "DELETE FROM learning_course WHERE id = 101";

        abstract void check(Database database) throws Exception;

        private static Flyway flyway(Database database) {
            return Flyway.configure().dataSource(database.copy()).load();
        }
    }

    /** The releases are swapped on the class path; that must really happen. */
    @BeforeAll
    void thisIsTheReleaseOfFlyway() {
        assertThat(Flyway.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .endsWith("flyway-core-" + FLYWAY + ".jar");
    }

    static Stream<PostgresRelease> servers() {
        return Arrays.stream(PostgresRelease.values()).filter(release -> SERVERS.contains(release.majorVersion()));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void startsUp(PostgresRelease release) {
        List<Promise> kept = new ArrayList<>();
        Assertions.assertAll(Arrays.stream(Promise.values()).map(promise -> () -> {
            Database database = Database.empty(release);
            promise.check(database);
            kept.add(promise);
            table.put(database.query("SHOW server_version"), kept.size() + " of " + Promise.values().length);
        }));
    }

    @AfterAll
    void thePageSaysSo() throws IOException {
        table.mergeInto(Path.of("target/compatibility.md"));

        assertThat(CompatibilityTable.cells(Path.of("../../docs/compatibility.md"), FLYWAY))
                .containsAllEntriesOf(table.cells());
    }
}
