package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.FieldDecl;
import dev.compositeindex.processor.model.Predicate;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.SqlToken;
import dev.compositeindex.processor.sql.SqlToken.Kind;
import dev.compositeindex.processor.sql.SqlTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Authored conditions: checked as far as their tokens tell, and their placeholders resolved to columns. */
final class PredicateResolver {
    /** What PostgreSQL takes for white space. */
    private static final String WHITE_SPACE = " \t\n\r\f\u000b";

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
            return broken(site, "the predicate is blank. Leave it out to index all rows, or write a condition.");
        }
        Optional<String> unwritable = where.codePoints()
                .filter(c -> WHITE_SPACE.indexOf(c) < 0)
                .filter(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)
                .mapToObj(Character::toString)
                .findFirst();
        if (unwritable.isPresent()) {
            return broken(
                    site,
                    "the predicate has %s in it, a control character or half of a surrogate pair. Remove it."
                            .formatted(Printable.quoted(unwritable.get())));
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
            if (token.text().isEmpty()) {
                problems.add(new Problem(
                        Code.UNKNOWN_PLACEHOLDER, site, "\"{}\" names no field. Write one between the braces."));
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
                return List.of(new Problem(
                        Code.BROKEN_PREDICATE, site, "a \")\" closes nothing. Open it before, or remove it."));
            }
            if (token.text().contains("\n") || token.text().contains("\r")) {
                return List.of(new Problem(
                        Code.BROKEN_PREDICATE,
                        site,
                        "a line break stands inside quotes. Write it as \\n in an E'…' literal."));
            }
            if (previous != null && previous.kind() == Kind.STRING && token.kind() == Kind.STRING) {
                return List.of(new Problem(
                        Code.BROKEN_PREDICATE,
                        site,
                        "two string literals stand side by side. Write them as one, or put an operator between them."));
            }
            previous = token;
        }
        return open == 0
                ? List.of()
                : List.of(new Problem(Code.BROKEN_PREDICATE, site, "a \"(\" is not closed. Close it, or remove it."));
    }

    /** A bare word that is a field's name is folded to lower case by PostgreSQL, and is then no column. */
    private List<Problem> fieldNames(List<SqlToken> tokens, Site site) {
        Set<String> fields = entity.ownFields().values().stream()
                .filter(FieldDecl::isStored)
                .map(FieldDecl::name)
                .collect(Collectors.toUnmodifiableSet());
        Set<String> columns = paths.ownColumns();
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
                    && fields.contains(token.text())
                    && !columns.contains(token.text().toLowerCase(Locale.ROOT))) {
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
                        "the predicate contains \";\". It is one condition, not a statement: remove it.");
            case COMMENT ->
                new Problem(
                        Code.FORBIDDEN_SQL,
                        site,
                        "the predicate contains a comment, \"" + fault.text()
                                + "\". Write it beside the annotation, in Java.");
            case BRACE ->
                new Problem(
                        Code.UNBALANCED_PLACEHOLDER,
                        site,
                        "a \"" + fault.text()
                                + "\" has no partner. A placeholder is one field path in braces, such as {createdAt}; "
                                + "a brace that is text stands inside quotes.");
            case QUOTE ->
                new Problem(
                        Code.BROKEN_PREDICATE,
                        site,
                        "the quote %s is not closed. Close it.".formatted(Printable.of(fault.text())));
            case EMPTY_NAME ->
                new Problem(Code.BROKEN_PREDICATE, site, "\"\" is no name. Write the column between the quotes.");
        };
    }

    private static Checked<Predicate> broken(Site site, String text) {
        return Checked.failed(new Problem(Code.BROKEN_PREDICATE, site, text));
    }
}
