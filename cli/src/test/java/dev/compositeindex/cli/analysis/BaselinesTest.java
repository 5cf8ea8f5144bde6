package dev.compositeindex.cli.analysis;

import static dev.compositeindex.cli.analysis.Reports.START;
import static dev.compositeindex.cli.analysis.Reports.index;
import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.health.HealthReport;
import dev.compositeindex.health.IndexUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselinesTest {
    private static final IndexUse USED = index("used", 8192, 10);
    private static final IndexUse UNUSED = index("unused", 8192, 0);

    @TempDir
    private Path folder;

    @Test
    void whatHappenedInBetweenIsTheDifference() {
        Baselines before =
                Baselines.NONE.with(Reports.of(1, START, USED, UNUSED)).with(Reports.of(2, START, USED, UNUSED));
        IndexUse used = index("used", 8192, 13);
        HealthReport now = Reports.of(3, START, used, UNUSED, index("new", 1, 4));

        assertThat(before.since(used, now)).hasValue(3);
        assertThat(before.since(UNUSED, now)).hasValue(0);
        assertThat(before.since(index("new", 1, 4), now)).isEmpty();
        assertThat(before.notScannedSince(UNUSED, now)).contains(START.plus(Duration.ofDays(1)));
        assertThat(before.notScannedSince(used, now)).isEmpty();
        assertThat(before.course(used, now)).containsExactly(OptionalLong.of(0), OptionalLong.of(3));
    }

    @Test
    void aResetInBetweenLeavesNothingKnown() {
        Baselines before =
                Baselines.NONE.with(Reports.of(1, START, USED, UNUSED)).with(Reports.of(2, START, USED, UNUSED));
        HealthReport now = Reports.of(3, START.plus(Duration.ofDays(2).plusHours(1)), index("used", 8192, 20), UNUSED);

        assertThat(before.wereReset(now)).isTrue();
        assertThat(before.since(USED, now)).isEmpty();
        assertThat(before.notScannedSince(UNUSED, now)).isEmpty();
        assertThat(before.course(UNUSED, now)).containsExactly(OptionalLong.of(0), OptionalLong.empty());
        assertThat(before.with(now).notScannedSince(UNUSED, Reports.of(4, now.countedSince(), UNUSED)))
                .contains(now.taken());
    }

    @Test
    void whatIsWrittenIsRead() {
        Path file = folder.resolve("kept.json");
        HealthReport first = Reports.of(1, START, USED, index("öä\"", 1, 2));

        assertThat(Baselines.read(file).value()).contains(Baselines.NONE);
        assertThat(Baselines.NONE.write(file, first).problems()).isEmpty();
        assertThat(Baselines.read(file).value()).contains(Baselines.NONE.with(first));
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void theOldestGoWhenThereAreTooMany() {
        Baselines all = Baselines.NONE;
        for (int day = 0; day < 502; day++) {
            all = all.with(Reports.of(day, START, USED));
        }
        assertThat(all.points()).hasSize(500);
        assertThat(all.points().get(0).taken()).isEqualTo(START.plus(Duration.ofDays(2)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"baselines\": 1}",
                "{\"baselines\": [1]}",
                "{\"baselines\": [{\"taken\": \"yesterday\", \"countedSince\": \"x\", \"scans\": {}}]}",
                "{\"baselines\": [{\"scans\": {\"a\": \"b\"}}]}"
            })
    void whatIsDamagedIsToldOf(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("kept.json"), text);

        assertThat(Baselines.read(file).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("kept.json", "is no file of baselines"));
    }
}
