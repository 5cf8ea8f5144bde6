package dev.compositeindex.processor.builtin;

import java.util.Arrays;
import java.util.List;

/**
 * A function.
 *
 * @param name its name
 * @param arguments the types of its arguments, by name; of a variadic one, the last is the array
 * @param variadic whether the last argument stands for any number
 * @param kind what it is
 * @param volatility whether it gives the same for the same
 * @param result the type of its result, by name
 * @param defaults how many of the last arguments may be missing
 */
public record PgFunction(
        String name,
        List<String> arguments,
        boolean variadic,
        Kind kind,
        Volatility volatility,
        String result,
        int defaults) {

    /** The kinds of functions; of several of one name, the first counts. */
    public enum Kind {
        AGGREGATE("an aggregate", "An index sees one row at a time"),
        PLAIN("a function", ""),
        SET("a function that returns a set", "A key is one value"),
        WINDOW("a window function", "An index sees one row at a time");

        private final String words;
        private final String reason;

        Kind(String words, String reason) {
            this.words = words;
            this.reason = reason;
        }

        public String words() {
            return words;
        }

        /** Why it can be in no index; empty if it can. */
        public String reason() {
            return reason;
        }

        private static Kind parse(String letter) {
            return switch (letter) {
                case "a" -> AGGREGATE;
                case "w" -> WINDOW;
                case "s" -> SET;
                default -> PLAIN;
            };
        }
    }

    public PgFunction {
        arguments = List.copyOf(arguments);
    }

    static PgFunction parse(String line) {
        List<String> words = List.of(line.split(" "));
        boolean variadic = words.get(2).equals("variadic");
        int kind = variadic ? 3 : 2;
        return new PgFunction(
                words.get(0),
                words.get(1).equals(".")
                        ? List.of()
                        : Arrays.asList(words.get(1).split(",")),
                variadic,
                Kind.parse(words.get(kind)),
                Volatility.parse(words.get(kind + 1)),
                words.get(kind + 2),
                words.size() > kind + 3 ? Integer.parseInt(words.get(kind + 3)) : 0);
    }

    /** Whether it can be called with that number of arguments. */
    public boolean takes(int count) {
        return count >= arguments.size() - defaults && (variadic || count <= arguments.size());
    }

    /** Whether it may be in an index. */
    public boolean isIndexable() {
        return kind == Kind.PLAIN && volatility != Volatility.MUTABLE;
    }
}
