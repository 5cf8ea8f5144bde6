package dev.compositeindex.processor.grammar;

import dev.compositeindex.processor.grammar.Lexeme.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What stands between operators: {@code c_expr} of {@code gram.y}. Each method takes what it is called, or answers no. */
final class OperandGrammar {
    private static final Set<String> CONSTANTS = Set.of("true", "false", "null");
    private static final Set<String> LISTS = Set.of("coalesce", "greatest", "least");

    private final LexemeCursor cursor;
    private final TypeGrammar types;
    private final ExpressionGrammar expressions;
    private final SpecialForms forms;
    private final OpaqueForms opaque;
    private final ExpressionStack stack;
    private final SortedSet<Integer> columns = new TreeSet<>();
    private int row;

    OperandGrammar(LexemeCursor cursor, TypeGrammar types, ExpressionGrammar expressions, ExpressionStack stack) {
        this.cursor = cursor;
        this.types = types;
        this.expressions = expressions;
        this.stack = stack;
        this.forms = new SpecialForms(cursor, types, expressions, stack);
        this.opaque = new OpaqueForms(cursor, types, this, columns);
    }

    /** How many values the row has that was the last operand; 0 if that was none. It is asked once. */
    int forgetRow() {
        int values = row;
        row = 0;
        return values;
    }

    /** The positions of the tokens that were taken as names of columns. */
    SortedSet<Integer> columns() {
        return columns;
    }

    boolean operand() {
        Lexeme next = cursor.next();
        return switch (next.kind()) {
            case NUMBER -> cursor.take(Type.NUMBER) && stack.push(Literals.number(next.text()));
            case STRING -> string(next);
            case NAME -> named();
            case PUNCTUATION -> next.is("(") && parenthesised();
            case WORD -> word(next.text());
            default -> false;
        };
    }

    private boolean string(Lexeme string) {
        cursor.skip(1);
        return (!cursor.take("uescape") || cursor.take(Type.STRING)) && stack.push(Literals.string(string.text()));
    }

    /** Casts the last operand to the type that was taken last. */
    boolean cast() {
        Expression.TypeText type = types.taken();
        return stack.fold(1, value -> new Expression.Cast(value.get(0), type));
    }

    /** A row of two values. */
    boolean pair() {
        return (cursor.next().is("(") || cursor.next().is("row")) && operand() && forgetRow() == 2;
    }

    /** Expressions in parentheses, at least one. */
    boolean list() {
        return cursor.take("(") && forms.expressions() && cursor.take(")");
    }

    boolean inParentheses() {
        return cursor.take("(") && expressions.expression() && cursor.take(")");
    }

    /** The name of a collation. */
    boolean name() {
        if (!cursor.next().canBeColumn()) {
            return false;
        }
        cursor.skip(1);
        while (cursor.take(".")) {
            if (!cursor.takeLabel()) {
                return false;
            }
        }
        return true;
    }

    private boolean parenthesised() {
        int size = stack.size();
        if (!list()) {
            return false;
        }
        int values = stack.size() - size;
        boolean fits = values > 1 ? stack.foldFrom(size, Expression.Row::new) : indirection();
        row = values > 1 ? values : 0;
        return fits;
    }

    private boolean word(String word) {
        if (CONSTANTS.contains(word)) {
            return cursor.take(word)
                    && stack.push(word.equals("null") ? new Expression.Null() : new Expression.Constant("bool"));
        }
        boolean called = cursor.after(1).is("(");
        if (word.equals("case")) {
            return choice();
        } else if (word.equals("array")) {
            return cursor.take("array") && array();
        } else if (word.equals("row") && called) {
            return rowConstructor();
        } else if (word.equals("collation") && cursor.after(1).is("for")) {
            cursor.skip(2);
            return inParentheses() && stack.fold(1, value -> Expression.Call.of("pg_collation_for", value.get(0)));
        } else if (called && LISTS.contains(word)) {
            int size = stack.size();
            return cursor.take(word)
                    && list()
                    && stack.foldFrom(size, values -> new Expression.OneOf(values, !word.equals("coalesce")));
        } else if (called && OpaqueForms.has(word)) {
            return cursor.take(word) && opaque.arguments() && stack.push(new Expression.Opaque(Optional.empty()));
        } else if (called && SpecialForms.has(word)) {
            return cursor.take(word) && cursor.take("(") && forms.arguments(word) && cursor.take(")");
        }
        return literal() || named();
    }

