package dev.compositeindex.oracle.shapes;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Pairs of values of two dimensions. */
final class Pairs {

    private Pairs() {}

    /** All that there are. */
    static Set<Set<Enum<?>>> all() {
        Set<Set<Enum<?>>> pairs = new HashSet<>();
        for (List<? extends Enum<?>> left : Shapes.DIMENSIONS) {
            for (List<? extends Enum<?>> right : Shapes.DIMENSIONS) {
                if (left != right) {
                    left.forEach(a -> right.forEach(b -> pairs.add(Set.of(a, b))));
                }
            }
        }
        return pairs;
    }

    /** Those of a shape. */
    static Set<Set<Enum<?>>> of(Shape shape) {
        Set<Set<Enum<?>>> pairs = new HashSet<>();
        shape.values().forEach(a -> shape.values().stream().filter(b -> a != b).forEach(b -> pairs.add(Set.of(a, b))));
        return pairs;
    }

    /** Its values with the names of their dimensions, in the order of these. */
    static String name(Set<Enum<?>> pair) {
        return Shapes.DIMENSIONS.stream()
                .flatMap(List::stream)
                .filter(pair::contains)
                .map(value -> value.getDeclaringClass().getSimpleName() + "." + value.name())
                .collect(Collectors.joining(" x "));
    }
}
