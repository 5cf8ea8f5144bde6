package dev.compositeindex.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One database from release to release, with writers at work all the time. It ends with the first leg that goes wrong. */
final class Round {
    private static final int WRITERS = 2;

    /**
     * What came of it.
     *
     * @param plan what was planned
     * @param legs what came of each leg, up to the first with violations
     * @param writes how many statements the writers ran
     * @param longestWrite the longest of them
     * @param took the time
     */
    record Outcome(RoundPlan plan, List<Leg.Outcome> legs, long writes, Duration longestWrite, Duration took) {

        List<String> violations() {
            return legs.get(legs.size() - 1).violations();
        }
    }

    private final RoundPlan plan;
    private final Databases databases;
    private final List<Application> applications;
    private final Neighbour neighbour;
    private final Scale scale;
    private final Path folder;
    private final Events events;
    private final String database;

    Round(
            RoundPlan plan,
            Databases databases,
            List<Application> applications,
            Neighbour neighbour,
            Scale scale,
            Path folder) {
        this.neighbour = neighbour;
        this.plan = plan;
        this.databases = databases;
        this.applications = applications;
        this.scale = scale;
        this.folder = folder;
        this.events = new Events(folder.resolve("events.log"));
        this.database = "round_" + plan.number();
    }

    Outcome run() throws IOException, InterruptedException, SQLException {
        long begin = System.nanoTime();
        Files.createDirectories(folder);
        databases.create(database, plan.rows());
        Writers writers = new Writers(databases.server(), database, plan.rows(), WRITERS, scale.write());
        List<Leg.Outcome> legs = new ArrayList<>();
        int before = 0;
        for (RoundPlan.Leg leg : plan.legs()) {
            legs.add(run(leg, before, writers));
            if (!legs.get(legs.size() - 1).violations().isEmpty()) {
                break;
            }
            before = leg.release();
        }
        Outcome outcome = new Outcome(
                plan,
                legs,
                writers.latencies().count(),
                writers.latencies().longest(),
                Duration.ofNanos(System.nanoTime() - begin));
        databases.drop(database);
        if (outcome.violations().isEmpty()) {
            Folders.delete(folder);
        }
        return outcome;
    }

    private Leg.Outcome run(RoundPlan.Leg leg, int before, Writers writers)
            throws IOException, InterruptedException, SQLException {
        Application application = applications.get(leg.release());
        Server server = databases.server();
        events.add(
                "%s, %d rows: release %d on release %d, %d instances: %s",
                server, plan.rows(), leg.release(), before, leg.instances(), leg.strikes());
        try (Fleet fleet = new Fleet(
                        application,
                        name -> server.instanceUrl(database, name),
                        folder.resolve("release-" + leg.release()),
                        leg.instances(),
                        1 + scale.restarts());
                Monitor monitor = new Monitor(server, database, fleet::isAlive)) {
            Scene scene = new Scene(server, database, application.release(), fleet, monitor, neighbour);
            List<Release> releases = applications.subList(before, leg.release() + 1).stream()
                    .map(Application::release)
                    .toList();
            Leg.Outcome outcome = new Leg(leg, scene, application, releases, writers, scale, events).run();
            if (!outcome.violations().isEmpty()) {
                outcome.violations().forEach(violation -> events.add("VIOLATED: %s", violation));
                try (Connection connection = server.awaitConnection(database)) {
                    Evidence.write(connection, folder.resolve("catalogue.txt"));
                }
            }
            return outcome;
        }
    }
}
