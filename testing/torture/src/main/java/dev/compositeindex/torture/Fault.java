package dev.compositeindex.torture;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Something that goes wrong in production. */
sealed interface Fault {

    /** What the summary counts it as. */
    String kind();

    /**
     * Makes it happen, and ends what it ends by itself.
     *
     * @return what was hit; empty if there was nothing to hit
     */
    Optional<String> strike(Scene scene) throws SQLException, IOException, InterruptedException;

    /** Which instances something happens to. */
    enum Victim {
        BUILDER,
        WAITER,
        ALL;

        /** Those, as far as there are any. */
        List<Fleet.Start> of(Scene scene, double pick) throws SQLException {
            return switch (this) {
                case BUILDER -> scene.builder().stream().toList();
                case WAITER -> one(scene.waiters(), pick).stream().toList();
                case ALL -> scene.fleet().alive();
            };
        }
    }

    /** SIGKILL. */
    record Kill(Victim victim, double pick) implements Fault {
        @Override
        public String kind() {
            return "SIGKILL of " + name(victim);
        }

        @Override
        public Optional<String> strike(Scene scene) throws SQLException {
            List<Fleet.Start> victims = victim.of(scene, pick);
            victims.forEach(start -> start.process().destroyForcibly());
            return victims.isEmpty() ? Optional.empty() : Optional.of(names(victims));
        }
    }

    /** SIGSTOP, and SIGCONT after some time. */
    record Freeze(Victim victim, double pick, Duration time) implements Fault {
        @Override
        public String kind() {
            return "SIGSTOP of " + name(victim);
        }

        @Override
        public Optional<String> strike(Scene scene) throws SQLException, IOException, InterruptedException {
            List<Fleet.Start> victims = victim.of(scene, pick);
            for (Fleet.Start start : victims) {
                Fleet.signal(start, "STOP");
            }
            if (victims.isEmpty()) {
                return Optional.empty();
            }
            Thread.sleep(time.toMillis());
            for (Fleet.Start start : victims) {
                Fleet.signal(start, "CONT");
            }
            return Optional.of(names(victims) + " for " + time.toMillis() + " ms");
        }
    }

    /** Which sessions an administrator ends. */
    enum Session {
        BUILDER,
        FLYWAY_MAIN,
        LOCK_HOLDER
    }

    /** {@code pg_terminate_backend}. */
    record Terminate(Session session, double pick) implements Fault {
        @Override
        public String kind() {
            return "terminated session: "
                    + switch (session) {
                        case BUILDER -> "the builder's";
                        case FLYWAY_MAIN -> "Flyway's main";
                        case LOCK_HOLDER -> "an advisory lock's";
                    };
        }

        @Override
        public Optional<String> strike(Scene scene) throws SQLException {
            List<Scene.LockHolder> holders = session == Session.BUILDER ? List.of() : scene.lockHolders();
            Optional<Long> pid = switch (session) {
                case BUILDER -> scene.monitor().current().stream().findFirst().map(Monitor.Build::pid);
                case FLYWAY_MAIN ->
                    holders.stream()
                            .filter(Scene.LockHolder::ofFlyway)
                            .findFirst()
                            .map(Scene.LockHolder::pid);
                case LOCK_HOLDER -> one(holders, pick).map(Scene.LockHolder::pid);
            };
            return signalled(scene, "pg_terminate_backend", pid);
        }
    }

    /** {@code pg_cancel_backend} of a build. */
    record Cancel() implements Fault {
        @Override
        public String kind() {
            return "cancelled build";
        }

        @Override
        public Optional<String> strike(Scene scene) throws SQLException {
            return signalled(
                    scene,
                    "pg_cancel_backend",
                    scene.monitor().current().stream().findFirst().map(Monitor.Build::pid));
        }
    }

    /** How a server goes down. */
    enum Outage {
        CRASH("server crashed"),
        RESTART("server restarted"),
        BACKEND_KILLED("SIGKILL of the building backend");

        private final String kind;

        Outage(String kind) {
            this.kind = kind;
        }
    }

    /** The server goes, and comes back after some time. */
    record Down(Outage outage, Duration time) implements Fault {
        @Override
        public String kind() {
            return outage.kind;
        }

        @Override
        public Optional<String> strike(Scene scene) throws SQLException, IOException, InterruptedException {
            switch (outage) {
                case CRASH -> scene.server().crash(time);
                case RESTART -> scene.server().restart(time);
                case BACKEND_KILLED -> {
                    Optional<Monitor.Build> build =
                            scene.monitor().current().stream().findFirst();
                    if (build.isEmpty()) {
                        return Optional.empty();
                    }
                    scene.server().killBackend(build.get().pid());
                    return Optional.of(build.get().application());
                }
            }
            return Optional.of("down for " + time.toMillis() + " ms");
        }
    }

