package dev.compositeindex.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Builds on several tables at once. */
@Tag("slow")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ParallelTest {

    private static final int TABLES = 4;

    /** As many of these as may be built at once wait for one reader. */
    private static final String BUILDS = "SELECT count(DISTINCT p.relid) FROM pg_stat_progress_create_index p"
            + " WHERE p.datname = current_database() AND p.phase = 'waiting for old snapshots'";

    @TempDir
    private Path folder;

    private Project project(PostgresServer server) throws Exception {
        Project project = Project.withTable(server, folder);
        for (int i = 0; i < TABLES; i++) {
            project.run(
                    "CREATE TABLE t%d (a int, b text)".formatted(i),
                    "INSERT INTO t%d SELECT n, n::text FROM generate_series(1, 100) n".formatted(i));
        }
        return project;
    }

    /** Two indexes of each table, the second of them on an expression, with a predicate. */
    private static List<String> definitions() {
        return IntStream.range(0, TABLES)
                .boxed()
                .flatMap(i -> List.of(
                        "CREATE INDEX t%1$d_a_idx ON t%1$d (a)".formatted(i),
                        "CREATE INDEX t%1$d_b_idx ON t%1$d (lower(b)) WHERE a > 0".formatted(i))
                        .stream())
                .toList();
    }

    private static void write(Project project, List<String> definitions) {
        project.write(
                "V2__indexes.sql",
                definitions.stream()
                        .map(definition -> """
                                -- compositeindex: create %s
                                -- declared by: app.Course
                                -- definition: %s
                                %s;

                                """.formatted(
                                        definition.replaceFirst("CREATE (UNIQUE )?INDEX (\\S+) .*", "$2"),
                                        definition,
                                        definition.replaceFirst("INDEX", "INDEX CONCURRENTLY IF NOT EXISTS")))
                        .collect(Collectors.joining()));
        project.write("V2__indexes.sql.conf", "executeInTransaction=false\n");
    }

    private static FluentConfiguration parallel(FluentConfiguration flyway, int builds) {
        return flyway.placeholders(Map.of("compositeindex.parallel", Integer.toString(builds)));
    }

    private static void assertBuilt(Project project, int indexes) {
        assertThat(project.query("SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
                        + " WHERE c.relname ~ '^t[0-9]' AND i.indisvalid"))
                .isEqualTo(Integer.toString(indexes));
        assertThat(project.query("SELECT count(*) FROM pg_index WHERE NOT indisvalid"))
                .isEqualTo("0");
        assertThat(project.query("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database ="
                        + " (SELECT oid FROM pg_database WHERE datname = current_database())"))
                .isEqualTo("0");
    }

    /** All are at once where a reader stops them; the script's own among them. */
    @ParameterizedTest
    @EnumSource
    void asManyAsIsSaidAreBuiltAtOnce(PostgresServer server) throws Exception {
        try (Project project = project(server);
                Log log = new Log("dev.compositeindex")) {
            write(project, definitions());
            Connection reader = project.reader("SELECT 1 FROM course");
            CompletableFuture<MigrateResult> migration = project.start(parallel(project.flyway(), 3));
            project.await(BUILDS.replace("SELECT count(DISTINCT p.relid)", "SELECT count(DISTINCT p.relid) = 3"));
            assertThat(project.query("SELECT count(*) = count(DISTINCT relid) FROM pg_stat_progress_create_index"
                            + " WHERE datname = current_database()"))
                    .isEqualTo("t");
            reader.close();

            assertThat(migration.join().success).isTrue();
            assertBuilt(project, 2 * TABLES);
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("built after"))
                    .hasSize(2 * TABLES);
        }
    }

    /** Nothing else than what one asks for. */
    @ServerSource
    void oneIsTheDefault(PostgresServer server) throws Exception {
        try (Project project = project(server)) {
            write(project, definitions());
            Connection reader = project.reader("SELECT 1 FROM course");
            CompletableFuture<MigrateResult> migration = project.start(project.flyway());
            project.await(BUILDS.replace("SELECT count(DISTINCT p.relid)", "SELECT count(DISTINCT p.relid) = 1"));
            assertThat(project.query("SELECT count(*) FROM pg_stat_progress_create_index"
                            + " WHERE datname = current_database()"))
                    .isEqualTo("1");
            reader.close();
            migration.join();
            assertBuilt(project, 2 * TABLES);
        }
    }

    /** The others that were being built are ended, and what they leave is dropped: the next start begins anew. */
    @ServerSource
    void aFailureEndsAllAndTheNextStartHeals(PostgresServer server) throws Exception {
        try (Project project = project(server)) {
            project.run("UPDATE t1 SET a = 1");
            write(
                    project,
                    List.of(
                            "CREATE INDEX t0_a_idx ON t0 (a)",
                            "CREATE UNIQUE INDEX t1_a_idx ON t1 (a)",
                            "CREATE INDEX t2_a_idx ON t2 (a)",
                            "CREATE INDEX t3_a_idx ON t3 (a)"));

            Connection reader = project.reader("SELECT 1 FROM course");
            CompletableFuture<MigrateResult> migration = project.start(parallel(project.flyway(), 4));
            // By then the second, which waits for no snapshot, has failed.
            project.await(BUILDS.replace("SELECT count(DISTINCT p.relid)", "SELECT count(DISTINCT p.relid) = 3"));
            project.await("SELECT count(*) = 0 FROM pg_index WHERE indrelid = 't1'::regclass");
            reader.close();

            assertThatThrownBy(migration::join).hasMessageContaining("could not create unique index \"t1_a_idx\"");
            assertThat(project.query("SELECT count(*) FROM pg_index WHERE NOT indisvalid"))
                    .isEqualTo("0");
            assertThat(project.query("SELECT success FROM flyway_schema_history WHERE version = '2'"))
                    .isEqualTo("f");
            project.run("UPDATE t1 SET a = b::int");
            parallel(project.flyway(), 4).load().migrate();
            assertBuilt(project, TABLES);
        }
    }

    /** It counts for each wait, and ends all. */
    @ServerSource
    void patienceEndsWhatIsBuiltAhead(PostgresServer server) throws Exception {
        try (Project project = project(server)) {
            write(project, definitions());
            // The script's own build waits for nobody: it is the one on t1 that does.
            Connection writer = project.reader("UPDATE t1 SET a = a WHERE a = 1");
            FluentConfiguration flyway = project.flyway()
                    .placeholders(Map.of("compositeindex.parallel", "2", "compositeindex.patience", "1s"));

            assertThatThrownBy(() -> flyway.load().migrate())
                    .hasMessageContaining("compositeindex.patience")
                    .hasMessageContaining("process " + Project.process(writer));

            // Who stops the build may stop its leftover's drop as well: the next start does it.
            writer.close();
            parallel(project.flyway(), 2).load().migrate();
            assertBuilt(project, 2 * TABLES);
        }
    }

    /** As by the server's own memory killer, in small: the script fails, and the next one heals. */
    @ServerSource
    void aSessionThatIsLostFailsTheScript(PostgresServer server) throws Exception {
        try (Project project = project(server)) {
            write(project, definitions());
            Connection reader = project.reader("SELECT 1 FROM course");
            CompletableFuture<MigrateResult> migration = project.start(parallel(project.flyway(), 2));
            project.await(BUILDS.replace("SELECT count(DISTINCT p.relid)", "SELECT count(DISTINCT p.relid) = 2"));
            project.run("SELECT pg_terminate_backend(pid) FROM pg_stat_progress_create_index"
                    + " WHERE datname = current_database() AND relid = 't1'::regclass");
            reader.close();

            assertThatThrownBy(migration::join).hasMessageContaining("terminating connection");

            parallel(project.flyway(), 2).load().migrate();
            assertBuilt(project, 2 * TABLES);
        }
    }

    /** Of a script that fails itself, nobody goes on. */
    @ServerSource
    void whatIsBuiltAheadEndsWithTheScript(PostgresServer server) throws Exception {
        try (Project project = project(server)) {
            project.run(
                    "UPDATE t0 SET a = 1",
                    "CREATE FUNCTION slow(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS"
                            + " 'BEGIN PERFORM pg_sleep(600); RETURN $1; END'");
            write(project, List.of("CREATE UNIQUE INDEX t0_a_idx ON t0 (a)", "CREATE INDEX t1_a_idx ON t1 (slow(a))"));

            assertThatThrownBy(() -> parallel(project.flyway(), 2).load().migrate())
                    .hasMessageContaining("could not create unique index \"t0_a_idx\"");

            assertThat(project.query("SELECT count(*) FROM pg_stat_progress_create_index"
                            + " WHERE datname = current_database()"))
                    .isEqualTo("0");
            assertThat(project.query("SELECT count(*) FROM pg_index WHERE NOT indisvalid"))
                    .isEqualTo("0");
        }
    }

    /** A statement of the team's own may be what the next index needs. */
    @ServerSource
    void nothingIsBuiltBeforeWhatStandsBeforeIt(PostgresServer server) throws Exception {
        try (Project project = project(server);
                Log log = new Log("dev.compositeindex")) {
            write(project, List.of("CREATE INDEX t0_a_idx ON t0 (a)", "CREATE UNIQUE INDEX t1_a_idx ON t1 (a)"));
            project.run("UPDATE t1 SET a = 1");
            String script = project.read("V2__indexes.sql");
            project.write(
                    "V2__indexes.sql",
                    script.replace(
                            "-- compositeindex: create t1_a_idx",
                            "UPDATE t1 SET a = b::int;\n\n-- compositeindex: create t1_a_idx"));

            Connection reader = project.reader("SELECT 1 FROM course");
            CompletableFuture<MigrateResult> migration = project.start(parallel(project.flyway(), 4));
            log.await("blocked by");
            reader.close();

            assertThat(migration.join().success).isTrue();
            assertBuilt(project, 2);
        }
    }

    /** Its statement would wait for the lock of the table with a snapshot, for which the other one would wait. */
    @ServerSource
    void theScriptWaitsForAllIndexesOfATable(PostgresServer server) throws Exception {
        try (Project project = project(server);
                Log log = new Log("dev.compositeindex")) {
            project.run("CREATE FUNCTION gate(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS"
                    + " 'BEGIN PERFORM pg_advisory_xact_lock(1); RETURN $1; END'");
            write(
                    project,
                    List.of(
                            "CREATE INDEX t0_a_idx ON t0 (a)",
                            "CREATE INDEX t1_a_idx ON t1 (a)",
                            "CREATE INDEX t1_b_idx ON t1 (gate(a))"));
            Connection reader = project.reader("SELECT 1 FROM course");
            Connection gate = project.closeGate();
            CompletableFuture<MigrateResult> migration = project.start(parallel(project.flyway(), 2));
            project.await(BUILDS.replace("SELECT count(DISTINCT p.relid)", "SELECT count(DISTINCT p.relid) = 2"));
            reader.close();
            log.await("t1_b_idx on public.t1 (8.0 kB): building index");
            log.await("blocked by process " + Project.process(gate));

            Project.open(gate);

            assertThat(migration.join().success).isTrue();
            assertBuilt(project, 3);
        }
    }

    /** The script builds all by itself then. */
    @ServerSource
    void aPoolWithoutFurtherConnectionsIsEnough(PostgresServer server) throws Exception {
        try (Project project = project(server)) {
            write(project, definitions());
            HikariConfig config = new HikariConfig();
            config.setDataSource(project.database());
            config.setMaximumPoolSize(2);
            config.setConnectionTimeout(250);
            try (HikariDataSource pool = new HikariDataSource(config)) {
                parallel(project.flyway().dataSource(pool), 4).load().migrate();
            }
            assertBuilt(project, 2 * TABLES);
        }
    }

    /** What the session has that runs the script, the others have as well; and not afterwards. */
    @ServerSource
    void otherSessionsAreLikeTheScripts(PostgresServer server) throws Exception {
        try (Project project = project(server)) {
            project.run(
                    "CREATE SCHEMA app",
                    "CREATE ROLE \"Builder of " + project.database().getDatabaseName() + "\"");
            String login = "login_" + project.database().getDatabaseName();
            String role = "\"Builder of " + project.database().getDatabaseName() + "\"";
            project.run("GRANT ALL ON SCHEMA app TO " + role, "GRANT ALL ON SCHEMA public TO " + role);
            write(project, definitions());
            for (int i = 0; i < TABLES; i++) {
                project.run("ALTER TABLE t" + i + " SET SCHEMA app", "ALTER TABLE app.t" + i + " OWNER TO " + role);
            }
            project.run(
                    "ALTER TABLE flyway_schema_history OWNER TO " + role,
                    "CREATE ROLE " + login + " LOGIN NOINHERIT IN ROLE " + role);
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(project.database().getURL());
            config.setUsername(login);
            config.setMaximumPoolSize(4);
            try (HikariDataSource pool = new HikariDataSource(config)) {
                parallel(
                                project.flyway()
                                        .dataSource(pool)
                                        .initSql("SET ROLE " + role + "; SET search_path = app, public")
                                        .defaultSchema("public"),
                                3)
                        .load()
                        .migrate();
                List<String> left = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    Connection connection = pool.getConnection();
                    left.add(Sql.text(connection, "SELECT current_user || ' ' || current_setting('search_path')"));
                }
                // Flyway itself leaves its own one as it has made it.
                assertThat(left)
                        .filteredOn((login + " \"$user\", public")::equals)
                        .hasSize(3);
            }
            assertBuilt(project, 2 * TABLES);
            assertThat(project.query("SELECT count(*) FROM pg_indexes WHERE schemaname = 'app'"))
                    .isEqualTo(Integer.toString(2 * TABLES));
        }
    }

    /** As after a kill: the session that built ahead goes on alone, holding the lock of its table. */
    @ServerSource
    void whoStartsMeanwhileWaitsForWhatIsBuiltAhead(PostgresServer server) throws Exception {
        try (Project project = project(server);
                Log log = new Log("dev.compositeindex")) {
            write(project, definitions());
            Connection reader = project.reader("SELECT 1 FROM course");
            CompletableFuture<MigrateResult> first = project.start(parallel(project.flyway(), 2));
            project.await(BUILDS.replace("SELECT count(DISTINCT p.relid)", "SELECT count(DISTINCT p.relid) = 2"));
            // All but the session that builds t1: of the script, and the guard's own.
            project.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity a WHERE datname = current_database()"
                    + " AND pid <> pg_backend_pid() AND state <> 'idle in transaction' AND NOT EXISTS (SELECT FROM"
                    + " pg_stat_progress_create_index p WHERE p.pid = a.pid AND p.relid = 't1'::regclass)");
            CompletableFuture<MigrateResult> second = project.start(project.flyway());
            log.await("works on the same table");
            reader.close();

            assertThat(second.join().success).isTrue();
            assertThatThrownBy(first::join).isNotNull();
            assertBuilt(project, 2 * TABLES);
        }
    }
}
