package dev.compositeindex.benchmarks.build;

import dev.compositeindex.benchmarks.Migrate;
import dev.compositeindex.benchmarks.Scripts;
import dev.compositeindex.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Tables with rows, and what is to be built on them: by hand over JDBC, or by our script through Flyway.
 *
 * @param database that has them
 * @param statements of the indexes, without {@code CONCURRENTLY}
 * @param migrate with a script of ours for the same indexes
 */
record FilledTables(PGSimpleDataSource database, List<String> statements, Migrate migrate) {
    private static final List<String> INDEXES = List.of(
            "CREATE INDEX %1$s_status_created_at_idx ON %1$s (status, created_at DESC)",
            "CREATE INDEX %1$s_level_price_idx ON %1$s (level, price)", "CREATE INDEX %1$s_title_idx ON %1$s (title)");

    /** Tables of so many rows each, for so many indexes. */
    static FilledTables of(PostgresServer server, int indexes, int rows, Path folder) throws IOException, SQLException {
        List<String> tables = IntStream.range(0, (indexes + INDEXES.size() - 1) / INDEXES.size())
                .mapToObj(i -> "t" + i)
                .toList();
        List<String> statements = tables.stream()
                .flatMap(table -> INDEXES.stream().map(index -> index.formatted(table)))
                .limit(indexes)
                .toList();
        String create = tables.stream().map("""
                        CREATE TABLE %s (id bigint PRIMARY KEY, status text, level int, price numeric, title text,
                            created_at timestamptz);
                        """::formatted).collect(Collectors.joining());
        Scripts scripts = Scripts.of(folder, create).ours(statements);
        FilledTables filled = new FilledTables(server.newDatabase(), statements, new Migrate(scripts, true));
        filled.run(create);
        for (String table : tables) {
            filled.run("""
                    INSERT INTO %s SELECT n, 'status ' || n %% 5, n::bigint * 7919 %% 100, n %% 10007 / 100.0, md5(n::text),
                        now() - n * interval '1 second' FROM generate_series(1, %d) n""".formatted(table, rows));
        }
        filled.run("VACUUM ANALYZE");
        return filled;
    }

    Connection connect() throws SQLException {
        return database.getConnection();
    }

    void buildByHand() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(Scripts.concurrently(sql));
            }
        }
    }

    void buildByMigration() {
        build(migrate);
    }

    /** By the same migration, so many tables at once. */
    void buildByMigration(int parallel) {
        build(new Migrate(migrate.scripts(), Map.of("compositeindex.parallel", Integer.toString(parallel))));
    }

    private void build(Migrate how) {
        how.on(database).baselineOnMigrate(true).baselineVersion("1").load().migrate();
    }

    /** As before the builds, with what they left to write written. */
    void reset() throws SQLException {
        run("DROP TABLE IF EXISTS flyway_schema_history");
        List<String> built = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT indexrelid::regclass FROM pg_index WHERE indrelid::regclass::text ~ '^t[0-9]+$' AND NOT indisprimary")) {
            while (found.next()) {
                built.add(found.getString(1));
            }
        }
        if (built.size() != statements.size()) {
            throw new IllegalStateException(built.size() + " of " + statements.size() + " were built");
        }
        run("DROP INDEX " + String.join(", ", built));
        run("CHECKPOINT");
    }

    void run(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
