package dev.compositeindex.verify;

import dev.compositeindex.catalog.Shape;

/**
 * What is known of a declared key, or predicate.
 *
 * @param <T> a {@link Shape.Key}, or a predicate as text
 */
sealed interface Part<T> {

    /** What the server makes of it, in its words. */
    record Known<T>(T value) implements Part<T> {}

    /**
     * The server refuses it on this table.
     *
     * @param written the declared value
     * @param refusal what is wrong with it
     */
    record Refused<T>(T written, String refusal) implements Part<T> {}

    /**
     * The server could not be asked.
     *
     * @param written the declared value
     */
    record Unknown<T>(T written) implements Part<T> {}
}
