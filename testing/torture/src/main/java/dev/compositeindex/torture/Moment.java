package dev.compositeindex.torture;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** When a fault strikes, counted from when it becomes its turn. */
sealed interface Moment {
    /** The phases of a build that last long enough to be hit. */
    List<String> PHASES = List.of(
            "waiting for writers before build",
            "building index",
            "waiting for writers before validation",
            "index validation",
            "waiting for old snapshots");

    /**
     * Waits for the moment.
     *
     * @param over says that it will not come any more
     * @return whether it came
     */
    boolean await(Scene scene, BooleanSupplier over) throws SQLException, InterruptedException;

    /** After some time. */
    record After(Duration delay) implements Moment {
        @Override
        public boolean await(Scene scene, BooleanSupplier over) throws InterruptedException {
            long end = System.nanoTime() + delay.toNanos();
            while (System.nanoTime() < end) {
                if (over.getAsBoolean()) {
                    return false;
                }
                scene.monitor().awaitLook();
            }
            return true;
        }

        @Override
        public String toString() {
            return "after " + delay.toMillis() + " ms";
        }
    }

    /**
     * When a build reaches a phase, or if that is over too soon to be seen, a later one or the next build does; it is the n-th
     * that is begun from now on.
     */
    record Phase(String phase, int build) implements Moment {
        @Override
        public boolean await(Scene scene, BooleanSupplier over) throws InterruptedException {
            int before = scene.monitor().builds();
            while (!over.getAsBoolean()) {
                int begun = scene.monitor().builds() - before;
                boolean reached = scene.monitor().current().stream()
                        .anyMatch(seen -> begun > build || begun == build && order(seen.phase()) >= order(phase));
                if (reached) {
                    return true;
                }
                scene.monitor().awaitLook();
            }
            return false;
        }

        private static int order(String phase) {
            for (int i = 0; i < PHASES.size(); i++) {
                if (phase.startsWith(PHASES.get(i))) {
                    return i;
                }
            }
            return -1;
        }

        @Override
        public String toString() {
            return "in build %d, %s".formatted(build, phase);
        }
    }

    /** Between statements: as soon as some more migrations have ended well. */
    record Migrated(int migrations) implements Moment {
        @Override
        public boolean await(Scene scene, BooleanSupplier over) throws SQLException, InterruptedException {
            try (Connection connection = scene.connect()) {
                int wanted = count(connection) + migrations;
                while (!over.getAsBoolean()) {
                    if (count(connection) >= wanted) {
                        return true;
                    }
                    scene.monitor().awaitLook();
                }
                return false;
            }
        }

        private static int count(Connection connection) throws SQLException {
            return Integer.parseInt(Sql.column(connection, "SELECT count(*) FROM flyway_schema_history WHERE success")
                    .get(0));
        }

        @Override
        public String toString() {
            return "after %d more migrations".formatted(migrations);
        }
    }
}
