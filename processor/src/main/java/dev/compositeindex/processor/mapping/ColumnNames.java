package dev.compositeindex.processor.mapping;

import dev.compositeindex.processor.model.ColumnDecl;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.FieldDecl;
import dev.compositeindex.processor.model.FieldDecl.Kind;
import dev.compositeindex.processor.model.TypeDecl;
import dev.compositeindex.processor.model.TypeDecl.Framework;
import dev.compositeindex.processor.model.TypeDecl.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns of fields, their names and what they hold, whatever table they are in. */
final class ColumnNames {
    /** Keys that refer to keys that refer to keys: beyond that, they go in circles. */
    private static final int DEEPEST = 16;

    private final EntityDecl entity;
    private final Framework framework;
    private final NameStrategy names;

    ColumnNames(EntityDecl entity) {
        this.entity = entity;
        this.framework = entity.own().framework();
        this.names = NameStrategy.of(framework, entity.naming());
    }

    /**
     * The columns of a field.
     *
     * @param root the class with rows
     * @param trail the fields of embedded values that lead from the class to the field
     * @param field the field
     * @return one of a simple field; of others, as many as there are; none, if they cannot be told
     */
    List<KeyColumn> of(TypeDecl root, List<FieldDecl> trail, FieldDecl field) {
        return of(root, trail, field, 0);
    }

    private List<KeyColumn> of(TypeDecl root, List<FieldDecl> trail, FieldDecl field, int depth) {
        List<JoinedTable> tables = tablesBelow(root, trail, field);
        int keySize = keySize(root, tables, depth);
        List<KeyColumn> columns = declared(root, trail, field, depth);
        for (JoinedTable table : tables) {
            columns = table.rename(columns, keySize, names);
        }
        return columns;
    }

    /** Of a part of the primary key in a joined hierarchy, the tables that have it, too. */
    private static List<JoinedTable> tablesBelow(TypeDecl root, List<FieldDecl> trail, FieldDecl field) {
        FieldDecl top = trail.isEmpty() ? field : trail.get(0);
        return top.mapping().isId() ? new Hierarchy(root).tablesBelow(top) : List.of();
    }

    /** How many columns the primary key has, where tables may call them otherwise; 0 if that cannot be told. */
    private int keySize(TypeDecl root, List<JoinedTable> tables, int depth) {
        return tables.stream().noneMatch(JoinedTable::renames)
                ? 0
                : allOrNone(keyFields(root).stream().map(field -> declared(root, List.of(), field, depth + 1)))
                        .size();
    }

    /** The columns of a field in the table of the entity that it belongs to. */
    private List<KeyColumn> declared(TypeDecl root, List<FieldDecl> trail, FieldDecl field, int depth) {
        if (depth > DEEPEST) {
            return List.of();
        }
        if (field.kind() == Kind.EMBEDDED) {
            List<FieldDecl> longer = Overrides.append(trail, field);
            return allOrNone(entity.fieldsOf(field.type()).values().stream()
                            .filter(FieldDecl::isStored)
                            .map(inner -> declared(root, longer, inner, depth + 1)))
                    .stream()
                    .map(column -> column.below(field.name()))
                    .toList();
        }
        if (field.kind() == Kind.TO_ONE) {
            return reference(root, trail, field, depth + 1).stream()
                    .map(column -> column.below(field.name()))
                    .toList();
        }
        return MapsId.reference(root, trail, field)
                .map(reference -> shared(root, trail, field, reference, depth))
                .orElseGet(() -> List.of(simple(root, trail, field)));
    }

    /** In a joined hierarchy, the class that does not say which column of its table a part of the primary key has. */
    Optional<Level> unclearAbout(TypeDecl root, List<FieldDecl> trail, FieldDecl field) {
        List<JoinedTable> tables = tablesBelow(root, trail, field);
        int keySize = keySize(root, tables, 0);
        List<KeyColumn> columns = declared(root, trail, field, 0);
        for (JoinedTable table : tables) {
            List<KeyColumn> renamed = table.rename(columns, keySize, names);
            if (renamed.isEmpty() && !columns.isEmpty()) {
                return Optional.of(table.level());
            }
            columns = renamed;
        }
        return Optional.empty();
    }

