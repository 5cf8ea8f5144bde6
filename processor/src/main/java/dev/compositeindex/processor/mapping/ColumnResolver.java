package dev.compositeindex.processor.mapping;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.FieldDecl;
import dev.compositeindex.processor.model.FieldDecl.Kind;
import dev.compositeindex.processor.model.TypeDecl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Field paths of a class to columns of its table. */
public final class ColumnResolver {
    private final EntityDecl entity;
    private final ColumnNames names;

    public ColumnResolver(EntityDecl entity) {
        this.entity = entity;
        this.names = new ColumnNames(entity);
    }

    /** What a path leads to. */
    public sealed interface Answer {}

    /**
     * A column.
     *
     * @param name as the database has it
     */
    public record Column(String name) implements Answer {}

    /**
     * No column of this table, or not one.
     *
     * @param code the kind of reason
     * @param text the reason, and the repair
     */
    public record Absent(Code code, String text) implements Answer {}

    /**
     * There is no such field.
     *
     * @param name the name that is none
     * @param owner the key of the type in which it was looked for; empty if the type has no fields to index
     * @param position where in the path
     */
    public record Unknown(String name, String owner, int position) implements Answer {}

    public Answer resolve(List<String> path) {
        List<FieldDecl> trail = new ArrayList<>();
        String owner = entity.type().binary();
        for (int i = 0; ; i++) {
            String name = path.get(i);
            FieldDecl field = entity.fieldsOf(owner).get(name);
            if (field == null) {
                return new Unknown(name, owner, i);
            }
            Optional<Absent> reason = Absences.of(entity, entity.type(owner).orElseThrow(), field);
            if (reason.isPresent()) {
                return reason.get();
            }
            List<String> rest = path.subList(i + 1, path.size());
            if (field.kind() == Kind.TO_ONE) {
                return reference(trail, field, rest);
            }
            if (rest.isEmpty()) {
                return field.kind() == Kind.EMBEDDED ? whole(field, path) : only(trail, field);
            }
            trail.add(field);
            owner = field.type();
        }
    }

    /** The field that a path leads to, if it leads to one by way of embedded values, with the column that it has here. */
    public Optional<FieldDecl> field(List<String> path) {
        List<FieldDecl> trail = new ArrayList<>();
        String owner = entity.type().binary();
        for (String name : path) {
            FieldDecl field = entity.fieldsOf(owner).get(name);
            if (field == null) {
                return Optional.empty();
            }
            trail.add(field);
            owner = field.type();
        }
        int last = trail.size() - 1;
        return Optional.of(names.overridden(entity.own(), trail.subList(0, last), trail.get(last)));
    }

    /** The columns of a field of the class itself; none if they cannot be told, or are in another table. */
    public List<String> columns(FieldDecl field) {
        if (!field.isStored() || Absences.of(entity, entity.own(), field).isPresent()) {
            return List.of();
        }
        return names.of(entity.own(), List.of(), field).stream()
                .filter(column -> Tables.isFirst(entity, column.table()))
                .map(KeyColumn::name)
                .toList();
    }

    /** Whether a to-one reference of the class itself has a constraint in the database, as far as annotations say. */
    public boolean isConstrained(FieldDecl field) {
        return names.isConstrained(entity.own(), field);
    }

    /** The path of each column of the table; of several that lead to one, the first. */
    public Map<String, String> pathsByColumn() {
        Map<String, String> byColumn = new LinkedHashMap<>();
        paths().forEach((path, column) -> byColumn.putIfAbsent(column.name(), path));
        return byColumn;
    }

    /** The paths to all columns of the table, in the order of declaration; of two to one column, the first is the shorter. */
    Map<String, KeyColumn> paths() {
        Map<String, KeyColumn> paths = new LinkedHashMap<>();
        addPaths(entity.own(), List.of(), paths);
        return paths;
    }

    private void addPaths(TypeDecl owner, List<FieldDecl> trail, Map<String, KeyColumn> paths) {
        for (FieldDecl field : owner.fields().values()) {
            if (!field.isStored() || Absences.of(entity, owner, field).isPresent()) {
                continue;
            }
            String path = trail.stream().map(value -> value.name() + ".").collect(Collectors.joining()) + field.name();
            if (field.kind() == Kind.EMBEDDED) {
                if (trail.stream().anyMatch(value -> value.type().equals(field.type()))) {
                    continue; // a value in itself has no end
                }
                List<FieldDecl> longer = new ArrayList<>(trail);
                longer.add(field);
                entity.type(field.type()).ifPresent(inner -> addPaths(inner, longer, paths));
                continue;
            }
            List<KeyColumn> columns = field.kind() == Kind.TO_ONE
                    ? names.reference(entity.own(), trail, field)
                    : names.of(entity.own(), trail, field);
            for (KeyColumn column : columns) {
                boolean isNamed = columns.size() == 1 || !column.path().isEmpty();
                if (isNamed && Tables.isFirst(entity, column.table())) {
                    paths.put(columns.size() == 1 ? path : path + "." + String.join(".", column.path()), column);
                }
            }
        }
    }

