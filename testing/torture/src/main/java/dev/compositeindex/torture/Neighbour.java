package dev.compositeindex.torture;

import dev.compositeindex.testing.Pooler;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Another application on the same database, with a history of its own and an index on a table that is not its own alone. It comes
 * and goes within one fault.
 *
 * @param application what it is
 */
record Neighbour(Application application) {
    private static final String HISTORY = "neighbours_history";
    private static final String INDEX = "item_neighbour_idx";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What an orchestrator waits before it starts again. */
    private static final Duration BACK_OFF = Duration.ofMillis(300);

    static Neighbour build(Path folder) throws IOException {
        Release release =
                new Release("", Map.of("Neighbour.java", """
                package app;
                import dev.compositeindex.*;
                @IndexedTable("item")
                @CompositeIndex(name = "%s", fields = {"version", "price"})
                public class Neighbour {
                    int version;
                    int price;
                }
                """.formatted(INDEX)), new TreeMap<>(), Optional.empty());
        return new Neighbour(Application.build(List.of(release), folder).get(0));
    }

    /** Starts it until it is up, then looks at its index, and takes it and its history away. */
    void comeAndGo(Scene scene) throws SQLException, IOException, InterruptedException {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(scene.server().url(scene.database(), "neighbour"));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                migrate(database);
                break;
            } catch (FlywayException e) {
                if (System.nanoTime() > end) {
                    throw new IOException("the neighbour did not come up: " + e.getMessage(), e);
                }
                Thread.sleep(BACK_OFF.toMillis());
            }
        }
        try (Connection connection = scene.server().awaitConnection(scene.database())) {
            List<String> valid = Sql.column(
                    connection,
                    "SELECT indisvalid AND indisready FROM pg_index WHERE indexrelid = to_regclass('%s')"
                            .formatted(INDEX));
            if (!valid.equals(List.of("t"))) {
                throw new IOException("the neighbour's index is not there, or not valid: " + valid);
            }
            Sql.execute(connection, "DROP INDEX CONCURRENTLY " + INDEX);
            Sql.execute(connection, "DROP TABLE " + HISTORY);
        }
    }

    /** Starts it through a pooler that shares sessions, which must be refused. */
    void comeThroughAPooler(Scene scene) throws SQLException, IOException {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(scene.server().url(scene.database(), "neighbour"));
        database.setUser("postgres");
        try (Pooler pooler = Pooler.ofTransactions(database)) {
            migrate(pooler.dataSource());
            throw new IOException("a pooler that shares sessions was not refused");
        } catch (FlywayException e) {
            if (!String.valueOf(e.getMessage()).contains("a pooler that shares sessions between clients")) {
                throw new IOException(
                        "a pooler that shares sessions was refused, with other words: " + e.getMessage(), e);
            }
        }
        try (Connection connection = scene.connect()) {
            if (!Sql.column(connection, "SELECT to_regclass('%s')".formatted(INDEX))
                    .equals(List.of(""))) {
                throw new IOException("a pooler that shares sessions was refused after something was built");
            }
            Sql.execute(connection, "DROP TABLE IF EXISTS " + HISTORY);
        }
    }

    private void migrate(DataSource database) {
        Flyway.configure()
                .dataSource(database)
                .table(HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .locations("filesystem:" + application.migrations())
                .load()
                .migrate();
    }
}
