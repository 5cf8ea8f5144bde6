package dev.compositeindex.processor.sql;

import dev.compositeindex.processor.sql.Lexeme.Type;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where the name of a type ends, by PostgreSQL's grammar ({@code Typename} and {@code ConstTypename} of {@code gram.y}). */
final class TypeGrammar {
    private static final Set<String> PLAIN = Set.of("int", "integer", "smallint", "bigint", "real", "boolean", "json");
    private static final Set<String> WITH_NUMBERS = Set.of("decimal", "dec", "numeric");
    private static final Set<String> VARYING = Set.of("bit", "character", "char", "nchar", "national");
    private static final Set<String> FIELDS = Set.of("year", "month", "day", "hour", "minute", "second");

    private final List<Lexeme> lexemes;
    private int at;
    private int deepest;

    TypeGrammar(List<Lexeme> lexemes) {
        this.lexemes = lexemes;
    }

    /** The furthest position that was looked at. */
    int deepest() {
        return deepest;
    }

    /** The position after the type that starts at one, arrays included. */
    Optional<Integer> type(int start) {
        at = start;
        if (!base()) {
            return Optional.empty();
        }
        if (take("array")) {
            return !take("[") || number() && take("]") ? Optional.of(at) : Optional.empty();
        }
        while (take("[")) {
            number();
            if (!take("]")) {
                return Optional.empty();
            }
        }
        return Optional.of(at);
    }

    /** The position after the type that may stand before a literal. */
    Optional<Integer> constantType(int start) {
        at = start;
        boolean interval = next().is("interval");
        return (interval ? take("interval") && optionalNumber() : base()) ? Optional.of(at) : Optional.empty();
    }

    /** The position after the fields of an interval, if there are any. */
    int intervalFields(int start) {
        at = start;
        if (next().isOneOf(FIELDS)) {
            boolean second = take("second");
            if (!second) {
                at++;
                if (next().is("to") && lexemes.get(at + 1).isOneOf(FIELDS)) {
                    at++;
                    second = next().is("second");
                    at++;
                }
            }
            if (second) {
                optionalNumber();
            }
        }
        return at;
    }

    private boolean base() {
        Lexeme first = next();
        if (first.kind() == Type.NAME) {
            at++;
            return generic();
        }
        if (first.kind() != Type.WORD) {
            return false;
        }
        String word = first.text();
        if (PLAIN.contains(word)) {
            at++;
            return true;
        }
        if (WITH_NUMBERS.contains(word)) {
            at++;
            return optionalModifiers();
        }
        if (word.equals("varchar") || word.equals("float")) {
            at++;
            return optionalNumber();
        }
        if (VARYING.contains(word)) {
            at++;
            if (word.equals("national") && !take("character") && !take("char")) {
                return false;
            }
            take("varying");
            return word.equals("bit") ? optionalModifiers() : optionalNumber();
        }
        switch (word) {
            case "double" -> {
                if (lexemes.get(at + 1).is("precision")) {
                    at += 2;
                    return true;
                }
            }
            case "timestamp", "time" -> {
                at++;
                if (!optionalNumber()) {
                    return false;
                }
                boolean zone = (next().is("with") || next().is("without"))
                        && lexemes.get(at + 1).is("time");
                at += zone ? 2 : 0;
                return !zone || take("zone");
            }
            case "interval" -> {
                at++;
                int fields = at;
                at = intervalFields(at);
                return at > fields || optionalNumber();
            }
            default -> {
                // A name like any other.
            }
        }
        at++;
        return (Keywords.canBeFunction(word)) && generic();
    }

    private boolean generic() {
        while (take(".")) {
            if (next().kind() != Type.WORD && next().kind() != Type.NAME) {
                return false;
            }
            at++;
        }
        return optionalModifiers();
    }

    private boolean optionalModifiers() {
        return !next().is("(") || modifiers();
    }

    private boolean optionalNumber() {
        return !take("(") || number() && take(")");
    }

    /** Constants in parentheses. */
    private boolean modifiers() {
        at++;
        do {
            if (!take("-")) {
                take("+");
            }
            boolean constant = next().kind() == Type.NUMBER
                    || next().kind() == Type.STRING
                    || next().kind() == Type.WORD && Keywords.canBeColumn(next().text());
            if (!constant) {
                return false;
            }
            at++;
        } while (take(","));
        return take(")");
    }

    private boolean number() {
        boolean found = next().kind() == Type.NUMBER && next().text().chars().allMatch(Character::isDigit);
        at += found ? 1 : 0;
        return found;
    }

    private Lexeme next() {
        deepest = Math.max(deepest, at);
        return lexemes.get(at);
    }

    private boolean take(String what) {
        boolean found = next().is(what);
        at += found ? 1 : 0;
        return found;
    }
}