    private boolean rowConstructor() {
        cursor.skip(1);
        int size = stack.size();
        if (cursor.after(1).is(")")) {
            cursor.skip(2);
        } else if (!list()) {
            return false;
        }
        row = stack.size() - size;
        return stack.foldFrom(size, Expression.Row::new);
    }

    private boolean choice() {
        cursor.skip(1);
        int size = stack.size();
        boolean compares = !cursor.next().is("when");
        if (compares && !expressions.expression()) {
            return false;
        }
        int branches = 0;
        while (cursor.take("when")) {
            if (!expressions.expression() || !cursor.take("then") || !expressions.expression()) {
                return false;
            }
            branches++;
        }
        int whens = branches;
        return branches > 0
                && (!cursor.take("else") || expressions.expression())
                && cursor.take("end")
                && stack.foldFrom(size, parts -> choice(compares, whens, parts));
    }

    private static Expression choice(boolean compares, int whens, List<Expression> parts) {
        int first = compares ? 1 : 0;
        List<Expression> conditions = new ArrayList<>();
        List<Expression> results = new ArrayList<>();
        for (int i = 0; i < whens; i++) {
            conditions.add(parts.get(first + 2 * i));
            results.add(parts.get(first + 2 * i + 1));
        }
        results.addAll(parts.subList(first + 2 * whens, parts.size()));
        return new Expression.Case(compares ? Optional.of(parts.get(0)) : Optional.empty(), conditions, results);
    }

    private boolean array() {
        int size = stack.size();
        if (!cursor.take("[")) {
            return false;
        }
        if (!cursor.next().is("]")) {
            do {
                if (!(cursor.next().is("[") ? array() : expressions.expression())) {
                    return false;
                }
            } while (cursor.take(","));
        }
        return cursor.take("]") && stack.foldFrom(size, Expression.Array::new);
    }

    /** A constant with its type before it. */
    private boolean literal() {
        int start = cursor.position();
        boolean interval = cursor.next().is("interval");
        if (types.constantType() && cursor.next().kind() == Type.STRING) {
            stack.push(Literals.string(cursor.next().text()));
            cursor.skip(1);
            cast();
            if (interval) {
                types.intervalFields();
            }
            return true;
        }
        cursor.goTo(start);
        return false;
    }

    /** A column, with what follows it, or a call. */
    private boolean named() {
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
        columns.add(cursor.after(-1).token());
        if (first.isField() && !qualified) {
            stack.push(new Expression.Field(first.text()));
        } else {
            stack.push(new Expression.Name(cursor.names(start)));
        }
        return first.canBeColumn() && indirection();
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
        return stack.foldFrom(size, arguments -> new Expression.Call(name, arguments, isPlain));
    }

    /** Parts of the last operand. */
    private boolean indirection() {
        int size = stack.size();
        boolean slice = false;
        while (true) {
            if (cursor.next().is(".") && cursor.after(1).isLabel()) {
                cursor.skip(2);
                element(size, slice);
                stack.fold(1, value -> new Expression.Opaque(Optional.empty()));
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
                        size - 1, all -> new Expression.Element(all.get(0), all.subList(1, all.size()), slice));
    }

    private boolean subscript() {
        boolean from = cursor.next().is(":") || expressions.expression();
        boolean to = !cursor.take(":") || cursor.next().is("]") || expressions.expression();
        return from && to && cursor.take("]");
    }
}
