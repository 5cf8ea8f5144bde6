package dev.compositeindex.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void percentilesAreRightToAboutTwoPerCentAndTheLongestExactly() {
        Latencies latencies = new Latencies();
        for (int millis = 1; millis <= 1_000; millis++) {
            latencies.add(Duration.ofMillis(millis).toNanos());
        }
        assertThat(latencies.count()).isEqualTo(1_000);
        assertThat(latencies.percentile(0.5)).isBetween(Duration.ofMillis(490), Duration.ofMillis(511));
        assertThat(latencies.percentile(0.99)).isBetween(Duration.ofMillis(970), Duration.ofMillis(1_000));
        assertThat(latencies.longest()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void withNothingToMeasureAllIsZero() {
        assertThat(new Latencies().percentile(0.99)).isZero();
    }
}
