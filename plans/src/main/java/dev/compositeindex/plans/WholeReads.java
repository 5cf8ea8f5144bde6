package dev.compositeindex.plans;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Finds the steps that read all of a table, whether row by row or along an index in which nothing is looked up. */
final class WholeReads {
    private final Collection<KnownIndex> indexes;
    private final List<PlanStep> found = new ArrayList<>();

    private WholeReads(Collection<KnownIndex> indexes) {
        this.indexes = indexes;
    }

    /**
     * The steps of a plan that do.
     *
     * @param indexes those that it may use: a partial one is meant to be read whole
     */
    static List<PlanStep> of(QueryPlan plan, Collection<KnownIndex> indexes) {
        WholeReads reads = new WholeReads(indexes);
        reads.look(plan.root(), false);
        return reads.found;
    }

    /** Whether it stops early: whoever wants the ten newest reads ten entries of an index. */
    private void look(PlanStep step, boolean stopsEarly) {
        boolean first = step.type().equals("Seq Scan") || step.type().equals("Sample Scan");
        if (first || readsWholeIndex(step, stopsEarly)) {
            found.add(step);
        }
        boolean early = step.limits() || stopsEarly && step.streams();
        for (PlanStep input : step.inputs()) {
            look(input, early);
            // The inner side of a loop is asked for all that it has.
            early = early && !step.type().equals("Nested Loop");
        }
    }

    private boolean readsWholeIndex(PlanStep step, boolean stopsEarly) {
        return step.usesIndex()
                && step.indexCondition().isEmpty()
                && !(stopsEarly && step.filter().isEmpty())
                && indexes.stream().noneMatch(index -> index.isPartial() && index.is(step.index()));
    }
}
