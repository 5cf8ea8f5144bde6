package dev.compositeindex.processor.grammar;

import dev.compositeindex.processor.grammar.Lexeme.Type;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names of types: {@code Typename} and {@code ConstTypename} of {@code gram.y}. Each method takes one, or answers no. */
final class TypeGrammar {
    private static final Set<String> PLAIN = Set.of("int", "integer", "smallint", "bigint", "real", "boolean", "json");
    private static final Set<String> WITH_NUMBERS = Set.of("decimal", "dec", "numeric");
    private static final Set<String> VARYING = Set.of("bit", "character", "char", "nchar", "national");
    private static final String[] FIELDS = {"year", "month", "day", "hour", "minute", "second"};

    /** SQL's own names of types, and those of the catalogue. */
    private static final Map<String, String> STANDARD = Map.ofEntries(
            Map.entry("int", "int4"),
            Map.entry("integer", "int4"),
            Map.entry("smallint", "int2"),
            Map.entry("bigint", "int8"),
            Map.entry("real", "float4"),
            Map.entry("boolean", "bool"),
            Map.entry("dec", "numeric"),
            Map.entry("decimal", "numeric"),
            Map.entry("char", "bpchar"),
            Map.entry("character", "bpchar"),
            Map.entry("nchar", "bpchar"),
            Map.entry("national", "bpchar"),
            Map.entry("double", "float8"),
            Map.entry("float", "float8"));

    /** The most digits, in binary, of {@code real}. */
    private static final int SINGLE = 24;

    private final LexemeCursor cursor;
    private List<String> names = List.of();
    private boolean isArray;
    private boolean hasModifiers;

    TypeGrammar(LexemeCursor cursor) {
        this.cursor = cursor;
    }

    /** The type that was taken last. */
    Expression.TypeText taken() {
        return new Expression.TypeText(names, isArray, hasModifiers);
    }

    /** A type, arrays included. */
    boolean type() {
        if (!base()) {
            return false;
        }
        if (cursor.take("array")) {
            isArray = true;
            return !cursor.take("[") || number() && cursor.take("]");
        }
        while (cursor.take("[")) {
            isArray = true;
            number();
            if (!cursor.take("]")) {
                return false;
            }
        }
        return true;
    }

    /** A type that may stand before a literal. */
    boolean constantType() {
        if (!cursor.next().is("interval")) {
            return base();
        }
        start("interval");
        cursor.skip(1);
        return optionalNumber();
    }

    /** The fields of an interval, if there are any. */
    boolean intervalFields() {
        boolean seconds = cursor.next().is("second");
        if (!cursor.takeAny(FIELDS)) {
            return false;
        }
        if (cursor.next().is("to")) {
            cursor.skip(1);
            seconds = cursor.next().is("second");
            if (!cursor.takeAny(FIELDS)) {
                return false;
            }
        }
        return !seconds || optionalNumber();
    }

    private void start(String word) {
        names = List.of(STANDARD.getOrDefault(word, word));
        isArray = false;
        hasModifiers = false;
    }

    private boolean base() {
        Lexeme first = cursor.next();
        start(first.text());
        if (first.kind() == Type.NAME) {
            cursor.skip(1);
            return generic();
        }
        if (first.kind() != Type.WORD) {
            return false;
        }
        String word = first.text();
        cursor.skip(1);
        if (PLAIN.contains(word)) {
            return true;
        }
        if (WITH_NUMBERS.contains(word)) {
            return optionalModifiers();
        }
        if (word.equals("float")) {
            return precision();
        }
        if (word.equals("varchar")) {
            return optionalNumber();
        }
        if (VARYING.contains(word)) {
            return varying(word);
        }
        if (word.equals("timestamp") || word.equals("time")) {
            return time();
        }
        if (word.equals("interval")) {
            return isField() ? intervalFields() : optionalNumber();
        }
        return word.equals("double") && cursor.take("precision") || first.canBeFunction() && generic();
    }

    private boolean varying(String word) {
        if (word.equals("national") && !cursor.takeAny("character", "char")) {
            return false;
        }
        if (cursor.take("varying")) {
            names = List.of(word.equals("bit") ? "varbit" : "varchar");
        }
        return word.equals("bit") ? optionalModifiers() : optionalNumber();
    }

    private boolean precision() {
        String digits = cursor.after(1).text();
        boolean fits = optionalNumber();
        boolean isSingle = fits && hasModifiers && new BigInteger(digits).compareTo(BigInteger.valueOf(SINGLE)) <= 0;
        names = List.of(isSingle ? "float4" : "float8");
        hasModifiers = false;
        return fits;
    }

    private boolean time() {
        if (!optionalNumber()) {
            return false;
        }
        if (cursor.next().is("with") && cursor.after(1).is("time")) {
            names = List.of(names.get(0) + "tz");
        }
        boolean zone = (cursor.next().is("with") || cursor.next().is("without"))
                && cursor.after(1).is("time");
        cursor.skip(zone ? 2 : 0);
        return !zone || cursor.take("zone");
    }

    private boolean isField() {
        return cursor.next().isOneOf(Set.of(FIELDS));
    }

    private boolean generic() {
        int start = cursor.position() - 1;
        while (cursor.take(".")) {
            if (!cursor.takeLabel()) {
                return false;
            }
        }
        names = cursor.names(start);
        return optionalModifiers();
    }

    private boolean optionalModifiers() {
        hasModifiers = cursor.take("(");
        return !hasModifiers || modifiers();
    }

    /** Constants up to a closing parenthesis. */
    private boolean modifiers() {
        do {
            cursor.takeAny("-", "+");
            boolean isWord = cursor.next().kind() == Type.WORD && cursor.next().canBeColumn();
            if (!isWord && !isConstant()) {
                return false;
            }
            cursor.skip(1);
        } while (cursor.take(","));
        return cursor.take(")");
    }

    private boolean isConstant() {
        return cursor.next().kind() == Type.NUMBER || cursor.next().kind() == Type.STRING;
    }

    private boolean optionalNumber() {
        hasModifiers = cursor.take("(");
        return !hasModifiers || number() && cursor.take(")");
    }

    private boolean number() {
        return cursor.next().text().chars().allMatch(Character::isDigit) && cursor.take(Type.NUMBER);
    }
}
