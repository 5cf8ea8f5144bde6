package dev.compositeindex.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The short run. {@code mvn -Ptorture verify} is the long one. */
@Tag("slow")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals")
class BenchTest {
    /** With this seed, two rounds have all kinds once, of which some find nothing to hit. */
    private static final int FAULTS = 10;

    private static final long SEED = 121_086;

    @Test
    void allFaultsAreSurvivedWithoutManualStep() throws Exception {
        Bench.Settings settings = new Bench.Settings(Long.getLong("torture.seed", SEED), FAULTS, Duration.ZERO, 1);
        Summary summary = new Bench(settings, Scale.SHORT, Workplace.empty("bench"), System.out).run();

        assertThat(summary.failures()).isEmpty();
        assertThat(summary.survived()).isEqualTo(summary.faults()).isGreaterThanOrEqualTo(FAULTS);
    }
}