    /** The columns of a to-one reference, with the paths of what they refer to in the referenced class. */
    private List<KeyColumn> reference(TypeDecl root, List<FieldDecl> trail, FieldDecl field, int depth) {
        Optional<TypeDecl> target = entity.type(field.type());
        if (depth > DEEPEST || target.isEmpty()) {
            return List.of();
        }
        List<KeyColumn> key = key(target.get(), depth);
        List<ColumnDecl> declared = Overrides.reference(root, trail, field).columns();
        if (declared.isEmpty()) {
            return key.stream()
                    .map(column -> referring(ColumnDecl.NONE, trail, field, column, key.size() > 1))
                    .toList();
        }
        List<KeyColumn> columns = new ArrayList<>();
        for (int i = 0; i < declared.size(); i++) {
            ColumnDecl column = declared.get(i);
            columns.add(
                    referring(column, trail, field, referred(column, target.get(), key, i, declared.size()), false));
        }
        return columns;
    }

    /** What a column of a foreign key refers to: what it says, or the only column of the primary key. */
    private KeyColumn referred(ColumnDecl column, TypeDecl target, List<KeyColumn> key, int position, int size) {
        if (column.references().isEmpty()) {
            KeyColumn positional = position < key.size()
                    ? key.get(position)
                    : new KeyColumn(List.of(), new LogicalName("", false), "", "");
            return size == 1 && key.size() == 1
                    ? positional
                    : new KeyColumn(List.of(), positional.logical(), positional.name(), "");
        }
        LogicalName referenced = LogicalName.of(column.references());
        return Stream.concat(
                        key.stream(),
                        target.fields().values().stream()
                                .filter(field -> field.kind() == Kind.COLUMN)
                                .flatMap(field -> of(target, List.of(), field).stream()))
                .filter(candidate -> candidate.isCalled(column.references()))
                .findFirst()
                .map(found -> new KeyColumn(found.path(), referenced, found.name(), ""))
                .orElseGet(() -> new KeyColumn(List.of(), referenced, "", ""));
    }

    private KeyColumn referring(
            ColumnDecl declared, List<FieldDecl> trail, FieldDecl field, KeyColumn referred, boolean isComposite) {
        if (!declared.name().isEmpty()) {
            return new KeyColumn(
                    referred.path(), LogicalName.of(declared.name()), names.given(declared.name()), declared.table());
        }
        LogicalName logical = framework == Framework.MICRONAUT_DATA
                ? new LogicalName(
                        joined(Overrides.append(trail, field), isComposite ? referred.path() : List.of("id")), false)
                : new LogicalName(
                        field.name() + "_" + referred.logical().text(),
                        referred.logical().isQuoted()
                                || entity.type(field.type())
                                        .filter(Tables::isQuoted)
                                        .isPresent());
        return new KeyColumn(referred.path(), logical, names.derived(logical), declared.table());
    }

    /** None, if those of one field cannot be told: the others would pass for all of them. */
    private static List<KeyColumn> allOrNone(Stream<List<KeyColumn>> fields) {
        List<List<KeyColumn>> columns = fields.toList();
        return columns.stream().anyMatch(List::isEmpty)
                ? List.of()
                : columns.stream().flatMap(List::stream).toList();
    }

    /** The columns of a class's primary key, with the paths of its fields. */
    private List<KeyColumn> key(TypeDecl type, int depth) {
        return allOrNone(keyFields(type).stream().map(field -> of(type, List.of(), field, depth + 1)));
    }

    private static List<FieldDecl> keyFields(TypeDecl type) {
        return type.fields().values().stream()
                .filter(field -> field.mapping().isId() && field.isStored())
                .toList();
    }