    /** What a session does that keeps a build waiting. */
    enum Blocker {
        AFTER_SELECT("SELECT count(*) FROM item WHERE id = 0"),
        AFTER_UPDATE("UPDATE item SET price = price WHERE id = 0"),
        PREPARED("UPDATE item SET price = price WHERE id = 0");

        private final String sql;

        Blocker(String sql) {
            this.sql = sql;
        }
    }

    /** A transaction is left open for some time. */
    record Block(Blocker blocker, Duration time) implements Fault {
        @Override
        public String kind() {
            return switch (blocker) {
                case AFTER_SELECT -> "idle in transaction after a SELECT";
                case AFTER_UPDATE -> "idle in transaction after an UPDATE";
                case PREPARED -> "prepared transaction";
            };
        }

        @Override
        public Optional<String> strike(Scene scene) throws SQLException, InterruptedException {
            String gid = "torture " + scene.database();
            try (Connection connection = scene.connect()) {
                connection.setAutoCommit(false);
                if (blocker == Blocker.AFTER_SELECT) {
                    // By the extended protocol, which keeps the snapshot until the next statement.
                    Sql.rows(connection, blocker.sql);
                } else {
                    Sql.execute(connection, blocker.sql);
                }
                if (blocker == Blocker.PREPARED) {
                    Sql.execute(connection, "PREPARE TRANSACTION '%s'".formatted(gid));
                }
                Thread.sleep(time.toMillis());
                if (blocker == Blocker.PREPARED) {
                    connection.setAutoCommit(true);
                    Sql.execute(connection, "COMMIT PREPARED '%s'".formatted(gid));
                } else {
                    connection.rollback();
                }
            }
            return Optional.of("for " + time.toMillis() + " ms");
        }
    }

    /**
     * Rows that violate a unique index to come, which the user removes once an instance has failed: that is a repair of data,
     * and none of an index.
     */
    record Duplicates(Duration patience) implements Fault {
        @Override
        public String kind() {
            return "duplicate keys";
        }

        @Override
        public Optional<String> strike(Scene scene) throws SQLException, InterruptedException {
            Release.Duplicate duplicate = scene.release().duplicate().orElseThrow();
            int before = scene.fleet().failures();
            try (Connection connection = scene.connect()) {
                try {
                    Sql.execute(connection, duplicate.insert());
                } catch (SQLException e) {
                    if (e.getSQLState().equals("23505")) {
                        return Optional.empty();
                    }
                    throw e;
                }
                long end = System.nanoTime() + patience.toNanos();
                while (scene.fleet().failures() == before && !scene.fleet().allUp() && System.nanoTime() < end) {
                    scene.monitor().awaitLook();
                }
                Sql.execute(connection, duplicate.delete());
            }
            return Optional.of("of " + duplicate.index());
        }
    }

    /**
     * The machine of an instance is gone: nothing comes from it any more, not even the end of its connections. Our own session
     * must end by itself; the others end when the server's keepalives, which the guard sets, find nobody. In between are the
     * bench's own sockets, which answer them, so that here these are cut when that time is over.
     */
    record Vanish(Victim victim, double pick) implements Fault {
        private static final Duration OUR_SESSION = Duration.ofSeconds(75);
        private static final Duration KEEPALIVES = Duration.ofSeconds(60);

        @Override
        public String kind() {
            return "vanished machine of " + name(victim);
        }

        @Override
        public Optional<String> strike(Scene scene) throws SQLException, IOException, InterruptedException {
            List<Fleet.Start> victims = victim.of(scene, pick).stream().limit(1).toList();
            if (victims.isEmpty()) {
                return Optional.empty();
            }
            String name = victims.get(0).name();
            List<Integer> ports = ports(scene, name);
            ports.forEach(scene.server().network()::silence);
            victims.get(0).process().destroyForcibly();
            long begin = System.nanoTime();
            while (System.nanoTime() < begin + KEEPALIVES.toNanos()
                    && !left(scene, ports).isEmpty()) {
                scene.monitor().awaitLook();
            }
            long end = begin + OUR_SESSION.toNanos();
            while (System.nanoTime() < end && left(scene, ports).size() == ports.size()) {
                scene.monitor().awaitLook();
            }
            List<Integer> left = left(scene, ports);
            for (Integer port : left) {
                scene.server().network().cut(port);
            }
            return Optional.of("%s, %d sessions, %d of which ended by themselves"
                    .formatted(name, ports.size(), ports.size() - left.size()));
        }

        private static List<Integer> ports(Scene scene, String application) throws SQLException {
            try (Connection connection = scene.connect()) {
                return Sql.rows(
                                connection,
                                "SELECT client_port FROM pg_stat_activity WHERE application_name = ?",
                                application)
                        .stream()
                        .map(row -> Integer.valueOf(row.get(0)))
                        .toList();
            }
        }

