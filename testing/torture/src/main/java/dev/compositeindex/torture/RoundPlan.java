package dev.compositeindex.torture;

import dev.compositeindex.testing.PostgresServer;
import java.util.List;

/**
 * What happens in a round.
 *
 * @param number counts from 1
 * @param server where
 * @param rows how many rows the tables have
 * @param legs one start of instances after the other, on one database
 */
record RoundPlan(int number, PostgresServer server, int rows, List<Leg> legs) {

    RoundPlan {
        legs = List.copyOf(legs);
    }

    /**
     * A release is started.
     *
     * @param release which, as an index of {@link Story#RELEASES}
     * @param instances how many at once
     * @param strikes what happens to it, one after the other
     */
    record Leg(int release, int instances, List<Strike> strikes) {

        Leg {
            strikes = List.copyOf(strikes);
        }
    }
}
