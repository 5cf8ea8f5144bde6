package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.builtin.PgType;
import dev.compositeindex.processor.builtin.ServerCatalog;
import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.diagnostic.Suggestions;
import dev.compositeindex.processor.mapping.ColumnResolver;
import dev.compositeindex.processor.mapping.Words;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.FieldDecl;
import dev.compositeindex.processor.model.TypeDecl;
import dev.compositeindex.processor.sql.Identifiers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Field paths to columns, and to messages where there is none. */
final class FieldPaths {
    private final EntityDecl entity;
    private final ColumnResolver columns;
    private final Function<FieldDecl, List<PgType>> said;
    private final Function<FieldDecl, List<PgType>> concluded;
    /** Each authored text asks anew. */
    private final Map<Function<FieldDecl, List<PgType>>, Map<String, List<PgType>>> typesByColumn = new HashMap<>();

    private @Nullable Set<String> ownColumns;

    FieldPaths(EntityDecl entity, ServerCatalog catalog) {
        this.entity = entity;
        this.columns = new ColumnResolver(entity);
        ColumnTypes types = new ColumnTypes(catalog);
        this.said = types::said;
        this.concluded = types::concluded;
    }

    /**
     * The column of a path.
     *
     * @param unknown the code to use for a field that does not exist
     */
    Checked<String> column(String path, Site site, Code unknown) {
        List<String> names = List.of(path.split("\\.", -1));
        ColumnResolver.Answer answer = columns.resolve(names);
        if (answer instanceof ColumnResolver.Column column) {
            return checked(column.name(), path, site);
        }
        return Checked.failed(
                answer instanceof ColumnResolver.Absent absent
                        ? new Problem(absent.code(), site, absent.text())
                        : new Problem(unknown, site, unknown((ColumnResolver.Unknown) answer, path, names)));
    }

    /** A column that is named as the database has it: it is left to the server, unless a field has it. */
    Checked<String> verbatim(String column, Site site) {
        String path = columns.pathsByColumn().get(column);
        return path == null
                ? Checked.of(column, NameProblems.of("the column name", column, site))
                : Checked.failed(new Problem(
                        Code.COLUMN_AS_EXPRESSION,
                        site,
                        "%s is the column of a field. Write the field, %s, without quotes, so that the index follows it."
                                .formatted(Printable.of(Identifiers.quote(column)), Printable.quoted(path))));
    }

    /** What kind of type the column of a path has. */
    StoredType type(String path) {
        return columns.field(List.of(path.split("\\.", -1))).map(StoredType::of).orElse(StoredType.UNKNOWN);
    }

    /** What annotations say of the types that columns may have. */
    Function<FieldDecl, List<PgType>> said() {
        return said;
    }

    /** The same, and what the Java types suggest. */
    Function<FieldDecl, List<PgType>> concluded() {
        return concluded;
    }

    /** The types that the column of a path may have; empty if nothing is known. */
    List<PgType> types(String path, Function<FieldDecl, List<PgType>> known) {
        return columns.field(List.of(path.split("\\.", -1))).map(known).orElse(List.of());
    }

    /** The types that the class's own columns may have, by their raw names. */
    Map<String, List<PgType>> typesByColumn(Function<FieldDecl, List<PgType>> known) {
        return typesByColumn.computeIfAbsent(known, this::findTypes);
    }

    private Map<String, List<PgType>> findTypes(Function<FieldDecl, List<PgType>> known) {
        Map<String, List<PgType>> byColumn = new HashMap<>();
        entity.ownFields().values().forEach(field -> {
            List<PgType> ofField = types(field.name(), known);
            if (!ofField.isEmpty()) {
                columns.columns(field).forEach(column -> byColumn.put(column, ofField));
            }
        });
        return byColumn;
    }

    /** The columns of the class's own fields. */
    Set<String> ownColumns() {
        if (ownColumns == null) {
            ownColumns = entity.ownFields().values().stream()
                    .flatMap(field -> columns.columns(field).stream())
                    .collect(Collectors.toUnmodifiableSet());
        }
        return ownColumns;
    }

    private static Checked<String> checked(String column, String path, Site site) {
        int bytes = Identifiers.bytes(column);
        if (bytes > Identifiers.MAX_BYTES) {
            return Checked.failed(new Problem(
                    Code.NAME_TOO_LONG,
                    site,
                    "the column of %s has %d bytes in UTF-8; PostgreSQL would cut it to %d. Shorten the field's name."
                            .formatted(Printable.quoted(path), bytes, Identifiers.MAX_BYTES)));
        }
        return Checked.of(column, NameProblems.of("the column name of " + Printable.quoted(path) + ",", column, site));
    }

    private String unknown(ColumnResolver.Unknown answer, String path, List<String> names) {
        if (answer.owner().isEmpty()) {
            return leadsNowhere(path, names, answer.position());
        }
        Map<String, FieldDecl> fields = entity.fieldsOf(answer.owner());
        String name = answer.name();
        String inPath = name.equals(path) ? "" : " of path " + Printable.quoted(path);
        boolean isOwn = answer.owner().equals(entity.type().binary());
        String ownerText = isOwn
                ? ""
                : " in " + entity.type(answer.owner()).map(TypeDecl::name).orElse(answer.owner());
        List<FieldDecl> stored =
                fields.values().stream().filter(FieldDecl::isStored).toList();
        String byColumn = stored.stream()
                .filter(field -> isOwn
                        ? columns.columns(field).equals(List.of(name))
                        : Words.snakeCase(field.name(), true).equals(name))
                .findFirst()
                .map(field -> "Name the field, not its column: did you mean " + Printable.quoted(field.name()) + "?")
                .orElseGet(() ->
                        suggestion(name, stored.stream().map(FieldDecl::name).toList(), isOwn));
        return "no field " + Printable.quoted(name) + inPath + ownerText + ". " + byColumn;
    }

    private static String suggestion(String name, List<String> fields, boolean isOwn) {
        String sentence = Suggestions.sentence(name, fields, "fields");
        return isOwn && Suggestions.nearest(name, fields).isEmpty()
                ? sentence + " A column that no field has is written in double quotes."
                : sentence;
    }

    private static String leadsNowhere(String path, List<String> names, int i) {
        return "path %s leads into %s, whose type has no fields to index. Write %s."
                .formatted(
                        Printable.quoted(path),
                        Printable.quoted(names.get(i - 1)),
                        Printable.quoted(String.join(".", names.subList(0, i))));
    }
}
