package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.mapping.Words;
import java.util.Locale;

/** Java names to SQL names and constants. */
public final class Naming {

    private Naming() {}

    /**
     * Snake case by the rule of Hibernate 7 and Spring: an underscore goes before a capital that stands between lower
     * case or digits, and the last character is never looked at. {@code createdAt} is {@code created_at}, {@code
     * address2Line} is {@code address2_line}, {@code userID} is {@code userid}.
     */
    public static String snakeCase(String name) {
        return Words.snakeCase(name, true);
    }

    /** A Java constant for a name of the database: upper snake case, all else made {@code _}. */
    public static String constant(String name) {
        StringBuilder constant = new StringBuilder();
        snakeCase(name).toUpperCase(Locale.ROOT).codePoints().forEach(c -> {
            if (constant.isEmpty() && !Character.isJavaIdentifierStart(c)) {
                constant.append('_');
            }
            constant.appendCodePoint(Character.isJavaIdentifierPart(c) && c != '$' ? c : '_');
        });
        // A lone underscore is a keyword.
        return constant.toString().equals("_") ? "__" : constant.toString();
    }
}
