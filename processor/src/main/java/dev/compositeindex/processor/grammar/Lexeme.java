package dev.compositeindex.processor.grammar;

import dev.compositeindex.processor.sql.Keywords;
import dev.compositeindex.processor.sql.SqlToken;
import dev.compositeindex.processor.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A token as PostgreSQL's grammar sees it: operators in one piece, keywords folded.
 *
 * @param kind what it is
 * @param text a word in lower case; all else as it is written
 * @param token the position of the token that it starts with
 */
record Lexeme(Type kind, String text, int token) {
    private static final String OPERATOR_CHARACTERS = "+-*/<>=~!@#%^&|`?";
    /** Only with one of these may an operator end in plus or minus. */
    private static final String FREE_CHARACTERS = "~!@#%^&|`?";

    enum Type {
        WORD,
        /** A quoted name, or a placeholder. */
        NAME,
        STRING,
        NUMBER,
        /** A number with a word right behind it. */
        JUNK,
        OPERATOR,
        /** Parentheses, brackets, comma, dot, colon, and {@code ::}, {@code :=}, {@code =>}. */
        PUNCTUATION,
        END
    }

    static List<Lexeme> of(List<SqlToken> tokens) {
        List<Lexeme> lexemes = new ArrayList<>();
        int i = 0;
        while (i < tokens.size()) {
            Lexeme next = at(tokens, i);
            lexemes.add(next);
            i += next.kind == Type.OPERATOR || next.kind == Type.PUNCTUATION ? next.text.length() : 1;
        }
        lexemes.add(new Lexeme(Type.END, "", tokens.size()));
        return lexemes;
    }

    private static Lexeme at(List<SqlToken> tokens, int i) {
        SqlToken token = tokens.get(i);
        String text = token.text();
        return switch (token.kind()) {
            case WORD -> new Lexeme(Type.WORD, text.toLowerCase(Locale.ROOT), i);
            case PLACEHOLDER -> new Lexeme(Type.NAME, text, i);
            case STRING -> new Lexeme(Type.STRING, text, i);
            case OTHER -> other(tokens, i);
        };
    }

    private static Lexeme other(List<SqlToken> tokens, int i) {
        String text = tokens.get(i).text();
        if (text.endsWith("\"")) {
            return new Lexeme(Type.NAME, text, i);
        }
        if (Character.isDigit(text.charAt(0)) || text.length() > 1) {
            // Up to release 14 a number ended where a word began; from 15 on that is an error.
            boolean endsInWord = isJoined(tokens, i + 1) && tokens.get(i + 1).kind() == Kind.WORD;
            return new Lexeme(endsInWord ? Type.JUNK : Type.NUMBER, text, i);
        }
        if (text.equals(":")) {
            boolean pair = isJoined(tokens, i + 1)
                    && (tokens.get(i + 1).is(":") || tokens.get(i + 1).is("="));
            return new Lexeme(Type.PUNCTUATION, pair ? ":" + tokens.get(i + 1).text() : ":", i);
        }
        if (OPERATOR_CHARACTERS.indexOf(text.charAt(0)) < 0) {
            return new Lexeme(Type.PUNCTUATION, text, i);
        }
        String operator = operator(tokens, i);
        return new Lexeme(operator.equals("=>") ? Type.PUNCTUATION : Type.OPERATOR, operator, i);
    }

    private static String operator(List<SqlToken> tokens, int start) {
        StringBuilder operator = new StringBuilder(tokens.get(start).text());
        for (int i = start + 1; isJoined(tokens, i) && isOperatorCharacter(tokens.get(i)); i++) {
            operator.append(tokens.get(i).text());
        }
        boolean free = operator.chars().anyMatch(c -> FREE_CHARACTERS.indexOf(c) >= 0);
        while (!free && operator.length() > 1 && "+-".indexOf(operator.charAt(operator.length() - 1)) >= 0) {
            operator.setLength(operator.length() - 1);
        }
        return operator.toString();
    }

    private static boolean isOperatorCharacter(SqlToken token) {
        return token.kind() == Kind.OTHER && token.text().length() == 1 && OPERATOR_CHARACTERS.contains(token.text());
    }

    private static boolean isJoined(List<SqlToken> tokens, int i) {
        return i < tokens.size() && !tokens.get(i).spaced();
    }

    boolean is(String what) {
        return kind != Type.STRING && kind != Type.NAME && text.equals(what);
    }

    /** What it adds to the depth of parentheses and brackets. */
    int depth() {
        return is("(") || is("[") ? 1 : is(")") || is("]") ? -1 : 0;
    }

    /** Whether it is a placeholder. */
    boolean isField() {
        return kind == Type.NAME && !text.endsWith("\"");
    }

    /** Whether it can follow a dot. */
    boolean isLabel() {
        return kind == Type.WORD || kind == Type.NAME;
    }

    /** Whether it can be the name of a column, or of what qualifies something. */
    boolean canBeColumn() {
        return kind == Type.NAME || kind == Type.WORD && Keywords.canBeColumn(text);
    }

    /** Whether it can be the name of a function or a type. */
    boolean canBeFunction() {
        return kind == Type.NAME || kind == Type.WORD && Keywords.canBeFunction(text);
    }

    boolean isOneOf(Set<String> words) {
        return kind == Type.WORD && words.contains(text);
    }
}
