package dev.compositeindex.processor.grammar;

import dev.compositeindex.processor.grammar.Lexeme.Type;
import java.util.Set;

/** The operator that comes next binds on one of these levels. */
final class Precedence {
    // The weakest comes first.
    static final int OR = 1;

    static final int AND = 2;
    static final int NOT = 3;
    static final int IS = 4;
    static final int COMPARISON = 5;
    static final int RANGE = 6;
    static final int OPERATOR = 8;
    static final int SUM = 9;
    static final int PRODUCT = 10;
    static final int POWER = 11;
    static final int AT = 12;
    static final int COLLATE = 13;
    static final int SIGN = 14;

    private static final Set<String> COMPARISONS = Set.of("<", ">", "=", "<=", ">=", "<>", "!=");
    private static final Set<String> RANGES = Set.of("between", "in", "like", "ilike", "similar");

    private final LexemeCursor cursor;

    Precedence(LexemeCursor cursor) {
        this.cursor = cursor;
    }

    /** The level of the operator that comes next; negative if none does. */
    int next() {
        Lexeme next = cursor.next();
        if (next.kind() == Type.OPERATOR) {
            return of(next.text());
        }
        if (next.kind() != Type.WORD) {
            return -1;
        }
        return switch (next.text()) {
            case "or" -> OR;
            case "and" -> AND;
            case "is", "isnull", "notnull" -> IS;
            case "between", "in", "like", "ilike" -> RANGE;
            case "similar" -> cursor.after(1).is("to") ? RANGE : -1;
            case "not" -> cursor.after(1).isOneOf(RANGES) ? RANGE : -1;
            case "overlaps" -> OPERATOR;
            case "operator" -> isNamedOperator() ? OPERATOR : -1;
            case "at" -> cursor.after(1).is("time") && cursor.after(2).is("zone") ? AT : -1;
            case "collate" -> COLLATE;
            default -> -1;
        };
    }

    int nextBare() {
        boolean isDistinct = cursor.next().is("is")
                && cursor.after(cursor.after(1).is("not") ? 2 : 1).is("distinct");
        return cursor.next().kind() == Type.OPERATOR || isDistinct || isNamedOperator() ? next() : -1;
    }

    static int of(String operator) {
        if (COMPARISONS.contains(operator)) {
            return COMPARISON;
        }
        return switch (operator) {
            case "+", "-" -> SUM;
            case "*", "/", "%" -> PRODUCT;
            case "^" -> POWER;
            default -> OPERATOR;
        };
    }

    /** Whether a comparison comes next. */
    boolean isComparison() {
        return cursor.next().kind() == Type.OPERATOR && of(cursor.next().text()) == COMPARISON;
    }

    /** Whether an operator with a schema comes next. */
    boolean isNamedOperator() {
        return cursor.next().is("operator") && cursor.after(1).is("(");
    }
}
