package dev.compositeindex.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.compositeindex.build.Percentage.Counters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentageTest {

    /** All phases in the order in which the server reports them, for a B-tree. */
    private static final List<String> PHASES = List.of(
            "initializing",
            "waiting for writers before build",
            "building index",
            "building index: initializing",
            "building index: scanning table",
            "building index: sorting live tuples",
            "building index: sorting dead tuples",
            "building index: loading tuples in tree",
            "waiting for writers before validation",
            "index validation: scanning index",
            "index validation: sorting tuples",
            "index validation: scanning table",
            "waiting for old snapshots");

    @Test
    void goesForwardFromPhaseToPhaseWhateverTheCountersOfThePhaseBeforeWere() {
        List<Double> seen = new ArrayList<>();
        for (String phase : PHASES) {
            seen.add(percent(phase, 0, 0, 0, 0));
            // A method without phases counts blocks here; a B-tree is past it before it counts any.
            if (!phase.equals("building index")) {
                seen.add(percent(phase, 50, 100, 5, 10));
                seen.add(percent(phase, 100, 100, 10, 10));
            }
        }
        assertThat(seen).isSorted().startsWith(0.0, 0.0, 0.0).endsWith(99.0, 99.0, 99.0);
    }

    @ParameterizedTest
    @CsvSource({
        "building index: scanning table, 22.5",
        "building index: sorting live tuples, 45",
        "building index: sorting tuples (workers), 45",
        "building index: loading tuples in tree, 75.4",
        "building index: merging tuples, 0",
        "building index, 40",
        "waiting for writers before validation, 80",
        "index validation: scanning index, 83.5",
        "index validation: sorting tuples, 87",
        "index validation: scanning table, 94",
        "waiting for old snapshots, 99",
        "waiting for readers before dropping, 99",
        "something new, 0",
    })
    void blocksCountWhileScanningAndTuplesWhileLoading(String phase, double expected) {
        assertThat(percent(phase, 50, 100, 8, 10)).isCloseTo(expected, within(0.001));
    }

    @Test
    void moreThanWasAnnouncedIsAllOfIt() {
        assertThat(percent("building index: scanning table", 120, 100, 0, 0)).isEqualTo(45);
    }

    /** An access method that reports nothing, and what is hidden. */
    @Test
    void withoutCountersAPhaseStandsAtItsBeginning() {
        assertThat(percent("building index", 0, 0, 0, 0)).isZero();
        assertThat(percent("index validation: scanning index", 0, 0, 0, 0)).isEqualTo(80);
        assertThat(Percentage.of(Counters.none(""))).isZero();
    }

    @Test
    void aPlainBuildEndsWithTheLoading() {
        assertThat(Percentage.of(new Counters("building index: loading tuples in tree", false, 0, 0, 10, 10)))
                .isEqualTo(99);
        assertThat(Percentage.of(new Counters("building index: scanning table", false, 100, 100, 0, 0)))
                .isBetween(55.0, 56.0);
    }

    private static double percent(String phase, long blocksDone, long blocksTotal, long tuplesDone, long tuplesTotal) {
        return Percentage.of(new Counters(phase, true, blocksDone, blocksTotal, tuplesDone, tuplesTotal));
    }
}
