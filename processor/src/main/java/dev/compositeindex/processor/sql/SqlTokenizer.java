package dev.compositeindex.processor.sql;

import dev.compositeindex.processor.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits authored SQL into tokens, by PostgreSQL's lexical rules. White space outside quotes is folded; what stands
 * inside quotes is kept as it is. Total: what cannot be part of a condition comes out as a fault. Possessive quantifiers
 * keep the matcher's stack flat however long a literal is.
 */
public final class SqlTokenizer {
    private static final Pattern TOKEN = Pattern.compile("""
            (?<space>\\s+)
            |(?<comment>--|/\\*)
            |(?<terminator>;)
            |(?<string>(?:[eE]'(?:[^'\\\\]|''|\\\\.)*+'|[bBxX]'[^']*'|(?:[uU]&|[nN])?'(?:[^']|'')*+'))
            |(?<openescape>[eE]')
            |(?<dollar>\\$(?<tag>(?:[\\p{L}_][\\p{L}\\p{N}_]*)?)\\$.*?\\$\\k<tag>\\$)
            |(?<identifier>(?:[uU]&)?"(?:[^"]|"")++")
            |(?<emptyname>""(?!"))
            |(?<placeholder>\\{[^{}]*})
            |(?<word>[\\p{L}_][\\p{L}\\p{N}_$]*)
            |(?<number>[0-9]+(?:\\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|\\.[0-9]+(?:[eE][+-]?[0-9]+)?)
            |(?<unterminated>['"]|\\$[\\p{L}_]*\\$)
            |(?<brace>[{}])
            |(?<other>.)
            """, Pattern.COMMENTS | Pattern.DOTALL);

    private SqlTokenizer() {}

    /** The tokens, or the first thing that cannot stand in a condition. */
    public static Result tokenize(String sql) {
        List<SqlToken> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(sql);
        boolean spaced = false;
        while (matcher.find()) {
            String text = matcher.group();
            if (matcher.group("space") != null) {
                spaced = true;
                continue;
            }
            if (matcher.group("comment") != null) {
                return new Fault(FaultKind.COMMENT, text);
            }
            if (matcher.group("terminator") != null) {
                return new Fault(FaultKind.TERMINATOR, text);
            }
            if (matcher.group("brace") != null) {
                return new Fault(FaultKind.BRACE, text);
            }
            if (matcher.group("emptyname") != null) {
                return new Fault(FaultKind.EMPTY_NAME, text);
            }
            // An open E-literal is not the word E and a plain literal, in which a backslash would not escape the quote.
            if (matcher.group("unterminated") != null || matcher.group("openescape") != null) {
                return new Fault(FaultKind.QUOTE, text);
            }
            tokens.add(token(matcher, text, spaced));
            spaced = false;
        }
        return new Tokens(List.copyOf(tokens));
    }

    private static SqlToken token(Matcher matcher, String text, boolean spaced) {
        if (matcher.group("word") != null) {
            return new SqlToken(Kind.WORD, text, spaced);
        }
        if (matcher.group("placeholder") != null) {
            return new SqlToken(
                    Kind.PLACEHOLDER, text.substring(1, text.length() - 1).strip(), spaced);
        }
        if (matcher.group("string") != null || matcher.group("dollar") != null) {
            return new SqlToken(Kind.STRING, text, spaced);
        }
        return new SqlToken(Kind.OTHER, text, spaced);
    }

    /** The outcome for some text. */
    public sealed interface Result {}

    /**
     * The text is these tokens.
     *
     * @param list in order
     */
    public record Tokens(List<SqlToken> list) implements Result {}

    /**
     * The first text that cannot stand in a condition.
     *
     * @param kind why
     * @param text what
     */
    public record Fault(FaultKind kind, String text) implements Result {}

    /** The reasons why a text cannot be split into the tokens of a condition. */
    public enum FaultKind {
        COMMENT,
        TERMINATOR,
        BRACE,
        QUOTE,
        /** Two double quotes with nothing between. */
        EMPTY_NAME
    }
}
