package dev.compositeindex.processor.grammar;

import java.util.List;

/** Operands that start with a name, and the parts of any: {@code columnref}, {@code func_application}, {@code indirection}. */
final class NameGrammar {
    private final LexemeCursor cursor;
    private final ExpressionGrammar expressions;
    private final ExpressionStack stack;

    NameGrammar(LexemeCursor cursor, ExpressionGrammar expressions, ExpressionStack stack) {
        this.cursor = cursor;
        this.expressions = expressions;
        this.stack = stack;
    }

    /** Takes a column, with what follows it, or a call. */
    boolean named() {
        int start = cursor.position();
        Lexeme first = cursor.next();
        cursor.skip(1);
        while (cursor.next().is(".") && cursor.after(1).isLabel()) {
            cursor.skip(2);
        }
        boolean qualified = cursor.position() > start + 1;
        if (cursor.next().is("(")) {
            List<String> name = cursor.names(start);
            return (qualified ? first.canBeColumn() : first.canBeFunction()) && call(name);
        }
        return stack.push(span -> new Expression.Column(span, cursor.column(start)))
                && first.canBeColumn()
                && indirection();
    }

    private boolean call(List<String> name) {
        int size = stack.size();
        cursor.skip(1);
        boolean plain = !cursor.next().is("all");
        if (!cursor.take(")")) {
            cursor.take("all");
            boolean last = false;
            do {
                if (last) {
                    return false;
                }
                last = cursor.take("variadic");
                boolean isNamed = cursor.after(1).is(":=") || cursor.after(1).is("=>");
                plain &= !last && !isNamed;
                if (isNamed) {
                    if (!cursor.next().canBeFunction()) {
                        return false;
                    }
                    cursor.skip(2);
                }
                if (!expressions.expression()) {
                    return false;
                }
            } while (cursor.take(","));
            if (!cursor.take(")")) {
                return false;
            }
        }
        boolean isPlain = plain;
        return stack.foldFrom(size, (span, arguments) -> new Expression.Call(span, name, arguments, isPlain));
    }

    /** Takes parts of the last operand. */
    boolean indirection() {
        int size = stack.size();
        boolean slice = false;
        while (true) {
            if (cursor.next().is(".") && cursor.after(1).isLabel()) {
                cursor.skip(2);
                element(size, slice);
                stack.fold(1, Expression.Opaque::new);
                slice = false;
            } else if (cursor.take("[")) {
                int start = cursor.position();
                if (!subscript()) {
                    return false;
                }
                slice |= cursor.hasColon(start);
            } else {
                return element(size, slice);
            }
        }
    }

    private boolean element(int size, boolean slice) {
        return stack.size() == size && !slice
                || stack.foldFrom(
                        size - 1,
                        (span, all) -> new Expression.Element(span, all.get(0), all.subList(1, all.size()), slice));
    }

    private boolean subscript() {
        boolean from = cursor.next().is(":") || expressions.expression();
        boolean to = !cursor.take(":") || cursor.next().is("]") || expressions.expression();
        return from && to && cursor.take("]");
    }
}
