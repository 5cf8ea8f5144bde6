package dev.compositeindex.example.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanReaderTest {

    private final PlanReader reader = new PlanReader();

    @Test
    void findsTheIndexesAtAnyDepth() {
        Plan plan = reader.read("""
                [{"Plan": {"Node Type": "Limit", "Plans": [
                   {"Node Type": "Bitmap Heap Scan", "Relation Name": "t", "Filter": "(x ~~ '%Index Name%')", "Plans": [
                     {"Node Type": "BitmapAnd", "Plans": [
                       {"Node Type": "Bitmap Index Scan", "Index Name": "a_idx", "Index Cond": "(a = 1)"},
                       {"Node Type": "Bitmap Index Scan", "Index Name": "b_idx", "Index Cond": "(b = 2)"}]}]}]},
                  "Planning Time": 0.5, "Execution Time": 1.25}]
                """);

        assertThat(plan.indexes()).containsExactly("a_idx", "b_idx");
        assertThat(plan.indexSteps())
                .extracting(step -> step.condition().orElseThrow())
                .containsExactly("(a = 1)", "(b = 2)");
        assertThat(plan.executionMillis()).isEqualTo(1.25);
        assertThat(plan.access()).isEqualTo("a_idx, b_idx");
    }

    @Test
    void isNotMisledByTheTextOfAQuery() {
        Plan plan = reader.read("""
                [{"Plan": {"Node Type": "Sort", "Plans": [
                   {"Node Type": "Seq Scan", "Relation Name": "t", "Filter": "(x = '\\"Index Name\\": \\"a_idx\\"')"}]},
                  "Execution Time": 3}]
                """);

        assertThat(plan.indexes()).isEmpty();
        assertThat(plan.access()).isEqualTo("Seq Scan");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "{}",
                "[{\"Plan\": {\"Node Type\": \"Result\"}}]",
                "[{\"Execution Time\": 1}]"
            })
    void refusesWhatIsNoPlan(String text) {
        assertThatThrownBy(() -> reader.read(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
