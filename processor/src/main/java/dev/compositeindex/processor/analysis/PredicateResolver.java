package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.Predicate;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.SqlToken;
import dev.compositeindex.processor.sql.SqlToken.Kind;
import dev.compositeindex.processor.sql.SqlTokenizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Authored conditions: checked as far as their tokens tell, and their placeholders resolved to columns. */
final class PredicateResolver {
    private final EntityDecl entity;
    private final FieldPaths paths;

    PredicateResolver(EntityDecl entity, FieldPaths paths) {
        this.entity = entity;
        this.paths = paths;
    }

    Checked<Predicate> resolve(String where, Site site) {
        if (where.isEmpty()) {
            return Checked.of(Predicate.NONE, List.of());
        }
        if (where.isBlank()) {
            return broken(site, "is blank. Leave it out for an index on all rows, or write a condition.");
        }
        if (where.codePoints().anyMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c))) {
            return broken(site, "contains a control character: " + Printable.quoted(where) + ". Remove it.");
        }
        SqlTokenizer.Result result = SqlTokenizer.tokenize(where);
        return result instanceof SqlTokenizer.Tokens tokens
                ? resolve(tokens.list(), site)
                : Checked.failed(problem((SqlTokenizer.Fault) result, site));
    }

    private Checked<Predicate> resolve(List<SqlToken> tokens, Site site) {
        List<Problem> problems = new ArrayList<>();
        StringBuilder sql = new StringBuilder();
        List<String> raw = new ArrayList<>();
        for (SqlToken token : tokens) {
            if (token.spaced() && !sql.isEmpty()) {
                sql.append(' ');
            }
            if (token.kind() != Kind.PLACEHOLDER) {
                sql.append(token.text());
                raw.add(token.text());
                continue;
            }
            Checked<String> column = paths.column(token.text(), site, Code.UNKNOWN_PLACEHOLDER);
            problems.addAll(column.problems());
            column.value().ifPresent(name -> {
                sql.append(Identifiers.quote(name));
                raw.add(name);
            });
        }
        problems.addAll(shape(tokens, site));
        problems.addAll(fieldNames(tokens, site));
        return Checked.of(new Predicate(sql.toString(), raw), problems);
    }

    private static List<Problem> shape(List<SqlToken> tokens, Site site) {
        int open = 0;
        SqlToken previous = null;
        for (SqlToken token : tokens) {
            open += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (open < 0) {
                return List.of(new Problem(Code.BROKEN_PREDICATE, site, "has a \")\" without its \"(\"."));
            }
            if (token.text().contains("\n") || token.text().contains("\r")) {
                return List.of(new Problem(
                        Code.BROKEN_PREDICATE, site, "has a line break inside quotes. Write it as E'…\\n…'."));
            }
            if (previous != null && previous.kind() == Kind.STRING && token.kind() == Kind.STRING) {
                return List.of(new Problem(
                        Code.BROKEN_PREDICATE, site, "has two string literals in a row. Write them as one literal."));
            }
            previous = token;
        }
        return open == 0
                ? List.of()
                : List.of(new Problem(Code.BROKEN_PREDICATE, site, "has a \"(\" without its \")\"."));
    }

    /** A bare word that is a field's name is folded to lower case by PostgreSQL, and is then no column. */
    private List<Problem> fieldNames(List<SqlToken> tokens, Site site) {
        Set<String> columns = new HashSet<>();
        entity.ownFields().keySet().forEach(field -> columns.add(Naming.snakeCase(field)));
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            boolean qualifier =
                    i > 0 && (tokens.get(i - 1).is(".") || tokens.get(i - 1).is(":"));
            boolean call = i + 1 < tokens.size()
                    && (tokens.get(i + 1).is("(") || tokens.get(i + 1).is("."));
            if (token.kind() == Kind.WORD
                    && !qualifier
                    && !call
                    && entity.ownFields().containsKey(token.text())
                    && !columns.contains(token.text())) {
                problems.add(new Problem(
                        Code.FIELD_NAME_IN_SQL,
                        site,
                        "%s is a field, but SQL needs its column. Did you mean \"{%s}\"?"
                                .formatted(Printable.quoted(token.text()), token.text())));
            }
        }
        return problems;
    }

    private static Problem problem(SqlTokenizer.Fault fault, Site site) {
        return switch (fault.kind()) {
            case TERMINATOR ->
                new Problem(
                        Code.FORBIDDEN_SQL,
                        site,
                        "contains \";\". A predicate is one condition: remove the terminator.");
            case COMMENT ->
                new Problem(
                        Code.FORBIDDEN_SQL,
                        site,
                        "contains a comment, \"" + fault.text() + "\". Say it in the class's Javadoc instead.");
            case BRACE ->
                new Problem(
                        Code.UNBALANCED_PLACEHOLDER,
                        site,
                        "has a \"" + fault.text()
                                + "\" without its partner. A placeholder is a field path in braces, {createdAt}; "
                                + "braces inside a quoted literal are text.");
            case QUOTE ->
                new Problem(Code.BROKEN_PREDICATE, site, "has a quote, " + fault.text() + ", that is not closed.");
        };
    }

    private static Checked<Predicate> broken(Site site, String text) {
        return Checked.failed(new Problem(Code.BROKEN_PREDICATE, site, text));
    }
}
