package dev.compositeindex.processor.sql;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;

/** Constants of authored SQL to expressions. */
final class Literals {
    private static final int INTEGER_BITS = 31;
    private static final int LONG_BITS = 63;

    private Literals() {}

    /** A number is of the first type that it fits. */
    static Expression number(String text) {
        if (!text.chars().allMatch(Character::isDigit)) {
            return new Expression.Constant("numeric");
        }
        int bits = new BigInteger(text).bitLength();
        return new Expression.Constant(bits <= INTEGER_BITS ? "int4" : bits <= LONG_BITS ? "int8" : "numeric");
    }

    /** A string, of whatever form. */
    static Expression string(String text) {
        int quote = text.indexOf('\'');
        if (text.startsWith("$")) {
            int open = text.indexOf('$', 1) + 1;
            return new Expression.Text(Optional.of(text.substring(open, text.length() - open)));
        }
        return switch (text.substring(0, quote).toLowerCase(Locale.ROOT)) {
            case "" -> new Expression.Text(Optional.of(value(text)));
            case "b", "x" -> new Expression.Constant("bit");
            case "n" -> new Expression.Constant("bpchar");
            case "e" ->
                new Expression.Text(text.contains("\\") ? Optional.empty() : Optional.of(value(text.substring(1))));
            default -> new Expression.Text(Optional.empty());
        };
    }

    private static String value(String quoted) {
        return quoted.substring(1, quoted.length() - 1).replace("''", "'");
    }
}
