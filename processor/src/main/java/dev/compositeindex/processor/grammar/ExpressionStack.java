package dev.compositeindex.processor.grammar;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The expressions that have been taken and belong to nothing yet. What puts some together answers yes, for the grammar. What
 * is deeper than anyone writes is not kept, so that whoever goes through the whole needs no deep stack.
 */
final class ExpressionStack {
    private static final int DEEPEST = 300;

    private final List<Expression> stack = new ArrayList<>();
    private final List<Integer> depths = new ArrayList<>();

    boolean push(Expression expression) {
        return push(expression, 1);
    }

    private boolean push(Expression expression, int depth) {
        boolean tooDeep = depth > DEEPEST;
        depths.add(tooDeep ? 1 : depth);
        return stack.add(tooDeep ? new Expression.Opaque(Optional.empty()) : expression);
    }

    int size() {
        return stack.size();
    }

    Expression top() {
        return stack.get(stack.size() - 1);
    }

    /** Makes one of the last few. */
    boolean fold(int count, Function<List<Expression>, Expression> whole) {
        return foldFrom(stack.size() - count, whole);
    }

    /** Makes one of all from a size on. */
    boolean foldFrom(int size, Function<List<Expression>, Expression> whole) {
        List<Expression> last = stack.subList(size, stack.size());
        Expression expression = whole.apply(List.copyOf(last));
        last.clear();
        List<Integer> lastDepths = depths.subList(size, depths.size());
        int depth = lastDepths.isEmpty() ? 1 : Collections.max(lastDepths) + 1;
        lastDepths.clear();
        return push(expression, depth);
    }
}
