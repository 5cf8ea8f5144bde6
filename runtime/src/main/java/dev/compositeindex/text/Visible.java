package dev.compositeindex.text;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes text fit to be shown: one line, on which no character hides, moves or forges anything. Of controls, of what formats or
 * separates lines, and of halves of characters, the code is shown.
 */
public final class Visible {

    /** As servers and drivers write their messages. */
    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R\\s*");

    /** How PostgreSQL's driver begins further lines: none that could be taken for a line of a log. */
    private static final Pattern DETAILS = Pattern.compile("\n  (?=\\S)");

    private static final int MOST_CAUSES = 20;

    private Visible() {}

    /** The text; a line break is a space. */
    public static String of(String text) {
        return text.codePoints().allMatch(Visible::isSeen)
                ? text
                : escaped(LINE_BREAK.matcher(text.strip()).replaceAll(" "));
    }

    /** The same, but what is no text is turned into it first, and what cannot be is left. */
    public static Object of(@Nullable Object value) {
        return value instanceof Number || value instanceof Boolean ? value : of(String.valueOf(value));
    }

    /** The exception, or one like it where its message, or that of a cause, is not fit to be shown. */
    public static Throwable of(Throwable thrown) {
        return isSeen(thrown, 0) ? thrown : copy(thrown, 0);
    }

    private static boolean isSeen(Throwable thrown, int depth) {
        String message = thrown.getMessage();
        Throwable cause = thrown.getCause();
        return depth == MOST_CAUSES
                || (message == null
                                || DETAILS.matcher(message)
                                        .replaceAll("")
                                        .codePoints()
                                        .allMatch(Visible::isSeen))
                        && (cause == null || isSeen(cause, depth + 1))
                        && Arrays.stream(thrown.getSuppressed()).allMatch(suppressed -> isSeen(suppressed, depth + 1));
    }

    private static Throwable copy(Throwable thrown, int depth) {
        Throwable cause = thrown.getCause();
        String message = thrown.getClass().getName() + ": " + of(String.valueOf(thrown.getMessage()));
        Throwable copy = thrown instanceof SQLException sql
                ? new SQLException(message, sql.getSQLState(), sql.getErrorCode())
                : new IllegalStateException(message);
        copy.setStackTrace(thrown.getStackTrace());
        if (depth < MOST_CAUSES) {
            if (cause != null) {
                copy.initCause(copy(cause, depth + 1));
            }
            for (Throwable suppressed : thrown.getSuppressed()) {
                copy.addSuppressed(copy(suppressed, depth + 1));
            }
        }
        return copy;
    }

    private static String escaped(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isSeen(c)) {
                visible.appendCodePoint(c);
            } else if (c == '\t') {
                visible.append(' ');
            } else {
                visible.append("\\u%04x".formatted(c));
            }
        });
        return visible.toString();
    }

    private static boolean isSeen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
