package dev.compositeindex.torture;

import dev.compositeindex.testing.PostgresServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Strikes faults, round after round, until there were enough of them and enough time has passed.
 *
 * <p>A round is a database from release to release ({@link Story}); a leg is one start of a release, by one or more real
 * JVMs ({@link Fleet}), while writers write and faults strike ({@link Plans}, {@link Fault}). After each leg everything must be
 * as it must be ({@link Invariants}). Rounds that went well leave nothing; of others, the folder stays.
 */
final class Bench {
    /**
     * How long.
     *
     * @param seed the seed of {@link Plans}
     * @param faults how many faults at least
     * @param atLeast how long at least
     * @param failedRounds after so many rounds that failed it ends early
     */
    record Settings(long seed, int faults, Duration atLeast, int failedRounds) {}

    private final Settings settings;
    private final Scale scale;
    private final Path folder;
    private final PrintStream out;

    /**
     * @param folder for servers, what instances log, and the summary, {@code torture.md}; what is in it is removed
     */
    Bench(Settings settings, Scale scale, Path folder, PrintStream out) {
        this.settings = settings;
        this.scale = scale;
        this.folder = folder;
        this.out = out;
    }

    Summary run() throws IOException, InterruptedException, SQLException {
        long begin = System.nanoTime();
        out.printf(
                "torture bench: seed %d, at least %d faults and %d minutes%n",
                settings.seed(), settings.faults(), settings.atLeast().toMinutes());
        boolean hasDisk = Disk.isPossible();
        if (!hasDisk) {
            out.println("no disk can be mounted here: that it is full is left out");
        }
        Summary summary = new Summary(settings.seed());
        Plans plans = new Plans(settings.seed(), scale, hasDisk);
        Files.createDirectories(folder);
        List<Application> applications = Application.build(Story.RELEASES, folder.resolve("application"));
        Neighbour neighbour = Neighbour.build(folder.resolve("neighbour"));
        try (Servers servers = new Servers(folder, applications.get(0))) {
            int failed = 0;
            while (failed < settings.failedRounds()
                    && (summary.faults() < settings.faults() || elapsed(begin).compareTo(settings.atLeast()) < 0)) {
                RoundPlan plan = plans.next();
                Round.Outcome outcome = new Round(
                                plan,
                                servers.of(plan.server()),
                                applications,
                                neighbour,
                                scale,
                                folder.resolve("round-%03d".formatted(plan.number())))
                        .run();
                summary.add(outcome);
                failed += outcome.violations().isEmpty() ? 0 : 1;
                print(outcome, summary, elapsed(begin));
            }
        }
        String page = summary.markdown(elapsed(begin));
        Files.writeString(folder.resolve("torture.md"), page);
        out.println();
        out.print(page);
        return summary;
    }

    private void print(Round.Outcome round, Summary summary, Duration elapsed) {
        out.printf(
                "%3d:%02d round %d, %s, %d rows, %d starts: %s; %d faults, %d survived%n",
                elapsed.toMinutes(),
                elapsed.toSecondsPart(),
                round.plan().number(),
                round.plan().server(),
                round.plan().rows(),
                round.legs().size(),
                round.violations().isEmpty() ? "ok" : "FAILED: " + round.violations(),
                summary.faults(),
                summary.survived());
        for (Leg.Outcome leg : round.legs()) {
            out.printf(
                    "       release %d, %d instances, %d s:%n",
                    leg.plan().release(), leg.plan().instances(), leg.took().toSeconds());
            leg.struck().forEach(struck -> out.println("         " + struck));
        }
    }

    private static Duration elapsed(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** The servers that are asked for, each started once. */
    static final class Servers implements AutoCloseable {
        private final Path folder;
        private final Application tables;
        private final Map<PostgresServer, Databases> running = new EnumMap<>(PostgresServer.class);

        Servers(Path folder, Application tables) {
            this.folder = folder;
            this.tables = tables;
        }

        Databases of(PostgresServer release) throws SQLException, IOException, InterruptedException {
            Databases databases = running.get(release);
            if (databases == null) {
                databases = new Databases(Server.start(release, folder), tables);
                running.put(release, databases);
            }
            return databases;
        }

        @Override
        public void close() {
            for (Databases databases : running.values()) {
                databases.server().close();
            }
        }
    }
}