    private KeyColumn simple(TypeDecl root, List<FieldDecl> trail, FieldDecl field) {
        ColumnDecl column = Overrides.applied(root, trail, field).mapping().column();
        boolean isGiven = !column.name().isEmpty();
        LogicalName logical = isGiven ? LogicalName.of(column.name()) : new LogicalName(field.name(), false);
        String name = isGiven ? names.given(column.name()) : names.derived(logical);
        if (framework == Framework.SPRING_DATA) {
            String prefix =
                    trail.stream().map(value -> value.mapping().prefix()).collect(Collectors.joining());
            name = (isGiven ? prefix : Words.lower(prefix)) + name;
        } else if (framework == Framework.MICRONAUT_DATA && !isGiven) {
            name = names.derived(joined(trail, List.of(field.name())));
        }
        return new KeyColumn(List.of(field.name()), logical, name, column.table());
    }

    /** Micronaut's names of paths: the parts with capitals between them. */
    private static String joined(List<FieldDecl> trail, List<String> rest) {
        List<String> parts = new ArrayList<>();
        trail.forEach(field -> parts.add(
                field.kind() == Kind.EMBEDDED
                                && !field.mapping().column().name().isEmpty()
                        ? field.mapping().column().name()
                        : field.name()));
        parts.addAll(rest);
        return parts.get(0)
                + parts.stream()
                        .skip(1)
                        .map(part -> Character.toUpperCase(part.charAt(0)) + part.substring(1))
                        .collect(Collectors.joining());
    }

    /** The columns of a part of the primary key that a reference is, too, or is more than; none, if they cannot be told. */
    private List<KeyColumn> shared(
            TypeDecl root, List<FieldDecl> trail, FieldDecl field, FieldDecl reference, int depth) {
        if (Overrides.sayReference(root, reference)) {
            return List.of();
        }
        List<String> part = MapsId.rest(reference, Overrides.path(trail, field)).orElseThrow();
        List<ColumnDecl> said = Overrides.reference(root, List.of(), reference).columns();
        List<KeyColumn> columns = reference(root, List.of(), reference, depth + 1);
        List<KeyColumn> shared = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            KeyColumn column = said.isEmpty() || !hasTwoNames(said.get(i))
                    ? columns.get(i)
                    : columns.get(i).withoutName();
            if (column.path().isEmpty() && columns.size() > 1) {
                return List.of();
            }
            KeyColumn inKey = column.withPath(
                    column.path().isEmpty()
                            ? part
                            : placeInKey(entity.type(reference.type()).orElseThrow(), column.path()));
            if (inKey.isBelow(part)) {
                shared.add(inKey.withPath(before(
                        field.name(),
                        inKey.path().subList(part.size(), inKey.path().size()))));
            }
        }
        return shared;
    }

    /**
     * Whether Hibernate 6 and 7 give the primary key a column of its own beside that of the reference: they take the name as it
     * is written, where the naming strategy makes another of it.
     */
    private boolean hasTwoNames(ColumnDecl column) {
        String written = LogicalName.of(column.name()).text();
        boolean isQuoted = LogicalName.of(column.name()).isQuoted();
        return !written.isEmpty()
                && column.references().isEmpty()
                && !names.given(column.name()).equals(isQuoted ? written : Words.folded(written));
    }

    /** Where in the value that a class has for primary key a field of it is. */
    private List<String> placeInKey(TypeDecl type, List<String> path) {
        FieldDecl field = Objects.requireNonNull(type.fields().get(path.get(0)), type.name());
        List<String> rest = path.subList(1, path.size());
        List<String> place = field.kind() == Kind.TO_ONE && !rest.isEmpty()
                ? placeInKey(entity.type(field.type()).orElseThrow(), rest)
                : rest;
        boolean isWhole = keyFields(type).size() == 1 && type.levels().stream().noneMatch(Level::hasIdClass);
        return isWhole ? place : before(field.name(), place);
    }

    private static List<String> before(String first, List<String> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }
}
