package dev.compositeindex.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.HostileTexts;
import dev.compositeindex.text.Log;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What others have called their applications, transactions, indexes and queries, on the log and in what is described. */
class HostileTest {

    @Test
    void nothingOfItIsShownAsItIs() {
        RecordingLogger log = new RecordingLogger();
        for (String text : HostileTexts.many(500)) {
            Session session = new Session(
                    1, text, text, Duration.ofMinutes(1), text, "", true, false, false, List.of(), false, text);
            Session prepared = new Session(
                    0, text, text, Duration.ofMinutes(1), text, text, true, false, false, List.of(), false, text);
            Session hidden = new Session(2, text, "", null, "", "", true, false, false, List.of(3), true, text);
            Sample sample = new Sample(
                    1,
                    text,
                    text,
                    1,
                    new Percentage.Counters(text, true, 0, 0, 0, 0),
                    Duration.ofMinutes(1),
                    List.of(session, prepared, hidden));
            Track track = new Track(
                    new BuildSettings(Duration.ofSeconds(1), 200, Duration.ofSeconds(1)),
                    new BuildListeners(List.of(), new Log(log)),
                    new Log(log),
                    false,
                    0);
            BuildProgress build = track.look(sample, 0);
            track.look(sample, Duration.ofSeconds(5).toNanos());
            track.look(sample, Duration.ofSeconds(20).toNanos());
            track.end(true, "built", Duration.ofSeconds(21).toNanos());

            assertThat(build.describe()).matches(HostileTexts::isVisible);
            assertThat(build.blockers()).map(Blocker::describe).allMatch(HostileTexts::isVisible);
        }
        assertThat(log.lines()).hasSizeGreaterThan(1_000).allMatch(HostileTexts::isVisible);
        assertThat(log.lines()).anyMatch(line -> line.startsWith("WARN ") && line.contains("DROP TABLE victim"));
    }
}
