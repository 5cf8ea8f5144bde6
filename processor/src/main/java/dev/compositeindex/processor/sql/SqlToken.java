package dev.compositeindex.processor.sql;

/**
 * A token of authored SQL.
 *
 * @param kind what it is
 * @param text its text, as written; of a placeholder, what stands between the braces
 * @param spaced whether white space stood before it
 */
public record SqlToken(Kind kind, String text, boolean spaced) {

    /** Kinds of tokens, as far as the checks need to know. */
    public enum Kind {
        /** An unquoted word: keyword, function, column. */
        WORD,
        /** <code>{field}</code>. */
        PLACEHOLDER,
        /** A string literal of any form. */
        STRING,
        /** A quoted identifier, a number, or a single character of an operator or punctuation. */
        OTHER
    }

    /** A raw name as SQL reads it. */
    public static SqlToken name(String raw, boolean spaced) {
        String quoted = Identifiers.quote(raw);
        return new SqlToken(quoted.startsWith("\"") ? Kind.OTHER : Kind.WORD, quoted, spaced);
    }

    /** Whether it is this word, unquoted, in any case of letters. */
    public boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    public boolean is(String punctuation) {
        return kind == Kind.OTHER && text.equals(punctuation);
    }
}
