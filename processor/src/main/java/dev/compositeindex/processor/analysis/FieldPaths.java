package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.FieldDecl;
import dev.compositeindex.processor.sql.Identifiers;
import java.util.List;
import java.util.Map;

/** Field paths to columns. */
final class FieldPaths {
    private final EntityDecl entity;

    FieldPaths(EntityDecl entity) {
        this.entity = entity;
    }

    /**
     * The column of a path: that of its last field, as JPA and Spring Data do for embedded values.
     *
     * @param unknown the code to use for a field that does not exist
     */
    Checked<String> column(String path, Site site, Code unknown) {
        String owner = entity.type().binary();
        String[] names = path.split("\\.", -1);
        for (int i = 0; ; i++) {
            Map<String, FieldDecl> fields = entity.fieldsOf(owner);
            FieldDecl field = fields.get(names[i]);
            if (owner.isEmpty()) {
                return Checked.failed(new Problem(unknown, site, leadsNowhere(path, names, i)));
            }
            if (field == null) {
                return Checked.failed(new Problem(unknown, site, unknownField(names[i], path, owner, fields)));
            }
            if (field.kind() != FieldDecl.Kind.COLUMN) {
                return Checked.failed(noColumn(field, site));
            }
            if (i == names.length - 1) {
                return column(field, path, site);
            }
            owner = field.type();
        }
    }

    private static Checked<String> column(FieldDecl field, String path, Site site) {
        String column = Naming.snakeCase(field.name());
        int bytes = Identifiers.bytes(column);
        if (bytes > Identifiers.MAX_BYTES) {
            return Checked.failed(new Problem(
                    Code.NAME_TOO_LONG,
                    site,
                    "the column of %s has %d bytes in UTF-8; PostgreSQL would cut it to %d. Shorten the field's name."
                            .formatted(Printable.quoted(path), bytes, Identifiers.MAX_BYTES)));
        }
        return Checked.of(column);
    }

    private String unknownField(String name, String path, String owner, Map<String, FieldDecl> fields) {
        String inPath = name.equals(path) ? "" : " of path " + Printable.quoted(path);
        String ownerText = owner.equals(entity.type().binary()) ? "" : " in " + owner;
        List<String> stored = fields.values().stream()
                .filter(field -> field.kind() == FieldDecl.Kind.COLUMN)
                .map(FieldDecl::name)
                .toList();
        String byColumn = stored.stream()
                .filter(field -> Naming.snakeCase(field).equals(name))
                .findFirst()
                .map(field -> "Name the field, not its column: did you mean " + Printable.quoted(field) + "?")
                .orElseGet(() -> Suggestions.sentence(name, stored, "fields"));
        return "no field " + Printable.quoted(name) + inPath + ownerText + ". " + byColumn;
    }

    private static String leadsNowhere(String path, String[] names, int i) {
        String start = String.join(".", List.of(names).subList(0, i));
        return "path %s leads into %s, whose type has no fields to index. Write %s."
                .formatted(Printable.quoted(path), Printable.quoted(names[i - 1]), Printable.quoted(start));
    }

    private static Problem noColumn(FieldDecl field, Site site) {
        String name = Printable.quoted(field.name());
        return switch (field.kind()) {
            case STATIC ->
                new Problem(
                        Code.STATIC_FIELD, site, name + " is static, so no column holds it. Name an instance field.");
            case TRANSIENT ->
                new Problem(
                        Code.TRANSIENT_FIELD,
                        site,
                        name + " is transient, so no column holds it. Name a stored field.");
            case COLLECTION ->
                new Problem(
                        Code.COLLECTION_FIELD,
                        site,
                        name
                                + " is a collection, whose elements are rows of another table. Declare the index on their class.");
            case COLUMN -> throw new IllegalArgumentException(field.name());
        };
    }
}
