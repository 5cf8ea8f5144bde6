package dev.compositeindex.processor.sql;

import dev.compositeindex.processor.sql.Lexeme.Type;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether tokens are an expression by PostgreSQL's grammar ({@code a_expr} of {@code gram.y}, releases 14 to 18), as far as an
 * index can hold it: without subqueries and without what belongs to aggregates. It answers yes or no; nothing is built.
 * What XML and JSON constructors have between their parentheses is not looked at, nor what is nested deeper than anyone
 * writes. Here are the operators; {@link OperandGrammar} has what stands between them.
 */
public final class ExpressionGrammar {
    private static final int DEEPEST = 150;

    /** The levels of precedence, from that which binds least. */
    private static final int OR = 1;

    private static final int AND = 2;
    private static final int NOT = 3;
    private static final int IS = 4;
    private static final int COMPARISON = 5;
    private static final int RANGE = 6;
    private static final int OPERATOR = 8;
    private static final int SUM = 9;
    private static final int PRODUCT = 10;
    private static final int POWER = 11;
    private static final int AT = 12;
    private static final int COLLATE = 13;
    private static final int SIGN = 14;

    private static final Set<String> COMPARISONS = Set.of("<", ">", "=", "<=", ">=", "<>", "!=");
    private static final Set<String> QUANTIFIERS = Set.of("any", "all", "some");
    private static final Set<String> RANGES = Set.of("between", "in", "like", "ilike", "similar");

    private final LexemeCursor cursor;
    private final TypeGrammar types;
    private final OperandGrammar operands;
    private int depth;
    private boolean tooDeep;

    private ExpressionGrammar(List<Lexeme> lexemes) {
        this.cursor = new LexemeCursor(lexemes);
        this.types = new TypeGrammar(cursor);
        this.operands = new OperandGrammar(cursor, types, this);
    }

    /** The position of the token from which on they are none, which may be after the last; empty if they are one. */
    public static Optional<Integer> firstMistake(List<SqlToken> tokens) {
        ExpressionGrammar grammar = new ExpressionGrammar(Lexeme.of(tokens));
        boolean fits = grammar.expression() && grammar.cursor.isAtEnd();
        return fits || grammar.tooDeep
                ? Optional.empty()
                : Optional.of(grammar.cursor.furthest().token());
    }

    /** Takes an expression. */
    boolean expression() {
        return expression(0, false);
    }

    /** Takes an expression without words as operators, {@code b_expr}. */
    boolean bareExpression() {
        return expression(0, true);
    }

    /**
     * @param least the level below which an operator is left to the caller
     * @param bare whether words are no operators
     */
    private boolean expression(int least, boolean bare) {
        if (depth == DEEPEST) {
            tooDeep = true;
            return false;
        }
        depth++;
        boolean fits = operand(bare) && operators(least, bare);
        depth--;
        return fits;
    }

    private boolean operand(boolean bare) {
        operands.forgetRow();
        if (!bare && cursor.take("not")) {
            return expression(NOT, false);
        }
        if (cursor.takeAny("+", "-")) {
            return expression(SIGN, bare);
        }
        Lexeme next = cursor.next();
        boolean prefix = next.kind() == Type.OPERATOR && level(next.text()) == OPERATOR;
        return prefix || isNamedOperator() ? operator() && expression(OPERATOR + 1, bare) : operands.operand();
    }

    private boolean operators(int least, boolean bare) {
        while (true) {
            int row = operands.forgetRow();
            if (cursor.take("::")) {
                if (!types.type()) {
                    return false;
                }
                continue;
            }
            int level = bare ? bareLevel() : level();
            if (level < 0 || level < least) {
                return true;
            }
            if (!operation(level, bare, row)) {
                return false;
            }
        }
    }

    /** The level of the operator that comes next; negative if none does. */
    private int level() {
        Lexeme next = cursor.next();
        if (next.kind() == Type.OPERATOR) {
            return level(next.text());
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

    private int bareLevel() {
        boolean isDistinct = cursor.next().is("is")
                && cursor.after(cursor.after(1).is("not") ? 2 : 1).is("distinct");
        return cursor.next().kind() == Type.OPERATOR || isDistinct || isNamedOperator() ? level() : -1;
    }

    private static int level(String operator) {
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

    /**
     * @param row the number of values of the row before it; 0 if that is none
     */
    private boolean operation(int level, boolean bare, int row) {
        return switch (level) {
            case OR, AND -> {
                cursor.skip(1);
                yield expression(level + 1, false);
            }
            case IS -> is(bare);
            case RANGE -> range();
            case AT -> {
                cursor.skip(3);
                yield expression(AT + 1, false);
            }
            case COLLATE -> {
                cursor.skip(1);
                yield operands.name();
            }
            default -> cursor.take("overlaps") ? row == 2 && operands.pair() : binary(level, bare);
        };
    }

    private boolean binary(int level, boolean bare) {
        if (!operator()) {
            return false;
        }
        if (!bare && takeQuantifier()) {
            return operands.inParentheses();
        }
        // Comparisons are not chained.
        return expression(level + 1, bare) && (level != COMPARISON || !isComparison());
    }

    private boolean takeQuantifier() {
        boolean found = cursor.next().isOneOf(QUANTIFIERS);
        cursor.skip(found ? 1 : 0);
        return found;
    }

    private boolean isComparison() {
        return cursor.next().kind() == Type.OPERATOR && level(cursor.next().text()) == COMPARISON;
    }

    private boolean isNamedOperator() {
        return cursor.next().is("operator") && cursor.after(1).is("(");
    }

    /** Takes an operator as it is, or as {@code OPERATOR(schema.+)}. */
    private boolean operator() {
        if (!cursor.take("operator")) {
            return cursor.take(Type.OPERATOR);
        }
        boolean opens = cursor.take("(");
        while (cursor.after(1).is(".")) {
            if (!cursor.next().canBeColumn()) {
                return false;
            }
            cursor.skip(2);
        }
        return opens && cursor.take(Type.OPERATOR) && cursor.take(")");
    }

    private boolean is(boolean bare) {
        if (cursor.takeAny("isnull", "notnull")) {
            return true;
        }
        cursor.skip(1);
        cursor.take("not");
        if (cursor.take("distinct")) {
            // What follows may not be followed by IS again.
            return cursor.take("from")
                    && expression(IS + 1, bare)
                    && !cursor.next().is("is");
        }
        if (cursor.takeAny("null", "true", "false", "unknown", "document")) {
            return true;
        }
        if (cursor.take("json")) {
            cursor.takeAny("value", "array", "object", "scalar");
            boolean fits = !cursor.takeAny("with", "without") || cursor.take("unique");
            cursor.take("keys");
            return fits;
        }
        cursor.takeAny("nfc", "nfd", "nfkc", "nfkd");
        return cursor.take("normalized");
    }

    private boolean range() {
        cursor.take("not");
        if (cursor.take("in")) {
            return operands.list();
        }
        if (cursor.take("between")) {
            cursor.takeAny("symmetric", "asymmetric");
            return bareExpression() && cursor.take("and") && expression(RANGE + 1, false) && level() != RANGE;
        }
        if (cursor.take("similar")) {
            return cursor.take("to") && pattern();
        }
        cursor.skip(1);
        return takeQuantifier() ? operands.inParentheses() : pattern();
    }

    private boolean pattern() {
        return expression(RANGE + 1, false)
                && (!cursor.take("escape") || expression(RANGE + 1, false))
                && level() != RANGE;
    }
}
