package dev.compositeindex.processor.sql;

import dev.compositeindex.processor.sql.Lexeme.Type;
import java.util.Set;

/** The functions that have words between their arguments: {@code func_expr_common_subexpr} of {@code gram.y}. */
final class SpecialForms {
    private static final Set<String> NAMES =
            Set.of("cast", "treat", "extract", "nullif", "normalize", "position", "trim", "substring", "overlay");

    private final LexemeCursor cursor;
    private final TypeGrammar types;
    private final ExpressionGrammar grammar;

    SpecialForms(LexemeCursor cursor, TypeGrammar types, ExpressionGrammar grammar) {
        this.cursor = cursor;
        this.types = types;
        this.grammar = grammar;
    }

    static boolean has(String word) {
        return NAMES.contains(word);
    }

    /** Takes what stands between the parentheses of such a function. */
    boolean arguments(String name) {
        return switch (name) {
            case "extract" -> (cursor.takeLabel() || cursor.take(Type.STRING)) && then("from");
            case "nullif" -> grammar.expression() && then(",");
            case "normalize" ->
                grammar.expression() && (!cursor.take(",") || cursor.takeAny("nfc", "nfd", "nfkc", "nfkd"));
            case "position" -> grammar.bareExpression() && cursor.take("in") && grammar.bareExpression();
            case "trim" -> trim();
            case "substring" -> grammar.expression() && (cursor.next().is(",") ? more() : slice());
            case "overlay" ->
                grammar.expression()
                        && (cursor.next().is(",") ? more() : then("placing") && then("from") && maybe("for"));
            default -> grammar.expression() && cursor.take("as") && types.type();
        };
    }

    /** Takes expressions with commas between them. */
    boolean expressions() {
        return grammar.expression() && more();
    }

    private boolean trim() {
        cursor.takeAny("both", "leading", "trailing");
        boolean from = cursor.take("from");
        return expressions() && (from || !cursor.take("from") || expressions());
    }

    /** What part of a string is meant. */
    private boolean slice() {
        if (cursor.next().is("similar")) {
            return then("similar") && then("escape");
        }
        return cursor.next().is("for") ? then("for") && maybe("from") : maybe("from") && maybe("for");
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
