package dev.compositeindex.processor.sql;

import dev.compositeindex.processor.sql.Lexeme.Type;
import java.util.Set;

/** The names of types: {@code Typename} and {@code ConstTypename} of {@code gram.y}. Each method takes one, or answers no. */
final class TypeGrammar {
    private static final Set<String> PLAIN = Set.of("int", "integer", "smallint", "bigint", "real", "boolean", "json");
    private static final Set<String> WITH_NUMBERS = Set.of("decimal", "dec", "numeric");
    private static final Set<String> VARYING = Set.of("bit", "character", "char", "nchar", "national");
    private static final String[] FIELDS = {"year", "month", "day", "hour", "minute", "second"};

    private final LexemeCursor cursor;

    TypeGrammar(LexemeCursor cursor) {
        this.cursor = cursor;
    }

    /** A type, arrays included. */
    boolean type() {
        if (!base()) {
            return false;
        }
        if (cursor.take("array")) {
            return !cursor.take("[") || number() && cursor.take("]");
        }
        while (cursor.take("[")) {
            number();
            if (!cursor.take("]")) {
                return false;
            }
        }
        return true;
    }

    /** A type that may stand before a literal. */
    boolean constantType() {
        return cursor.take("interval") ? optionalNumber() : base();
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

    private boolean base() {
        Lexeme first = cursor.next();
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
        if (word.equals("varchar") || word.equals("float")) {
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
        cursor.take("varying");
        return word.equals("bit") ? optionalModifiers() : optionalNumber();
    }

    private boolean time() {
        if (!optionalNumber()) {
            return false;
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
        while (cursor.take(".")) {
            if (!cursor.takeLabel()) {
                return false;
            }
        }
        return optionalModifiers();
    }

    private boolean optionalModifiers() {
        return !cursor.take("(") || modifiers();
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
        return !cursor.take("(") || number() && cursor.take(")");
    }

    private boolean number() {
        return cursor.next().text().chars().allMatch(Character::isDigit) && cursor.take(Type.NUMBER);
    }
}
