package dev.compositeindex.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EstimateTest {

    private final Estimate estimate = new Estimate();

    @Test
    void thePercentageNeverGoesBack() {
        look(40, true, 0);
        look(20, true, 1);

        assertThat(estimate.percent()).isEqualTo(40);
    }

    @Test
    void thePaceSoFarTellsTheRest() {
        look(0, true, 0);
        look(10, true, 10);
        look(25, true, 20);

        assertThat(estimate.remaining()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void whatABuildWaitsForOthersIsNoWork() {
        look(0, false, 0);
        look(0, true, 100);
        look(25, false, 120);
        look(25, false, 1000);
        assertThat(estimate.remaining()).as("while it waits").isNull();
        look(25, true, 2000);

        assertThat(estimate.remaining()).isEqualTo(Duration.ofSeconds(60));
    }

    /** As when an instance begins to wait for another one. */
    @Test
    void thePaceOfABuildThatHasBegunBeforeIsThatOfWhatWasSeen() {
        look(60, true, 0);
        look(80, true, 10);

        assertThat(estimate.remaining()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void withLittleSeenThereIsNoEstimate() {
        assertThat(estimate.remaining()).as("before the first look").isNull();
        look(0, true, 0);
        assertThat(estimate.remaining()).as("after one look").isNull();
        look(50, true, 2);
        assertThat(estimate.remaining()).as("after two seconds").isNull();
        look(50, true, 3);
        assertThat(estimate.remaining()).as("after three seconds").isEqualTo(Duration.ofSeconds(3));
    }

    /** As with an access method that reports nothing. */
    @Test
    void withoutProgressThereIsNoEstimate() {
        look(0, true, 0);
        look(0, true, 1000);

        assertThat(estimate.remaining()).isNull();
    }

    private void look(double percent, boolean works, int second) {
        estimate.look(percent, works, Duration.ofSeconds(second).toNanos());
    }
}
