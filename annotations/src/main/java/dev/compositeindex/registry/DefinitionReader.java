package dev.compositeindex.registry;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the canonical {@code CREATE INDEX} statement, as the processor writes it: one line, words of SQL in capitals, names
 * quoted only where they have to be, nothing that goes without saying. It walks over the text once.
 */
final class DefinitionReader {
    private final String text;
    private int at;

    DefinitionReader(String text) {
        this.text = text;
    }

    /**
     * What the statement says, all but its declaring class and its comment.
     *
     * @throws IllegalArgumentException if it is not canonical
     */
    IndexDefinition.Builder read() {
        expect("CREATE ");
        boolean unique = skip("UNIQUE ");
        expect("INDEX ");
        IndexDefinition.Builder index = IndexDefinition.builder(name()).definition(text);
        if (unique) {
            index.unique();
        }
        expect(" ON ");
        table(index);
        if (skip("USING ")) {
            index.using(name());
            expect(" ");
        }
        expect("(");
        do {
            index.key(key());
        } while (skip(", "));
        expect(")");
        clauses(index);
        if (at < text.length()) {
            throw notUnderstood();
        }
        return index;
    }

    private void table(IndexDefinition.Builder index) {
        String first = name();
        if (skip(".")) {
            index.table(first, name());
        } else {
            index.table(first);
        }
        expect(" ");
    }

    private void clauses(IndexDefinition.Builder index) {
        if (skip(" INCLUDE (")) {
            do {
                index.include(name());
            } while (skip(", "));
            expect(")");
        }
        if (skip(" NULLS NOT DISTINCT")) {
            index.nullsNotDistinct();
        }
        if (skip(" WITH (")) {
            do {
                String parameter = name();
                expect("=");
                index.with(parameter, word());
            } while (skip(", "));
            expect(")");
        }
        if (skip(" TABLESPACE ")) {
            index.tablespace(name());
        }
        if (skip(" WHERE ")) {
            index.where(text.substring(at));
            at = text.length();
        }
    }

    private IndexKey key() {
        IndexKey key = part();
        if (skip(" COLLATE ")) {
            key = key.collate(word());
        }
        if (is(' ') && !text.startsWith(" DESC", at) && !text.startsWith(" NULLS", at)) {
            at++;
            key = key.operatorClass(word());
        }
        if (skip(" DESC")) {
            key = key.desc();
        }
        return skip(" NULLS FIRST") ? key.nullsFirst() : skip(" NULLS LAST") ? key.nullsLast() : key;
    }

    /** A column, an expression in parentheses, or a call, whose function may be qualified. */
    private IndexKey part() {
        int start = at;
        if (is('(')) {
            skipParentheses();
            return IndexKey.expression(text.substring(start + 1, at - 1));
        }
        List<String> names = new ArrayList<>(List.of(name()));
        while (is('.') || text.startsWith(" .", at)) {
            at = text.indexOf('.', at) + 1;
            skip(" ");
            names.add(name());
        }
        if (is('(') || text.startsWith(" (", at)) {
            skip(" ");
            skipParentheses();
            return IndexKey.expression(text.substring(start, at));
        }
        if (names.size() > 1) {
            throw notUnderstood();
        }
        return IndexKey.column(names.get(0));
    }

    /** A name, raw. */
    private String name() {
        int start = at;
        if (is('"')) {
            skipQuoted('"', false);
            return text.substring(start + 1, at - 1).replace("\"\"", "\"");
        }
        skipWord();
        if (at == start) {
            throw notUnderstood();
        }
        return text.substring(start, at);
    }

    /** What goes to the next space, comma or closing parenthesis that is in no quotes and parentheses. */
    private String word() {
        int start = at;
        while (at < text.length() && " ,)".indexOf(text.charAt(at)) < 0) {
            skipOne();
        }
        if (at == start) {
            throw notUnderstood();
        }
        return text.substring(start, at);
    }

    private void skipParentheses() {
        at++;
        while (!is(')')) {
            skipOne();
        }
        at++;
    }

    /** Something in quotes or parentheses, a word, or a character. */
    private void skipOne() {
        if (at >= text.length()) {
            throw notUnderstood();
        }
        char c = text.charAt(at);
        if (c == '(') {
            skipParentheses();
        } else if (c == '\'' || c == '"') {
            skipQuoted(c, false);
        } else if ((c == 'E' || c == 'e') && text.startsWith("'", at + 1)) {
            at++;
            skipQuoted('\'', true);
        } else if (c == '$') {
            skipDollars();
        } else if (isWord(c)) {
            skipWord();
        } else {
            at++;
        }
    }

    private void skipWord() {
        int start = at;
        while (at < text.length() && (isWord(text.charAt(at)) || at > start && is('$'))) {
            at++;
        }
    }

    /** A quote in quotes is doubled. */
    private void skipQuoted(char quote, boolean escapes) {
        at++;
        while (!is(quote) || text.startsWith(String.valueOf(quote), at + 1)) {
            at += is(quote) || escapes && is('\\') ? 2 : 1;
            if (at >= text.length()) {
                throw notUnderstood();
            }
        }
        at++;
    }

    /** A literal between two equal tags, or a mere dollar sign. */
    private void skipDollars() {
        int tagEnd = at + 1;
        while (tagEnd < text.length() && isWord(text.charAt(tagEnd))) {
            tagEnd++;
        }
        int close = text.startsWith("$", tagEnd) ? text.indexOf(text.substring(at, tagEnd + 1), tagEnd + 1) : -1;
        at = close < 0 ? at + 1 : close + tagEnd + 1 - at;
    }

    private static boolean isWord(char c) {
        return c == '_' || Character.isLetterOrDigit(c) || Character.isSurrogate(c);
    }

    private boolean is(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private boolean skip(String expected) {
        boolean found = text.startsWith(expected, at);
        at += found ? expected.length() : 0;
        return found;
    }

    private void expect(String expected) {
        if (!skip(expected)) {
            throw notUnderstood();
        }
    }

    private IllegalArgumentException notUnderstood() {
        return new IllegalArgumentException(
                "the definition is not understood from character %d on: %s. Is compositeindex-annotations older than the processor?"
                        .formatted(at + 1, text));
    }
}
