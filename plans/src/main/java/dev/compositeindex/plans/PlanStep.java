package dev.compositeindex.plans;

import java.util.List;
import java.util.stream.Stream;

/**
 * A step of a plan.
 *
 * @param type the server's word for it: {@code "Index Scan"}, {@code "Sort"} …
 * @param table that it reads, or empty
 * @param index that it uses, or empty
 * @param indexCondition what it looks up in that index, or empty: then it reads the index from one end
 * @param filter by which it drops rows after having read them, or empty
 * @param inputs the steps that it gets its rows from
 */
record PlanStep(String type, String table, String index, String indexCondition, String filter, List<PlanStep> inputs) {

    PlanStep {
        inputs = List.copyOf(inputs);
    }

    /** This step, and all that it gets rows from, each before its inputs. */
    Stream<PlanStep> all() {
        return Stream.concat(Stream.of(this), inputs.stream().flatMap(PlanStep::all));
    }

    boolean usesIndex() {
        return !index.isEmpty();
    }

    boolean sorts() {
        return type.endsWith("Sort");
    }

    /** Whether it stops asking for rows early. */
    boolean limits() {
        return type.equals("Limit");
    }

    /** Whether it takes rows one by one, so that who asks it for few rows asks its first input for few. */
    boolean streams() {
        return switch (type) {
            case "Limit",
                    "Nested Loop",
                    "Append",
                    "Merge Append",
                    "Result",
                    "LockRows",
                    "Gather",
                    "Gather Merge",
                    "Subquery Scan",
                    "Unique" -> true;
            default -> false;
        };
    }
}
