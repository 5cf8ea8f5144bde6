package dev.compositeindex.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line. */
@Command(
        name = "torture",
        description = "Real starts of real applications on a real server, under faults.",
        mixinStandardHelpOptions = true)
final class Main {
    private static final Duration QUIET = Duration.ofSeconds(15);

    @Option(
            names = "--folder",
            scope = CommandLine.ScopeType.INHERIT,
            defaultValue = "target/torture",
            description = "for servers, logs and summaries; emptied first (default: ${DEFAULT-VALUE})")
    private Path folder = Path.of("");

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Command(description = "Starts many instances at once: one of them builds.")
    int instances(
            @Option(names = "--instances", defaultValue = "16", description = "how many (default: ${DEFAULT-VALUE})")
                    int instances,
            @Option(
                            names = "--rows",
                            defaultValue = "2000000",
                            description = "of the table (default: ${DEFAULT-VALUE})")
                    int rows)
            throws IOException, InterruptedException, SQLException {
        Folders.delete(folder);
        return InstancesShow.run(instances, rows, folder.toAbsolutePath(), System.out)
                        .isEmpty()
                ? 0
                : 1;
    }

    @Command(description = "Measures writes during no build, our build, and a plain CREATE INDEX.")
    int writers(
            @Option(names = "--writers", defaultValue = "4", description = "how many (default: ${DEFAULT-VALUE})")
                    int writers,
            @Option(
                            names = "--rows",
                            defaultValue = "2000000",
                            description = "of the table (default: ${DEFAULT-VALUE})")
                    int rows)
            throws IOException, InterruptedException, SQLException {
        Folders.delete(folder);
        return WritersShow.run(writers, rows, QUIET, folder.toAbsolutePath(), System.out)
                        .isEmpty()
                ? 0
                : 1;
    }

    @Command(description = "Strikes faults at random moments of starts, and looks at what is left.")
    int faults(
            @Option(
                            names = "--seed",
                            defaultValue = "1",
                            description = "what the faults are (default: ${DEFAULT-VALUE})")
                    long seed,
            @Option(names = "--faults", defaultValue = "200", description = "at least (default: ${DEFAULT-VALUE})")
                    int faults,
            @Option(names = "--minutes", defaultValue = "30", description = "at least (default: ${DEFAULT-VALUE})")
                    int minutes,
            @Option(
                            names = "--failed-rounds",
                            defaultValue = "5",
                            description = "ends after so many rounds that failed (default: ${DEFAULT-VALUE})")
                    int failedRounds)
            throws IOException, InterruptedException, SQLException {
        Folders.delete(folder);
        Bench.Settings settings = new Bench.Settings(seed, faults, Duration.ofMinutes(minutes), failedRounds);
        Summary summary = new Bench(settings, Scale.FULL, folder.toAbsolutePath(), System.out).run();
        return summary.failures().isEmpty() ? 0 : 1;
    }
}
