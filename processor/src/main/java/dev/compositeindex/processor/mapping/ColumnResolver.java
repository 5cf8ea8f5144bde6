package dev.compositeindex.processor.mapping;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.FieldDecl;
import dev.compositeindex.processor.model.FieldDecl.Kind;
import dev.compositeindex.processor.model.TypeDecl;
import dev.compositeindex.processor.model.TypeDecl.Level;
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
            Optional<FieldDecl> reference = MapsId.orItself(entity.own(), trail, field);
            if (reference.isPresent()) {
                return reference(trail, field, reference.get(), rest);
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
        return Optional.of(Overrides.applied(entity.own(), trail.subList(0, last), trail.get(last)));
    }

    /** The columns of a field of the class itself; none if they cannot be told, or are in another table. */
    public List<String> columns(FieldDecl field) {
        if (!field.isStored() || Absences.of(entity, entity.own(), field).isPresent()) {
            return List.of();
        }
        return names.of(entity.own(), List.of(), field).stream()
                .filter(column -> column.hasName() && Tables.isFirst(entity, column.table()))
                .map(KeyColumn::name)
                .toList();
    }

    /** Whether a to-one reference of the class itself has a constraint in the database, as far as annotations say. */
    public boolean isConstrained(FieldDecl field) {
        return Overrides.areConstrained(entity.own(), field);
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
            List<KeyColumn> columns = names.of(entity.own(), trail, field);
            for (KeyColumn column : columns) {
                boolean isWhole = isWhole(field, columns);
                boolean isNamed = column.hasName() && (isWhole || !column.path().isEmpty());
                if (isNamed && Tables.isFirst(entity, column.table())) {
                    paths.put(isWhole ? path : path(trail, column), column);
                }
            }
        }
    }

    private Answer only(List<FieldDecl> trail, FieldDecl field) {
        List<KeyColumn> columns = names.of(entity.own(), trail, field);
        return columns.isEmpty() || !columns.get(0).hasName()
                ? unknownKey(trail, field)
                : inTable(field, columns.get(0));
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
                "%s is an embedded value, whose fields have a column each. %s."
                        .formatted(
                                Printable.quoted(field.name()),
                                inner.isEmpty()
                                        ? "Write the one to index in double quotes, as the database has it"
                                        : "Name " + alternatives(inner)));
    }

    /**
     * The answer for a field that is a reference, or a part of the primary key that one is.
     *
     * @param reference that reference
     */
    private Answer reference(List<FieldDecl> trail, FieldDecl field, FieldDecl reference, List<String> rest) {
        List<KeyColumn> columns = names.of(entity.own(), trail, field);
        if (columns.isEmpty() || !columns.stream().allMatch(KeyColumn::hasName)) {
            return unknownKey(trail, field);
        }
        List<String> path = new ArrayList<>(List.of(field.name()));
        path.addAll(rest);
        List<KeyColumn> candidates = rest.isEmpty() && isWhole(field, columns)
                ? columns
                : columns.stream().filter(column -> column.isBelow(path)).toList();
        if (candidates.size() == 1 && !(rest.isEmpty() && !isWhole(field, columns))) {
            return inTable(field, candidates.get(0));
        }
        boolean isUnclear = columns.stream().anyMatch(column -> column.path().isEmpty());
        return rest.isEmpty() || !candidates.isEmpty() || isUnclear && isOfKey(reference, rest)
                ? composite(trail, field, columns)
                : outside(field, reference, rest, columns);
    }

    /** Whether the field's own path stands for its only column: that of a reference, or of what is no value with fields. */
    private static boolean isWhole(FieldDecl field, List<KeyColumn> columns) {
        return columns.size() == 1
                && (field.kind() == Kind.TO_ONE || columns.get(0).path().size() == 1);
    }

    private boolean isOfKey(FieldDecl reference, List<String> rest) {
        FieldDecl inner = entity.fieldsOf(reference.type()).get(rest.get(0));
        return inner != null && inner.mapping().isId();
    }

    private Absent unknownKey(List<FieldDecl> trail, FieldDecl field) {
        return new Absent(Code.UNKNOWN_KEY, Printable.quoted(field.name()) + " " + whyUnknown(trail, field));
    }

    private String whyUnknown(List<FieldDecl> trail, FieldDecl field) {
        Optional<Level> unclear = names.unclearAbout(entity.own(), trail, field);
        if (unclear.isPresent()) {
            return "belongs to the primary key, and @PrimaryKeyJoinColumn on %s does not say which column of its table that is. Say it with referencedColumnName, in each."
                    .formatted(Printable.of(unclear.get().name()));
        }
        Optional<FieldDecl> reference = MapsId.reference(entity.own(), trail, field);
        if (reference
                .filter(shared -> Overrides.sayReference(entity.own(), shared))
                .isPresent()) {
            return "has the column of %s, of which @AssociationOverride gives the name: in the primary key, Hibernate 5 does not take it, and later ones not in each table. Give the name on %s itself, with @JoinColumn."
                    .formatted(
                            Printable.quoted(reference.get().name()),
                            Printable.quoted(reference.get().name()));
        }
        if (names.of(entity.own(), trail, field).stream().anyMatch(column -> !column.hasName())) {
            return "has the column of %s, but with Hibernate 6 and 7 one of its own, since @JoinColumn gives a name of which the naming strategy makes another. Give the name there that the database is to have, or referencedColumnName."
                    .formatted(Printable.quoted(reference.map(FieldDecl::name).orElse(field.name())));
        }
        if (reference.isPresent()
                && names.of(entity.own(), List.of(), reference.get()).size() > 1) {
            return "has columns of %s, of which it is not said which is which. Say with referencedColumnName which column refers to which."
                    .formatted(Printable.quoted(reference.get().name()));
        }
        if (field.kind() == Kind.TO_ONE
                && entity.fieldsOf(field.type()).values().stream()
                        .anyMatch(inner -> inner.mapping().isId())) {
            return "refers to %s, of whose primary key annotations do not say which column is which. Say it with referencedColumnName."
                    .formatted(Printable.of(target(field)));
        }
        return (field.kind() == Kind.TO_ONE
                        ? "refers to " + Printable.of(target(field)) + ", whose"
                        : "has the column of a reference with @MapsId to a class whose")
                + " primary key is not known from annotations. Give the column with @JoinColumn(name = …).";
    }

    private static Absent composite(List<FieldDecl> trail, FieldDecl field, List<KeyColumn> columns) {
        List<String> paths = columns.stream()
                .filter(column -> !column.path().isEmpty())
                .map(column -> Printable.quoted(path(trail, column)))
                .toList();
        String repair = paths.size() == columns.size()
                ? "Name " + alternatives(paths) + "."
                : "Say with referencedColumnName which column refers to which, or write the columns in double quotes.";
        return new Absent(
                Code.COMPOSITE_REFERENCE,
                "%s has %d columns: %s. %s"
                        .formatted(
                                Printable.quoted(field.name()),
                                columns.size(),
                                columns.stream().map(KeyColumn::name).collect(Collectors.joining(", ")),
                                repair));
    }

    private static String path(List<FieldDecl> trail, KeyColumn column) {
        return trail.stream().map(value -> value.name() + ".").collect(Collectors.joining())
                + String.join(".", column.path());
    }

    /** A path that leads beyond the foreign key, into the other table or to nowhere. */
    private Answer outside(FieldDecl field, FieldDecl reference, List<String> rest, List<KeyColumn> columns) {
        String owner = reference.type();
        FieldDecl inner = entity.fieldsOf(owner).get(rest.get(0));
        if (inner == null) {
            return new Unknown(rest.get(0), owner, -1);
        }
        return new Absent(
                Code.OTHER_CLASS,
                "%s is a field of %s, in whose table its column is. Declare the index there%s."
                        .formatted(
                                Printable.quoted(String.join(".", rest)),
                                Printable.of(target(reference)),
                                isWhole(field, columns)
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
