package dev.compositeindex.processor.sql;

import dev.compositeindex.processor.sql.Lexeme.Type;
import java.util.Set;

/** What stands between operators: {@code c_expr} of {@code gram.y}. Each method takes what it is called, or answers no. */
final class OperandGrammar {
    private static final Set<String> CONSTANTS = Set.of("true", "false", "null");
    private static final Set<String> LISTS = Set.of("coalesce", "greatest", "least");
    private static final Set<String> UNCHECKED = Set.of("""
            json json_array json_exists json_object json_query json_scalar json_serialize json_value
            xmlconcat xmlelement xmlexists xmlforest xmlparse xmlpi xmlroot xmlserialize
            """.strip().split("\\s+"));

    private final LexemeCursor cursor;
    private final TypeGrammar types;
    private final ExpressionGrammar expressions;
    private final SpecialForms forms;
    private int row;

    OperandGrammar(LexemeCursor cursor, TypeGrammar types, ExpressionGrammar expressions) {
        this.cursor = cursor;
        this.types = types;
        this.expressions = expressions;
        this.forms = new SpecialForms(cursor, types, expressions);
    }

    /** How many values the row has that was the last operand; 0 if that was none. It is asked once. */
    int forgetRow() {
        int values = row;
        row = 0;
        return values;
    }

    boolean operand() {
        Lexeme next = cursor.next();
        return switch (next.kind()) {
            case NUMBER -> cursor.take(Type.NUMBER);
            case STRING -> cursor.take(Type.STRING) && (!cursor.take("uescape") || cursor.take(Type.STRING));
            case NAME -> named();
            case PUNCTUATION -> next.is("(") && parenthesised();
            case WORD -> word(next.text());
            default -> false;
        };
    }

    /** A row of two values. */
    boolean pair() {
        return (cursor.next().is("(") || cursor.next().is("row")) && operand() && forgetRow() == 2;
    }

    /** Expressions in parentheses, at least one. */
    boolean list() {
        return cursor.take("(") && forms.expressions() && cursor.take(")");
    }

    boolean inParentheses() {
        return cursor.take("(") && expressions.expression() && cursor.take(")");
    }

    /** The name of a collation. */
    boolean name() {
        if (!cursor.next().canBeColumn()) {
            return false;
        }
        cursor.skip(1);
        while (cursor.take(".")) {
            if (!cursor.takeLabel()) {
                return false;
            }
        }
        return true;
    }

    private boolean parenthesised() {
        int start = cursor.position();
        if (!list()) {
            return false;
        }
        int values = cursor.values(start);
        boolean fits = values > 1 || indirection();
        row = values > 1 ? values : 0;
        return fits;
    }

    private boolean word(String word) {
        if (CONSTANTS.contains(word)) {
            return cursor.take(word);
        }
        boolean called = cursor.after(1).is("(");
        if (word.equals("case")) {
            return choice();
        } else if (word.equals("array")) {
            return cursor.take("array") && array();
        } else if (word.equals("row") && called) {
            return rowConstructor();
        } else if (word.equals("collation") && cursor.after(1).is("for")) {
            cursor.skip(2);
            return inParentheses();
        } else if (called && LISTS.contains(word)) {
            return cursor.take(word) && list();
        } else if (called && UNCHECKED.contains(word)) {
            return cursor.take(word) && cursor.takeBalanced();
        } else if (called && SpecialForms.has(word)) {
            return cursor.take(word) && cursor.take("(") && forms.arguments(word) && cursor.take(")");
        }
        return literal() || named();
    }

    private boolean rowConstructor() {
        cursor.skip(1);
        int start = cursor.position();
        if (cursor.after(1).is(")")) {
            cursor.skip(2);
            return true;
        }
        boolean fits = list();
        row = fits ? cursor.values(start) : 0;
        return fits;
    }

    private boolean choice() {
        cursor.skip(1);
        if (!cursor.next().is("when") && !expressions.expression()) {
            return false;
        }
        boolean any = false;
        while (cursor.take("when")) {
            if (!expressions.expression() || !cursor.take("then") || !expressions.expression()) {
                return false;
            }
            any = true;
        }
        return any && (!cursor.take("else") || expressions.expression()) && cursor.take("end");
    }

    private boolean array() {
        if (!cursor.take("[")) {
            return false;
        }
        if (cursor.take("]")) {
            return true;
        }
        do {
            if (!(cursor.next().is("[") ? array() : expressions.expression())) {
                return false;
            }
        } while (cursor.take(","));
        return cursor.take("]");
    }

    /** A constant with its type before it. */
    private boolean literal() {
        int start = cursor.position();
        boolean interval = cursor.next().is("interval");
        if (types.constantType() && cursor.take(Type.STRING)) {
            if (interval) {
                types.intervalFields();
            }
            return true;
        }
        cursor.goTo(start);
        return false;
    }

    /** A column, with what follows it, or a call. */
    private boolean named() {
        Lexeme first = cursor.next();
        cursor.skip(1);
        boolean qualified = false;
        while (cursor.next().is(".") && cursor.after(1).isLabel()) {
            cursor.skip(2);
            qualified = true;
        }
        if (cursor.next().is("(")) {
            return (qualified ? first.canBeColumn() : first.canBeFunction()) && call();
        }
        return first.canBeColumn() && indirection();
    }

    private boolean call() {
        cursor.skip(1);
        if (cursor.take(")")) {
            return true;
        }
        cursor.take("all");
        boolean last = false;
        do {
            if (last) {
                return false;
            }
            last = cursor.take("variadic");
            if (cursor.after(1).is(":=") || cursor.after(1).is("=>")) {
                if (!cursor.next().canBeFunction()) {
                    return false;
                }
                cursor.skip(2);
            }
            if (!expressions.expression()) {
                return false;
            }
        } while (cursor.take(","));
        return cursor.take(")");
    }

    private boolean indirection() {
        while (true) {
            if (cursor.next().is(".") && cursor.after(1).isLabel()) {
                cursor.skip(2);
            } else if (cursor.take("[")) {
                if (!subscript()) {
                    return false;
                }
            } else {
                return true;
            }
        }
    }

    private boolean subscript() {
        boolean from = cursor.next().is(":") || expressions.expression();
        boolean to = !cursor.take(":") || cursor.next().is("]") || expressions.expression();
        return from && to && cursor.take("]");
    }
}
