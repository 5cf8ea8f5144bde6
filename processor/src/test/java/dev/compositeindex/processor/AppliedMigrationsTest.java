package dev.compositeindex.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.compositeindex.registry.IndexRegistry;
import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import dev.compositeindex.verify.IndexVerdict;
import dev.compositeindex.verify.IndexVerifier;
import dev.compositeindex.verify.VerificationReport;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * What is declared, and what is recorded of it, applied by Flyway with a data source and nothing else. The module is that of the goldens: reserved
 * words, capitals, quotes, spaces and letters beyond ASCII in every name.
 */
@Tag("slow")
class AppliedMigrationsTest {
    private static final Map<String, String> WITHOUT_GUARD = Map.of("compositeindex.guard", "off");

    private static final String TABLES = """
            CREATE TABLE learning_course (id bigint, title text, slug text, is_published boolean, is_featured boolean,
                difficulty_level text, created_at timestamptz);
            CREATE SCHEMA sales;
            CREATE TABLE sales."order" (id bigint, created_at timestamptz, "desc" text, state text, closed boolean,
                total numeric, street text, city text);
            CREATE TABLE line_item (address2_line text, "order" int);
            CREATE SCHEMA "My Schema";
            CREATE TABLE "My Schema"."Tä""ble $$ ' 2" ("größe" text, "user" text, "table" int,
                a_long_field_name_that_makes_the_derived_name_too_long text);
            CREATE TABLE thing (name text);
            """;
    private static final int INDEXES = 12;

    @TempDir
    private Path folder;

    /** Nothing is recorded, and a second start has nothing to do. */
    @ServerSource
    void everyIndexThatIsDeclaredIsBuilt(PostgresServer server) throws Exception {
        DataSource database = server.newDatabase();
        try (URLClassLoader application = compileGoldens()) {
            Flyway flyway = Flyway.configure(application).dataSource(database).load();
            assertThat(flyway.migrate().migrationsExecuted).isEqualTo(1);
            List<String> first = indexes(database);
            flyway.migrate();

            VerificationReport report = IndexVerifier.of(database).verify(IndexRegistry.load(application));
            assertThat(report.problems()).extracting(IndexVerdict::describe).isEmpty();
            assertThat(report.verdicts()).hasSize(INDEXES);
            assertThat(indexes(database)).isEqualTo(first);
        }
    }

    @ServerSource
    void everyMigrationAppliesAndEveryIndexIsValid(PostgresServer server) throws Exception {
        DataSource database = server.newDatabase();
        try (URLClassLoader application = compileGoldens()) {
            int recorded = Recorded.write(folder.resolve("classes"));
            assertThat(Flyway.configure(application).dataSource(database).load().migrate().migrationsExecuted)
                    .isEqualTo(1 + recorded);

            VerificationReport report = IndexVerifier.of(database).verify(IndexRegistry.load(application));
            assertThat(report.problems()).extracting(IndexVerdict::describe).isEmpty();
            assertThat(report.verdicts()).hasSize(INDEXES);
        }
    }

    @ServerSource
    void everyMigrationMayRunTwice(PostgresServer server) throws Exception {
        DataSource database = server.newDatabase();
        try (URLClassLoader application = compileGoldens()) {
            int recorded = Recorded.write(folder.resolve("classes"));
            Flyway.configure(application).dataSource(database).load().migrate();
            List<String> first = indexes(database);

            int again = Flyway.configure(application)
                    .dataSource(database)
                    .table("second_history")
                    .baselineOnMigrate(true)
                    .baselineVersion("1")
                    .load()
                    .migrate()
                    .migrationsExecuted;

            assertThat(again).isEqualTo(recorded);
            assertThat(indexes(database)).isEqualTo(first);
        }
    }

    @ServerSource
    void fourInstancesMayStartAtOnce(PostgresServer server) throws Exception {
        DataSource database = server.newDatabase();
        try (URLClassLoader application = compileGoldens()) {
            Callable<Integer> instance = () ->
                    Flyway.configure(application).dataSource(database).load().migrate().migrationsExecuted;
            ExecutorService instances = Executors.newFixedThreadPool(4);
            try {
                int executed = 0;
                for (Future<Integer> started : instances.invokeAll(List.of(instance, instance, instance, instance))) {
                    executed += started.get();
                }
                assertThat(executed).isEqualTo(1);
            } finally {
                instances.shutdownNow();
            }
            assertThat(IndexVerifier.of(database)
                            .verify(IndexRegistry.load(application))
                            .allValid())
                    .isTrue();
        }
    }

