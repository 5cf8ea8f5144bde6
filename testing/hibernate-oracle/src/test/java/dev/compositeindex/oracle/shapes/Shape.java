package dev.compositeindex.oracle.shapes;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A combination.
 *
 * @param number its number, part of the names of its classes
 */
record Shape(
        int number,
        Inheritance inheritance,
        Key key,
        Naming naming,
        Access access,
        Embeddables embeddables,
        Generics generics,
        Secondary secondary) {

    /** Its value in each dimension. */
    List<Enum<?>> values() {
        return List.of(inheritance, key, naming, access, embeddables, generics, secondary);
    }

    /** The name of one of its classes. */
    String className(String name) {
        return "%s%04d".formatted(name, number);
    }

    String packageName() {
        return "shapes.s%04d".formatted(number);
    }

    @Override
    public String toString() {
        return values().stream().map(Enum::name).collect(Collectors.joining(" ", "%04d ".formatted(number), ""));
    }
}
