package dev.compositeindex.processor.mapping;

import java.util.Locale;

/** Names of Java to those of SQL. */
public final class Words {

    private Words() {}

    /**
     * Snake case by the rule of Hibernate and Spring: an underscore goes before a capital that stands between lower case,
     * and the last character is never looked at. {@code createdAt} is {@code created_at}, {@code userID} is {@code userid}.
     *
     * @param digits whether digits count as lower case, so that {@code address2Line} is {@code address2_line}, as they do
     *     from Hibernate 7 on
     */
    public static String snakeCase(String name, boolean digits) {
        StringBuilder snake = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char current = name.charAt(i);
            boolean inner = i > 0 && i < name.length() - 1;
            if (inner
                    && Character.isUpperCase(current)
                    && isLower(name.charAt(i - 1), digits)
                    && isLower(name.charAt(i + 1), digits)) {
                snake.append('_');
            }
            snake.append(current);
        }
        return lower(snake.toString());
    }

    /** In lower case, as Java has it. */
    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** As PostgreSQL folds what is not quoted: of a UTF-8 database, the letters of ASCII. */
    static String folded(String name) {
        StringBuilder folded = new StringBuilder();
        name.chars().map(c -> c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c).forEach(c -> folded.append((char) c));
        return folded.toString();
    }

    private static boolean isLower(char c, boolean digits) {
        return Character.isLowerCase(c) || digits && Character.isDigit(c);
    }
}
