package dev.compositeindex.benchmarks.build;

import dev.compositeindex.benchmarks.Report;
import dev.compositeindex.benchmarks.Samples;
import dev.compositeindex.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What builds on filled tables take by our migration, against the same statements over plain JDBC. */
@Command(
        name = "build",
        description = "What builds on filled tables take, against the same statements over JDBC.",
        mixinStandardHelpOptions = true)
public final class BuildBenchmark implements Callable<Integer> {
    @Option(names = "--folder", defaultValue = "target/benchmarks", description = "for scripts and results")
    private Path folder = Path.of("");

    @Option(names = "--server", defaultValue = "NEWEST", description = "${COMPLETION-CANDIDATES}")
    private PostgresServer server = PostgresServer.NEWEST;

    @Option(names = "--indexes", defaultValue = "39", description = "how many (default: ${DEFAULT-VALUE})")
    private int indexes;

    @Option(names = "--rows", defaultValue = "1000000", description = "of each table (default: ${DEFAULT-VALUE})")
    private int rows;

    @Option(names = "--pairs", defaultValue = "5", description = "that are measured (default: ${DEFAULT-VALUE})")
    private int pairs;

    @Override
    public Integer call() throws IOException, SQLException {
        FilledTables tables = FilledTables.of(server, indexes, rows, folder.resolve("build"));
        Samples byHand = new Samples();
        Samples ours = new Samples();
        Samples ratio = new Samples();
        for (int pair = -1; pair < pairs; pair++) {
            // Who comes second finds more in memory.
            boolean oursFirst = pair % 2 == 0;
            double first = oursFirst ? migration(tables) : hand(tables);
            double second = oursFirst ? hand(tables) : migration(tables);
            if (pair >= 0) {
                double own = oursFirst ? first : second;
                double hand = oursFirst ? second : first;
                ours.add(own);
                byHand.add(hand);
                ratio.add(own / hand);
            }
        }
        Report report = new Report(
                "build", Map.of("server", server.toString(), "indexes", indexes, "rows", rows, "pairs", pairs));
        report.add(row("the statements over JDBC", byHand, 1, 0));
        report.add(row("our migration, with the guard", ours, ratio.median(), ratio.spread()));
        report.write(folder, System.out);
        return 0;
    }

    private static Map<String, Object> row(String what, Samples samples, double ratio, double spread) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("builds", what);
        row.put("seconds", samples.median());
        row.put("spread", samples.spread());
        row.put("to JDBC, pair by pair", ratio);
        row.put("spread of that", spread);
        return row;
    }

    private static double migration(FilledTables tables) throws SQLException {
        long begin = System.nanoTime();
        tables.buildByMigration();
        return ended(begin, tables);
    }

    private static double hand(FilledTables tables) throws SQLException {
        long begin = System.nanoTime();
        tables.buildByHand();
        return ended(begin, tables);
    }

    private static double ended(long begin, FilledTables tables) throws SQLException {
        double seconds = (System.nanoTime() - begin) / 1e9;
        tables.reset();
        return seconds;
    }
}
