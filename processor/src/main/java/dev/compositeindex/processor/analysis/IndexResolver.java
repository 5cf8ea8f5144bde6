package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.builtin.PgType;
import dev.compositeindex.processor.builtin.ServerCatalog;
import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.model.AuthoredSql;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.IndexDecl;
import dev.compositeindex.processor.model.IndexSettings;
import dev.compositeindex.processor.model.IndexSpec;
import dev.compositeindex.processor.model.KeyPart;
import dev.compositeindex.processor.model.KeySpec;
import dev.compositeindex.processor.model.OperatorClass;
import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.KeySyntax;
import dev.compositeindex.processor.sql.SqlToken;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One declared index of a class to a valid one; a bad index hides no problem of another. */
public final class IndexResolver {
    /** PostgreSQL's {@code INDEX_MAX_KEYS}; included columns count. */
    private static final int MAX_COLUMNS = 32;

    private final Table table;
    private final FieldPaths paths;
    private final AuthoredSqlResolver authored;
    private final int postgres;

    /**
     * @param postgres the oldest major version that the indexes are for
     */
    public IndexResolver(EntityDecl entity, Table table, int postgres) {
        this.table = table;
        this.postgres = postgres;
        this.paths = new FieldPaths(entity, ServerCatalog.of(postgres));
        this.authored = new AuthoredSqlResolver(entity, paths, postgres);
    }

    public Checked<IndexSpec> resolve(IndexDecl index) {
        List<Problem> problems = new ArrayList<>();
        if (!index.name().isEmpty()) {
            problems.addAll(
                    NameProblems.of("the index name", index.name(), index.site().attribute("name")));
        }
        Columns seen = new Columns();
        List<DraftIndex.Key> drafts = new ArrayList<>();
        List<KeySpec> keys = keys(index, seen, drafts, problems);
        List<String> include = include(index, seen, problems);
        Checked<AuthoredSql> where =
                authored.predicate(index.where(), index.site().attribute("where"));
        problems.addAll(where.problems());
        problems.addAll(size(index));
        DraftIndex draft = new DraftIndex(index, drafts, postgres);
        IndexRule.ERRORS.forEach(rule -> problems.addAll(rule.check(draft)));
        Checked<IndexSettings> settings = SettingsResolver.resolve(index);
        problems.addAll(settings.problems());
        if (problems.stream().anyMatch(Problem::isError)) {
            return Checked.failed(problems.stream().filter(Problem::isError).toList());
        }
        IndexRule.ADVICE.forEach(rule -> problems.addAll(rule.check(draft)));
        IndexSpec unnamed = new IndexSpec(
                index.site(),
                index.name(),
                table,
                index.using(),
                index.unique(),
                index.nullsDistinct(),
                keys,
                include,
                where.value().orElseThrow(),
                settings.value().orElseThrow());
        return Checked.of(index.name().isEmpty() ? unnamed.withName(DerivedName.of(unnamed)) : unnamed, problems);
    }

    private List<KeySpec> keys(IndexDecl index, Columns seen, List<DraftIndex.Key> drafts, List<Problem> problems) {
        List<KeySpec> keys = new ArrayList<>();
        for (int i = 0; i < index.fields().size(); i++) {
            Site site = index.site().attribute("fields", i);
            Checked<KeyDecl> parsed = KeyDecl.parse(index.fields().get(i), site);
            problems.addAll(parsed.problems());
            parsed.value().ifPresent(text -> {
                Draft draft = part(text, site, seen, problems);
                drafts.add(new DraftIndex.Key(site, text, draft.type(), draft.known()));
                draft.part()
                        .ifPresent(part -> keys.add(new KeySpec(
                                part, text.collation(), text.operatorClass(), text.descending(), text.nullsFirst())));
            });
        }
        return keys;
    }

    /**
     * A key's part.
     *
     * @param type what kind of type it has, if it is a column
     * @param known its type, where there is no doubt
     */
    private record Draft(Optional<KeyPart> part, StoredType type, Optional<PgType> known) {}

