package dev.compositeindex.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final Strike CANCEL = new Strike(new Fault.Cancel(), new Moment.Phase("building index", 1));
    private static final Strike KILL =
            new Strike(new Fault.Kill(Fault.Victim.ALL, 0), new Moment.After(Duration.ofMillis(10)));

    @Test
    void faultsAreCountedByKind() {
        Summary summary = new Summary(42);
        summary.add(round(1, leg(2, List.of(), struck(CANCEL), missed(KILL))));
        summary.add(
                round(2, leg(0, List.of(), struck(CANCEL)), leg(3, List.of("an index is not there"), struck(KILL))));

        assertThat(summary.faults()).isEqualTo(3);
        assertThat(summary.survived()).isEqualTo(2);
        assertThat(summary.failures()).containsExactly("round 2: an index is not there");
        assertThat(summary.markdown(Duration.ofSeconds(90))).isEqualTo("""
                # Torture bench: FAILED

                Seed 42, 2 rounds on PostgreSQL 18, 1 min 30 s.

                | fault                    | struck | survived without manual step | not | restarts: median | most | not struck |
                | ------------------------ | ------ | ---------------------------- | --- | ---------------- | ---- | ---------- |
                | SIGKILL of all instances | 1      | 0                            | 1   | -                | 0    | 1          |
                | cancelled build          | 2      | 2                            | 0   | 1                | 2    | 0          |
                | all                      | 3      | 2                            | 1   | 1                | 2    | 1          |

                Restarts are those of the instance that needed most, in the start that was struck; a killed instance needs one.
                Not struck: the moment did not come, or there was nothing to hit; such faults do not count.

                | what                                                         | count |
                | ------------------------------------------------------------ | ----- |
                | starts of a release                                          | 3     |
                | builds seen                                                  | 15    |
                | orphans seen: builds that went on after their JVM was killed | 3     |
                | invalid indexes seen, and healed                             | 6     |
                | writes                                                       | 200   |
                | longest write, in ms                                         | 7     |

                What was not as it must be:

                - round 2: an index is not there
                """);
    }

    private static Round.Outcome round(int number, Leg.Outcome... legs) {
        RoundPlan plan = new RoundPlan(number, PostgresServer.NEWEST, 1_000, List.of());
        return new Round.Outcome(plan, List.of(legs), 100, Duration.ofMillis(number + 5L), Duration.ZERO);
    }

    private static Leg.Outcome leg(int restarts, List<String> violations, Leg.Struck... struck) {
        return new Leg.Outcome(
                new RoundPlan.Leg(1, 1, List.of()), List.of(struck), restarts, 5, 1, 2, Duration.ZERO, violations);
    }

    private static Leg.Struck struck(Strike strike) {
        return new Leg.Struck(strike, Optional.of("something"));
    }

    private static Leg.Struck missed(Strike strike) {
        return new Leg.Struck(strike, Optional.empty());
    }
}
