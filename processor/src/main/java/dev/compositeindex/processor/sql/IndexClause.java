package dev.compositeindex.processor.sql;

import dev.compositeindex.processor.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A clause of {@code CREATE INDEX}.
 *
 * @param type which one
 * @param tokens its tokens, the word that it starts with among them
 */
public record IndexClause(Type type, List<SqlToken> tokens) {

    /** The clauses that follow the table. */
    public enum Type {
        /** The keys, after the access method if one is named. */
        KEYS,
        INCLUDE,
        NULLS,
        WITH,
        TABLESPACE,
        WHERE;

        /** The clause that starts with a token; empty if it starts none. Keys start with no word of their own. */
        static Optional<Type> of(SqlToken token) {
            for (Type type : values()) {
                if (type != KEYS && token.isWord(type.name())) {
                    return Optional.of(type);
                }
            }
            return Optional.empty();
        }
    }

    public IndexClause {
        tokens = withoutSpaceBefore(tokens);
    }

    /** The keys, as they are written. */
    static IndexClause keys(String sql) {
        return new IndexClause(Type.KEYS, tokens(sql));
    }

    /** Another clause, as it is written. */
    static IndexClause of(String sql) {
        List<SqlToken> tokens = tokens(sql);
        return new IndexClause(Type.of(tokens.get(0)).orElseThrow(), tokens);
    }

    /** What cannot be split is one token. */
    private static List<SqlToken> tokens(String sql) {
        return SqlTokenizer.tokenize(sql) instanceof SqlTokenizer.Tokens tokens
                ? tokens.list()
                : List.of(new SqlToken(Kind.OTHER, sql, false));
    }

    private static List<SqlToken> withoutSpaceBefore(List<SqlToken> tokens) {
        List<SqlToken> clause = new ArrayList<>(tokens);
        SqlToken first = clause.get(0);
        clause.set(0, new SqlToken(first.kind(), first.text(), false));
        return List.copyOf(clause);
    }

    /** The clause on one line. */
    public String text() {
        return text(tokens);
    }

    /** What follows the word that the clause starts with. */
    public TokenSpan body() {
        return new TokenSpan(1, tokens.size());
    }

    /** The elements between the clause's parentheses; none if it has none. */
    public List<TokenSpan> elements() {
        int open = 0;
        while (open < tokens.size() && !tokens.get(open).is("(")) {
            open++;
        }
        if (open == tokens.size()) {
            return List.of();
        }
        List<TokenSpan> elements = new ArrayList<>();
        int close = KeySyntax.close(tokens, open);
        int start = open + 1;
        int depth = 0;
        for (int i = start; i < close; i++) {
            SqlToken token = tokens.get(i);
            depth += token.is("(") || token.is("[") ? 1 : token.is(")") || token.is("]") ? -1 : 0;
            if (depth == 0 && token.is(",")) {
                elements.add(new TokenSpan(start, i));
                start = i + 1;
            }
        }
        elements.add(new TokenSpan(start, Math.max(start, close)));
        return elements;
    }

    /** The text of a stretch of the clause. */
    public String text(TokenSpan span) {
        return text(span.of(tokens));
    }

    private static String text(List<SqlToken> tokens) {
        StringBuilder text = new StringBuilder();
        tokens.forEach(token ->
                text.append(token.spaced() && !text.isEmpty() ? " " : "").append(token.text()));
        return text.toString();
    }
}