        private static List<Integer> left(Scene scene, List<Integer> ports) throws SQLException, InterruptedException {
            try (Connection connection = scene.server().awaitConnection(scene.database())) {
                return Sql.column(connection, "SELECT client_port FROM pg_stat_activity WHERE client_port IS NOT NULL")
                        .stream()
                        .map(Integer::valueOf)
                        .filter(ports::contains)
                        .toList();
            }
        }
    }

    /** Others take all connections that the server has, for some time and until an instance has failed for it. */
    record Exhaust(Duration time, Duration patience) implements Fault {
        private static final String TOO_MANY = "53300";

        @Override
        public String kind() {
            return "no connection left";
        }

        @Override
        public Optional<String> strike(Scene scene) throws SQLException, InterruptedException {
            int before = scene.fleet().failures();
            List<Connection> taken = new ArrayList<>();
            scene.server().downtimes().begin();
            try {
                long begin = System.nanoTime();
                Duration held = Duration.ZERO;
                while (!scene.fleet().allUp()
                        && (held.compareTo(time) < 0
                                || scene.fleet().failures() == before && held.compareTo(patience) < 0)) {
                    takeAll(scene, taken);
                    Thread.sleep(20);
                    held = Duration.ofNanos(System.nanoTime() - begin);
                }
            } finally {
                for (Connection connection : taken) {
                    connection.close();
                }
                scene.server().downtimes().end();
            }
            int failed = scene.fleet().failures() - before;
            return failed == 0 ? Optional.empty() : Optional.of("%d taken, %d failed".formatted(taken.size(), failed));
        }

        /** Those, too, that somebody has given back. */
        private static void takeAll(Scene scene, List<Connection> taken) throws SQLException {
            try {
                while (true) {
                    taken.add(scene.connect());
                }
            } catch (SQLException e) {
                if (!TOO_MANY.equals(e.getSQLState())) {
                    throw e;
                }
            }
        }
    }

    /** The disk on which builds sort is full for some time, in which somebody needs it. */
    record FullDisk(Duration time) implements Fault {
        private static final String NO_SPACE = "No space left on device";

        @Override
        public String kind() {
            return "full disk";
        }

        @Override
        public Optional<String> strike(Scene scene) throws IOException, InterruptedException {
            Disk disk = scene.server().disk().orElseThrow();
            long before = scene.server().logged(NO_SPACE);
            disk.fill();
            Thread.sleep(time.toMillis());
            disk.empty();
            long missed = scene.server().logged(NO_SPACE) - before;
            return missed == 0
                    ? Optional.empty()
                    : Optional.of("for %d ms, missed %d times".formatted(time.toMillis(), missed));
        }
    }

    /** Another application with a history of its own starts, too. */
    record SecondHistory() implements Fault {
        @Override
        public String kind() {
            return "another application on the table";
        }

        @Override
        public Optional<String> strike(Scene scene) throws SQLException, IOException, InterruptedException {
            scene.neighbour().comeAndGo(scene);
            return Optional.of("came and went");
        }
    }

    /** An application starts through a pooler that shares sessions. */
    record SharedSessions() implements Fault {
        @Override
        public String kind() {
            return "a pooler that shares sessions";
        }

        @Override
        public Optional<String> strike(Scene scene) throws SQLException, IOException {
            scene.neighbour().comeThroughAPooler(scene);
            return Optional.of("refused");
        }
    }

    private static Optional<String> signalled(Scene scene, String function, Optional<Long> pid) throws SQLException {
        if (pid.isEmpty()) {
            return Optional.empty();
        }
        try (Connection connection = scene.connect()) {
            // Gone by now, or another session's by now: nothing was hit.
            return Sql.rows(
                            connection,
                            "SELECT a.application_name, a.query, %s(a.pid) FROM pg_stat_activity a WHERE a.pid = ?"
                                    .formatted(function),
                            pid.get())
                    .stream()
                    .filter(row -> row.get(2).equals("t"))
                    .map(row ->
                            "%s in \"%.80s\"".formatted(row.get(0), row.get(1).replaceAll("\\s+", " ")))
                    .findFirst();
        }
    }

    private static <T> Optional<T> one(List<T> all, double pick) {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get((int) (pick * all.size())));
    }

    private static String name(Victim victim) {
        return switch (victim) {
            case BUILDER, WAITER -> "the " + victim.name().toLowerCase(Locale.ROOT);
            case ALL -> "all instances";
        };
    }

    private static String names(List<Fleet.Start> starts) {
        return String.join(", ", starts.stream().map(Fleet.Start::name).toList());
    }
}
