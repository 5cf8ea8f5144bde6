package dev.compositeindex.processor.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The expressions that have been taken and belong to nothing yet. What puts some together answers yes, for the grammar. */
final class ExpressionStack {
    private final List<Expression> stack = new ArrayList<>();

    boolean push(Expression expression) {
        stack.add(expression);
        return true;
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
        return push(expression);
    }
}
