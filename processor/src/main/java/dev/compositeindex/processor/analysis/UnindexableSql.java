package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.builtin.PgFunction;
import dev.compositeindex.processor.builtin.ServerCatalog;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.KeySyntax;
import dev.compositeindex.processor.sql.SqlToken;
import dev.compositeindex.processor.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Authored SQL must be able to be in an index, as far as the text alone tells: an index sees one row, and finds it again only
 * if the same row always gives the same value. Goes by the tokens, not by the expression: {@code count(*)} and subqueries are
 * none of the grammar, and the message is to be about them. Of functions only the built-in ones are known; one that a schema
 * qualifies is the user's own.
 */
final class UnindexableSql {
    private static final Set<String> MUTABLE_WORDS = Set.of(
            "current_catalog",
            "current_date",
            "current_role",
            "current_schema",
            "current_time",
            "current_timestamp",
            "current_user",
            "localtime",
            "localtimestamp",
            "session_user",
            "user");
    private static final Set<String> SYSTEM_COLUMNS = Set.of("cmax", "cmin", "ctid", "tableoid", "xmax", "xmin");

    private final ServerCatalog catalog;
    private final List<SqlToken> tokens;
    private final AuthoredText kind;
    private final Site site;
    private final List<Problem> problems = new ArrayList<>();

    private UnindexableSql(ServerCatalog catalog, AuthoredText kind, List<SqlToken> tokens, Site site) {
        this.catalog = catalog;
        this.kind = kind;
        this.tokens = tokens;
        this.site = site;
    }

    static List<Problem> check(ServerCatalog catalog, AuthoredText kind, List<SqlToken> tokens, Site site) {
        UnindexableSql check = new UnindexableSql(catalog, kind, tokens, site);
        for (int i = 0; i < tokens.size(); i++) {
            check.look(i);
        }
        return check.problems;
    }

    private void look(int i) {
        SqlToken token = tokens.get(i);
        if (token.is("$") && i + 1 < tokens.size() && isNumber(tokens.get(i + 1))) {
            refuse(
                    "a parameter, \"$" + tokens.get(i + 1).text() + "\"",
                    "An index has no parameters: write the value.");
        }
        boolean called = isAt(i + 1, "(");
        if (called && KeySyntax.isName(token) && isOurs(i) && !isMutableWord(token)) {
            call(i);
        }
        if (token.kind() == Kind.WORD && !isAt(i - 1, ".") && !isAt(i + 1, ".")) {
            word(i, token.text().toLowerCase(Locale.ROOT), called);
        }
    }

    private void word(int i, String word, boolean called) {
        if (word.equals("select") || word.equals("table") || word.equals("values") && called && isAt(i - 1, "(")) {
            refuse("a subquery", "An index sees one row of its table: write a condition on that row.");
        } else if (word.equals("order") || word.equals("over") && isAt(i - 1, ")")) {
            refuse(
                    Printable.quoted(word.toUpperCase(Locale.ROOT)),
                    "An index sees one row at a time, so there is no order among rows: remove it.");
        } else if (word.equals("default")) {
            refuse("\"DEFAULT\"", "Write the value.");
        } else if (SYSTEM_COLUMNS.contains(word) && !called) {
            refuse(
                    "the system column " + Printable.quoted(word),
                    "PostgreSQL changes its value by itself: name a column of your own.");
        } else if (isMutableWord(tokens.get(i)) && !isAt(i - 1, ":")) {
            mutable(word.toUpperCase(Locale.ROOT));
        } else if (word.equals("at")
                && i + 1 < tokens.size()
                && tokens.get(i + 1).isWord("LOCAL")) {
            mutable("AT LOCAL");
        }
    }

    private void call(int i) {
        String name =
                Identifiers.parse(tokens.get(i).text()).stream().findFirst().orElse("");
        int count = arguments(i + 1);
        List<PgFunction> taking = catalog.functions(name).stream()
                .filter(function -> function.takes(count))
                .toList();
        boolean isCast = count == 1 && catalog.type(name).isPresent();
        if (isCast || taking.isEmpty() || taking.stream().anyMatch(PgFunction::isIndexable)) {
            return;
        }
        PgFunction.Kind kindOfFunction =
                Collections.min(taking.stream().map(PgFunction::kind).toList());
        if (kindOfFunction == PgFunction.Kind.PLAIN) {
            mutable(name + "()");
        } else {
            refuse(
                    "%s, \"%s\"".formatted(kindOfFunction.words(), Printable.of(name + "()")),
                    kindOfFunction.reason()
                            + ": remove it. A function of your own of that name is qualified with its schema.");
        }
    }

    /** The number of arguments between a parenthesis and that which closes it. */
    private int arguments(int open) {
        int close = KeySyntax.close(tokens, open);
        if (close == open + 1 || close == open + 2 && isAt(open + 1, "*")) {
            return 0;
        }
        int count = 1;
        int depth = 0;
        for (int i = open + 1; i < close; i++) {
            SqlToken token = tokens.get(i);
            depth += token.is("(") || token.is("[") ? 1 : token.is(")") || token.is("]") ? -1 : 0;
            count += depth == 0 && token.is(",") ? 1 : 0;
        }
        return count;
    }

    /** Whether the name is not qualified, or with the schema of built-in functions. */
    private boolean isOurs(int i) {
        return !isAt(i - 1, ".")
                || i > 1
                        && Identifiers.parse(tokens.get(i - 2).text()).equals(List.of("pg_catalog"))
                        && !isAt(i - 3, ".");
    }

    private static boolean isMutableWord(SqlToken token) {
        return token.kind() == Kind.WORD && MUTABLE_WORDS.contains(token.text().toLowerCase(Locale.ROOT));
    }

    private static boolean isNumber(SqlToken token) {
        return token.kind() == Kind.OTHER && Character.isDigit(token.text().charAt(0));
    }

    private boolean isAt(int i, String punctuation) {
        return i >= 0 && i < tokens.size() && tokens.get(i).is(punctuation);
    }

    private void refuse(String what, String repair) {
        problems.add(
                new Problem(Code.NOT_IN_AN_INDEX, site, "%s contains %s. %s".formatted(kind.subject(), what, repair)));
    }

    private void mutable(String what) {
        problems.add(new Problem(
                Code.MUTABLE_FUNCTION,
                site,
                ("%s calls %s, whose result may change without the row being written, so that the index would be wrong. Write "
                                + "a constant, store the value in a column, or call an IMMUTABLE function of your own.")
                        .formatted(kind.subject(), Printable.quoted(what))));
    }
}
