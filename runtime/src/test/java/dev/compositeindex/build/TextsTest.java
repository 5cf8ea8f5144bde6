package dev.compositeindex.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {

    @Test
    void aBuild() {
        assertThat(build("building index: scanning table", Duration.ofMinutes(3), true)
                        .describe())
                .isEqualTo(
                        "course_pub_diff_idx on learning_course (1.2 GB): building index: scanning table, 43 %, 2 min so"
                                + " far, about 3 min to go");
    }

    @Test
    void aBuildThatIsBlocked() {
        Blocker session = new Blocker(
                123, "psql", "idle in transaction", Duration.ofMinutes(2), "SELECT …", "", "It has read something.");
        Blocker prepared = new Blocker(0, "", "", Duration.ofHours(3), "", "gid", "End it.");
        BuildProgress build = build("waiting for old snapshots", null, true);

        assertThat(new BuildProgress(
                                build.pid(),
                                build.index(),
                                build.table(),
                                0,
                                build.phase(),
                                99,
                                build.elapsed(),
                                null,
                                List.of(session, prepared),
                                true)
                        .describe())
                .isEqualTo(
                        "course_pub_diff_idx on learning_course: waiting for old snapshots, 99 %, 2 min so far: blocked by"
                                + " process 123 (psql, idle in transaction, transaction open for 2 min: SELECT …). It has read"
                                + " something. And by prepared transaction 'gid' (prepared 3 h ago). End it.");
    }

    @Test
    void blockersThatHaveBeenNamedBefore() {
        Blocker session = new Blocker(123, "psql", "active", null, "", "", "Let it finish.");

        assertThat(Texts.stillBlockedBy(List.of(session, new Blocker(0, "", "", null, "", "gid", "End it."))))
                .isEqualTo("still blocked by process 123 (psql, active), and by prepared transaction 'gid'");
    }

    @Test
    void aBuildOfOthers() {
        assertThat(build("building index", null, false).describe())
                .isEqualTo("course_pub_diff_idx on learning_course (1.2 GB), built by process 9: building index, 43 %,"
                        + " 2 min so far");
    }

    @Test
    void aBuildOfWhichNothingIsVisible() {
        assertThat(new BuildProgress(9, "", "", 0, "", 0, Duration.ofSeconds(4), null, List.of(), false).describe())
                .isEqualTo("an index, built by process 9: building, its progress is not visible, 4 s so far");
    }

    @Test
    void aBlockerOfWhichNothingIsVisible() {
        assertThat(new Blocker(123, "", "", null, "", "", "").describe()).isEqualTo("process 123");
        assertThat(new Blocker(0, "", "", null, "", "", "").describe()).isEqualTo("prepared transaction");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 ms",
        "PT0.3004S, 300 ms",
        "PT1.9S, 1 s",
        "PT119S, 119 s",
        "PT120S, 2 min",
        "PT119M59S, 119 min",
        "PT2H, 2 h",
        "PT50H5M, 50 h 5 min",
    })
    void durations(Duration duration, String text) {
        assertThat(Texts.duration(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "8192, 8.0 kB",
        "10240, 10 kB",
        "1048576, 1.0 MB",
        "1288490189, 1.2 GB",
        "9223372036854775807, 8.0 EB",
    })
    void sizes(long bytes, String text) {
        assertThat(Texts.bytes(bytes)).isEqualTo(text);
    }

    @Test
    void aQueryIsOneLineAndCutBetweenCharacters() {
        assertThat(Texts.cut(" SELECT\r\n\t1\u2028, 2\u0000 ", 200)).isEqualTo("SELECT 1 , 2");
        assertThat(Texts.cut("😀😀😀", 3)).isEqualTo("😀😀😀");
        assertThat(Texts.cut("😀😀😀", 2)).isEqualTo("😀…");
        assertThat(Texts.cut("ab", 1)).isEqualTo("…");
        assertThat(Texts.cut("ab", 0)).isEmpty();
    }

    private static BuildProgress build(String phase, @Nullable Duration remaining, boolean own) {
        return new BuildProgress(
                9,
                "course_pub_diff_idx",
                "learning_course",
                1_288_490_189L,
                phase,
                43,
                Duration.ofSeconds(125),
                remaining,
                List.of(),
                own);
    }
}
