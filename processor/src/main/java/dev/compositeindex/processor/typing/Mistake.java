package dev.compositeindex.processor.typing;

/**
 * What a server refuses in an expression.
 *
 * @param kind why
 * @param text what, as the rest of a sentence about the server: {@code has no function "lower(integer)"}
 */
public record Mistake(Kind kind, String text) {

    /** Why. */
    public enum Kind {
        /** The types do not fit. */
        TYPE,
        /** The result may change without the row being written. */
        MUTABLE
    }
}
