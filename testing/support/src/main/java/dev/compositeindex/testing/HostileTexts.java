package dev.compositeindex.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Texts that users, databases and files can bring in, and that nobody wants on a log, in SQL or in Java as they are. */
public final class HostileTexts {

    /** What ends, hides, moves or forges a line, or ends a literal, a name or a comment. */
    private static final List<String> PIECES = List.of(
            "\n",
            "\r",
            "\r\n",
            "\t",
            "\u000b",
            "\f",
            "\u0007",
            "\b",
            "\u001b[31m",
            "\u001b]0;x\u0007",
            "\u007f",
            "\u0085",
            "\u009b2J",
            "\u00a0",
            "\u00ad",
            "\u200b",
            "\u200e",
            "\u202e",
            "\u2028",
            "\u2029",
            "\u2066",
            "\ufeff",
            "\ud83d\udc68\u200d\ud83d\udc69",
            "'",
            "\"",
            "\\",
            "$$",
            "--",
            "*/",
            "/*",
            ";",
            "{}",
            "%s",
            "%n",
            "${x}",
            "; DROP TABLE victim; --",
            "'; DROP TABLE victim; --",
            "\"; DROP TABLE victim; --",
            "\nERROR forged",
            "\n-- x",
            "\nWARN compositeindex: all is well",
            "a",
            "Z",
            "ü",
            "漢",
            " ");

    private HostileTexts() {}

    /** So many, each of one piece at least; the same ones each time. */
    public static List<String> many(int count) {
        Random random = new Random(15);
        return Stream.concat(PIECES.stream(), IntStream.generate(() -> 0).mapToObj(x -> {
                    StringBuilder text = new StringBuilder("x");
                    for (int i = random.nextInt(6); i >= 0; i--) {
                        text.append(PIECES.get(random.nextInt(PIECES.size())));
                    }
                    return text.toString();
                }))
                .limit(count)
                .toList();
    }

    /** The same, each different, and so short that it is a name. */
    public static List<String> names(int count) {
        List<String> texts = many(count);
        return IntStream.range(0, count)
                .mapToObj(i -> cut(texts.get(i), 40) + "_" + i)
                .toList();
    }

    private static String cut(String text, int bytes) {
        String cut = text;
        while (cut.getBytes(StandardCharsets.UTF_8).length > bytes) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut;
    }

    /** Whether all of a text is to be seen, on one line. */
    public static boolean isVisible(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.LINE_SEPARATOR
                        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                        || Character.getType(c) == Character.SURROGATE
                        || c != ' ' && Character.getType(c) == Character.SPACE_SEPARATOR);
    }
}
