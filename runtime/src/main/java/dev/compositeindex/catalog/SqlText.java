package dev.compositeindex.catalog;

/** Values as SQL. */
public final class SqlText {

    private SqlText() {}

    /** A name, always quoted. */
    public static String name(String raw) {
        return '"' + raw.replace("\"", "\"\"") + '"';
    }

    /** A string literal on one line, whatever is in the text. */
    public static String literal(String text) {
        StringBuilder literal = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\'' -> literal.append("''");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> {
                    if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                        literal.append("\\u%04x".formatted(c));
                    } else {
                        literal.appendCodePoint(c);
                    }
                }
            }
        });
        return (literal.indexOf("\\") < 0 ? "'" : "E'") + literal + "'";
    }
}
