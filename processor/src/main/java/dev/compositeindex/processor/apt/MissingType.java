package dev.compositeindex.processor.apt;

import java.util.Comparator;

/**
 * A type that does not exist (yet).
 *
 * @param name its name, as far as the compiler knows it
 * @param referrer the canonical name of the outermost class that refers to it
 */
public record MissingType(String name, String referrer) implements Comparable<MissingType> {

    @Override
    public int compareTo(MissingType other) {
        return Comparator.comparing(MissingType::name)
                .thenComparing(MissingType::referrer)
                .compare(this, other);
    }
}
