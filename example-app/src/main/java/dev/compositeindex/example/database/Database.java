package dev.compositeindex.example.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A pool of connections to a database; and, if the application was given none, the server itself. */
public final class Database implements AutoCloseable {

    private final HikariDataSource pool;
    private final @Nullable EmbeddedPostgres server;
    private final String description;

    private Database(HikariDataSource pool, @Nullable EmbeddedPostgres server, String description) {
        this.pool = pool;
        this.server = server;
        this.description = description;
    }

    /**
     * Connects to a database of the user's.
     *
     * @throws DatabaseUnavailableException if that fails
     */
    public static Database connect(DatabaseUrl url) {
        return open(url, null);
    }

    /**
     * Starts a server with an empty database, which is thrown away on {@link #close()}.
     *
     * @throws DatabaseUnavailableException if that fails
     */
    public static Database startEmbedded() {
        EmbeddedPostgres server;
        try {
            // Nothing of it outlives the process, so nothing needs to survive a crash of the machine.
            server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        } catch (IOException | IllegalStateException e) {
            throw new DatabaseUnavailableException(
                    "cannot start an embedded PostgreSQL: " + oneLine(e) + ". Give a database with --url.", e);
        }
        try {
            return open(new DatabaseUrl(server.getJdbcUrl("postgres", "postgres"), null, null), server);
        } catch (RuntimeException e) {
            stop(server);
            throw e;
        }
    }

    /** Where the application reads and writes. */
    public DataSource dataSource() {
        return pool;
    }

    /** Whether the server was started for this run, and is empty at first. */
    public boolean isEmbedded() {
        return server != null;
    }

    /** The server's version and its address, for people. */
    public String description() {
        return description;
    }

    /** Closes the connections, and stops the server if it is embedded. */
    @Override
    public void close() {
        pool.close();
        if (server != null) {
            stop(server);
        }
    }

    private static Database open(DatabaseUrl url, @Nullable EmbeddedPostgres server) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url.jdbcUrl());
        config.setUsername(url.user());
        config.setPassword(url.password());
        config.setMaximumPoolSize(4);
        config.setConnectionTimeout(10_000);
        HikariDataSource pool;
        try {
            pool = new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new DatabaseUnavailableException("cannot connect to " + url + ": " + oneLine(cause), e);
        }
        try (Connection connection = pool.getConnection()) {
            String version = connection.getMetaData().getDatabaseProductVersion();
            String address = server == null ? url.toString() : "embedded, thrown away at the end";
            return new Database(pool, server, "PostgreSQL %s, %s".formatted(version, address));
        } catch (SQLException e) {
            pool.close();
            throw new DatabaseUnavailableException("cannot read from " + url + ": " + oneLine(e), e);
        }
    }

    private static void stop(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException("the embedded PostgreSQL does not stop", e);
        }
    }

    private static String oneLine(Throwable problem) {
        String message = problem.getMessage();
        return message == null
                ? problem.getClass().getSimpleName()
                : message.strip().replaceAll("\\s*\\R\\s*", " ").replaceFirst("[.]+$", "");
    }
}
