package dev.compositeindex.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.build.Percentage.Counters;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {

    @Test
    void aConcurrentBuildBeginsWithoutItsIndex() {
        assertThat(sample("", "initializing", true).isBeginning()).isTrue();
        assertThat(sample("i", "initializing", true).isBeginning()).isFalse();
        assertThat(sample("", "building index", true).isBeginning()).isFalse();
    }

    /** The server never tells the index of a plain build. */
    @Test
    void aPlainBuildIsShownFromTheBeginning() {
        assertThat(sample("", "initializing", false).isBeginning()).isFalse();
    }

    @Test
    void itWorksWhileItWaitsForNobody() {
        Session session = new Session(7, "", "active", null, "", "", false, false, false, List.of(), false, "me");
        Sample working = sample("i", "building index", true);

        assertThat(working.works()).isTrue();
        assertThat(sample("i", "waiting for old snapshots", true).works()).isFalse();
        assertThat(new Sample(1, "i", "t", 0, working.counters(), null, List.of(session)).works())
                .isFalse();
    }

    private static Sample sample(String index, String phase, boolean concurrently) {
        return new Sample(1, index, "t", 0, new Counters(phase, concurrently, 0, 0, 0, 0), null, List.of());
    }
}
