package dev.compositeindex.processor.grammar;

import dev.compositeindex.processor.grammar.Lexeme.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The functions that have words between their arguments: {@code func_expr_common_subexpr} of {@code gram.y}. */
final class SpecialForms {
    private static final Set<String> NAMES =
            Set.of("cast", "treat", "extract", "nullif", "normalize", "position", "trim", "substring", "overlay");

    private final LexemeCursor cursor;
    private final TypeGrammar types;
    private final ExpressionGrammar grammar;
    private final ExpressionStack stack;

    SpecialForms(LexemeCursor cursor, TypeGrammar types, ExpressionGrammar grammar, ExpressionStack stack) {
        this.cursor = cursor;
        this.types = types;
        this.grammar = grammar;
        this.stack = stack;
    }

    static boolean has(String word) {
        return NAMES.contains(word);
    }

    /** Takes what stands between the parentheses of such a function, and the closing one, and makes the function's call of it. */
    boolean arguments(String name) {
        int size = stack.size();
        return switch (name) {
            case "extract" -> field() && then("from") && call(size, "extract");
            case "nullif" ->
                grammar.expression()
                        && then(",")
                        && cursor.take(")")
                        && stack.fold(2, (span, both) -> new Expression.NullIf(span, both.get(0), both.get(1)));
            case "normalize" -> grammar.expression() && (!cursor.take(",") || form()) && call(size, "normalize");
            case "position" ->
                grammar.bareExpression()
                        && cursor.take("in")
                        && grammar.bareExpression()
                        && cursor.take(")")
                        && stack.fold(
                                2, (span, both) -> Expression.Call.of(span, "position", both.get(1), both.get(0)));
            case "trim" -> trim(size);
            case "substring" ->
                grammar.expression() && (cursor.next().is(",") ? more() : slice()) && call(size, "substring");
            case "overlay" ->
                grammar.expression()
                        && (cursor.next().is(",") ? more() : then("placing") && then("from") && maybe("for"))
                        && call(size, "overlay");
            default ->
                grammar.expression()
                        && cursor.take("as")
                        && types.type()
                        && cast(name.equals("treat") ? Optional.empty() : Optional.of(types.taken()));
        };
    }

    private boolean call(int size, String name) {
        return cursor.take(")") && stack.foldFrom(size, (span, all) -> Expression.Call.of(span, name, all));
    }

    private boolean cast(Optional<Expression.TypeText> type) {
        return cursor.take(")")
                && stack.fold(
                        1,
                        (span, value) -> type.<Expression>map(to -> new Expression.Cast(span, value.get(0), to))
                                .orElse(new Expression.Opaque(span, value)));
    }

    /** The field of a point in time. */
    private boolean field() {
        return (cursor.takeLabel() || cursor.take(Type.STRING))
                && stack.pushLast(span -> new Expression.Constant(span, "text"));
    }

    private boolean form() {
        return cursor.takeAny("nfc", "nfd", "nfkc", "nfkd")
                && stack.pushLast(span -> new Expression.Constant(span, "text"));
    }

    /** Takes expressions with commas between them. */
    boolean expressions() {
        return grammar.expression() && more();
    }

    /** What is trimmed comes first in the call, and last in SQL. */
    private boolean trim(int size) {
        String name = cursor.next().is("leading") ? "ltrim" : cursor.next().is("trailing") ? "rtrim" : "btrim";
        cursor.takeAny("both", "leading", "trailing");
        boolean from = cursor.take("from");
        if (!expressions()) {
            return false;
        }
        int before = stack.size() - size;
        if (from || !cursor.take("from")) {
            return call(size, name);
        }
        // One expression may stand before FROM, several behind it.
        return before == 1
                && expressions()
                && cursor.take(")")
                && stack.foldFrom(size, (span, all) -> {
                    List<Expression> arguments = new ArrayList<>(all.subList(1, all.size()));
                    arguments.add(all.get(0));
                    return Expression.Call.of(span, name, arguments);
                });
    }

    /** What part of a string is meant. */
    private boolean slice() {
        if (cursor.next().is("similar")) {
            return then("similar") && then("escape");
        }
        if (!cursor.next().is("for")) {
            return maybe("from") && maybe("for");
        }
        return then("for") && (cursor.next().is("from") ? then("from") : start());
    }

    /** A length without a start is an integer, and from the first character on. The order of the two is of no matter. */
    private boolean start() {
        Expression.TypeText integer = new Expression.TypeText(List.of("int4"), false, false);
        return stack.fold(1, (span, length) -> new Expression.Cast(length.get(0).span(), length.get(0), integer))
                && stack.pushLast(span -> new Expression.Constant(span, "int4"));
    }

    /** A word with an expression behind it, or neither. */
    private boolean maybe(String word) {
        return !cursor.next().is(word) || then(word);
    }

    /** A word with an expression behind it. */
    private boolean then(String word) {
        return cursor.take(word) && grammar.expression();
    }

    /** Further expressions, each after a comma. */
    private boolean more() {
        while (cursor.take(",")) {
            if (!grammar.expression()) {
                return false;
            }
        }
        return true;
    }
}
