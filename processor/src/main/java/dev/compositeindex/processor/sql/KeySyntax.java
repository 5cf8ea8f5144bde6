package dev.compositeindex.processor.sql;

import dev.compositeindex.processor.sql.SqlToken.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The parts of a key stand among its tokens by PostgreSQL's grammar of {@code CREATE INDEX}, even where no part is right by
 * itself.
 */
public final class KeySyntax {
    /** Keywords that nevertheless call something when a parenthesis follows. */
    private static final Set<String> CALLING_KEYWORDS = Set.of("""
            cast coalesce extract greatest json json_array json_exists json_object json_query json_scalar
            json_serialize json_value least left like normalize nullif overlaps overlay position right
            substring treat trim xmlconcat xmlelement xmlexists xmlforest xmlparse xmlpi xmlroot
            xmlserialize
            """.strip().split("\\s+"));

    private KeySyntax() {}

    /**
     * The position after the key's column or expression, which is a name, a call, or something in parentheses.
     *
     * @param start where it starts
     */
    public static int endOfPart(List<SqlToken> tokens, int start) {
        int open = tokens.get(start).is("(") ? start : endOfName(tokens, start);
        return open < tokens.size() && tokens.get(open).is("(") ? close(tokens, open) + 1 : open;
    }

    /** The position after a name and what qualifies it. */
    public static int endOfName(List<SqlToken> tokens, int start) {
        int end = start + 1;
        while (end + 1 < tokens.size() && tokens.get(end).is(".")) {
            end += 2;
        }
        return end;
    }

    /** The position of the parenthesis that closes the one at a position; the last one if none does. */
    public static int close(List<SqlToken> tokens, int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return tokens.size() - 1;
    }

    /** Whether the tokens are one call, which can be a key without parentheses around it. */
    public static boolean isCall(List<SqlToken> tokens) {
        if (tokens.size() < 3 || !isName(tokens.get(0))) {
            return false;
        }
        int open = endOfName(tokens, 0);
        return open < tokens.size()
                && tokens.get(open).is("(")
                && close(tokens, open) == tokens.size() - 1
                && (open > 1
                        || tokens.get(0).kind() != Kind.WORD
                        || calls(tokens.get(0).text()));
    }

    /** The tokens without parentheses around all of them. */
    public static List<SqlToken> withoutParentheses(List<SqlToken> tokens) {
        List<SqlToken> inner = tokens;
        while (inner.size() > 1 && inner.get(0).is("(") && close(inner, 0) == inner.size() - 1) {
            inner = inner.subList(1, inner.size() - 1);
        }
        return inner;
    }

    /** Whether the tokens are one column, with parentheses and collations around it at most. */
    public static boolean isColumn(List<SqlToken> tokens) {
        List<SqlToken> inner = withoutParentheses(tokens);
        for (int i = inner.size() - 1; i > 0; i--) {
            if (inner.get(i).isWord("COLLATE") && i + 1 < inner.size() && endOfName(inner, i + 1) == inner.size()) {
                return isColumn(inner.subList(0, i));
            }
        }
        if (inner.isEmpty()) {
            return false;
        }
        SqlToken first = inner.get(0);
        return inner.size() == 1 && first.kind() == Kind.PLACEHOLDER
                || isName(first) && endOfName(inner, 0) == inner.size() && !(inner.size() == 1 && isReserved(first));
    }

    /** Such as {@code TRUE} and {@code CURRENT_USER}, which have a value. */
    private static boolean isReserved(SqlToken token) {
        return token.kind() == Kind.WORD && !Keywords.canBeColumn(token.text().toLowerCase(Locale.ROOT));
    }

    /** Whether there is a comma outside parentheses and brackets. */
    public static boolean isList(List<SqlToken> tokens) {
        int depth = 0;
        for (SqlToken token : tokens) {
            depth += token.is("(") || token.is("[") ? 1 : token.is(")") || token.is("]") ? -1 : 0;
            if (depth == 0 && token.is(",")) {
                return true;
            }
        }
        return false;
    }

    /** Whether a token can be a name or a part of one. */
    public static boolean isName(SqlToken token) {
        return token.kind() == Kind.WORD || isQuotedName(token);
    }

    public static boolean isQuotedName(SqlToken token) {
        return token.kind() == Kind.OTHER && token.text().startsWith("\"");
    }

    private static boolean calls(String word) {
        String folded = word.toLowerCase(Locale.ROOT);
        return !Keywords.needsQuotes(folded) || CALLING_KEYWORDS.contains(folded);
    }
}
