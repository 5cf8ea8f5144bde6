package dev.compositeindex.example.workload;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the server ran a query.
 *
 * @param root the topmost step
 * @param executionMillis how long it took inside the server, without planning it and without the network
 */
public record Plan(Step root, double executionMillis) {

    /**
     * A step of a plan.
     *
     * @param type the server's word for it: {@code "Index Scan"}, {@code "Sort"} …
     * @param table the table that it reads, if it reads one itself
     * @param index the index that it uses, if any
     * @param condition what it looks up in that index, if anything; an index may also be read from one end
     * @param inputs the steps that it gets its rows from
     */
    public record Step(
            String type,
            Optional<String> table,
            Optional<String> index,
            Optional<String> condition,
            List<Step> inputs) {

        public Step {
            inputs = List.copyOf(inputs);
        }

        private Stream<Step> withInputs() {
            return Stream.concat(Stream.of(this), inputs.stream().flatMap(Step::withInputs));
        }
    }

    /** All steps, each before those that it gets its rows from. */
    public List<Step> steps() {
        return root.withInputs().toList();
    }

    /** The steps that use an index. */
    public List<Step> indexSteps() {
        return steps().stream().filter(step -> step.index().isPresent()).toList();
    }

    /** The indexes that it uses. */
    public List<String> indexes() {
        return steps().stream()
                .flatMap(step -> step.index().stream())
                .distinct()
                .toList();
    }

    /** How it gets at the rows of its table, for people: the index or indexes, or else the way it reads the whole table. */
    public String access() {
        List<String> indexes = indexes();
        if (!indexes.isEmpty()) {
            return String.join(", ", indexes);
        }
        return steps().stream()
                .filter(step -> step.table().isPresent())
                .map(Step::type)
                .findFirst()
                .orElse(root.type());
    }
}
