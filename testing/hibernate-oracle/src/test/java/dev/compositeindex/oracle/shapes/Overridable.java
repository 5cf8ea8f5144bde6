package dev.compositeindex.oracle.shapes;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An attribute whose columns a class below, or the field of an embedded value, may name otherwise.
 *
 * @param path its path from there
 * @param size how many columns a reference has; 0 for a value
 */
record Overridable(String path, int size) {

    static Overridable column(String path) {
        return new Overridable(path, 0);
    }

    static Overridable reference(String path, int size) {
        return new Overridable(path, size);
    }

    /** The annotations that name all of some attributes, with names that start with a word. */
    static String annotations(String start, List<Overridable> attributes) {
        return attributes.stream()
                .flatMap(attribute -> Stream.of(attribute.annotation(start)))
                .collect(Collectors.joining());
    }

    private String annotation(String start) {
        String name = start
                + Stream.of(path.split("\\."))
                        .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                        .collect(Collectors.joining());
        return size == 0
                ? "@AttributeOverride(name = \"%s\", column = @Column(name = \"%s\")) ".formatted(path, name)
                : IntStream.range(0, size)
                        .mapToObj(i -> "@JoinColumn(name = \"%s%c\")".formatted(name, 'A' + i))
                        .collect(Collectors.joining(
                                ", ", "@AssociationOverride(name = \"%s\", joinColumns = {".formatted(path), "}) "));
    }
}
