package dev.compositeindex.processor.sql;

import dev.compositeindex.processor.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits authored SQL into tokens, by PostgreSQL's lexical rules. White space outside quotes is folded; what stands
 * inside quotes is kept as it is. Total: what cannot be part of a condition comes out as a fault. Possessive quantifiers
 * keep the matcher's stack flat however long a literal is.
 */
public final class SqlTokenizer {
    private static final Pattern TOKEN = Pattern.compile("""
            (?<comment>--|/\\*)
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

    /** What is a token whatever follows. */
    private static final String LONE = "()[],=<>+*%!~^|&:?@#";

    private SqlTokenizer() {}

    /** The tokens, or the first thing that cannot stand in a condition. */
    public static Result tokenize(String sql) {
        List<SqlToken> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(sql);
        boolean spaced = false;
        int at = 0;
        while (at < sql.length()) {
            if (isSpace(sql.charAt(at))) {
                spaced = true;
                at++;
                continue;
            }
            int end = endOfSimple(sql, at);
            if (end > at) {
                Kind kind = isWordStart(sql.charAt(at)) ? Kind.WORD : Kind.OTHER;
                tokens.add(new SqlToken(kind, sql.substring(at, end), spaced));
            } else {
                matcher.region(at, sql.length()).lookingAt();
                Optional<FaultKind> fault = fault(matcher);
                if (fault.isPresent()) {
                    return new Fault(fault.get(), matcher.group());
                }
                tokens.add(token(matcher, matcher.group(), spaced));
                end = matcher.end();
            }
            spaced = false;
            at = end;
        }
        return new Tokens(List.copyOf(tokens));
    }

    private static Optional<FaultKind> fault(Matcher matcher) {
        if (matcher.group("comment") != null) {
            return Optional.of(FaultKind.COMMENT);
        }
        if (matcher.group("terminator") != null) {
            return Optional.of(FaultKind.TERMINATOR);
        }
        if (matcher.group("brace") != null) {
            return Optional.of(FaultKind.BRACE);
        }
        if (matcher.group("emptyname") != null) {
            return Optional.of(FaultKind.EMPTY_NAME);
        }
        // An open E-literal is not the word E and a plain literal, in which a backslash would not escape the quote.
        return matcher.group("unterminated") != null || matcher.group("openescape") != null
                ? Optional.of(FaultKind.QUOTE)
                : Optional.empty();
    }

    /** The end of what most tokens are, a word or a number of ASCII or lone punctuation; the start, if it is anything else. */
    private static int endOfSimple(String sql, int start) {
        char first = sql.charAt(start);
        char second = start + 1 < sql.length() ? sql.charAt(start + 1) : ' ';
        if (LONE.indexOf(first) >= 0) {
            return start + 1;
        }
        boolean isWord = isWordStart(first);
        if (!isWord && !isDigit(first) || second == '\'' || second == '&') {
            return start;
        }
        int end = start + 1;
        while (end < sql.length() && (isDigit(sql.charAt(end)) || isWord && isWordPart(sql.charAt(end)))) {
            end++;
        }
        char next = end < sql.length() ? sql.charAt(end) : ' ';
        boolean goesOn = next >= 0x80 || !isWord && (next == '.' || next == 'e' || next == 'E');
        return goesOn ? start : end;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    private static boolean isWordStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean isWordPart(char c) {
        return isWordStart(c) || isDigit(c) || c == '$';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
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
