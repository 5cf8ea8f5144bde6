package dev.compositeindex.processor.diagnostic;

import java.util.List;
import java.util.Optional;

/**
 * The result of a check: a value, if there is one, and what was found on the way.
 *
 * @param value absent if an error prevents it
 * @param problems in the order of their discovery
 */
public record Checked<T>(Optional<T> value, List<Problem> problems) {

    public Checked {
        problems = List.copyOf(problems);
    }

    /** A value with which nothing is wrong. */
    public static <T> Checked<T> of(T value) {
        return new Checked<>(Optional.of(value), List.of());
    }

    /** The value, unless a problem is an error. */
    public static <T> Checked<T> of(T value, List<Problem> problems) {
        return problems.stream().anyMatch(Problem::isError)
                ? failed(problems)
                : new Checked<>(Optional.of(value), problems);
    }

    public static <T> Checked<T> failed(Problem problem) {
        return failed(List.of(problem));
    }

    public static <T> Checked<T> failed(List<Problem> problems) {
        return new Checked<>(Optional.empty(), problems);
    }
}
