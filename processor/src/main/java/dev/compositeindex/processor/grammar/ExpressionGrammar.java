package dev.compositeindex.processor.grammar;

import dev.compositeindex.processor.grammar.Lexeme.Type;
import dev.compositeindex.processor.sql.SqlToken;
import dev.compositeindex.processor.sql.TokenSpan;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Tokens to an expression by PostgreSQL's grammar ({@code a_expr} of {@code gram.y}, releases 14 to 18), as far as an index
 * can hold it: without subqueries and without what belongs to aggregates. Each method takes what it is called, and puts it
 * on the stack, or answers no. What XML and JSON constructors have between their parentheses is not looked at, nor what is
 * nested deeper than anyone writes. Here are the operators, in {@link ComparisonGrammar} those that are words; {@link
 * OperandGrammar} has what stands between them.
 */
public final class ExpressionGrammar {
    private static final int DEEPEST = 150;
    private static final Set<String> NUMBERS = Set.of("int4", "int8", "numeric");

    private final LexemeCursor cursor;
    private final ExpressionStack stack;
    private final TypeGrammar types;
    private final OperandGrammar operands;
    private final Precedence precedence;
    private final ComparisonGrammar comparisons;
    private int depth;
    private boolean tooDeep;

    /** The symbol of the operator that was taken last; empty if it is one of a schema. */
    private Optional<String> symbol = Optional.empty();

    private ExpressionGrammar(List<Lexeme> lexemes) {
        this.cursor = new LexemeCursor(lexemes);
        this.stack = new ExpressionStack(cursor);
        this.types = new TypeGrammar(cursor);
        this.operands = new OperandGrammar(cursor, types, this, stack);
        this.precedence = new Precedence(cursor);
        this.comparisons = new ComparisonGrammar(cursor, precedence, operands, this, stack);
    }

    /** The outcome for some tokens. */
    public sealed interface Result {

        /** The positions of the tokens that are names of columns, without what qualifies them; of those before a mistake. */
        SortedSet<Integer> columns();
    }

    /** The tokens are an expression. */
    public record Parsed(Expression expression, SortedSet<Integer> columns) implements Result {

        public Parsed {
            columns = Collections.unmodifiableSortedSet(new TreeSet<>(columns));
        }
    }

    /**
     * The tokens are no expression.
     *
     * @param token the position of the token from which on they are none, which may be after the last
     */
    public record Broken(int token, SortedSet<Integer> columns) implements Result {

        public Broken {
            columns = Collections.unmodifiableSortedSet(new TreeSet<>(columns));
        }
    }

    public static Result parse(List<SqlToken> tokens) {
        ExpressionGrammar grammar = new ExpressionGrammar(Lexeme.of(tokens));
        if (grammar.expression() && grammar.cursor.isAtEnd()) {
            return new Parsed(grammar.stack.top(), grammar.stack.columns());
        }
        return grammar.tooDeep
                ? new Parsed(
                        new Expression.Opaque(new TokenSpan(0, tokens.size()), List.of()), Collections.emptySortedSet())
                : new Broken(grammar.cursor.furthest().token(), grammar.stack.columns());
    }

    /** The positions of the tokens that are names of columns; none if it is no expression. */
    public static SortedSet<Integer> columns(List<SqlToken> tokens) {
        return parse(tokens) instanceof Parsed parsed ? parsed.columns() : Collections.emptySortedSet();
    }

    /** The same of a key: of its column or expression, whatever follows it. */
    public static SortedSet<Integer> keyColumns(List<SqlToken> tokens) {
        ExpressionGrammar grammar = new ExpressionGrammar(Lexeme.of(tokens));
        return grammar.operands.operand() ? grammar.stack.columns() : Collections.emptySortedSet();
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
    boolean expression(int least, boolean bare) {
        if (depth == DEEPEST) {
            tooDeep = true;
            return false;
        }
        depth++;
        int before = stack.start();
        boolean fits = operand(bare) && operators(least, bare);
        stack.startAt(before);
        depth--;
        return fits;
    }

    private boolean operand(boolean bare) {
        operands.forgetRow();
        if (!bare && cursor.take("not")) {
            return expression(Precedence.NOT, false) && stack.fold(1, Expression.Logic::new);
        }
        Lexeme next = cursor.next();
        if (cursor.takeAny("+", "-")) {
            return expression(Precedence.SIGN, bare)
                    && stack.fold(1, (span, operand) -> signed(span, next.text(), operand.get(0)));
        }
        boolean prefix = next.kind() == Type.OPERATOR && Precedence.of(next.text()) == Precedence.OPERATOR;
        return prefix || precedence.isNamedOperator() ? operator() && prefixed(symbol, bare) : operands.operand();
    }

    private boolean prefixed(Optional<String> prefix, boolean bare) {
        return expression(Precedence.OPERATOR + 1, bare)
                && stack.fold(1, (span, operand) -> new Expression.Operation(span, prefix, operand));
    }

    /** A number with a minus is a number. */
    private static Expression signed(TokenSpan span, String sign, Expression operand) {
        return sign.equals("-") && operand instanceof Expression.Constant constant && NUMBERS.contains(constant.type())
                ? new Expression.Constant(span, constant.type())
                : Expression.Operation.of(span, sign, operand);
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
            int level = bare ? precedence.nextBare() : precedence.next();
            if (level < 0 || level < least) {
                return true;
            }
            if (!operation(level, bare, row)) {
                return false;
            }
        }
    }

    /**
     * @param row the number of values of the row before it; 0 if that is none
     */
    private boolean operation(int level, boolean bare, int row) {
        return switch (level) {
            case Precedence.OR, Precedence.AND -> {
                cursor.skip(1);
                yield expression(level + 1, false) && stack.fold(2, Expression.Logic::new);
            }
            case Precedence.IS -> comparisons.is(bare);
            case Precedence.RANGE -> comparisons.range();
            case Precedence.AT -> {
                cursor.skip(3);
                yield expression(Precedence.AT + 1, false)
                        && stack.fold(
                                2, (span, both) -> Expression.Call.of(span, "timezone", both.get(1), both.get(0)));
            }
            case Precedence.COLLATE -> {
                cursor.skip(1);
                yield operands.name() && stack.fold(1, (span, value) -> new Expression.Collated(span, value.get(0)));
            }
            default -> cursor.take("overlaps") ? row == 2 && overlap() : binary(level, bare);
        };
    }

    private boolean overlap() {
        return operands.pair() && stack.fold(2, ExpressionGrammar::overlap);
    }

    private static Expression overlap(TokenSpan span, List<Expression> rows) {
        List<Expression> values = rows.stream()
                .flatMap(row -> row instanceof Expression.Row pair ? pair.values().stream() : Stream.of(row))
                .toList();
        return Expression.Call.of(span, "overlaps", values);
    }

    private boolean binary(int level, boolean bare) {
        if (!operator()) {
            return false;
        }
        Optional<String> between = symbol;
        if (!bare && comparisons.takeQuantifier()) {
            return comparisons.quantified(between);
        }
        // Comparisons are not chained.
        return expression(level + 1, bare)
                && (level != Precedence.COMPARISON || !precedence.isComparison())
                && stack.fold(2, (span, both) -> new Expression.Operation(span, between, both));
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
}
