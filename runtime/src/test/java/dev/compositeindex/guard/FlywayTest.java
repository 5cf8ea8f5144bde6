package dev.compositeindex.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.compositeindex.testing.OwnThread;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import dev.compositeindex.testing.TestSession;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Flyway with the guard on the class path and nothing configured. A hang, on a socket, must fail and not hang the build. */
@Tag("slow")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FlywayTest {

    private static final String VALID = "SELECT count(*) FROM pg_index WHERE indisvalid AND NOT indisprimary"
            + " AND indrelid = 'learning_course'::regclass";

    @ServerSource
    void oneInstanceMigrates(PostgresServer server) {
        PGSimpleDataSource database = server.newDatabase();

        MigrateResult result = Flyway.configure().dataSource(database).load().migrate();

        assertThat(result.migrationsExecuted).isEqualTo(3);
        assertThat(query(database, VALID)).isEqualTo("2");
        assertThat(Flyway.configure().dataSource(database).load().migrate().migrationsExecuted)
                .isZero();
    }

    @ServerSource
    void oneInstanceMigratesWithoutValidation(PostgresServer server) {
        PGSimpleDataSource database = server.newDatabase();

        Flyway.configure().dataSource(database).validateOnMigrate(false).load().migrate();

        assertThat(query(database, VALID)).isEqualTo("2");
    }

    /** Who configures callbacks of their own, or none, has the guard all the same. */
    @ServerSource
    void otherCallbackSettingsDoNotSwitchItOff(PostgresServer server) {
        PGSimpleDataSource database = server.newDatabase();

        Flyway.configure()
                .dataSource(database)
                .skipDefaultCallbacks(true)
                .callbackLocations("classpath:nowhere")
                .load()
                .migrate();

        assertThat(query(database, VALID)).isEqualTo("2");
    }

    /** All of them start on an empty database at the same moment. */
    @ServerSource
    void fourInstancesMigrate(PostgresServer server) {
        PGSimpleDataSource database = server.newDatabase();
        CountDownLatch start = new CountDownLatch(4);

        List<CompletableFuture<Integer>> results = IntStream.range(0, 4)
                .mapToObj(i -> OwnThread.call(() -> {
                    Flyway flyway =
                            Flyway.configure().dataSource(copy(database)).load();
                    start.countDown();
                    start.await();
                    return flyway.migrate().migrationsExecuted;
                }))
                .toList();

        assertThat(results.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(3);
        assertThat(query(database, VALID)).isEqualTo("2");
    }

    /** Why there is a guard: the build waits for the snapshot of Flyway's own lock, and nothing ever ends that. */
    @ServerSource
    void withoutTheGuardFlywayHangs(PostgresServer server) {
        PGSimpleDataSource database = server.newDatabase();
        Flyway unguarded = Flyway.configure()
                .dataSource(database)
                .placeholders(Map.of("compositeindex.guard", "off"))
                .load();
        CompletableFuture<MigrateResult> migration = OwnThread.call(unguarded::migrate);

        try (TestSession session = new TestSession(database)) {
            session.await("""
                    SELECT bool_or(build.phase = 'waiting for old snapshots' AND lock.state = 'idle in transaction')
                      FROM pg_stat_progress_create_index build
                      JOIN pg_stat_activity lock ON lock.pid = ANY (pg_blocking_pids(build.pid))
                     WHERE build.datname = current_database()""");
        }
        assertThat(migration).isNotDone();

        query(
                database,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_progress_create_index WHERE datname = current_database()");
        assertThat(migration).failsWithin(Duration.ofSeconds(30));
    }

    /** Flyway forgets those if it finds others in its own package db.callback, where a guard could be. */
    @ServerSource
    void theTeamsCallbacksAreCalled(PostgresServer server) {
        List<Event> events = new CopyOnWriteArrayList<>();
        Callback theirs = new Callback() {
            @Override
            public boolean supports(Event event, Context context) {
                return event == Event.BEFORE_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
            }

            @Override
            public boolean canHandleInTransaction(Event event, Context context) {
                return true;
            }

            @Override
            public void handle(Event event, Context context) {
                events.add(event);
            }

            @Override
            public String getCallbackName() {
                return "theirs";
            }
        };
        Flyway flyway = Flyway.configure()
                .dataSource(server.newDatabase())
                .callbacks(theirs)
                .load();

        flyway.migrate();

        assertThat(events)
                .containsExactly(
                        Event.BEFORE_MIGRATE,
                        Event.AFTER_EACH_MIGRATE,
                        Event.AFTER_EACH_MIGRATE,
                        Event.AFTER_EACH_MIGRATE);
        flyway.migrate();
        assertThat(Arrays.stream(flyway.getConfiguration().getCallbacks()).filter(GuardCallback.class::isInstance))
                .hasSize(1);
    }

    @ServerSource
    void aWrongSwitchIsAnError(PostgresServer server) {
        assertThatThrownBy(Flyway.configure()
                        .dataSource(server.newDatabase())
                        .placeholders(Map.of("compositeindex.guard", "no"))
                        .load()::migrate)
                .hasMessageContaining("compositeindex.guard=no: must be on or off");
    }

    /** In a directory, in a jar, and outside of the class path. */
    static Stream<Arguments> whereScriptsAre() {
        return PostgresServer.each(Stream.of("directory", "jar", "file system"), Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("whereScriptsAre")
    void aFailedBuildFailsLoudlyAndLeavesNoTimeoutsBehind(PostgresServer server, String where, @TempDir Path folder)
            throws Exception {
        PGSimpleDataSource database = server.newDatabase();
        String name = query(database, "SELECT current_database()");
        query(database, "ALTER DATABASE " + name + " SET statement_timeout = '51min'");
        query(database, "ALTER DATABASE " + name + " SET lock_timeout = '52min'");
        if (server == PostgresServer.NEWEST) {
            query(database, "ALTER DATABASE " + name + " SET transaction_timeout = '53min'");
        }
        HikariConfig config = new HikariConfig();
        config.setDataSource(database);
        config.setMaximumPoolSize(2);
        try (HikariDataSource pool = new HikariDataSource(config);
                URLClassLoader classLoader =
                        new URLClassLoader(new URL[] {jar(folder).toUri().toURL()})) {
            Flyway flyway = Flyway.configure(classLoader)
                    .dataSource(pool)
                    .locations(
                            "classpath:db/migration",
                            switch (where) {
                                case "directory" -> "classpath:failing";
                                case "jar" -> "classpath:failing/jarred";
                                default ->
                                    "filesystem:"
                                            + Path.of(FlywayTest.class
                                                    .getResource("/failing")
                                                    .toURI());
                            })
                    .load();

            assertThatThrownBy(flyway::migrate)
                    .isInstanceOf(FlywayException.class)
                    .hasMessageContaining("could not create unique index \"course_diff_idx\"");

            try (Connection first = pool.getConnection();
                    Connection second = pool.getConnection()) {
                for (Connection connection : List.of(first, second)) {
                    assertThat(query(connection, "SHOW statement_timeout")).isEqualTo("51min");
                    assertThat(query(connection, "SHOW lock_timeout")).isEqualTo("52min");
                    if (server == PostgresServer.NEWEST) {
                        assertThat(query(connection, "SHOW transaction_timeout"))
                                .isEqualTo("53min");
                    }
                }
            }
        }
    }

    /** What the team's own scripts set is theirs. */
    @ServerSource
    void scriptsOfOthersAreLeftAlone(PostgresServer server) {
        PGSimpleDataSource database = server.newDatabase();
        HikariConfig config = new HikariConfig();
        config.setDataSource(database);
        config.setMaximumPoolSize(2);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            Flyway flyway = Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:others")
                    .load();

            assertThatThrownBy(flyway::migrate).hasMessageContaining("division by zero");

            try (Connection first = pool.getConnection();
                    Connection second = pool.getConnection()) {
                assertThat(List.of(query(first, "SHOW lock_timeout"), query(second, "SHOW lock_timeout")))
                        .containsExactlyInAnyOrder("0", "7min");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path jar(Path folder) throws IOException {
        Path jar = folder.resolve("migrations.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("failing/jarred/"));
            for (String suffix : List.of("", ".conf")) {
                out.putNextEntry(new JarEntry("failing/jarred/sub/V4__create_course_diff_idx.sql" + suffix));
                try (InputStream in =
                        FlywayTest.class.getResourceAsStream("/failing/V4__create_course_diff_idx.sql" + suffix)) {
                    in.transferTo(out);
                }
            }
        }
        return jar;
    }

    private static PGSimpleDataSource copy(PGSimpleDataSource database) {
        PGSimpleDataSource copy = new PGSimpleDataSource();
        copy.setUrl(database.getUrl());
        copy.setUser(database.getUser());
        return copy;
    }

    private static String query(DataSource database, String sql) {
        try (Connection connection = database.getConnection()) {
            return query(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? String.valueOf(rows.getString(1)) : "";
            }
        }
    }
}
