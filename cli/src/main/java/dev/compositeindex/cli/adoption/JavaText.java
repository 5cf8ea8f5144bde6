package dev.compositeindex.cli.adoption;

import java.util.List;
import java.util.stream.Collectors;

/** Text as Java source has it. */
final class JavaText {

    private JavaText() {}

    /** A string literal. What cannot be seen is escaped. */
    static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        text.codePoints().forEach(c -> literal.append(escaped(c)));
        return literal.append('"').toString();
    }

    /** The value of an array attribute: one element needs no braces. */
    static String array(List<String> texts) {
        return texts.size() == 1
                ? literal(texts.get(0))
                : texts.stream().map(JavaText::literal).collect(Collectors.joining(", ", "{", "}"));
    }

    private static String escaped(int c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default ->
                switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> unicode(c);
                    case Character.SPACE_SEPARATOR -> c == ' ' ? " " : unicode(c);
                    default -> Character.toString(c);
                };
        };
    }

    /** Never a line break or a quote, which javac would read as such. */
    private static String unicode(int c) {
        return Character.toString(c).chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());
    }
}
