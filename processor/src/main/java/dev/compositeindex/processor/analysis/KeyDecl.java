package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.model.OperatorClass;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.KeySyntax;
import dev.compositeindex.processor.sql.SqlToken;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key, as its text says it: {@code part [COLLATE name] [opclass[(parameters)]] [ASC|DESC] [NULLS FIRST|LAST]}.
 *
 * @param part the field path or expression
 * @param collation the collation's name, raw, after its schema if one is given; empty if none is said
 * @param operatorClass the operator class
 * @param direction what is said about the direction
 * @param nulls what is said about nulls
 */
record KeyDecl(Part part, List<String> collation, OperatorClass operatorClass, Direction direction, Nulls nulls) {
    /** What every message about the form of a key says. */
    static final String GRAMMAR =
            "A key is a field path, a call or an expression in parentheses, then optionally COLLATE, an operator class, "
                    + "ASC or DESC, and NULLS FIRST or NULLS LAST";

    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"]|\"\")++\"");

    /** Possessive, so that the stack stays flat however long the text is. */
    private static final Pattern PATH = Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*+"
            + "(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*+)*+");

    private static final Pattern BRACED = Pattern.compile("\\{\\s*(" + PATH.pattern() + ")\\s*}");

    /** A key sorts or searches by a field, by a column that no field has, or by an expression. */
    sealed interface Part {
        /**
         * @param text the path
         */
        record Path(String text) implements Part {}

        /**
         * @param column its raw name; it is written in double quotes, as in SQL
         */
        record Verbatim(String column) implements Part {}

        /**
         * @param tokens what stands in the parentheses, or the whole call
         */
        record Expression(List<SqlToken> tokens) implements Part {}
    }

    enum Direction {
        UNSAID,
        ASC,
        DESC
    }

    enum Nulls {
        UNSAID,
        FIRST,
        LAST
    }

    KeyDecl {
        collation = List.copyOf(collation);
    }

    boolean descending() {
        return direction == Direction.DESC;
    }

    /** Where nulls go, PostgreSQL's default filled in. */
    boolean nullsFirst() {
        return nulls == Nulls.UNSAID ? descending() : nulls == Nulls.FIRST;
    }

    /** The raw name of the column that a text in double quotes names, as SQL reads it; empty if it is anything else. */
    static Optional<String> verbatim(String text) {
        return QUOTED.matcher(text).matches() ? Identifiers.parse(text).stream().findFirst() : Optional.empty();
    }

    /** Whether a text that should be a field path goes on after one, or is an expression. */
    static boolean isMoreThanAPath(String text) {
        return !PATH.matcher(text).matches() && text.codePoints().anyMatch(c -> " \t\n()\"'{}".indexOf(c) >= 0);
    }

    /** Parses a key's text. */
    static Checked<KeyDecl> parse(String text, Site site) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return broken(site, "the key is empty. " + GRAMMAR + ".");
        }
        Matcher path = PATH.matcher(stripped);
        boolean hasPath = path.lookingAt();
        String rest = hasPath ? stripped.substring(path.end()) : stripped;
        if (rest.stripLeading().startsWith("(") || stripped.startsWith("\"")) {
            return tokens(stripped, text, site, KeyDecl::expression);
        }
        if (!hasPath || !rest.isEmpty() && !isSpace(rest.charAt(0))) {
            return broken(
                    site, Printable.quoted(text) + " does not start with a field path. " + repair(text, stripped));
        }
        return tokens(
                rest,
                text,
                site,
                (tokens, context) -> new KeyModifiers(tokens, text, site).parse(new Part.Path(path.group())));
    }

    private interface Reader {
        Checked<KeyDecl> read(List<SqlToken> tokens, Context context);
    }

    private record Context(String text, Site site) {}

    private static Checked<KeyDecl> tokens(String part, String text, Site site, Reader reader) {
        Checked<List<SqlToken>> tokens = AuthoredText.KEY.tokens(part, site);
        return tokens.value()
                .map(list -> reader.read(list, new Context(text, site)))
                .orElseGet(() -> Checked.failed(tokens.problems()));
    }

    private static Checked<KeyDecl> expression(List<SqlToken> tokens, Context context) {
        Site site = context.site();
        String text = context.text();
        int end = KeySyntax.endOfPart(tokens, 0);
        Optional<String> verbatim = end == 1 ? verbatim(tokens.get(0).text()) : Optional.empty();
        if (verbatim.isPresent()) {
            return new KeyModifiers(tokens.subList(end, tokens.size()), text, site)
                    .parse(new Part.Verbatim(verbatim.get()));
        }
        if (end > tokens.size() || !tokens.get(end - 1).is(")")) {
            return broken(
                    site,
                    tokens.stream().anyMatch(token -> token.is("("))
                            ? "a \"(\" is not closed. Close it, or remove it."
                            : "the key starts with a quoted name, " + AuthoredText.quoted(tokens.get(0))
                                    + ", and no field path. " + GRAMMAR + ".");
        }
        List<SqlToken> part = tokens.subList(0, end);
        List<SqlToken> inner = KeySyntax.withoutParentheses(part);
        if (inner == part && !KeySyntax.isCall(part)) {
            return broken(
                    site,
                    "%s is no call of a function. Write such an expression in parentheses."
                            .formatted(Printable.quoted(text)));
        }
        if (KeySyntax.isColumn(inner)) {
            return Checked.failed(columnAsExpression(inner, text, site));
        }
        if (KeySyntax.isList(inner)) {
            return broken(
                    site,
                    Printable.quoted(text) + " is a list. Write one key per element: fields = {\"a\", \"b DESC\"}.");
        }
        return new KeyModifiers(tokens.subList(end, tokens.size()), text, site).parse(new Part.Expression(inner));
    }

    /** PostgreSQL takes it for the column itself, so that it would not be found as it was declared. */
    private static Problem columnAsExpression(List<SqlToken> inner, String text, Site site) {
        boolean isPlaceholder = inner.get(0).kind() == SqlToken.Kind.PLACEHOLDER;
        return new Problem(
                Code.COLUMN_AS_EXPRESSION,
                site,
                "%s is a column in parentheses, and no expression. Write %s without parentheses, and COLLATE behind it."
                        .formatted(
                                Printable.quoted(text),
                                isPlaceholder
                                        ? "the field, "
                                                + Printable.quoted(inner.get(0).text()) + ","
                                        : "its field, or, if no field has it, the column in double quotes,"));
    }

    private static String repair(String text, String stripped) {
        Matcher braced = BRACED.matcher(stripped);
        if (braced.lookingAt()) {
            return "Braces stand for a field inside an expression; a key that is the field is written without: "
                    + Printable.quoted(braced.group(1) + stripped.substring(braced.end())) + ".";
        }
        if (text.contains(",")) {
            return "Write one key per element: fields = {\"a\", \"b DESC\"}.";
        }
        return GRAMMAR + ", for example \"createdAt DESC\".";
    }

    private static boolean isSpace(char c) {
        return " \t\n\r\f\u000b".indexOf(c) >= 0;
    }

    private static Checked<KeyDecl> broken(Site site, String why) {
        return Checked.failed(AuthoredText.KEY.broken(site, why));
    }
}
