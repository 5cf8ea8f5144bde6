package dev.compositeindex.benchmarks.verify;

import dev.compositeindex.benchmarks.Report;
import dev.compositeindex.benchmarks.Samples;
import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexRegistry;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.verify.IndexVerifier;
import io.github.mfvanek.pg.connection.PgConnectionImpl;
import io.github.mfvanek.pg.core.checks.common.DatabaseCheckOnHost;
import io.github.mfvanek.pg.core.checks.host.StandardChecksOnHost;
import io.github.mfvanek.pg.model.context.PgContext;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What one verification takes, and what all of pg-index-health's checks take on the same database. */
@Command(
        name = "verify",
        description = "What verification takes, against all checks of pg-index-health.",
        mixinStandardHelpOptions = true)
public final class VerifyBenchmark implements Callable<Integer> {
    /** One of four is more than columns and their order, as in our other corpus. */
    private static final List<String> INDEXES = List.of(
            "CREATE INDEX %1$s_status_created_at_idx ON %1$s (status, created_at DESC)",
            "CREATE INDEX %1$s_level_published_title_idx ON %1$s (level, published, title)",
            "CREATE UNIQUE INDEX %1$s_slug_key ON %1$s (lower(slug)) INCLUDE (title)",
            "CREATE INDEX %1$s_price_idx ON %1$s (price, starts_on)");

    @Option(names = "--folder", defaultValue = "target/benchmarks", description = "for results")
    private Path folder = Path.of("");

    @Option(
            names = "--indexes",
            split = ",",
            defaultValue = "40,1000,5000",
            description = "how many are declared (default: ${DEFAULT-VALUE})")
    private List<Integer> sizes = List.of();

    @Option(names = "--rounds", defaultValue = "9", description = "that are measured (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--warm-up", defaultValue = "3", description = "rounds before those (default: ${DEFAULT-VALUE})")
    private int warmUp;

    @Override
    public Integer call() throws IOException, SQLException {
        Report report = new Report("verify", Map.of("rounds", rounds));
        for (PostgresServer server : PostgresServer.values()) {
            for (int size : sizes) {
                report.add(row(server, size));
            }
        }
        report.write(folder, System.out);
        return 0;
    }

    private Map<String, Object> row(PostgresServer server, int size) throws SQLException {
        PGSimpleDataSource database = server.newDatabase();
        List<IndexDefinition> declared = create(database, size);
        IndexRegistry registry = () -> declared;
        Samples ours = new Samples();
        Samples theirs = new Samples();
        Samples ratio = new Samples();
        for (int round = -warmUp; round < rounds; round++) {
            double verification = milliseconds(
                    () -> IndexVerifier.of(database).verify(registry).throwIfNotValid());
            double checks = milliseconds(() -> check(database));
            if (round >= 0) {
                ours.add(verification);
                theirs.add(checks);
                ratio.add(verification / checks);
            }
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("server", server.toString());
        row.put("indexes", declared.size());
        row.put("verification, ms", ours.median());
        row.put("spread", ours.spread());
        row.put("an index, ms", ours.median() / declared.size());
        row.put("pg-index-health, ms", theirs.median());
        row.put("to pg-index-health", ratio.median());
        return row;
    }

    private static List<IndexDefinition> create(PGSimpleDataSource database, int size) throws SQLException {
        List<IndexDefinition> declared = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < size / INDEXES.size(); i++) {
                String table = "t" + i;
                statement.addBatch("""
                        CREATE TABLE %s (id bigint PRIMARY KEY, status text, created_at timestamptz, level int,
                            published boolean, title text, slug text, price numeric, starts_on date)""".formatted(table));
                for (String index : INDEXES) {
                    String definition = index.formatted(table);
                    statement.addBatch(definition);
                    declared.add(IndexDefinition.of("com.acme.T" + i, definition));
                }
                if (i % 100 == 0) {
                    statement.executeBatch();
                }
            }
            statement.executeBatch();
            statement.execute("ANALYZE");
        }
        return declared;
    }

    private static void check(PGSimpleDataSource database) {
        PgContext context = PgContext.ofDefault();
        for (DatabaseCheckOnHost<?> check :
                new StandardChecksOnHost().apply(PgConnectionImpl.ofUrl(database, String.valueOf(database.getUrl())))) {
            check.check(context);
        }
    }

    private static double milliseconds(Runnable what) {
        long begin = System.nanoTime();
        what.run();
        return (System.nanoTime() - begin) / 1e6;
    }
}
