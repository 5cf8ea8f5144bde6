package dev.compositeindex.torture;

import java.time.Duration;
import java.util.List;

/**
 * How much a run takes on.
 *
 * @param rows the sizes of tables
 * @param instances how many instances at most
 * @param strikes how many faults in one start at most
 * @param start the time within which a start is struck when nothing else decides the moment
 * @param hold for how long something is held or stopped or down at most
 * @param bound the time within which all instances must be up
 * @param restarts how often an instance is started again at most
 * @param write how long a write may take at most
 * @param isPatient whether faults that last for a minute are among them
 */
record Scale(
        List<Integer> rows,
        int instances,
        int strikes,
        Duration start,
        Duration hold,
        Duration bound,
        int restarts,
        Duration write,
        boolean isPatient) {

    static final Scale FULL = new Scale(
            List.of(200_000, 400_000, 600_000),
            4,
            3,
            Duration.ofSeconds(4),
            Duration.ofSeconds(4),
            Duration.ofSeconds(240),
            10,
            Duration.ofSeconds(5),
            true);

    /** For the ordinary build. */
    static final Scale SHORT = new Scale(
            List.of(50_000),
            2,
            3,
            Duration.ofSeconds(2),
            Duration.ofMillis(1_000),
            Duration.ofSeconds(90),
            10,
            Duration.ofSeconds(5),
            false);
}
