package dev.compositeindex.plans;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Says what keeps indexes from being used, as far as plan and catalogue show it. */
final class Reasons {

    private Reasons() {}

    /**
     * For each partial index that a parameter keeps from being used, which one.
     *
     * @param steps that do not use it
     */
    static List<String> ofParameters(Collection<PlanStep> steps, Collection<KnownIndex> indexes) {
        List<String> reasons = new ArrayList<>();
        for (KnownIndex index : indexes) {
            for (PlanStep step : steps) {
                if (!index.isPartial() || !step.table().equals(index.table()) || index.is(step.index())) {
                    continue;
                }
                Condition predicate = new Condition(index.predicate());
                Condition condition = new Condition(step.filter() + " AND " + step.indexCondition());
                index.columns().stream()
                        .filter(predicate::mentions)
                        .flatMap(column -> condition.parametersFor(column).stream())
                        .distinct()
                        .sorted()
                        .map(parameter ->
                                "%s is on rows with %s only. A plan that is kept for all values cannot use it, since %s may be any: write the value into the statement."
                                        .formatted(index.name(), index.predicate(), parameter))
                        .forEach(reasons::add);
            }
        }
        return reasons.stream().distinct().toList();
    }

    /** What indexes there are on the tables of steps that use none. */
    static List<String> ofIndexes(Collection<PlanStep> steps, Collection<KnownIndex> indexes) {
        List<String> reasons = new ArrayList<>();
        for (String table : steps.stream()
                .map(PlanStep::table)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList()) {
            List<KnownIndex> itsOwn = indexes.stream()
                    .filter(index -> index.table().equals(table))
                    .toList();
            if (itsOwn.isEmpty()) {
                reasons.add(table + " has no index.");
            }
            for (KnownIndex index : itsOwn) {
                reasons.add("There is: " + index.definition() + (index.valid() ? "" : ", which is INVALID"));
            }
        }
        return reasons;
    }
}
