package dev.compositeindex.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.build.LogSchedule.Line;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogScheduleTest {

    private final LogSchedule schedule = new LogSchedule(Duration.ofSeconds(10));

    @Test
    void theFirstLookAndThoseAfterTheIntervalAreLogged() {
        assertThat(look("scanning", 0)).isEqualTo(Line.PROGRESS);
        assertThat(look("scanning", 9.9)).isEqualTo(Line.NONE);
        assertThat(look("scanning", 10)).isEqualTo(Line.PROGRESS);
        assertThat(look("scanning", 19.9)).isEqualTo(Line.NONE);
        assertThat(look("scanning", 20.5)).isEqualTo(Line.PROGRESS);
    }

    @Test
    void aNewPhaseIsLoggedOnceItHasLastedAMoment() {
        look("initializing", 0);
        assertThat(look("scanning", 2)).isEqualTo(Line.NONE);
        assertThat(look("sorting", 2.5)).isEqualTo(Line.NONE);
        assertThat(look("sorting", 3)).isEqualTo(Line.NONE);
        assertThat(look("sorting", 3.5)).isEqualTo(Line.PROGRESS);
        assertThat(look("sorting", 4)).isEqualTo(Line.NONE);
    }

    @Test
    void aBlockerIsLoggedOnceItHasBlockedAMomentAndThenAtTheInterval() {
        look("waiting", 0);
        assertThat(look("waiting", 3, 123)).isEqualTo(Line.NONE);
        assertThat(look("waiting", 4, 123)).isEqualTo(Line.NONE);
        assertThat(look("waiting", 5, 123)).isEqualTo(Line.BLOCKED);
        assertThat(look("waiting", 6, 123)).isEqualTo(Line.NONE);
        assertThat(look("waiting", 15, 123)).isEqualTo(Line.STILL_BLOCKED);
    }

    @Test
    void otherBlockersAreLoggedBeforeTheInterval() {
        look("waiting", 0, 123);
        look("waiting", 2, 123);
        assertThat(look("waiting", 3, 123, 0)).isEqualTo(Line.NONE);
        assertThat(look("waiting", 5, 123, 0)).isEqualTo(Line.BLOCKED);
        assertThat(look("waiting", 5.5, 0)).isEqualTo(Line.BLOCKED);
        assertThat(look("waiting", 6, 0)).isEqualTo(Line.NONE);
    }

    @Test
    void shortTransactionsAreNotLogged() {
        look("waiting", 0);
        for (int half = 1; half < 19; half++) {
            assertThat(look("waiting", half / 2.0, half)).isEqualTo(Line.NONE);
        }
    }

    /** As of one session of a pool that serves one request after another. */
    @Test
    void aSessionThatBlocksNowAndThenIsNotLogged() {
        look("waiting", 0, 123);
        assertThat(look("waiting", 1.5, 123)).isEqualTo(Line.NONE);
        assertThat(look("waiting", 2)).isEqualTo(Line.NONE);
        assertThat(look("waiting", 2.5, 123)).isEqualTo(Line.NONE);
        assertThat(look("waiting", 4.5, 123)).isEqualTo(Line.BLOCKED);
    }

    private Line look(String phase, double second, int... blockers) {
        List<Blocker> blocking = IntStream.of(blockers)
                .mapToObj(pid -> new Blocker(pid, "", "active", null, "", pid == 0 ? "gid" : "", ""))
                .toList();
        return schedule.look(new BuildProgress(1, "i", "t", 0, phase, 0, Duration.ZERO, null, blocking, true), (long)
                (second * 1_000_000_000));
    }
}
