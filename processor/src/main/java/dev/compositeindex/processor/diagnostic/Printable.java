package dev.compositeindex.processor.diagnostic;

import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Text from outside in messages: what cannot be seen made visible, length bounded, so that a message is one line. */
public final class Printable {
    private static final int LONGEST = 120;
    private static final int LONGEST_REASON = 600;

    private Printable() {}

    /** What the user wrote. */
    public static String of(String text) {
        return of(text, LONGEST);
    }

    /** What the system or the compiler says. Of files, many exceptions say no more than the name, by themselves. */
    public static String reason(Throwable reason) {
        String text = String.valueOf(reason.getMessage());
        boolean isBare = reason instanceof FileSystemException file && file.getReason() == null;
        return of(isBare ? reason.getClass().getSimpleName() + ": " + text : text, LONGEST_REASON);
    }

    /** Text that is a line of its own, and cut would be worth nothing, such as a definition. */
    public static String whole(String text) {
        return of(text, Integer.MAX_VALUE);
    }

    /** Text of several lines, each of which is such a line. */
    public static String lines(String text) {
        return Arrays.stream(text.split("\n", -1)).map(Printable::whole).collect(Collectors.joining("\n"));
    }

    private static String of(String text, int longest) {
        if (text.length() <= longest && isPlain(text)) {
            return text;
        }
        StringBuilder printable = new StringBuilder();
        text.codePoints().limit(longest).forEach(c -> {
            if (isSeen(c)) {
                printable.appendCodePoint(c);
            } else {
                printable.append("\\u%04x".formatted(c));
            }
        });
        if (text.codePointCount(0, text.length()) > longest) {
            printable.append('…');
        }
        return printable.toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** A no-break space in a key, or a zero-width one in a name, is a mistake that nobody sees. */
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

    public static String quoted(String text) {
        return '"' + of(text) + '"';
    }
}
