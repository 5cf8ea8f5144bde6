package dev.compositeindex.benchmarks.build;

import dev.compositeindex.benchmarks.Report;
import dev.compositeindex.benchmarks.Samples;
import dev.compositeindex.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long writes take while we build, against the same statement by hand, and while nothing is built. */
@Command(
        name = "writers",
        description = "How long writes take during our build, during the same by hand, and without one.",
        mixinStandardHelpOptions = true)
public final class WritersBenchmark implements Callable<Integer> {
    @Option(names = "--folder", defaultValue = "target/benchmarks", description = "for scripts and results")
    private Path folder = Path.of("");

    @Option(names = "--server", defaultValue = "NEWEST", description = "${COMPLETION-CANDIDATES}")
    private PostgresServer server = PostgresServer.NEWEST;

    @Option(names = "--rows", defaultValue = "2000000", description = "of the table (default: ${DEFAULT-VALUE})")
    private int rows;

    @Option(names = "--writers", defaultValue = "4", description = "at once (default: ${DEFAULT-VALUE})")
    private int writers;

    @Option(names = "--rounds", defaultValue = "7", description = "that are measured (default: ${DEFAULT-VALUE})")
    private int rounds;

    /** What goes on while writes are measured. */
    private interface Work {
        void run() throws SQLException, InterruptedException;
    }

    private record Phase(String title, Samples median, Samples p99, Samples longest, Samples ratio) {
        Phase(String title) {
            this(title, new Samples(), new Samples(), new Samples(), new Samples());
        }
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        FilledTables tables = FilledTables.of(server, 3, rows, folder.resolve("writers"));
        Phase none = new Phase("nothing");
        Phase byHand = new Phase("the statements over JDBC");
        Phase ours = new Phase("our migration, with the guard");
        try (Writers all = new Writers(tables, writers, rows)) {
            for (int round = -1; round < rounds; round++) {
                boolean counts = round >= 0;
                measure(none, all, () -> Thread.sleep(Duration.ofSeconds(5).toMillis()), counts);
                double hand = measure(byHand, all, tables::buildByHand, counts);
                tables.reset();
                double own = measure(ours, all, tables::buildByMigration, counts);
                tables.reset();
                if (counts) {
                    byHand.ratio().add(1);
                    ours.ratio().add(own / hand);
                }
            }
        }
        Report report = new Report(
                "writers", Map.of("server", server.toString(), "rows", rows, "writers", writers, "rounds", rounds));
        report.add(row(none));
        report.add(row(byHand));
        report.add(row(ours));
        report.write(folder, System.out);
        return 0;
    }

    /** The 99th percentile. */
    private static double measure(Phase phase, Writers writers, Work work, boolean counts)
            throws SQLException, InterruptedException {
        writers.begin();
        work.run();
        Samples took = writers.end();
        double p99 = took.quantile(0.99);
        if (counts) {
            phase.median().add(took.median());
            phase.p99().add(p99);
            phase.longest().add(took.quantile(1));
        }
        return p99;
    }

    private static Map<String, Object> row(Phase phase) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("built meanwhile", phase.title());
        row.put("median ms", phase.median().median());
        row.put("p99 ms", phase.p99().median());
        row.put("spread", phase.p99().spread());
        row.put("p99 to that by hand", phase.ratio().median());
        row.put("longest ms", phase.longest().median());
        return row;
    }
}
