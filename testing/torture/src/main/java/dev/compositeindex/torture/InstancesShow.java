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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Many instances start at once on a filled table with three indexes to build, and none is started twice. One builds, the others
 * wait; then the same again, and the builder is killed in the middle.
 */
final class InstancesShow {
    private static final int INDEXES = 3;
    private static final Duration BOUND = Duration.ofMinutes(15);

    private final Databases databases;
    private final Application application;
    private final int instances;
    private final int rows;
    private final Path folder;

    private InstancesShow(Databases databases, Application application, int instances, int rows, Path folder) {
        this.databases = databases;
        this.application = application;
        this.instances = instances;
        this.rows = rows;
        this.folder = folder;
    }

    /**
     * Runs it, prints a table, and writes it to {@code instances.md}.
     *
     * @return what was not as it must be
     */
    static List<String> run(int instances, int rows, Path folder, PrintStream out)
            throws IOException, InterruptedException, SQLException {
        Files.createDirectories(folder);
        List<Application> applications =
                Application.build(List.of(Story.TABLES, Story.show(INDEXES)), folder.resolve("application"));
        Table table = new Table(
                "start", "up", "killed", "failed", "times each index was made", "orphans", "looks", "seconds");
        List<String> violations = new ArrayList<>();
        try (Bench.Servers servers = new Bench.Servers(folder, applications.get(0))) {
            Databases databases = servers.of(PostgresServer.NEWEST);
            InstancesShow show = new InstancesShow(databases, applications.get(1), instances, rows, folder);
            violations.addAll(show.start("undisturbed", Optional.empty(), table));
            violations.addAll(show.start(
                    "builder_killed",
                    Optional.of(
                            new Strike(new Fault.Kill(Fault.Victim.BUILDER, 0), new Moment.Phase("building index", 2))),
                    table));
        }
        String page = "# %d instances start at once, %d rows, %d indexes%n%n%s%n%s"
                .formatted(
                        instances,
                        rows,
                        INDEXES,
                        table,
                        violations.isEmpty() ? "" : String.join("\n", violations) + "\n");
        Files.writeString(folder.resolve("instances.md"), page);
        out.print(page);
        return violations;
    }

    private List<String> start(String name, Optional<Strike> strike, Table table)
            throws IOException, InterruptedException, SQLException {
        databases.create(name, rows);
        Server server = databases.server();
        long begin = System.nanoTime();
        try (Fleet fleet = new Fleet(
                        application, instance -> server.url(name, instance), folder.resolve(name), instances, 1);
                Monitor monitor = new Monitor(server, name, fleet::isAlive)) {
            Scene scene = new Scene(server, name, application.release(), fleet, monitor, new Neighbour(application));
            fleet.supervise();
            Optional<String> hit = Optional.empty();
            if (strike.isPresent()
                    && strike.get().moment().await(scene, () -> fleet.alive().isEmpty())) {
                hit = strike.get().fault().strike(scene);
            }
            List<String> violations = new ArrayList<>();
            if (strike.isPresent() && hit.isEmpty()) {
                violations.add("there was no builder to be killed");
            }
            int killed = hit.isPresent() ? 1 : 0;
            awaitEnd(fleet, monitor, begin);
            violations.addAll(monitor.violations());
            if (fleet.up() != instances - killed) {
                violations.add("%d of %d instances are up".formatted(fleet.up(), instances - killed));
            }
            Map<String, Integer> builds = monitor.madeByIndex();
            if (builds.size() != INDEXES || builds.values().stream().anyMatch(count -> count != 1)) {
                violations.add("each index was to be made once: " + builds);
            }
            try (Connection connection = server.connect(name)) {
                violations.addAll(Invariants.violations(connection, application));
            }
            table.add(
                    name.replace('_', ' '),
                    fleet.up(),
                    killed,
                    instances - killed - fleet.up(),
                    builds.entrySet().stream()
                            .map(made -> made.getKey().replace("public.", "") + " " + made.getValue())
                            .collect(Collectors.joining(", ")),
                    monitor.orphans(),
                    monitor.looks(),
                    Duration.ofNanos(System.nanoTime() - begin).toSeconds());
            return violations.stream().map(violation -> name + ": " + violation).toList();
        }
    }

    private static void awaitEnd(Fleet fleet, Monitor monitor, long begin) throws IOException, InterruptedException {
        while (!fleet.ended() && System.nanoTime() - begin < BOUND.toNanos()) {
            fleet.supervise();
            monitor.awaitLook();
        }
    }
}
