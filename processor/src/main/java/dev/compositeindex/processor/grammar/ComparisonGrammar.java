package dev.compositeindex.processor.grammar;

import dev.compositeindex.processor.sql.TokenSpan;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The comparisons that are words: {@code IS NULL}, {@code IN}, {@code BETWEEN}, {@code LIKE}, and any with {@code ANY}. */
final class ComparisonGrammar {
    private static final Set<String> QUANTIFIERS = Set.of("any", "all", "some");

    private final LexemeCursor cursor;
    private final Precedence precedence;
    private final OperandGrammar operands;
    private final ExpressionGrammar expressions;
    private final ExpressionStack stack;

    ComparisonGrammar(
            LexemeCursor cursor,
            Precedence precedence,
            OperandGrammar operands,
            ExpressionGrammar expressions,
            ExpressionStack stack) {
        this.cursor = cursor;
        this.precedence = precedence;
        this.operands = operands;
        this.expressions = expressions;
        this.stack = stack;
    }

    /**
     * Takes {@code IS} and what follows.
     *
     * @param bare whether words are no operators
     */
    boolean is(boolean bare) {
        if (cursor.takeAny("isnull", "notnull")) {
            return stack.fold(1, (span, value) -> new Expression.Test(span, value.get(0)));
        }
        cursor.skip(1);
        cursor.take("not");
        if (cursor.take("distinct")) {
            // What follows may not be followed by IS again.
            return cursor.take("from")
                    && expressions.expression(Precedence.IS + 1, bare)
                    && !cursor.next().is("is")
                    && stack.fold(2, (span, both) -> new Expression.Operation(span, Optional.of("="), both));
        }
        if (cursor.take("null")) {
            return stack.fold(1, (span, value) -> new Expression.Test(span, value.get(0)));
        }
        if (cursor.takeAny("true", "false", "unknown")) {
            return stack.fold(1, Expression.Logic::new);
        }
        if (cursor.take("document")) {
            return stack.fold(
                    1, (span, value) -> new Expression.Test(span, Expression.Call.of(span, "xml", value.get(0))));
        }
        return cursor.take("json") ? isJson() : isNormalized();
    }

    private boolean isJson() {
        cursor.takeAny("value", "array", "object", "scalar");
        boolean fits = !cursor.takeAny("with", "without") || cursor.take("unique");
        cursor.take("keys");
        return fits && stack.fold(1, (span, value) -> new Expression.Test(span, value.get(0)));
    }

    private boolean isNormalized() {
        cursor.takeAny("nfc", "nfd", "nfkc", "nfkd");
        return cursor.take("normalized")
                && stack.fold(
                        1,
                        (span, value) -> Expression.Call.of(
                                span, "is_normalized", value.get(0), new Expression.Constant(span, "text")));
    }

    /** Takes {@code IN}, {@code BETWEEN}, {@code LIKE} and the like, with what follows. */
    boolean range() {
        boolean negated = cursor.take("not");
        if (cursor.take("in")) {
            int size = stack.size();
            return operands.list()
                    && stack.foldFrom(
                            size - 1, (span, all) -> new Expression.In(span, all.get(0), all.subList(1, all.size())));
        }
        if (cursor.take("between")) {
            cursor.takeAny("symmetric", "asymmetric");
            return expressions.bareExpression()
                    && cursor.take("and")
                    && expressions.expression(Precedence.RANGE + 1, false)
                    && precedence.next() != Precedence.RANGE
                    && stack.fold(3, (span, all) -> between(span, negated, all));
        }
        if (cursor.take("similar")) {
            return cursor.take("to") && pattern("similar_to_escape", true) && matched(negated ? "!~" : "~");
        }
        String like = (negated ? "!~~" : "~~") + (cursor.next().is("ilike") ? "*" : "");
        cursor.skip(1);
        return takeQuantifier() ? quantified(Optional.of(like)) : pattern("like_escape", false) && matched(like);
    }

    private static Expression between(TokenSpan span, boolean negated, List<Expression> all) {
        return new Expression.Logic(
                span,
                List.of(
                        Expression.Operation.of(span, negated ? "<" : ">=", all.get(0), all.get(1)),
                        Expression.Operation.of(span, negated ? ">" : "<=", all.get(0), all.get(2))));
    }

    private boolean matched(String operator) {
        return precedence.next() != Precedence.RANGE
                && stack.fold(2, (span, both) -> new Expression.Operation(span, Optional.of(operator), both));
    }

    /**
     * @param escape the function that reads the pattern
     * @param always whether it does so without an escape character, too
     */
    private boolean pattern(String escape, boolean always) {
        if (!expressions.expression(Precedence.RANGE + 1, false)) {
            return false;
        }
        if (cursor.take("escape")) {
            return expressions.expression(Precedence.RANGE + 1, false)
                    && stack.fold(2, (span, both) -> Expression.Call.of(span, escape, both.get(0), both.get(1)));
        }
        return !always || stack.fold(1, (span, value) -> Expression.Call.of(span, escape, value.get(0)));
    }

    /** Takes the array in parentheses behind {@code ANY}. */
    boolean quantified(Optional<String> between) {
        return operands.inParentheses()
                && stack.fold(2, (span, both) -> new Expression.Quantified(span, between, both.get(0), both.get(1)));
    }

    boolean takeQuantifier() {
        boolean found = cursor.next().isOneOf(QUANTIFIERS);
        cursor.skip(found ? 1 : 0);
        return found;
    }
}