    private Answer only(List<FieldDecl> trail, FieldDecl field) {
        List<KeyColumn> columns = names.of(entity.own(), trail, field);
        return columns.isEmpty() ? unknownKey(field) : inTable(field, columns.get(0));
    }

    private Answer inTable(FieldDecl field, KeyColumn column) {
        return Tables.isFirst(entity, column.table())
                ? new Column(column.name())
                : new Absent(
                        Code.SECONDARY_TABLE,
                        "the column of %s is in the table %s, and an index is on one table. Create that index in a migration of your own."
                                .formatted(Printable.quoted(field.name()), Printable.quoted(column.table())));
    }

    private Absent whole(FieldDecl field, List<String> path) {
        List<String> inner = entity.fieldsOf(field.type()).values().stream()
                .filter(FieldDecl::isStored)
                .map(stored -> Printable.quoted(String.join(".", path) + "." + stored.name()))
                .toList();
        return new Absent(
                Code.EMBEDDED_WHOLE,
                "%s is an embedded value, whose fields have a column each. Name %s."
                        .formatted(
                                Printable.quoted(field.name()), inner.isEmpty() ? "one of them" : alternatives(inner)));
    }

    private Answer reference(List<FieldDecl> trail, FieldDecl field, List<String> rest) {
        List<KeyColumn> columns = names.reference(entity.own(), trail, field);
        if (columns.isEmpty()) {
            return unknownKey(field);
        }
        List<KeyColumn> candidates = columns.stream()
                .filter(column -> startsWith(column.path(), rest))
                .toList();
        if (rest.isEmpty() ? columns.size() == 1 : candidates.size() == 1) {
            return inTable(field, (rest.isEmpty() ? columns : candidates).get(0));
        }
        if (rest.isEmpty() || !candidates.isEmpty()) {
            return composite(trail, field, columns);
        }
        return outside(field, rest, columns);
    }

    private Absent unknownKey(FieldDecl field) {
        String subject = field.kind() == Kind.TO_ONE
                ? Printable.quoted(field.name()) + " refers to " + Printable.of(target(field)) + ", whose"
                : Printable.quoted(field.name()) + " has the column of a reference with @MapsId to a class whose";
        return new Absent(
                Code.UNKNOWN_KEY,
                subject + " primary key is not known from annotations. Give the column with @JoinColumn(name = …).");
    }

    private static boolean startsWith(List<String> path, List<String> start) {
        return path.size() >= start.size() && path.subList(0, start.size()).equals(start);
    }

    private static Absent composite(List<FieldDecl> trail, FieldDecl field, List<KeyColumn> columns) {
        String start = trail.stream().map(value -> value.name() + ".").collect(Collectors.joining()) + field.name();
        List<String> paths = columns.stream()
                .filter(column -> !column.path().isEmpty())
                .map(column -> Printable.quoted(start + "." + String.join(".", column.path())))
                .toList();
        String repair = paths.size() == columns.size()
                ? "Name " + alternatives(paths) + "."
                : "Say with referencedColumnName which column refers to which, or map the columns to fields of their own.";
        return new Absent(
                Code.COMPOSITE_REFERENCE,
                "%s has %d columns: %s. %s"
                        .formatted(
                                Printable.quoted(field.name()),
                                columns.size(),
                                columns.stream().map(KeyColumn::name).collect(Collectors.joining(", ")),
                                repair));
    }

    /** A path that leads beyond the foreign key, into the other table or to nowhere. */
    private Answer outside(FieldDecl field, List<String> rest, List<KeyColumn> columns) {
        String owner = field.type();
        FieldDecl inner = entity.fieldsOf(owner).get(rest.get(0));
        if (inner == null) {
            return new Unknown(rest.get(0), owner, -1);
        }
        return new Absent(
                Code.OTHER_CLASS,
                "%s is a field of %s, in whose table its column is. Declare the index there%s."
                        .formatted(
                                Printable.quoted(String.join(".", rest)),
                                Printable.of(target(field)),
                                columns.size() == 1
                                        ? ", or name " + Printable.quoted(field.name()) + ", the reference itself"
                                        : ""));
    }

    private String target(FieldDecl field) {
        return entity.type(field.type()).map(TypeDecl::name).orElse(field.javaType());
    }

    private static String alternatives(List<String> texts) {
        int last = texts.size() - 1;
        return last == 0 ? texts.get(0) : String.join(", ", texts.subList(0, last)) + " or " + texts.get(last);
    }
}
