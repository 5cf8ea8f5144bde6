package dev.compositeindex.processor.diagnostic;

/** Users' text inside messages: control characters made visible, length bounded, so that a message stays one line. */
public final class Printable {
    private static final int LONGEST = 120;

    private Printable() {}

    public static String of(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
                printable.append("\\u%04x".formatted(c));
            } else {
                printable.appendCodePoint(c);
            }
        });
        if (text.codePointCount(0, text.length()) > LONGEST) {
            printable.append('…');
        }
        return printable.toString();
    }

    public static String quoted(String text) {
        return '"' + of(text) + '"';
    }
}
