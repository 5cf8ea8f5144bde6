package dev.compositeindex.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.compositeindex.registry.IndexRegistry;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However Flyway is configured, it migrates, or refuses and says why. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SettingsTest {

    private static final String TABLE =
            "CREATE TABLE learning_course (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                    + " title text, is_published boolean, difficulty_level text)";

    private static final String DUPLICATE = "INSERT INTO learning_course (title, is_published, difficulty_level)"
            + " VALUES ('course 1', true, 'easy')";

    static Stream<Setting> settings() {
        return Stream.of(
                Setting.of("another history table", flyway -> flyway.table("schema_version")),
                Setting.of("a history table that needs quotes", flyway -> flyway.table("My History")),
                Setting.of("group and mixed", flyway -> flyway.group(true).mixed(true)),
                Setting.of("mixed", flyway -> flyway.mixed(true)),
                Setting.of("out of order", flyway -> flyway.outOfOrder(true)),
                Setting.of("no validation", flyway -> flyway.validateOnMigrate(false)),
                Setting.of("no schemas are created", flyway -> flyway.createSchemas(false)),
                Setting.of("callbacks of one's own", flyway -> flyway.callbacks(new OwnCallback())),
                Setting.of("no default callbacks", flyway -> flyway.skipDefaultCallbacks(true)),
                Setting.of("initSql", flyway -> flyway.initSql("SELECT set_config('work_mem', '5MB', false)")),
                Setting.of("clean enabled", flyway -> flyway.cleanDisabled(false)),
                Setting.of("no placeholders", flyway -> flyway.placeholderReplacement(false)),
                Setting.of(
                        "other placeholders",
                        flyway -> flyway.placeholderPrefix("IF NOT").placeholderSuffix("_idx")),
                Setting.of("one retry of the lock", flyway -> flyway.lockRetryCount(1)),
                Setting.of(
                        "another prefix",
                        flyway -> flyway.repeatableSqlMigrationPrefix("X").validateMigrationNaming(true)),
                Setting.of("no transactions", flyway -> flyway.executeInTransaction(false)),
                Setting.of("the file system", flyway -> flyway.locations("filesystem:" + migrations())),
                Setting.of(
                        "two locations",
                        flyway -> flyway.locations("classpath:db/migration/later", "classpath:db/migration")),
                Setting.of("a resource provider", flyway -> flyway.resourceProvider(new Provider(migrations()))));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void starts(Setting setting) throws Exception {
        setting.assertStarts(PostgresServer.NEWEST);
    }

    /** Also the oldest server knows how a dead build looks, and a history that tells of a failed one. */
    @ParameterizedTest
    @MethodSource("settings")
    void heals(Setting setting) {
        assertHeals(setting, PostgresServer.OLDEST);
    }

    /** Flyway has no part in it: nothing is in its history, and whatever it is told is not in the way. */
    @ParameterizedTest
    @MethodSource("settings")
    void whatIsNotRecordedIsBuilt(Setting setting, @TempDir Path folder) throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Path descriptions = Files.createDirectories(folder.resolve("META-INF/compositeindex"));
        Files.writeString(services.resolve(IndexRegistry.class.getName()), "app.Indexes\n");
        for (String file : List.of("app.Indexes.indexes", "app.Indexes.pending")) {
            Files.writeString(
                    descriptions.resolve(file),
                    "compositeindex 1\nname=new_idx\tdefinition=CREATE INDEX new_idx ON learning_course (title)\n");
        }
        Database database = setting.database(PostgresServer.NEWEST);
        try (URLClassLoader classPath = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            assertThat(setting.flyway(database, classPath).migrate().migrationsExecuted)
                    .isEqualTo(4);
            setting.flyway(database, classPath).validate();
        }

        assertThat(database.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'new_idx'::regclass"))
                .isEqualTo("t");
        database.awaitNobody();
    }

    /**
     * Flyway then asks nobody before its first lock on an empty database, which is one in a transaction: instances must not
     * start at once there.
     */
    @ServerSource
    void neitherValidationNorSchemas(PostgresServer server) {
        assertHeals(
                Setting.of("neither", flyway -> flyway.validateOnMigrate(false).createSchemas(false)), server);
    }

    private static void assertHeals(Setting setting, PostgresServer server) {
        Database database = setting.database(server);
        Flyway.configure()
                .configuration(setting.flyway(database).getConfiguration())
                .target("1")
                .load()
                .migrate();
        database.run(DUPLICATE);
        assertThatThrownBy(() -> setting.flyway(database).migrate())
                .hasMessageContaining("could not create unique index");
        database.run("DELETE FROM learning_course WHERE id > 100");

        setting.flyway(database).migrate();

        database.assertMigrated();
        database.awaitNobody();
    }

    @ServerSource
    void target(PostgresServer server) throws Exception {
        Database database = Database.empty(server);
        Setting setting = Setting.of("target", flyway -> flyway.target("2"));

        assertThat(Instances.migrate(2, () -> setting.flyway(database))).isEqualTo(2);
        assertThat(Flyway.configure().dataSource(database.copy()).load().migrate().migrationsExecuted)
                .isEqualTo(2);

        database.assertMigrated();
        database.awaitNobody();
    }

    @ServerSource
    void baselineOfAFilledDatabase(PostgresServer server) throws Exception {
        Database database = Database.empty(server).run(TABLE);

        assertThat(Instances.migrate(
                        2,
                        () -> Flyway.configure()
                                .dataSource(database.copy())
                                .baselineOnMigrate(true)
                                .load()))
                .isEqualTo(3);

        database.assertMigrated();
        database.awaitNobody();
    }

    static Stream<Refused> refused() {
        return Stream.of(
                new Refused(
                        Setting.of("group without mixed", flyway -> flyway.group(true)),
                        "Detected both transactional and non-transactional migrations within the same migration group"),
                new Refused(
                        Setting.of(
                                "a schema that is missing and is not to be created",
                                flyway -> flyway.schemas("app").createSchemas(false)),
                        "schema \"app\" does not exist"),
                new Refused(Setting.of("a filled database", flyway -> flyway).after(TABLE), "baselineOnMigrate"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefused(Refused refused) {
        Database database = refused.setting().database(PostgresServer.NEWEST);

        // Twice, as an application that is started again: what refuses must not leave a lock behind.
        for (int start = 0; start < 2; start++) {
            assertThatThrownBy(() -> refused.setting().flyway(database).migrate())
                    .isInstanceOf(FlywayException.class)
                    .hasMessageContaining(refused.message());
        }
        database.awaitNobody();
    }

    /** Without its {@code .conf}, Flyway refuses a script before it hands it out: the guard cannot say more. */
    @ServerSource
    void aConfThatWasLost(PostgresServer server, @TempDir Path folder) throws IOException {
        Database database = Database.empty(server);
        Path script = folder.resolve("V2__create_course_diff_idx.sql");
        Files.copy(migrations().resolve(script.getFileName()), script);
        Files.copy(migrations().resolve("V1__create_tables.sql"), folder.resolve("V1__create_tables.sql"));
        Flyway flyway = Flyway.configure()
                .dataSource(database.copy())
                .locations("filesystem:" + folder)
                .load();

        assertThatThrownBy(flyway::migrate)
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("Offending statement found at line 8: -- compositeindex: create course_diff_idx");

        Files.writeString(folder.resolve(script.getFileName() + ".conf"), "executeInTransaction=false\n");
        assertThat(Flyway.configure()
                        .configuration(flyway.getConfiguration())
                        .load()
                        .migrate()
                        .migrationsExecuted)
                .isEqualTo(1);
        database.awaitNobody();
    }

    private static Path migrations() {
        try {
            return Path.of(SettingsTest.class.getResource("/db/migration").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What Flyway does not do.
     *
     * @param message a part of what it says
     */
    record Refused(Setting setting, String message) {

        @Override
        public String toString() {
            return setting.name();
        }
    }

    /** Wants to hear of everything. */
    private static final class OwnCallback extends BaseCallback {

        @Override
        public void handle(Event event, Context context) {}
    }
}
