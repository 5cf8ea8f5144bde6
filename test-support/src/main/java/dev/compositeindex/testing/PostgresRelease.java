package dev.compositeindex.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A server of each supported release. Each is started at most once per test run, when first asked for, and stopped with
 * the JVM.
 */
public enum PostgresRelease {
    V14("14"),
    V15("15"),
    V16("16"),
    V17("17"),
    V18("18");

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final String majorVersion;
    private @Nullable EmbeddedPostgres running;

    PostgresRelease(String majorVersion) {
        this.majorVersion = majorVersion;
    }

    /** The major version, {@code "14"}. */
    public String majorVersion() {
        return majorVersion;
    }

    /** A new, empty database of this server, owned by the superuser that the data source connects as. */
    public PGSimpleDataSource newDatabase() {
        String name = "test_" + DATABASES.incrementAndGet();
        EmbeddedPostgres server = server();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(server.getJdbcUrl("postgres", name));
        return database;
    }

    /** The maintenance database, for what concerns the server as a whole. */
    public DataSource maintenanceDatabase() {
        return server().getPostgresDatabase();
    }

    private synchronized EmbeddedPostgres server() {
        if (running == null) {
            try {
                running = EmbeddedPostgres.builder()
                        .setPgBinaryResolver(this::binaries)
                        .setServerConfig("max_connections", "200")
                        .setServerConfig("max_prepared_transactions", "10")
                        // Test databases are thrown away: nothing needs to survive a crash of the machine.
                        .setServerConfig("fsync", "off")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return running;
    }

    private InputStream binaries(String system, String machine) throws IOException {
        String resource =
                "/postgres/%s/postgres-%s-%s.txz".formatted(majorVersion, system.toLowerCase(Locale.ROOT), machine);
        InputStream found = PostgresRelease.class.getResourceAsStream(resource);
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