    @ServerSource
    void storageParametersAndTablespacesAreBuiltIn(PostgresServer server) throws Exception {
        DataSource database = server.newDatabase();
        String tablespace = "Fast " + name(database);
        execute(database, "ALTER DATABASE %s SET allow_in_place_tablespaces = on".formatted(name(database)));
        execute(database, "CREATE TABLESPACE \"%s\" LOCATION ''".formatted(tablespace));
        Path classes = compile("CREATE TABLE t (a int);", """
                @dev.compositeindex.CompositeIndex(
                        fields = "a",
                        where = "{a} > 0",
                        with = {"fillfactor=70", "Deduplicate_Items = OFF"},
                        tablespace = "%s")
                class T { int a; }
                """.formatted(tablespace));
        try (URLClassLoader application = classLoader(classes)) {
            Flyway.configure(application).dataSource(database).load().migrate();

            VerificationReport report = IndexVerifier.of(database).verify(IndexRegistry.load(application));
            assertThat(report.problems()).extracting(IndexVerdict::describe).isEmpty();
        }
        try (Connection connection = database.getConnection()) {
            assertThat(
                            query(
                                    connection,
                                    "SELECT reloptions || spcname::text FROM pg_class c JOIN pg_tablespace t ON t.oid = reltablespace"))
                    .isEqualTo("{deduplicate_items=off,fillfactor=70,\"%s\"}".formatted(tablespace));
        }
    }

