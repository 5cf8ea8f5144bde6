package dev.compositeindex.processor.grammar;

import dev.compositeindex.processor.sql.TokenSpan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The expressions that have been taken and belong to nothing yet. What puts some together answers yes, for the grammar. What
 * is deeper than anyone writes is kept without its form, so that whoever goes through the whole needs no deep stack.
 */
final class ExpressionStack {
    private static final int DEEPEST = 300;

    private final LexemeCursor cursor;
    private final List<Expression> stack = new ArrayList<>();
    private final List<Integer> depths = new ArrayList<>();
    private int start;

    /**
     * @param cursor where the grammar is
     */
    ExpressionStack(LexemeCursor cursor) {
        this.cursor = cursor;
    }

    /** Lets what is put here from now on start with the next token; the token with which it started before is told. */
    int start() {
        int before = start;
        start = cursor.next().token();
        return before;
    }

    /** Lets what is put here from now on start with that token. */
    void startAt(int token) {
        start = token;
    }

    /** Puts what ends here. */
    boolean push(Function<TokenSpan, Expression> expression) {
        return push(expression.apply(span()), 1);
    }

    /** Puts what is the last lexeme. */
    boolean pushLast(Function<TokenSpan, Expression> expression) {
        return push(
                expression.apply(
                        new TokenSpan(cursor.after(-1).token(), cursor.after(0).token())),
                1);
    }

    private boolean push(Expression expression, int depth) {
        boolean tooDeep = depth > DEEPEST;
        depths.add(tooDeep ? 1 : depth);
        return stack.add(tooDeep ? withoutForm(expression) : expression);
    }

    private static Expression withoutForm(Expression expression) {
        return new Expression.Opaque(
                expression.span(), ColumnFinder.of(expression).collect(Collectors.toUnmodifiableList()));
    }

    int size() {
        return stack.size();
    }

    Expression top() {
        return stack.get(stack.size() - 1);
    }

    /** The positions of the tokens that are names of columns, without what qualifies them. */
    SortedSet<Integer> columns() {
        return stack.stream()
                .flatMap(ColumnFinder::of)
                .map(column -> column.span().end() - 1)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Makes one of the last few. */
    boolean fold(int count, BiFunction<TokenSpan, List<Expression>, Expression> whole) {
        return foldFrom(stack.size() - count, whole);
    }

    /** Makes one of all from a size on. */
    boolean foldFrom(int size, BiFunction<TokenSpan, List<Expression>, Expression> whole) {
        List<Expression> last = stack.subList(size, stack.size());
        Expression expression = whole.apply(span(), List.copyOf(last));
        last.clear();
        List<Integer> lastDepths = depths.subList(size, depths.size());
        int depth = lastDepths.isEmpty() ? 1 : Collections.max(lastDepths) + 1;
        lastDepths.clear();
        return push(expression, depth);
    }

    private TokenSpan span() {
        return new TokenSpan(start, cursor.after(0).token());
    }
}
