package dev.compositeindex.processor.typing;

import dev.compositeindex.processor.builtin.PgType;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** One of several functions or operators of one name is meant: {@code func_select_candidate} of {@code parse_func.c}. */
final class Overload {
    private final Coercion coercion;
    private final Polymorphism polymorphism;

    Overload(Coercion coercion, Polymorphism polymorphism) {
        this.coercion = coercion;
        this.polymorphism = polymorphism;
    }

    /**
     * One of them.
     *
     * @param parameters what it takes, one for each operand
     * @param what the function or operator
     */
    record Candidate<T>(List<PgType> parameters, T what) {}

    /** The outcome of the choice. */
    sealed interface Choice<T> {}

    /** One is meant. */
    record One<T>(Candidate<T> candidate) implements Choice<T> {}

    /** None of them takes the operands. */
    record None<T>() implements Choice<T> {}

    /** Several of them do. */
    record Several<T>() implements Choice<T> {}

    /**
     * Chooses.
     *
     * @param operands all known or literals
     */
    <T> Choice<T> choose(List<Candidate<T>> candidates, List<Operand> operands) {
        Optional<Candidate<T>> exact = exact(candidates, operands);
        if (exact.isPresent()) {
            return new One<>(exact.get());
        }
        List<Candidate<T>> left = keep(candidates, candidate -> takes(candidate.parameters(), operands));
        if (left.isEmpty()) {
            return new None<>();
        }
        if (left.size() > 1) {
            left = best(left, candidate -> matches(candidate, operands, false));
        }
        if (left.size() > 1) {
            left = best(left, candidate -> matches(candidate, operands, true));
        }
        if (left.size() > 1) {
            left = byLiterals(left, operands);
        }
        return left.size() == 1 ? new One<>(left.get(0)) : new Several<>();
    }

    boolean takes(List<PgType> parameters, List<Operand> operands) {
        return indexes(operands).allMatch(i -> coercion.fits(operands.get(i), parameters.get(i)))
                && polymorphism.bind(parameters, operands).isPresent();
    }

    private static <T> Optional<Candidate<T>> exact(List<Candidate<T>> candidates, List<Operand> operands) {
        return candidates.stream()
                .filter(candidate -> indexes(operands)
                        .allMatch(i -> operands.get(i).is(candidate.parameters().get(i))))
                .findFirst();
    }

    private static IntStream indexes(List<Operand> operands) {
        return IntStream.range(0, operands.size());
    }

    private static <T> List<T> best(List<T> candidates, ToIntFunction<T> points) {
        int most = candidates.stream().mapToInt(points).max().orElse(0);
        return keep(candidates, candidate -> points.applyAsInt(candidate) == most);
    }

    private static <T> List<T> keep(List<T> candidates, Predicate<T> wanted) {
        return candidates.stream().filter(wanted).toList();
    }

    /** How many operands are of the very type, or of one that is preferred in its category. */
    private static <T> int matches(Candidate<T> candidate, List<Operand> operands, boolean orPreferred) {
        return (int) indexes(operands)
                .filter(i -> operands.get(i)
                        .type()
                        .filter(type -> {
                            PgType parameter = candidate.parameters().get(i);
                            return parameter.equals(type)
                                    || orPreferred && parameter.preferred() && parameter.category() == type.category();
                        })
                        .isPresent())
                .count();
    }

    private <T> List<Candidate<T>> byLiterals(List<Candidate<T>> candidates, List<Operand> operands) {
        if (operands.stream().noneMatch(Operand::isLiteral)) {
            return candidates;
        }
        List<Candidate<T>> left = byCategory(candidates, operands);
        return left.size() == 1 ? left : byTheOthers(left, operands);
    }

    /** Literals are taken for texts, if some candidate takes them so; else for what all candidates agree on. */
    private static <T> List<Candidate<T>> byCategory(List<Candidate<T>> candidates, List<Operand> operands) {
        List<Candidate<T>> left = candidates;
        for (int i : indexes(operands).filter(i -> operands.get(i).isLiteral()).toArray()) {
            Set<Character> categories = new HashSet<>();
            candidates.forEach(
                    candidate -> categories.add(candidate.parameters().get(i).category()));
            if (categories.size() > 1 && !categories.contains('S')) {
                return candidates;
            }
            char category =
                    categories.contains('S') ? 'S' : categories.iterator().next();
            boolean preferred = candidates.stream()
                    .map(candidate -> candidate.parameters().get(i))
                    .anyMatch(type -> type.category() == category && type.preferred());
            left = keep(left, candidate -> {
                PgType type = candidate.parameters().get(i);
                return type.category() == category && (!preferred || type.preferred());
            });
        }
        return left.isEmpty() ? candidates : left;
    }

    /** If all that is known is of one type, literals are taken for that. */
    private <T> List<Candidate<T>> byTheOthers(List<Candidate<T>> candidates, List<Operand> operands) {
        Set<PgType> known = new HashSet<>();
        operands.forEach(operand -> operand.type().ifPresent(known::add));
        if (known.size() != 1) {
            return candidates;
        }
        List<Operand> all = Collections.nCopies(
                operands.size(), new Operand.Of(known.iterator().next()));
        List<Candidate<T>> left = keep(candidates, candidate -> takes(candidate.parameters(), all));
        return left.size() == 1 ? left : candidates;
    }
}
