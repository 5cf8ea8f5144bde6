package dev.compositeindex.processor.sql;

import dev.compositeindex.processor.sql.Lexeme.Type;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Tokens to an expression by PostgreSQL's grammar ({@code a_expr} of {@code gram.y}, releases 14 to 18), as far as an
 * index can hold it: without subqueries and without what belongs to aggregates. Each method takes what it is called, and puts it on the stack, or
 * answers no. What XML and JSON constructors have between their parentheses is not looked at, nor what is nested deeper than
 * anyone writes. Here are the operators; {@link OperandGrammar} has what stands between them.
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
    private static final Set<String> NUMBERS = Set.of("int4", "int8", "numeric");
    private static final Set<String> QUANTIFIERS = Set.of("any", "all", "some");
    private static final Set<String> RANGES = Set.of("between", "in", "like", "ilike", "similar");

    private final LexemeCursor cursor;
    private final ExpressionStack stack = new ExpressionStack();
    private final TypeGrammar types;
    private final OperandGrammar operands;
    private int depth;
    private boolean tooDeep;

    /** The symbol of the operator that was taken last; empty if it is one of a schema. */
    private Optional<String> symbol = Optional.empty();

    private ExpressionGrammar(List<Lexeme> lexemes) {
        this.cursor = new LexemeCursor(lexemes);
        this.types = new TypeGrammar(cursor);
        this.operands = new OperandGrammar(cursor, types, this, stack);
    }

    /** What came of it. */
    public sealed interface Result {

        /** The positions of the tokens that are names of columns, without what qualifies them; of those before a mistake. */
        SortedSet<Integer> columns();
    }

    /** They are an expression. */
    public record Parsed(Expression expression, SortedSet<Integer> columns) implements Result {

        public Parsed {
            columns = Collections.unmodifiableSortedSet(new TreeSet<>(columns));
        }
    }

    /**
     * They are none.
     *
     * @param token the position of the token from which on they are none, which may be after the last
     */
    public record Mistake(int token, SortedSet<Integer> columns) implements Result {

        public Mistake {
            columns = Collections.unmodifiableSortedSet(new TreeSet<>(columns));
        }
    }

    public static Result parse(List<SqlToken> tokens) {
        ExpressionGrammar grammar = new ExpressionGrammar(Lexeme.of(tokens));
        if (grammar.expression() && grammar.cursor.isAtEnd()) {
            return new Parsed(grammar.stack.top(), grammar.operands.columns());
        }
        return grammar.tooDeep
                ? new Parsed(new Expression.Opaque(Optional.empty()), Collections.emptySortedSet())
                : new Mistake(grammar.cursor.furthest().token(), grammar.operands.columns());
    }

    /** The positions of the tokens that are names of columns; none if it is no expression. */
    public static SortedSet<Integer> columns(List<SqlToken> tokens) {
        return parse(tokens) instanceof Parsed parsed ? parsed.columns() : Collections.emptySortedSet();
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
            return expression(NOT, false) && stack.fold(1, Expression.Logic::new);
        }
        Lexeme next = cursor.next();
        if (cursor.takeAny("+", "-")) {
            return expression(SIGN, bare) && stack.fold(1, operand -> signed(next.text(), operand.get(0)));
        }
        boolean prefix = next.kind() == Type.OPERATOR && level(next.text()) == OPERATOR;
        return prefix || isNamedOperator() ? operator() && prefixed(symbol, bare) : operands.operand();
    }

    private boolean prefixed(Optional<String> prefix, boolean bare) {
        return expression(OPERATOR + 1, bare) && stack.fold(1, operand -> new Expression.Operation(prefix, operand));
    }

    /** A number with a minus is a number. */
    private static Expression signed(String sign, Expression operand) {
        return sign.equals("-") && operand instanceof Expression.Constant constant && NUMBERS.contains(constant.type())
                ? operand
                : Expression.Operation.of(sign, operand);
    }

    private boolean operators(int least, boolean bare) {
        while (true) {
            int row = operands.forgetRow();
            if (cursor.take("::")) {
                if (!types.type() || !operands.cast()) {
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
                yield expression(level + 1, false) && stack.fold(2, Expression.Logic::new);
            }
            case IS -> is(bare);
            case RANGE -> range();
            case AT -> {
                cursor.skip(3);
                yield expression(AT + 1, false)
                        && stack.fold(2, both -> Expression.Call.of("timezone", both.get(1), both.get(0)));
            }
            case COLLATE -> {
                cursor.skip(1);
                yield operands.name() && stack.fold(1, value -> new Expression.Collated(value.get(0)));
            }
            default -> cursor.take("overlaps") ? row == 2 && overlap() : binary(level, bare);
        };
    }

    private boolean overlap() {
        return operands.pair() && stack.fold(2, ExpressionGrammar::overlap);
    }

    private static Expression overlap(List<Expression> rows) {
        List<Expression> values = rows.stream()
                .flatMap(row -> row instanceof Expression.Row pair ? pair.values().stream() : Stream.of(row))
                .toList();
        return new Expression.Call(List.of("pg_catalog", "overlaps"), values, true);
    }

    private boolean binary(int level, boolean bare) {
        if (!operator()) {
            return false;
        }
        Optional<String> between = symbol;
        if (!bare && takeQuantifier()) {
            return quantified(between);
        }
        // Comparisons are not chained.
        return expression(level + 1, bare)
                && (level != COMPARISON || !isComparison())
                && stack.fold(2, both -> new Expression.Operation(between, both));
    }

    private boolean quantified(Optional<String> between) {
        return operands.inParentheses()
                && stack.fold(2, both -> new Expression.Quantified(between, both.get(0), both.get(1)));
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
        Lexeme next = cursor.next();
        if (!cursor.take("operator")) {
            symbol = Optional.of(next.text());
            return cursor.take(Type.OPERATOR);
        }
        boolean opens = cursor.take("(");
        boolean builtIn = true;
        while (cursor.after(1).is(".")) {
            if (!cursor.next().canBeColumn()) {
                return false;
            }
            builtIn = cursor.next().is("pg_catalog");
            cursor.skip(2);
        }
        symbol = builtIn ? Optional.of(cursor.next().text()) : Optional.empty();
        return opens && cursor.take(Type.OPERATOR) && cursor.take(")");
    }

    private boolean is(boolean bare) {
        if (cursor.takeAny("isnull", "notnull")) {
            return stack.fold(1, value -> new Expression.Test(value.get(0)));
        }
        cursor.skip(1);
        cursor.take("not");
        if (cursor.take("distinct")) {
            // What follows may not be followed by IS again.
            return cursor.take("from")
                    && expression(IS + 1, bare)
                    && !cursor.next().is("is")
                    && stack.fold(2, both -> new Expression.Operation(Optional.of("="), both));
        }
        if (cursor.take("null")) {
            return stack.fold(1, value -> new Expression.Test(value.get(0)));
        }
        if (cursor.takeAny("true", "false", "unknown")) {
            return stack.fold(1, Expression.Logic::new);
        }
        if (cursor.take("document")) {
            return stack.fold(1, value -> new Expression.Test(Expression.Call.of("xml", value.get(0))));
        }
        return cursor.take("json") ? isJson() : isNormalized();
    }

    private boolean isJson() {
        cursor.takeAny("value", "array", "object", "scalar");
        boolean fits = !cursor.takeAny("with", "without") || cursor.take("unique");
        cursor.take("keys");
        return fits && stack.fold(1, value -> new Expression.Test(value.get(0)));
    }

    private boolean isNormalized() {
        cursor.takeAny("nfc", "nfd", "nfkc", "nfkd");
        return cursor.take("normalized")
                && stack.fold(
                        1, value -> Expression.Call.of("is_normalized", value.get(0), new Expression.Constant("text")));
    }

    private boolean range() {
        boolean negated = cursor.take("not");
        if (cursor.take("in")) {
            int size = stack.size();
            return operands.list()
                    && stack.foldFrom(size - 1, all -> new Expression.In(all.get(0), all.subList(1, all.size())));
        }
        if (cursor.take("between")) {
            cursor.takeAny("symmetric", "asymmetric");
            return bareExpression()
                    && cursor.take("and")
                    && expression(RANGE + 1, false)
                    && level() != RANGE
                    && stack.fold(3, all -> between(negated, all));
        }
        if (cursor.take("similar")) {
            return cursor.take("to") && pattern("similar_to_escape", true) && matched(negated ? "!~" : "~");
        }
        String like = (negated ? "!~~" : "~~") + (cursor.next().is("ilike") ? "*" : "");
        cursor.skip(1);
        return takeQuantifier() ? quantified(Optional.of(like)) : pattern("like_escape", false) && matched(like);
    }

    private static Expression between(boolean negated, List<Expression> all) {
        return new Expression.Logic(List.of(
                Expression.Operation.of(negated ? "<" : ">=", all.get(0), all.get(1)),
                Expression.Operation.of(negated ? ">" : "<=", all.get(0), all.get(2))));
    }

    private boolean matched(String operator) {
        return level() != RANGE && stack.fold(2, both -> new Expression.Operation(Optional.of(operator), both));
    }

    /**
     * @param escape the function that reads the pattern
     * @param always whether it does so without an escape character, too
     */
    private boolean pattern(String escape, boolean always) {
        if (!expression(RANGE + 1, false)) {
            return false;
        }
        if (cursor.take("escape")) {
            return expression(RANGE + 1, false)
                    && stack.fold(2, both -> Expression.Call.of(escape, both.get(0), both.get(1)));
        }
        return !always || stack.fold(1, value -> Expression.Call.of(escape, value.get(0)));
    }
}