    private Draft part(KeyDecl key, Site site, Columns seen, List<Problem> problems) {
        if (key.part() instanceof KeyDecl.Part.Path path) {
            List<PgType> types = paths.types(path.text(), paths.said());
            return new Draft(
                    column(path.text(), Optional.of(way(key)), site, seen, problems)
                            .map(KeyPart.Column::new),
                    paths.type(path.text()),
                    types.size() == 1 ? Optional.of(types.get(0)) : Optional.empty());
        }
        if (key.part() instanceof KeyDecl.Part.Verbatim verbatim) {
            return new Draft(
                    seen(
                                    paths.verbatim(verbatim.column(), site),
                                    Identifiers.quote(verbatim.column()),
                                    Optional.of(way(key)),
                                    site,
                                    seen,
                                    problems)
                            .map(KeyPart.Column::new),
                    StoredType.UNKNOWN,
                    Optional.empty());
        }
        List<SqlToken> tokens = ((KeyDecl.Part.Expression) key.part()).tokens();
        Checked<AuthoredSqlResolver.Resolved> resolved = authored.expression(tokens, site);
        problems.addAll(resolved.problems());
        return new Draft(
                resolved.value().map(value -> new KeyPart.Expression(value.sql(), KeySyntax.isCall(tokens))),
                StoredType.UNKNOWN,
                resolved.value().flatMap(AuthoredSqlResolver.Resolved::type));
    }

    private List<String> include(IndexDecl index, Columns seen, List<Problem> problems) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < index.include().size(); i++) {
            String path = index.include().get(i).strip();
            Site site = index.site().attribute("include", i);
            Optional<String> verbatim = KeyDecl.verbatim(path);
            if (verbatim.isPresent()) {
                seen(paths.verbatim(verbatim.get(), site), path, Optional.empty(), site, seen, problems)
                        .ifPresent(columns::add);
                continue;
            }
            if (KeyDecl.isMoreThanAPath(path)) {
                problems.add(new Problem(
                        Code.INCLUDED_EXPRESSION,
                        site,
                        "%s is more than a field path. An index includes columns as they are: name a field alone."
                                .formatted(Printable.quoted(path))));
                continue;
            }
            column(path, Optional.empty(), site, seen, problems).ifPresent(columns::add);
        }
        return columns;
    }

    private Optional<String> column(String path, Optional<Way> way, Site site, Columns seen, List<Problem> problems) {
        return seen(paths.column(path, site, Code.UNKNOWN_FIELD), path, way, site, seen, problems);
    }

    private static Way way(KeyDecl key) {
        return new Way(key.collation(), key.operatorClass());
    }

    private static Optional<String> seen(
            Checked<String> column, String path, Optional<Way> way, Site site, Columns seen, List<Problem> problems) {
        problems.addAll(column.problems());
        column.value()
                .flatMap(name -> seen.add(name, way, path))
                .ifPresent(first -> problems.add(new Problem(
                        Code.REPEATED_COLUMN,
                        site,
                        path.equals(first)
                                ? "%s is in this index already. Name each field once.".formatted(Printable.quoted(path))
                                : "%s has the same column as %s, %s, which is in this index already. Remove one of the two."
                                        .formatted(
                                                Printable.quoted(path),
                                                Printable.quoted(first),
                                                Printable.quoted(column.value().orElseThrow())))));
        return column.value();
    }

    private static List<Problem> size(IndexDecl index) {
        if (index.fields().isEmpty()) {
            return List.of(new Problem(
                    Code.NO_KEYS,
                    index.site().attribute("fields"),
                    "an index needs at least one key. Name the field to search by."));
        }
        int columns = index.fields().size() + index.include().size();
        if (columns > MAX_COLUMNS) {
            return List.of(new Problem(
                    Code.TOO_MANY_COLUMNS,
                    index.site().attribute(index.fields().size() > MAX_COLUMNS ? "fields" : "include"),
                    "the index has %d columns, keys and included ones together; PostgreSQL takes %d. Remove those that narrow no search."
                            .formatted(columns, MAX_COLUMNS)));
        }
        return List.of();
    }

    /**
     * How values of a column are compared: two keys that differ in it serve different searches.
     *
     * @param collation its name, raw; empty for the column's own
     * @param operatorClass the operator class
     */
    private record Way(List<String> collation, OperatorClass operatorClass) {}

    /** Columns of one index, with the path that brought each. */
    private static final class Columns {
        private final Map<String, Map<Optional<Way>, String>> pathsByColumn = new HashMap<>();

        /**
         * The path that brought the column before, if one did, to the same purpose.
         *
         * @param way empty for an included column, which serves no search: what it holds, any key of the column holds
         */
        Optional<String> add(String column, Optional<Way> way, String path) {
            Map<Optional<Way>, String> paths = pathsByColumn.computeIfAbsent(column, key -> new LinkedHashMap<>());
            Optional<String> first = way.isPresent()
                    ? Optional.ofNullable(paths.get(way))
                    : paths.values().stream().findFirst();
            paths.putIfAbsent(way, path);
            return first;
        }
    }
}
