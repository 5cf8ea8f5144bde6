package dev.compositeindex.processor.grammar;

import dev.compositeindex.processor.grammar.Lexeme.Type;
import dev.compositeindex.processor.sql.TokenSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Operands stand between operators: {@code c_expr} of {@code gram.y}. Each method takes what it is called, or answers no. */
final class OperandGrammar {
    private static final Set<String> CONSTANTS = Set.of("true", "false", "null");
    private static final Set<String> LISTS = Set.of("coalesce", "greatest", "least");

    private final LexemeCursor cursor;
    private final TypeGrammar types;
    private final ExpressionGrammar expressions;
    private final SpecialForms forms;
    private final OpaqueForms opaque;
    private final NameGrammar names;
    private final ExpressionStack stack;
    private int row;

    OperandGrammar(LexemeCursor cursor, TypeGrammar types, ExpressionGrammar expressions, ExpressionStack stack) {
        this.cursor = cursor;
        this.types = types;
        this.expressions = expressions;
        this.stack = stack;
        this.forms = new SpecialForms(cursor, types, expressions, stack);
        this.names = new NameGrammar(cursor, expressions, stack);
        this.opaque = new OpaqueForms(cursor, types, this, stack);
    }

    /** How many values the row has that was the last operand; 0 if that was none. It is asked once. */
    int forgetRow() {
        int values = row;
        row = 0;
        return values;
    }

    boolean operand() {
        Lexeme next = cursor.next();
        return switch (next.kind()) {
            case NUMBER -> cursor.take(Type.NUMBER) && stack.push(span -> Literals.number(span, next.text()));
            case STRING -> string(next);
            case NAME -> names.named();
            case PUNCTUATION -> next.is("(") && parenthesised();
            case WORD -> word(next.text());
            default -> false;
        };
    }

    private boolean string(Lexeme string) {
        cursor.skip(1);
        return (!cursor.take("uescape") || cursor.take(Type.STRING))
                && stack.push(span -> Literals.string(span, string.text()));
    }

    /** Casts the last operand to the type that was taken last. */
    boolean cast() {
        return cast(types.taken());
    }

    private boolean cast(Expression.TypeText type) {
        return stack.fold(1, (span, value) -> new Expression.Cast(span, value.get(0), type));
    }

    /** A row of two values. */
    boolean pair() {
        int before = stack.start();
        boolean fits = (cursor.next().is("(") || cursor.next().is("row")) && operand() && forgetRow() == 2;
        stack.startAt(before);
        return fits;
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
        boolean fits = values > 1 ? stack.foldFrom(size, Expression.Row::new) : names.indirection();
        row = values > 1 ? values : 0;
        return fits;
    }

    private boolean word(String word) {
        if (CONSTANTS.contains(word)) {
            return cursor.take(word)
                    && stack.push(span ->
                            word.equals("null") ? new Expression.Null(span) : new Expression.Constant(span, "bool"));
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
            return inParentheses()
                    && stack.fold(1, (span, value) -> Expression.Call.of(span, "pg_collation_for", value.get(0)));
        } else if (called && LISTS.contains(word)) {
            int size = stack.size();
            return cursor.take(word)
                    && list()
                    && stack.foldFrom(
                            size, (span, values) -> new Expression.OneOf(span, values, !word.equals("coalesce")));
        } else if (called && OpaqueForms.has(word)) {
            return cursor.take(word) && opaque.arguments();
        } else if (called && SpecialForms.has(word)) {
            return cursor.take(word) && cursor.take("(") && forms.arguments(word);
        }
        return literal() || names.named();
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
                && stack.foldFrom(size, (span, parts) -> choice(span, compares, whens, parts));
    }

    private static Expression choice(TokenSpan span, boolean compares, int whens, List<Expression> parts) {
        int first = compares ? 1 : 0;
        List<Expression> conditions = new ArrayList<>();
        List<Expression> results = new ArrayList<>();
        for (int i = 0; i < whens; i++) {
            conditions.add(parts.get(first + 2 * i));
            results.add(parts.get(first + 2 * i + 1));
        }
        results.addAll(parts.subList(first + 2 * whens, parts.size()));
        return new Expression.Case(span, compares ? Optional.of(parts.get(0)) : Optional.empty(), conditions, results);
    }

    private boolean array() {
        int size = stack.size();
        if (!cursor.take("[")) {
            return false;
        }
        if (!cursor.next().is("]")) {
            do {
                if (!(cursor.next().is("[") ? innerArray() : expressions.expression())) {
                    return false;
                }
            } while (cursor.take(","));
        }
        return cursor.take("]") && stack.foldFrom(size, Expression.Array::new);
    }

    private boolean innerArray() {
        int before = stack.start();
        boolean fits = array();
        stack.startAt(before);
        return fits;
    }

    /** A constant with its type before it. */
    private boolean literal() {
        int start = cursor.position();
        boolean interval = cursor.next().is("interval");
        if (types.constantType() && cursor.next().kind() == Type.STRING) {
            Expression.TypeText type = types.taken();
            String text = cursor.next().text();
            cursor.skip(1);
            stack.pushLast(span -> Literals.string(span, text));
            if (interval) {
                types.intervalFields();
            }
            return cast(type);
        }
        cursor.goTo(start);
        return false;
    }
}
