package dev.compositeindex.processor.builtin;

/** The promises of functions to give the same for the same. */
public enum Volatility {
    /** Always. */
    IMMUTABLE,
    /** If its argument is always printed the same. */
    AS_TEXT,
    /** Not always. */
    MUTABLE;

    static Volatility parse(String letter) {
        return switch (letter) {
            case "i" -> IMMUTABLE;
            case "t" -> AS_TEXT;
            default -> MUTABLE;
        };
    }
}
