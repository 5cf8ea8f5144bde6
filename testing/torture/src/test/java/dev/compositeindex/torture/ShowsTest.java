package dev.compositeindex.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The two shows in small. Nothing is asserted about time. */
@Tag("exhaustive")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals")
class ShowsTest {

    @Test
    void manyInstancesBuildEachIndexOnce() throws Exception {
        assertThat(InstancesShow.run(4, 100_000, Workplace.empty("instances"), System.out))
                .isEmpty();
    }

    @Test
    void everyWriteSucceedsWhileAnIndexIsBuilt() throws Exception {
        assertThat(WritersShow.run(2, 100_000, Duration.ofSeconds(1), Workplace.empty("writers"), System.out))
                .isEmpty();
    }
}
