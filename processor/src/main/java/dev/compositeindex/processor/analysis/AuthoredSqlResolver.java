package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.builtin.PgType;
import dev.compositeindex.processor.builtin.ServerCatalog;
import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.grammar.ExpressionGrammar;
import dev.compositeindex.processor.model.AuthoredSql;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.FieldDecl;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.SqlToken;
import dev.compositeindex.processor.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Authored SQL, conditions and expressions: checked as far as the tokens tell, and placeholders resolved to columns. */
final class AuthoredSqlResolver {
    private final EntityDecl entity;
    private final FieldPaths paths;
    private final ServerCatalog catalog;
    private final NewerSql newer;
    private final AuthoredTypes types;

    AuthoredSqlResolver(EntityDecl entity, FieldPaths paths, int postgres) {
        this.entity = entity;
        this.paths = paths;
        this.catalog = ServerCatalog.of(postgres);
        this.newer = new NewerSql(postgres);
        this.types = new AuthoredTypes(paths, postgres);
    }

    /**
     * SQL that may be in an index.
     *
     * @param type its type; empty if that is not known, and of a predicate
     */
    record Resolved(AuthoredSql sql, Optional<PgType> type) {}

    /** The predicate of a partial index. */
    Checked<AuthoredSql> predicate(String where, Site site) {
        if (where.isEmpty()) {
            return Checked.of(AuthoredSql.NONE);
        }
        if (where.isBlank()) {
            return Checked.failed(AuthoredText.PREDICATE.broken(
                    site, "the predicate is blank. Leave it out to index all rows, or write a condition."));
        }
        Checked<List<SqlToken>> tokens = AuthoredText.PREDICATE.tokens(where, site);
        if (tokens.value().isEmpty()) {
            return Checked.failed(tokens.problems());
        }
        Checked<Resolved> resolved =
                resolve(AuthoredText.PREDICATE, tokens.value().get(), site);
        return resolved.value()
                .map(predicate -> Checked.of(predicate.sql(), resolved.problems()))
                .orElseGet(() -> Checked.failed(resolved.problems()));
    }

    /** The expression of a key. */
    Checked<Resolved> expression(List<SqlToken> tokens, Site site) {
        return resolve(AuthoredText.KEY, tokens, site);
    }

    private Checked<Resolved> resolve(AuthoredText kind, List<SqlToken> tokens, Site site) {
        List<Problem> problems = new ArrayList<>();
        StringBuilder sql = new StringBuilder();
        List<String> raw = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        boolean afterPlaceholder = false;
        for (SqlToken token : tokens) {
            if (token.spaced() && !sql.isEmpty()) {
                sql.append(' ');
            }
            if (token.kind() != Kind.PLACEHOLDER) {
                append(sql, token.text(), afterPlaceholder);
                raw.add(token.text());
                afterPlaceholder = false;
                continue;
            }
            afterPlaceholder = true;
            if (token.text().isEmpty()) {
                problems.add(new Problem(
                        Code.UNKNOWN_PLACEHOLDER, site, "\"{}\" names no field. Write one between the braces."));
                continue;
            }
            Checked<String> column = paths.column(token.text(), site, Code.UNKNOWN_PLACEHOLDER);
            problems.addAll(column.problems());
            column.value().ifPresent(name -> {
                append(sql, Identifiers.quote(name), true);
                raw.add(name);
                columns.add(name);
            });
        }
        problems.addAll(shape(kind, tokens, site));
        ExpressionGrammar.Result parsed = ExpressionGrammar.parse(tokens);
        problems.addAll(fieldNames(tokens, parsed.columns(), site));
        problems.addAll(UnindexableSql.check(catalog, kind, tokens, site));
        problems.addAll(newer.check(tokens, site));
        Optional<PgType> type = Optional.empty();
        if (problems.isEmpty()) {
            Checked<Optional<PgType>> checked = grammar(kind, tokens, parsed, site);
            problems.addAll(checked.problems());
            type = checked.value().flatMap(known -> known);
        }
        return Checked.of(new Resolved(new AuthoredSql(sql.toString(), raw, columns), type), problems);
    }

    /** A brace ends a word, and a column that takes its place does not: {@code NOT{closed}} is two words. */
    private static void append(StringBuilder sql, String text, boolean braced) {
        if (braced
                && !sql.isEmpty()
                && Character.isUnicodeIdentifierPart(sql.charAt(sql.length() - 1))
                && Character.isUnicodeIdentifierPart(text.charAt(0))) {
            sql.append(' ');
        }
        sql.append(text);
    }

    private static List<Problem> shape(AuthoredText kind, List<SqlToken> tokens, Site site) {
        int open = 0;
        SqlToken previous = null;
        for (SqlToken token : tokens) {
            open += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (open < 0) {
                return List.of(kind.broken(site, "a \")\" closes nothing. Open it before, or remove it."));
            }
            if (token.text().contains("\n") || token.text().contains("\r")) {
                return List.of(
                        kind.broken(site, "a line break stands inside quotes. Write it as \\n in an E'…' literal."));
            }
            if (previous != null && previous.kind() == Kind.STRING && token.kind() == Kind.STRING) {
                return List.of(kind.broken(
                        site,
                        "two string literals stand side by side. Write them as one, or put an operator between them."));
            }
            previous = token;
        }
        return open == 0 ? List.of() : List.of(kind.broken(site, "a \"(\" is not closed. Close it, or remove it."));
    }

    /** What the text says as a whole: its type, if that is known. */
    private Checked<Optional<PgType>> grammar(
            AuthoredText kind, List<SqlToken> tokens, ExpressionGrammar.Result result, Site site) {
        if (result instanceof ExpressionGrammar.Parsed parsed) {
            return types.check(kind, parsed.expression(), tokens, site);
        }
        int mistake = ((ExpressionGrammar.Broken) result).token();
        return Checked.failed(kind.broken(
                site,
                mistake == tokens.size()
                        ? kind.subject() + " ends too early. Complete it."
                        : "%s is no SQL expression: %s does not fit where it stands. Check it against PostgreSQL's syntax."
                                .formatted(kind.subject(), AuthoredText.quoted(tokens.get(mistake)))));
    }

    /** A bare word that is a field's name is folded to lower case by PostgreSQL, and is then no column. */
    private List<Problem> fieldNames(List<SqlToken> tokens, Set<Integer> places, Site site) {
        List<Problem> problems = new ArrayList<>();
        for (int place : places) {
            SqlToken token = tokens.get(place);
            boolean isQualified = place > 0 && tokens.get(place - 1).is(".");
            if (token.kind() == Kind.WORD
                    && !isQualified
                    && isStored(token.text())
                    && !paths.ownColumns().contains(token.text().toLowerCase(Locale.ROOT))) {
                problems.add(new Problem(
                        Code.FIELD_NAME_IN_SQL,
                        site,
                        "%s is a field, but SQL needs its column. Did you mean \"{%s}\"?"
                                .formatted(Printable.quoted(token.text()), token.text())));
            }
        }
        return problems;
    }

    private boolean isStored(String name) {
        FieldDecl field = entity.ownFields().get(name);
        return field != null && field.isStored();
    }
}
