package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.builtin.OperatorClasses;
import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.diagnostic.Suggestions;
import dev.compositeindex.processor.model.OperatorClass;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.KeySyntax;
import dev.compositeindex.processor.sql.SqlToken;
import dev.compositeindex.processor.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A parser reads what follows a key's column or expression. It walks over the tokens once, and stops at the first that does
 * not fit.
 */
final class KeyModifiers {
    private static final String ORDER =
            "The order is: the field or expression, COLLATE, operator class, ASC or DESC, NULLS FIRST or NULLS LAST, each "
                    + "at most once.";
    private static final List<String> WORDS = List.of("DESC", "ASC", "NULLS FIRST", "NULLS LAST", "COLLATE");
    private static final String SUFFIX = "_ops";
    private static final Pattern ASCII = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*+");
    private static final Pattern VALUE =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_]*|[+-]?(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

    private final List<SqlToken> tokens;
    private final String text;
    private final Site site;
    private final List<Problem> problems = new ArrayList<>();
    private int at;

    /**
     * @param tokens what follows
     * @param text the whole key
     */
    KeyModifiers(List<SqlToken> tokens, String text, Site site) {
        this.tokens = tokens;
        this.text = text;
        this.site = site;
    }

    Checked<KeyDecl> parse(KeyDecl.Part part) {
        List<String> collation = word("COLLATE") ? collation() : List.of();
        OperatorClass operatorClass = problems.isEmpty() ? operatorClass() : OperatorClass.DEFAULT;
        KeyDecl.Direction direction =
                word("ASC") ? KeyDecl.Direction.ASC : word("DESC") ? KeyDecl.Direction.DESC : KeyDecl.Direction.UNSAID;
        KeyDecl.Nulls nulls = word("NULLS") ? nulls() : KeyDecl.Nulls.UNSAID;
        if (problems.isEmpty() && at < tokens.size()) {
            broken(unexpected(tokens.get(at)));
        }
        return Checked.of(new KeyDecl(part, collation, operatorClass, direction, nulls), problems);
    }

    private KeyDecl.Nulls nulls() {
        if (word("FIRST")) {
            return KeyDecl.Nulls.FIRST;
        }
        if (!word("LAST")) {
            broken(Printable.quoted(text) + " says NULLS without saying where. Write NULLS FIRST or NULLS LAST.");
        }
        return KeyDecl.Nulls.LAST;
    }

    private List<String> collation() {
        List<SqlToken> name = name();
        if (name.isEmpty()) {
            broken(Printable.quoted(text) + " says COLLATE without a collation. Write COLLATE \"C\", for example.");
            return List.of();
        }
        String written = text(name);
        if (name.stream()
                .anyMatch(part -> part.kind() == Kind.WORD && !part.text().equals(folded(part.text())))) {
            broken("the collation %s would be folded to %s by PostgreSQL. Quote it: COLLATE %s."
                    .formatted(
                            Printable.of(written),
                            Printable.of(folded(written)),
                            name.stream()
                                    .map(part -> part.kind() == Kind.WORD ? '"' + part.text() + '"' : part.text())
                                    .collect(Collectors.joining())));
            return List.of();
        }
        return raw("the collation", name);
    }

    private OperatorClass operatorClass() {
        if (!startsOperatorClass()) {
            return OperatorClass.DEFAULT;
        }
        List<String> name = raw("the operator class", name());
        return new OperatorClass(name, at < tokens.size() && tokens.get(at).is("(") ? parameters() : new TreeMap<>());
    }

    /** A bare word counts only with the suffix that all of PostgreSQL's have, so that a slip of the pen is none. */
    private boolean startsOperatorClass() {
        if (at == tokens.size() || !KeySyntax.isName(tokens.get(at))) {
            return false;
        }
        SqlToken last = tokens.get(Math.min(KeySyntax.endOfName(tokens, at), tokens.size()) - 1);
        return KeySyntax.isQuotedName(last)
                || last.kind() == Kind.WORD && folded(last.text()).endsWith(SUFFIX);
    }

    private SortedMap<String, String> parameters() {
        SortedMap<String, String> parameters = new TreeMap<>();
        int close = KeySyntax.close(tokens, at);
        if (!tokens.get(close).is(")")) {
            broken("a \"(\" is not closed. Close it, or remove it.");
            return parameters;
        }
        List<SqlToken> parameter = new ArrayList<>();
        for (int i = at + 1; i <= close; i++) {
            if (i < close && !tokens.get(i).is(",")) {
                parameter.add(tokens.get(i));
                continue;
            }
            addParameter(parameter, parameters);
            parameter.clear();
        }
        at = close + 1;
        return parameters;
    }

    private void addParameter(List<SqlToken> parameter, SortedMap<String, String> parameters) {
        boolean assigns = parameter.size() > 2
                && parameter.get(0).kind() == Kind.WORD
                && parameter.get(1).is("=");
        String value = assigns ? unquoted(text(parameter.subList(2, parameter.size()))) : "";
        if (!VALUE.matcher(value).matches()
                || !ASCII.matcher(parameter.get(0).text()).matches()) {
            broken("%s is no parameter of an operator class. Write name=value, for example gist_trgm_ops(siglen=32)."
                    .formatted(Printable.quoted(text(parameter))));
            return;
        }
        String name = folded(parameter.get(0).text());
        if (parameters.putIfAbsent(name, value) != null) {
            broken("%s is set already. Set each parameter once.".formatted(Printable.quoted(name)));
        }
    }

    /** PostgreSQL prints values as literals, whatever they are. */
    private static String unquoted(String value) {
        return value.length() > 2 && value.startsWith("'") && value.endsWith("'")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    /** Takes a name with what qualifies it; nothing if there is none. */
    private List<SqlToken> name() {
        if (at == tokens.size() || !KeySyntax.isName(tokens.get(at))) {
            return List.of();
        }
        int start = at;
        at = KeySyntax.endOfName(tokens, at);
        return tokens.subList(start, at);
    }

    private List<String> raw(String what, List<SqlToken> name) {
        String written = text(name);
        List<String> parts = Identifiers.parse(written);
        boolean plain = name.stream()
                .allMatch(part ->
                        part.kind() != Kind.WORD || ASCII.matcher(part.text()).matches());
        if (parts.isEmpty() || parts.size() > 2 || !plain) {
            broken(
                    ("%s %s is no name. Write name or schema.name, each in double quotes if it has other characters than "
                                    + "letters, digits and underscores.")
                            .formatted(what, Printable.quoted(written)));
            return List.of();
        }
        parts.forEach(part -> problems.addAll(NameProblems.of(what, part, site)));
        return parts;
    }

    private String unexpected(SqlToken token) {
        String what = Printable.quoted(text) + " has an unexpected word, " + AuthoredText.quoted(token) + ". ";
        String word = token.text().toUpperCase(Locale.ROOT);
        if (List.of("ASC", "DESC", "NULLS", "COLLATE").contains(word)
                || word.endsWith(SUFFIX.toUpperCase(Locale.ROOT))) {
            return what + ORDER;
        }
        if (token.is(",")) {
            return what + "Write one key per element: fields = {\"a\", \"b DESC\"}.";
        }
        if (token.kind() != Kind.WORD) {
            return what + "An expression that is more than a call stands in parentheses: \"({price} * {quantity})\".";
        }
        return what
                + nearest(token.text())
                        .map(near -> "Did you mean " + Printable.quoted(near) + "?")
                        .orElse(KeyDecl.GRAMMAR + ".");
    }

    private static Optional<String> nearest(String word) {
        return Suggestions.nearest(word, WORDS).or(() -> Suggestions.nearest(word, OperatorClasses.names()));
    }

    private boolean word(String word) {
        if (at < tokens.size()
                && tokens.get(at).kind() == Kind.WORD
                && tokens.get(at).text().toUpperCase(Locale.ROOT).equals(word)
                && !(at + 1 < tokens.size() && tokens.get(at + 1).is("."))) {
            at++;
            return true;
        }
        return false;
    }

    private static String folded(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    private static String text(List<SqlToken> tokens) {
        return tokens.stream().map(SqlToken::text).collect(Collectors.joining());
    }

    private void broken(String why) {
        problems.add(AuthoredText.KEY.broken(site, why));
    }
}
