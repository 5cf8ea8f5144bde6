package dev.compositeindex.torture;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One start of a release on a database that has an earlier one, under faults. Whatever happens, the only thing that is done
 * about it is that instances start again.
 */
final class Leg {
    private static final Duration SETTLE = Duration.ofSeconds(5);

    /** A planned fault, and what it hit; empty if its moment did not come, or there was nothing to hit. */
    record Struck(Strike strike, Optional<String> hit) {
        @Override
        public String toString() {
            return strike + ": " + hit.orElse("not struck");
        }
    }

    /**
     * What came of it.
     *
     * @param plan what was planned
     * @param struck the faults
     * @param restarts how often the instance that needed most was started again
     * @param builds how many builds were seen
     * @param orphans how many of them went on without their JVM
     * @param leftovers how many invalid indexes were seen that are gone now
     * @param took from the first start until all were up
     * @param violations what was not as it must be
     */
    record Outcome(
            RoundPlan.Leg plan,
            List<Struck> struck,
            int restarts,
            int builds,
            int orphans,
            int leftovers,
            Duration took,
            List<String> violations) {}

    private final RoundPlan.Leg plan;
    private final Scene scene;
    private final Application application;
    private final List<Release> releases;
    private final Writers writers;
    private final Scale scale;
    private final Events events;
    private final List<Struck> struck = Collections.synchronizedList(new ArrayList<>());
    private final List<String> violations = Collections.synchronizedList(new ArrayList<>());

    /**
     * @param scene where; its fleet has not started yet
     * @param application what is started
     * @param releases the release before, those in between, and the one that is started
     */
    Leg(
            RoundPlan.Leg plan,
            Scene scene,
            Application application,
            List<Release> releases,
            Writers writers,
            Scale scale,
            Events events) {
        this.plan = plan;
        this.scene = scene;
        this.application = application;
        this.releases = releases;
        this.writers = writers;
        this.scale = scale;
        this.events = events;
    }

    Outcome run() throws IOException, InterruptedException, SQLException {
        AtomicBoolean over = new AtomicBoolean();
        Thread striker = new Thread(() -> strike(over), "striker");
        long begin = System.nanoTime();
        writers.start();
        striker.start();
        awaitInstances(striker);
        over.set(true);
        striker.join();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        writers.stop();
        violations.addAll(writers.failures());
        violations.addAll(scene.monitor().violations());
        try (Connection connection = scene.server().awaitConnection(scene.database())) {
            if (scene.fleet().allUp()) {
                violations.addAll(settled(connection));
                violations.addAll(Invariants.rebuilt(scene.monitor(), releases));
            }
            violations.addAll(writers.lost(connection));
        }
        Monitor monitor = scene.monitor();
        return new Outcome(
                plan,
                List.copyOf(struck),
                scene.fleet().mostRestarts(),
                monitor.builds(),
                monitor.orphans(),
                monitor.leftovers(),
                took,
                List.copyOf(violations));
    }

    private void awaitInstances(Thread striker) throws IOException, InterruptedException {
        long end = System.nanoTime() + scale.bound().toNanos();
        Fleet fleet = scene.fleet();
        while (!fleet.allUp() || striker.isAlive()) {
            if (fleet.gaveUp()) {
                violations.add("an instance did not come up in %d restarts".formatted(scale.restarts()));
                return;
            }
            if (System.nanoTime() > end) {
                violations.add("%d of %d instances are up after %d s"
                        .formatted(fleet.up(), plan.instances(), scale.bound().toSeconds()));
                fleet.dumpThreads();
                return;
            }
            fleet.supervise();
            scene.monitor().awaitLook();
        }
        events.add("all up after %d restarts at most", fleet.mostRestarts());
    }

    private void strike(AtomicBoolean over) {
        for (Strike strike : plan.strikes()) {
            Optional<String> hit = Optional.empty();
            try {
                boolean came = strike.moment()
                        .await(scene, () -> over.get() || scene.fleet().allUp());
                events.add("%s: %s", strike, came ? "now" : "its moment did not come");
                if (came) {
                    hit = strike.fault().strike(scene);
                    events.add("%s: %s", strike, hit.orElse("nothing to hit"));
                }
            } catch (SQLException | IOException e) {
                violations.add("the bench could not make the fault %s happen: %s".formatted(strike, e));
            } catch (InterruptedException e) {
                return;
            }
            struck.add(new Struck(strike, hit));
        }
    }

    /** The last instance's sessions may need a moment to go. */
    private List<String> settled(Connection connection) throws SQLException, InterruptedException {
        long end = System.nanoTime() + SETTLE.toNanos();
        List<String> violated = Invariants.violations(connection, application);
        while (!violated.isEmpty() && System.nanoTime() < end) {
            scene.monitor().awaitLook();
            violated = Invariants.violations(connection, application);
        }
        return violated;
    }
}
