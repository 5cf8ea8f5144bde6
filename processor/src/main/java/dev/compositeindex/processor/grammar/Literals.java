package dev.compositeindex.processor.grammar;

import dev.compositeindex.processor.sql.TokenSpan;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Constants of authored SQL to expressions. */
final class Literals {
    private static final int INTEGER_BITS = 31;
    private static final int LONG_BITS = 63;

    private static final String ESCAPES = "bfnrt\\'\"";
    private static final String ESCAPED = "\b\f\n\r\t\\'\"";
    private static final Pattern ESCAPE = Pattern.compile("\\\\([bfnrt\\\\'\"])");
    private static final Pattern OTHER_ESCAPE = Pattern.compile("\\\\[^bfnrt\\\\'\"]");

    private Literals() {}

    /** A number is of the first type that it fits. */
    static Expression number(TokenSpan span, String text) {
        if (!text.chars().allMatch(Character::isDigit)) {
            return new Expression.Constant(span, "numeric");
        }
        int bits = new BigInteger(text).bitLength();
        return new Expression.Constant(span, bits <= INTEGER_BITS ? "int4" : bits <= LONG_BITS ? "int8" : "numeric");
    }

    /** A string, of whatever form. */
    static Expression string(TokenSpan span, String text) {
        int quote = text.indexOf('\'');
        if (text.startsWith("$")) {
            int open = text.indexOf('$', 1) + 1;
            return new Expression.Text(span, Optional.of(text.substring(open, text.length() - open)));
        }
        return switch (text.substring(0, quote).toLowerCase(Locale.ROOT)) {
            case "" -> new Expression.Text(span, Optional.of(value(text)));
            case "b", "x" -> new Expression.Constant(span, "bit");
            case "n" -> new Expression.Constant(span, "bpchar");
            case "e" -> new Expression.Text(span, escaped(value(text.substring(1))));
            default -> new Expression.Text(span, Optional.empty());
        };
    }

    /** With the common escapes only. */
    private static Optional<String> escaped(String value) {
        Matcher escape = ESCAPE.matcher(value);
        String plain = escape.replaceAll(
                found -> Matcher.quoteReplacement(Character.toString(ESCAPED.charAt(ESCAPES.indexOf(found.group(1))))));
        return OTHER_ESCAPE.matcher(value).find() ? Optional.empty() : Optional.of(plain);
    }

    private static String value(String quoted) {
        return quoted.substring(1, quoted.length() - 1).replace("''", "'");
    }
}
