package dev.compositeindex.example;

import dev.compositeindex.example.data.DataLoader;
import dev.compositeindex.example.data.DataSize;
import dev.compositeindex.example.data.LoadProgress;
import dev.compositeindex.example.database.Migrations;
import dev.compositeindex.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Databases of the example for tests. */
public final class ExampleDatabase {

    /** Large enough that the planner has reasons to use an index, small enough to be loaded in seconds. */
    public static final int ROWS = 20_000;

    public static final long SEED = 1;

    private static final Map<PostgresServer, PGSimpleDataSource> MIGRATED = new EnumMap<>(PostgresServer.class);
    private static final Map<PostgresServer, PGSimpleDataSource> LOADED = new EnumMap<>(PostgresServer.class);

    /** What tests lock that use {@link #loaded}: those that measure lock its tables. */
    public static final String RESOURCE = "the loaded database";

    private ExampleDatabase() {}

    /** A database of its own for the test, with all migrations applied and no rows. */
    public static synchronized PGSimpleDataSource migrated(PostgresServer server) {
        return server.newDatabase(MIGRATED.computeIfAbsent(server, key -> {
            PGSimpleDataSource database = server.newDatabase();
            Migrations.apply(database);
            return database;
        }));
    }

    /** A database with sample data, shared by all tests, which must leave it as it is. */
    public static synchronized PGSimpleDataSource loaded(PostgresServer server) throws SQLException {
        PGSimpleDataSource database = LOADED.get(server);
        if (database == null) {
            database = migrated(server);
            load(database, ROWS, SEED);
            LOADED.put(server, database);
        }
        return database;
    }

    public static long load(DataSource database, int rows, long seed) throws SQLException {
        return new DataLoader(database, new DataSize(rows), seed).load(silent());
    }

    public static LoadProgress silent() {
        return new LoadProgress() {
            @Override
            public void begins(long rows) {}

            @Override
            public void table(String name) {}

            @Override
            public void made(long rows) {}
        };
    }

    /** As a user would pass it to {@code --url}. */
    public static String url(PGSimpleDataSource database) {
        return "postgres://postgres@%s:%d/%s"
                .formatted(database.getServerNames()[0], database.getPortNumbers()[0], database.getDatabaseName());
    }

    public static void execute(DataSource database, String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of the first row. */
    public static String query(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
