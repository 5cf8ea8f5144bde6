package dev.compositeindex.processor.sql;

import dev.compositeindex.processor.sql.Lexeme.Type;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether tokens are an expression by PostgreSQL's grammar ({@code a_expr} of {@code gram.y}, releases 14 to 18), as far as an
 * index can hold it: without subqueries and without what belongs to aggregates. It answers yes or no; nothing is built.
 * What XML and JSON constructors have between their parentheses is not looked at, nor what is nested deeper than anyone writes.
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
    private static final Set<String> CONSTANTS = Set.of("true", "false", "null");
    private static final Set<String> UNCHECKED = Set.of("""
            json json_array json_exists json_object json_query json_scalar json_serialize json_value
            xmlconcat xmlelement xmlexists xmlforest xmlparse xmlpi xmlroot xmlserialize
            """.strip().split("\\s+"));
    private static final Set<String> LISTS = Set.of("coalesce", "greatest", "least");

    private final List<Lexeme> lexemes;
    private final TypeGrammar types;
    private int at;
    private int deepest;
    private int depth;
    private boolean tooDeep;
    /** How many values the row has that was the last operand; 0 if that was none. */
    private int row;

    private ExpressionGrammar(List<Lexeme> lexemes) {
        this.lexemes = lexemes;
        this.types = new TypeGrammar(lexemes);
    }

    /** The position of the token from which on they are none, which may be after the last; empty if they are one. */
    public static Optional<Integer> firstMistake(List<SqlToken> tokens) {
        ExpressionGrammar grammar = new ExpressionGrammar(Lexeme.of(tokens));
        boolean fits = grammar.expression(0, false) && grammar.next().kind() == Type.END;
        return fits || grammar.tooDeep
                ? Optional.empty()
                : Optional.of(grammar.lexemes.get(grammar.deepest).token());
    }

    private Lexeme next() {
        deepest = Math.max(deepest, at);
        return lexemes.get(at);
    }

    private boolean take(String what) {
        if (next().is(what)) {
            at++;
            return true;
        }
        return false;
    }

    private boolean isAt(int offset, String what) {
        return at + offset < lexemes.size() && lexemes.get(at + offset).is(what);
    }

    /**
     * @param least the level below which an operator is left to the caller
     * @param bare whether it is a {@code b_expr}, which knows no words as operators
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
        row = 0;
        if (!bare && take("not")) {
            return expression(NOT, false);
        }
        Lexeme next = next();
        if (next.is("+") || next.is("-")) {
            at++;
            return expression(SIGN, bare);
        }
        if (next.kind() == Type.OPERATOR && level(next.text()) == OPERATOR || next.is("operator") && isAt(1, "(")) {
            return operator() && expression(OPERATOR + 1, bare);
        }
        return primary();
    }

    private boolean operators(int least, boolean bare) {
        while (true) {
            int before = row;
            row = 0;
            if (take("::")) {
                if (!type()) {
                    return false;
                }
                continue;
            }
            int level = bare ? bareLevel() : level();
            if (level < 0 || level < least) {
                return true;
            }
            if (!operation(level, bare, before)) {
                return false;
            }
        }
    }

    /** The level of the operator that comes next; negative if none does. */
    private int level() {
        Lexeme next = next();
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
            case "between", "in", "like", "ilike", "similar" -> RANGE;
            case "not" ->
                isAt(1, "between") || isAt(1, "in") || isAt(1, "like") || isAt(1, "ilike") || isAt(1, "similar")
                        ? RANGE
                        : -1;
            case "overlaps" -> OPERATOR;
            case "operator" -> isAt(1, "(") ? OPERATOR : -1;
            case "at" -> isAt(1, "time") && isAt(2, "zone") ? AT : -1;
            case "collate" -> COLLATE;
            default -> -1;
        };
    }

    private int bareLevel() {
        boolean isDistinct = next().is("is") && (isAt(1, "distinct") || isAt(1, "not") && isAt(2, "distinct"));
        return next().kind() == Type.OPERATOR || isDistinct || next().is("operator") ? level() : -1;
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

    private boolean operation(int level, boolean bare, int before) {
        switch (level) {
            case OR, AND -> {
                at++;
                return expression(level + 1, false);
            }
            case IS -> {
                return is(bare);
            }
            case RANGE -> {
                return range();
            }
            case AT -> {
                at += 3;
                return expression(AT + 1, false);
            }
            case COLLATE -> {
                at++;
                return name();
            }
            default -> {
                if (next().is("overlaps")) {
                    at++;
                    return before == 2 && (next().is("(") || next().is("row")) && primary() && row == 2;
                }
                if (!operator()) {
                    return false;
                }
                if (!bare && next().isOneOf(QUANTIFIERS)) {
                    at++;
                    return inParentheses();
                }
                // Comparisons are not chained.
                return expression(level + 1, bare) && (level != COMPARISON || !isComparison());
            }
        }
    }

    private boolean isComparison() {
        return next().kind() == Type.OPERATOR && level(next().text()) == COMPARISON;
    }

    private boolean operator() {
        if (take("operator")) {
            if (!take("(")) {
                return false;
            }
            while (isAt(1, ".")) {
                if (!isColumnName(next())) {
                    return false;
                }
                at += 2;
            }
            return isOperator() && take(")");
        }
        return isOperator();
    }

    private boolean isOperator() {
        boolean found = next().kind() == Type.OPERATOR;
        at += found ? 1 : 0;
        return found;
    }

    private boolean is(boolean bare) {
        if (take("isnull") || take("notnull")) {
            return true;
        }
        at++;
        take("not");
        if (take("distinct")) {
            // What follows may not be followed by IS again.
            return take("from") && expression(IS + 1, bare) && !next().is("is");
        }
        if (take("null") || take("true") || take("false") || take("unknown") || take("document")) {
            return true;
        }
        if (take("json")) {
            boolean known = take("value") || take("array") || take("object") || take("scalar");
            if (take("with") || take("without")) {
                return take("unique") && (take("keys") || true);
            }
            return known || true;
        }
        if (next().isOneOf(Set.of("nfc", "nfd", "nfkc", "nfkd"))) {
            at++;
        }
        return take("normalized");
    }

    private boolean range() {
        take("not");
        if (take("in")) {
            return list("(", ")");
        }
        if (take("between")) {
            if (!take("symmetric")) {
                take("asymmetric");
            }
            return expression(0, true) && take("and") && expression(RANGE + 1, false) && level() != RANGE;
        }
        boolean similar = take("similar");
        if (similar && !take("to")) {
            return false;
        }
        if (!similar) {
            at++;
            if (next().isOneOf(QUANTIFIERS)) {
                at++;
                return inParentheses();
            }
        }
        return expression(RANGE + 1, false) && (!take("escape") || expression(RANGE + 1, false)) && level() != RANGE;
    }

    private boolean inParentheses() {
        return take("(") && expression(0, false) && take(")");
    }

    private boolean list(String open, String close) {
        if (!take(open)) {
            return false;
        }
        do {
            if (!expression(0, false)) {
                return false;
            }
        } while (take(","));
        return take(close);
    }

    private boolean primary() {
        Lexeme next = next();
        switch (next.kind()) {
            case NUMBER -> {
                at++;
                return true;
            }
            case STRING -> {
                at++;
                return !take("uescape") || next().kind() == Type.STRING && primary();
            }
            case NAME -> {
                return named();
            }
            case PUNCTUATION -> {
                return next.is("(") && parenthesised();
            }
            case WORD -> {
                return word(next.text());
            }
            default -> {
                return false;
            }
        }
    }

    private boolean parenthesised() {
        int start = at;
        if (!list("(", ")")) {
            return false;
        }
        int values = values(start);
        boolean fits = values > 1 || indirection();
        row = values > 1 ? values : 0;
        return fits;
    }

    /** The number of values of the list that stands between a position and here. */
    private int values(int start) {
        int count = 1;
        int inner = 0;
        for (int i = start; i < at; i++) {
            Lexeme lexeme = lexemes.get(i);
            inner += lexeme.is("(") || lexeme.is("[") ? 1 : lexeme.is(")") || lexeme.is("]") ? -1 : 0;
            count += inner == 1 && lexeme.is(",") ? 1 : 0;
        }
        return count;
    }

    private boolean word(String word) {
        if (CONSTANTS.contains(word)) {
            at++;
            return true;
        }
        boolean called = isAt(1, "(");
        switch (word) {
            case "case" -> {
                return choice();
            }
            case "array" -> {
                at++;
                return array();
            }
            case "row" -> {
                if (called) {
                    at++;
                    int start = at;
                    boolean fits = isAt(1, ")") ? take("(") && take(")") : list("(", ")");
                    row = fits ? values(start) : 0;
                    return fits;
                }
            }
            case "cast", "treat" -> {
                return take(word) && take("(") && expression(0, false) && take("as") && type() && take(")");
            }
            case "collation" -> {
                if (isAt(1, "for")) {
                    at += 2;
                    return inParentheses();
                }
            }
            default -> {
                // Looked at below.
            }
        }
        if (called && LISTS.contains(word)) {
            at++;
            return list("(", ")");
        }
        if (called && UNCHECKED.contains(word)) {
            at++;
            return balanced();
        }
        return called && special(word).isPresent() ? special(word).get().fits() : literal() || named();
    }

    @FunctionalInterface
    private interface Form {
        boolean fits();
    }

    /** The functions that have words between their arguments. */
    private Optional<Form> special(String word) {
        return Optional.ofNullable(
                switch (word) {
                    case "extract" ->
                        (Form) () -> {
                            at += 2;
                            boolean field = next().kind() == Type.WORD
                                    || next().kind() == Type.NAME
                                    || next().kind() == Type.STRING;
                            at++;
                            return field && take("from") && expression(0, false) && take(")");
                        };
                    case "nullif" ->
                        () -> {
                            at += 2;
                            return expression(0, false) && take(",") && expression(0, false) && take(")");
                        };
                    case "normalize" ->
                        () -> {
                            at += 2;
                            return expression(0, false)
                                    && (!take(",") || take("nfc") || take("nfd") || take("nfkc") || take("nfkd"))
                                    && take(")");
                        };
                    case "position" ->
                        () -> {
                            at += 2;
                            return expression(0, true) && take("in") && expression(0, true) && take(")");
                        };
                    case "trim" ->
                        () -> {
                            at += 2;
                            if (!take("both") && !take("leading")) {
                                take("trailing");
                            }
                            boolean from = take("from");
                            return expressions() && (from || !take("from") || expressions()) && take(")");
                        };
                    case "substring" ->
                        () -> {
                            at += 2;
                            return expression(0, false) && (next().is(",") ? more() : slice()) && take(")");
                        };
                    case "overlay" ->
                        () -> {
                            at += 2;
                            return expression(0, false)
                                    && (next().is(",") ? more() : then("placing") && then("from") && maybe("for"))
                                    && take(")");
                        };
                    default -> null;
                });
    }

    /** What part of a string is meant. */
    private boolean slice() {
        if (next().is("similar")) {
            return then("similar") && then("escape");
        }
        return next().is("for") ? then("for") && maybe("from") : maybe("from") && maybe("for");
    }

    /** A word with an expression behind it, or neither. */
    private boolean maybe(String word) {
        return !next().is(word) || then(word);
    }

    /** A word with an expression behind it. */
    private boolean then(String word) {
        return take(word) && expression(0, false);
    }

    private boolean expressions() {
        return expression(0, false) && more();
    }

    /** Further expressions, each after a comma. */
    private boolean more() {
        while (take(",")) {
            if (!expression(0, false)) {
                return false;
            }
        }
        return true;
    }

    private boolean balanced() {
        int depthHere = 0;
        do {
            depthHere += next().is("(") ? 1 : next().is(")") ? -1 : 0;
            at++;
        } while (depthHere > 0 && next().kind() != Type.END);
        return depthHere == 0;
    }

    private boolean choice() {
        at++;
        if (!next().is("when") && !expression(0, false)) {
            return false;
        }
        boolean any = false;
        while (take("when")) {
            if (!expression(0, false) || !take("then") || !expression(0, false)) {
                return false;
            }
            any = true;
        }
        return any && (!take("else") || expression(0, false)) && take("end");
    }

    private boolean array() {
        if (!take("[")) {
            return false;
        }
        if (take("]")) {
            return true;
        }
        do {
            if (!(next().is("[") ? array() : expression(0, false))) {
                return false;
            }
        } while (take(","));
        return take("]");
    }

    /** A constant with its type before it. */
    private boolean literal() {
        int start = at;
        boolean interval = next().is("interval");
        if (types.constantType(at).isPresent()) {
            at = types.constantType(at).get();
            if (next().kind() == Type.STRING) {
                at++;
                if (interval) {
                    at = types.intervalFields(at);
                }
                return true;
            }
        }
        at = start;
        return false;
    }

    /** A column, with what follows it, or a call. */
    private boolean named() {
        int start = at;
        Lexeme first = next();
        at++;
        while (isAt(0, ".") && at + 1 < lexemes.size() && isLabel(lexemes.get(at + 1))) {
            at += 2;
        }
        if (next().is("(")) {
            return (at > start + 1 ? isColumnName(first) : isFunctionName(first)) && call();
        }
        return isColumnName(first) && indirection();
    }

    private boolean call() {
        at++;
        if (take(")")) {
            return true;
        }
        take("all");
        boolean last = false;
        do {
            if (last) {
                return false;
            }
            last = take("variadic");
            if (isAt(1, ":=") || isAt(1, "=>")) {
                if (!isFunctionName(next())) {
                    return false;
                }
                at += 2;
            }
            if (!expression(0, false)) {
                return false;
            }
        } while (take(","));
        return take(")");
    }

    private boolean indirection() {
        while (true) {
            if (isAt(0, ".") && at + 1 < lexemes.size() && isLabel(lexemes.get(at + 1))) {
                at += 2;
            } else if (take("[")) {
                boolean from = next().is(":") || expression(0, false);
                if (!from || take(":") && !next().is("]") && !expression(0, false) || !take("]")) {
                    return false;
                }
            } else {
                return true;
            }
        }
    }

    private boolean name() {
        if (!isColumnName(next())) {
            return false;
        }
        at++;
        while (take(".")) {
            if (!isLabel(next())) {
                return false;
            }
            at++;
        }
        return true;
    }

    private boolean type() {
        Optional<Integer> end = types.type(at);
        end.ifPresent(position -> at = position);
        deepest = Math.max(deepest, types.deepest());
        return end.isPresent();
    }

    private static boolean isLabel(Lexeme lexeme) {
        return lexeme.kind() == Type.WORD || lexeme.kind() == Type.NAME;
    }

    private static boolean isColumnName(Lexeme lexeme) {
        return lexeme.kind() == Type.NAME || lexeme.kind() == Type.WORD && Keywords.canBeColumn(lexeme.text());
    }

    private static boolean isFunctionName(Lexeme lexeme) {
        return lexeme.kind() == Type.NAME || lexeme.kind() == Type.WORD && Keywords.canBeFunction(lexeme.text());
    }
}
