package dev.compositeindex.torture;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.flywaydb.core.Flyway;

/** The databases of a server: copies of templates, which have filled tables and no index yet. */
final class Databases {
    private static final int FIRST_WITH_STRATEGY = 15;

    private final Server server;
    private final Application tables;
    private final Set<String> templates = new HashSet<>();

    /**
     * @param tables the release that creates the tables
     */
    Databases(Server server, Application tables) {
        this.server = server;
        this.tables = tables;
    }

    Server server() {
        return server;
    }

    /** A new database whose tables have so many rows. */
    void create(String name, int rows) throws SQLException {
        String template = "rows_" + rows;
        if (templates.add(template)) {
            fill(template, rows);
        }
        try (Connection connection = server.connect("postgres")) {
            String strategy = Integer.parseInt(server.release().majorVersion()) >= FIRST_WITH_STRATEGY
                    ? " STRATEGY file_copy"
                    : "";
            Sql.execute(connection, "CREATE DATABASE %s TEMPLATE %s%s".formatted(name, template, strategy));
        }
    }

    private void fill(String template, int rows) throws SQLException {
        try (Connection connection = server.connect("postgres")) {
            Sql.execute(connection, "CREATE DATABASE " + template);
        }
        migrate(server.url(template, "torture"), tables);
        try (Connection connection = server.connect(template)) {
            for (String statement : Story.fill(rows)) {
                Sql.execute(connection, statement);
            }
            Sql.execute(connection, "CHECKPOINT");
        }
    }

    /** Applies a release's migrations from here, with nothing that disturbs. */
    static void migrate(String url, Application application) {
        Flyway.configure()
                .dataSource(url, null, null)
                .locations("filesystem:" + application.migrations())
                .load()
                .migrate();
    }

    void drop(String name) throws SQLException {
        try (Connection connection = server.connect("postgres")) {
            Sql.execute(connection, "DROP DATABASE %s WITH (FORCE)".formatted(name));
        }
    }
}
