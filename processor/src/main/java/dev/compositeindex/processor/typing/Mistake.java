package dev.compositeindex.processor.typing;

/**
 * A mistake is something in an expression that a server refuses.
 *
 * @param kind why
 * @param text what, as the rest of a sentence about the server: {@code has no function "lower(integer)"}
 */
public record Mistake(Kind kind, String text) {

    /** The reasons why a server refuses something. */
    public enum Kind {
        /** The types do not fit. */
        TYPE,
        /** The result may change without the row being written. */
        MUTABLE
    }
}
