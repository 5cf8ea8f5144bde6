package dev.compositeindex.testing;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A server of each supported release. Each is started at most once per test run, when first asked for, and stopped with
 * the JVM. With {@code -Dservers=none} the tests that ask for one are skipped.
 */
public enum PostgresRelease {
    V14("14"),
    V15("15"),
    V16("16"),
    V17("17"),
    V18("18");

    private static final boolean LINUX = System.getProperty("os.name").equals("Linux");

    /** A machine that does much else may need this long. */
    private static final Duration START_UP = Duration.ofMinutes(1);

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final String majorVersion;
    private @Nullable EmbeddedPostgres running;
    private @Nullable EmbeddedPostgres standby;
    private @Nullable TestSession maintenance;

    PostgresRelease(String majorVersion) {
        this.majorVersion = majorVersion;
    }

    /** The major version, {@code "14"}. */
    public String majorVersion() {
        return majorVersion;
    }

    /** A new, empty database of this server, owned by the superuser that the data source connects as. */
    public PGSimpleDataSource newDatabase() {
        return create("");
    }

    /** A copy of a database of this server to which nobody is connected. */
    public PGSimpleDataSource newDatabase(PGSimpleDataSource template) {
        return create(" TEMPLATE " + template.getDatabaseName());
    }

    private synchronized PGSimpleDataSource create(String clauses) {
        EmbeddedPostgres server = server();
        if (maintenance == null) {
            maintenance = new TestSession((PGSimpleDataSource) server.getPostgresDatabase());
        }
        String name = "test_" + DATABASES.incrementAndGet();
        // Since 15, the server would by default write all of it to its log.
        maintenance.run("CREATE DATABASE " + name + clauses + (this == V14 ? "" : " STRATEGY file_copy"));
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(server.getJdbcUrl("postgres", name));
        return database;
    }

    /** The maintenance database, for what concerns the server as a whole. */
    public DataSource maintenanceDatabase() {
        return server().getPostgresDatabase();
    }

    /**
     * The same database on a standby of this server, which has replayed everything that is committed by now. There is one
     * standby for each server, started when first asked for.
     */
    public PGSimpleDataSource onStandby(PGSimpleDataSource database) {
        PGSimpleDataSource replica = new PGSimpleDataSource();
        replica.setUrl(standby().getJdbcUrl("postgres", database.getDatabaseName()));
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            // The servers commit asynchronously; a commit that does not writes everything before it, too.
            statement.execute("SET synchronous_commit = local");
            statement.execute("SELECT pg_logical_emit_message(true, 'test', '')");
            awaitReplay(text(statement, "SELECT pg_current_wal_flush_lsn()"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return replica;
    }

    private void awaitReplay(String position) throws SQLException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        try (Connection connection = standby().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            while (!text(statement, "SELECT pg_last_wal_replay_lsn() >= '" + position + "'")
                    .equals("t")) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("the standby does not follow");
                }
                LockSupport.parkNanos(5_000_000);
            }
        }
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    private synchronized EmbeddedPostgres server() {
        if (running == null) {
            assumeFalse("none".equals(System.getProperty("servers")), "without servers, as -Dservers=none says");
            try {
                DataDirectory directory = DataDirectory.withClusterOf(kind());
                running = start(directory, data -> keep(directory));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return running;
    }

    private synchronized EmbeddedPostgres standby() {
        if (standby == null) {
            EmbeddedPostgres primary = server();
            try {
                standby = start(DataDirectory.withoutCluster(), data -> {
                    try (Connection connection = primary.getPostgresDatabase().getConnection()) {
                        Backup.copy(connection, primary.getPort(), data.toPath());
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return standby;
    }

    private void keep(DataDirectory directory) {
        try {
            directory.keepAs(kind());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a new cluster depends on: the server's programs, and the language of the environment. */
    private String kind() throws IOException {
        String language = Stream.of("LC_ALL", "LC_COLLATE", "LC_CTYPE", "LC_MESSAGES", "LANG")
                .map(name -> String.valueOf(System.getenv(name)))
                .collect(Collectors.joining(" "));
        return "new-%s-%08x"
                .formatted(
                        majorVersion, Objects.hash(binaries().openConnection().getContentLengthLong(), language));
    }

    private EmbeddedPostgres start(DataDirectory directory, Consumer<File> customizer) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPgBinaryResolver((system, machine) -> binaries().openStream())
                .setDataDirectory(directory.path())
                .setCleanDataDirectory(false)
                .setDataDirectoryCustomizer(customizer)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_UP)
                .setServerConfig("max_connections", "200")
                .setServerConfig("max_prepared_transactions", "10")
                // Test databases are thrown away: nothing needs to survive a crash of the machine.
                .setServerConfig("fsync", "off")
                // The more databases there are, the more workers it starts, in the end several a second. Not switched
                // off:
                // PostgreSQL 18 then keeps no statistics of a table when it builds an index.
                .setServerConfig("autovacuum_naptime", "1d");
        if (this == V18 && LINUX) {
            builder.setServerConfig("file_copy_method", "clone");
        }
        EmbeddedPostgres server = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                directory.delete();
            }
        }));
        return server;
    }

    private URL binaries() throws IOException {
        String name = System.getProperty("os.name");
        String system = name.startsWith("Mac") ? "darwin" : name.split(" ")[0].toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        String resource = "/postgres/%s/postgres-%s-%s.txz".formatted(majorVersion, system, machine);
        URL found = PostgresRelease.class.getResource(resource);
        if (found == null) {
            throw new IOException("No server binaries for this platform: " + resource
                    + ". The platform profiles at the end of the root pom.xml choose them.");
        }
        return found;
    }

    @Override
    public String toString() {
        return "PostgreSQL " + majorVersion;
    }
}
