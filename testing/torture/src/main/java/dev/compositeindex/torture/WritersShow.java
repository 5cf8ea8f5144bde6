package dev.compositeindex.torture;

import dev.compositeindex.testing.PostgresServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long writes take while nothing is built, while an instance builds an index as it always does, and during a plain {@code
 * CREATE INDEX} of the same index: the same writers, the same table, one after the other.
 */
final class WritersShow {
    private static final String DATABASE = "writers";
    /** Time is measured here, and not judged. */
    private static final Duration NO_BOUND = Duration.ofHours(1);

    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Server server;
    private final Application application;
    private final Writers writers;
    private final Path folder;
    private final Table table = new Table("while", "seconds", "writes", "median ms", "p99 ms", "longest ms");
    private final List<String> violations = new ArrayList<>();

    private WritersShow(Server server, Application application, Writers writers, Path folder) {
        this.server = server;
        this.application = application;
        this.writers = writers;
        this.folder = folder;
    }

    /**
     * Runs it, prints a table, and writes it to {@code writers.md}.
     *
     * @param quiet for how long it is measured how long writes take while nothing is built
     * @return what was not as it must be; how long anything took is not judged
     */
    static List<String> run(int number, int rows, Duration quiet, Path folder, PrintStream out)
            throws IOException, InterruptedException, SQLException {
        Files.createDirectories(folder);
        List<Application> applications =
                Application.build(List.of(Story.TABLES, Story.show(1)), folder.resolve("application"));
        try (Bench.Servers servers = new Bench.Servers(folder, applications.get(0))) {
            Databases databases = servers.of(PostgresServer.NEWEST);
            databases.create(DATABASE, rows);
            Writers writers = new Writers(databases.server(), DATABASE, rows, number, NO_BOUND);
            WritersShow show = new WritersShow(databases.server(), applications.get(1), writers, folder);
            show.measure(quiet);
            String page = "# %d writers on %d rows%n%n%s%n%s"
                    .formatted(
                            number,
                            rows,
                            show.table,
                            show.violations.isEmpty() ? "" : String.join("\n", show.violations) + "\n");
            Files.writeString(folder.resolve("writers.md"), page);
            out.print(page);
            return show.violations;
        }
    }

    private void measure(Duration quiet) throws IOException, InterruptedException, SQLException {
        writers.start();
        try (Connection connection = server.connect(DATABASE)) {
            // The first writes pay for caches and plans.
            Thread.sleep(quiet.toMillis() / 5);
            long begin = begin();
            Thread.sleep(quiet.toMillis());
            end("no build", begin);
            ours();
            Sql.execute(connection, "DROP INDEX CONCURRENTLY item_title_idx");
            begin = begin();
            Sql.execute(connection, "CREATE INDEX item_title_idx ON item (title, category)");
            end("plain CREATE INDEX", begin);
            writers.stop();
            violations.addAll(writers.failures());
            violations.addAll(writers.lost(connection));
        }
    }

    /** An instance starts; what is measured is the time from the first to the last look that saw a build. */
    private void ours() throws IOException, InterruptedException, SQLException {
        try (Fleet fleet =
                        new Fleet(application, name -> server.url(DATABASE, name), folder.resolve("instance"), 1, 1);
                Monitor monitor = new Monitor(server, DATABASE, fleet::isAlive)) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (monitor.builds() == 0 && !fleet.ended() && System.nanoTime() < end) {
                fleet.supervise();
                monitor.awaitLook();
            }
            long begin = begin();
            while (!monitor.current().isEmpty() && System.nanoTime() < end) {
                monitor.awaitLook();
            }
            end("our migration, through Flyway", begin);
            while (!fleet.ended() && System.nanoTime() < end) {
                fleet.supervise();
                monitor.awaitLook();
            }
            if (fleet.up() != 1 || monitor.builds() != 1) {
                violations.add("%d instances are up, %d builds were seen".formatted(fleet.up(), monitor.builds()));
            }
            violations.addAll(monitor.violations());
        }
        try (Connection connection = server.connect(DATABASE)) {
            violations.addAll(Invariants.violations(connection, application));
        }
    }

    private long begin() {
        writers.latencies().clear();
        return System.nanoTime();
    }

    private void end(String what, long begin) throws InterruptedException {
        double seconds = (System.nanoTime() - begin) / 1e9;
        writers.awaitStatements();
        Latencies latencies = writers.latencies();
        table.add(
                what,
                String.format(Locale.ROOT, "%.1f", seconds),
                latencies.count(),
                millis(latencies.percentile(0.5)),
                millis(latencies.percentile(0.99)),
                millis(latencies.longest()));
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.2f", duration.toNanos() / 1e6);
    }
}
