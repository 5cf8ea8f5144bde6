package dev.compositeindex.processor.builtin;

import java.util.List;

/**
 * An operator.
 *
 * @param symbol how it is written
 * @param operands the types of its operands, by name
 * @param result the type of its result, by name
 * @param volatility whether it gives the same for the same
 * @param builtIn whether it needs no extension
 */
public record PgOperator(String symbol, List<String> operands, String result, Volatility volatility, boolean builtIn) {

    public PgOperator {
        operands = List.copyOf(operands);
    }

    static PgOperator parse(String line) {
        List<String> words = List.of(line.split(" "));
        return new PgOperator(
                words.get(0),
                words.get(1).equals(".") ? List.of(words.get(2)) : words.subList(1, 3),
                words.get(3),
                Volatility.parse(words.get(4)),
                words.size() == 5);
    }

    boolean isPrefix() {
        return operands.size() == 1;
    }
}
