package dev.compositeindex.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Wherever Flyway's schema comes from, indexes are built there, and nothing has to be said twice. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SchemasTest {

    static Stream<Setting> settings() {
        return Stream.of(
                Setting.of("nothing", flyway -> flyway),
                Setting.of("a default schema that is missing", flyway -> flyway.defaultSchema("app"))
                        .in("app"),
                Setting.of("a default schema that exists", flyway -> flyway.defaultSchema("app"))
                        .after("CREATE SCHEMA app")
                        .in("app"),
                Setting.of("schemas that are missing", flyway -> flyway.schemas("app", "other"))
                        .in("app"),
                Setting.of("schemas of which one exists", flyway -> flyway.schemas("app", "other"))
                        .after("CREATE SCHEMA other")
                        .in("app"),
                Setting.of(
                                "schemas that exist and are not to be created",
                                flyway -> flyway.schemas("app", "other").createSchemas(false))
                        .after("CREATE SCHEMA app", "CREATE SCHEMA other")
                        .in("app"),
                Setting.of(
                                "the default is the second schema",
                                flyway -> flyway.schemas("other", "app").defaultSchema("app"))
                        .in("app"),
                Setting.of("a schema whose name needs quotes", flyway -> flyway.schemas("My Schema"))
                        .in("My Schema"),
                Setting.of("a schema with quotes in its name", flyway -> flyway.schemas("a'\"b"))
                        .in("a'\"b"),
                Setting.of("the database's search path", flyway -> flyway)
                        .after(
                                "CREATE SCHEMA \"My Schema\"",
                                "ALTER DATABASE $database SET search_path = \"My Schema\", public")
                        .in("My Schema"),
                Setting.of("a search path to a schema that is missing", flyway -> flyway)
                        .after("ALTER DATABASE $database SET search_path = app")
                        .in("app"),
                Setting.of("the driver's currentSchema", flyway -> {
                            ((PGSimpleDataSource) flyway.getDataSource()).setCurrentSchema("app");
                            return flyway;
                        })
                        .after("CREATE SCHEMA app")
                        .in("app"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void starts(Setting setting) throws Exception {
        setting.assertStarts(PostgresServer.NEWEST);
    }

    /** A dead build is found in the schema that the session is in. */
    @ParameterizedTest
    @MethodSource("settings")
    void heals(Setting setting) {
        Database database = setting.database(PostgresServer.NEWEST);
        Flyway first = setting.flyway(database);
        Flyway.configure()
                .configuration(first.getConfiguration())
                .target("1")
                .load()
                .migrate();
        database.leaveDeadBuild(setting.schema());

        setting.flyway(database).migrate();

        database.assertMigrated(setting.schema());
    }

    /** The same names in another schema, valid or dead, are nobody's business. */
    @ServerSource
    void otherSchemasAreLeftAlone(PostgresServer server) {
        Database database = Database.empty(server);
        Flyway.configure().dataSource(database.copy()).target("1").load().migrate();
        database.leaveDeadBuild("public");

        Flyway.configure().dataSource(database.copy()).schemas("app").load().migrate();

        database.assertMigrated("app");
        assertThat(database.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'course_title_idx'::regclass"))
                .isEqualTo("f");
    }

    /** The index's schema is declared, and is not the one that Flyway is in. */
    @ServerSource
    void theDeclaredSchemaIsAnother(PostgresServer server) throws Exception {
        Database database = Database.empty(server);
        Setting setting = Setting.of("billing", flyway -> flyway.schemas("app").locations("classpath:billing"));
        Flyway.configure()
                .configuration(setting.flyway(database).getConfiguration())
                .target("1")
                .load()
                .migrate();
        database.run("INSERT INTO billing.invoice SELECT 1 FROM generate_series(1, 2)");
        database.fail("CREATE UNIQUE INDEX CONCURRENTLY invoice_number_idx ON billing.invoice (number)");
        database.run("TRUNCATE billing.invoice");

        assertThat(Instances.migrate(2, () -> setting.flyway(database))).isEqualTo(1);

        assertThat(database.query(
                        "SELECT indisvalid FROM pg_index WHERE indexrelid = 'billing.invoice_number_idx'::regclass"))
                .isEqualTo("t");
        database.awaitNobody();
    }
}