    @ServerSource
    void timeoutsDoNotOutliveTheScript(PostgresServer server) throws Exception {
        DataSource database = server.newDatabase();
        execute(database, "ALTER DATABASE %s SET statement_timeout = '7s'".formatted(name(database)));
        execute(database, "ALTER DATABASE %s SET lock_timeout = '6s'".formatted(name(database)));
        Path classes = compile("CREATE TABLE t (a int);", """
                @dev.compositeindex.CompositeIndex(name = "t_a_idx", fields = "a") class T { int a; }
                """);
        Recorded.write(folder.resolve("classes"));
        String sql = Files.readString(classes.resolve("db/migration/V2__create_t_a_idx.sql"));
        execute(database, "CREATE TABLE t (a int)");

        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String part : statements(sql)) {
                statement.execute(part);
            }
            assertThat(query(connection, "SHOW statement_timeout")).isEqualTo("7s");
            assertThat(query(connection, "SHOW lock_timeout")).isEqualTo("6s");
        }
    }

    /** The guard would drop it, and take the failed row out of the history; Flyway's command line has none. */
    @ServerSource
    void historyNeverSaysSuccessOverAnInvalidIndex(PostgresServer server) throws Exception {
        DataSource database = inSimpleMode(server.newDatabase());
        Path classes = compile("CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1);", """
                @dev.compositeindex.CompositeIndex(name = "t_a_idx", fields = "a", unique = true) class T { int a; }
                """);
        Recorded.write(folder.resolve("classes"));
        try (URLClassLoader application = classLoader(classes)) {
            Flyway flyway = Flyway.configure(application)
                    .dataSource(database)
                    .placeholders(WITHOUT_GUARD)
                    .load();
            assertThatThrownBy(flyway::migrate)
                    .isInstanceOf(FlywayException.class)
                    .hasMessageContaining("23505");
            flyway.repair();

            // IF NOT EXISTS is content with what the failed build left behind; the script is not.
            assertThatThrownBy(flyway::migrate)
                    .hasMessageContaining("not as recorded: t_a_idx is INVALID")
                    .hasMessageContaining("DROP INDEX CONCURRENTLY")
                    .hasMessageContaining("Then: flyway repair");

            execute(database, "DELETE FROM t");
            execute(database, "DROP INDEX CONCURRENTLY IF EXISTS t_a_idx");
            flyway.repair();
            assertThat(flyway.migrate().success).isTrue();
            assertThat(IndexVerifier.of(database)
                            .verify(IndexRegistry.load(application))
                            .allValid())
                    .isTrue();
        }
    }

    /** The guard would say so before the script runs. */
    @ServerSource
    void aNameThatIsTakenFails(PostgresServer server) throws Exception {
        String source = """
                @dev.compositeindex.CompositeIndex(name = "taken", fields = "a") class T { int a; }
                """;
        for (String[] taken : new String[][] {
            {"CREATE VIEW taken AS SELECT 1 AS one;", "taken is no index"},
            {"CREATE TABLE other (a int); CREATE INDEX taken ON other (a);", "taken is an index of other"},
            {
                "CREATE INDEX taken ON t (a); COMMENT ON INDEX taken IS 'CompositeIndex: not recorded, Indexes, 1a2b3c4d';",
                "taken was built when nothing recorded it"
            }
        }) {
            DataSource database = inSimpleMode(server.newDatabase());
            Path classes = compile("CREATE TABLE t (a int); " + taken[0], source);
            Recorded.write(folder.resolve("classes"));
            try (URLClassLoader application = classLoader(classes)) {
                assertThatThrownBy(Flyway.configure(application)
                                .dataSource(database)
                                .placeholders(WITHOUT_GUARD)
                                .load()::migrate)
                        .hasMessageContaining("not as recorded: " + taken[1]);
            }
        }
    }

    private URLClassLoader compileGoldens() throws IOException {
        Compilation compilation = Compilation.in(folder);
        try (var paths = Files.walk(Path.of("src/test/goldens"))) {
            for (Path path :
                    paths.filter(file -> file.toString().endsWith(".java")).toList()) {
                String name = path.toString().replace('\\', '/');
                // Those of "language" need an extension, and PostgreSQL 15.
                if (name.contains("/input/") && !name.contains("/options/") && !name.contains("/language/")) {
                    compilation.source(name.substring(name.indexOf("/input/") + 7), Files.readString(path));
                }
            }
        }
        return classLoader(compile(TABLES, compilation));
    }

    private Path compile(String tables, String source) throws IOException {
        return compile(tables, Compilation.in(folder).source("T.java", source));
    }

    /** Compiles as Maven does: the recorded migrations are in the class output already. */
    private Path compile(String tables, Compilation compilation) throws IOException {
        Path recorded = Files.createDirectories(folder.resolve("classes/db/migration"));
        Files.writeString(recorded.resolve("V1__tables.sql"), tables);
        CompilationResult result = compilation.run(CompilerKind.JAVAC, new CompositeIndexProcessor());
        assertThat(result.errors()).isEmpty();
        return result.output();
    }

    private static URLClassLoader classLoader(Path classes) throws IOException {
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, AppliedMigrationsTest.class.getClassLoader());
    }

    /** Without the guard, one of the two ways to keep Flyway's own lock from blocking builds. */
    private static DataSource inSimpleMode(PGSimpleDataSource database) {
        database.setPreferQueryMode(PreferQueryMode.SIMPLE);
        return database;
    }

    /** The statements of a script: lines up to one that ends in a semicolon outside a block. */
    private static List<String> statements(String sql) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        boolean block = false;
        for (String line : sql.lines().toList()) {
            statement.append(line).append('\n');
            block = (block || line.startsWith("DO $$")) && !line.endsWith("$$;");
            if (!block && line.endsWith(";")) {
                statements.add(statement.toString());
                statement.setLength(0);
            }
        }
        return statements;
    }

    private static List<String> indexes(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return query(
                            connection,
                            "SELECT string_agg(indexrelid || ' ' || pg_get_indexdef(indexrelid), E'\\n' ORDER BY indexrelid) "
                                    + "FROM pg_index JOIN pg_class c ON c.oid = indrelid "
                                    + "WHERE c.relnamespace >= 16384 OR c.relname IN ('learning_course', 'line_item', 'thing')")
                    .lines()
                    .collect(Collectors.toList());
        }
    }

    private static String name(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return query(connection, "SELECT current_database()");
        }
    }

    private static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
