package dev.compositeindex.processor.mapping;

import dev.compositeindex.processor.model.ColumnDecl;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.FieldDecl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Names of columns, as JPA's {@code @Table} writes them, found among the columns of a class's fields. */
final class WrittenColumns {
    /** What JPA calls it where nothing is said. */
    private static final String DISCRIMINATOR = "DTYPE";

    private final EntityDecl entity;
    private final NameStrategy names;
    private final ColumnNames columns;
    private final Map<String, KeyColumn> paths;

    WrittenColumns(EntityDecl entity) {
        this.entity = entity;
        columns = new ColumnNames(entity);
        names = NameStrategy.of(entity.own().framework(), entity.naming());
        paths = new ColumnResolver(entity).paths();
    }

    /** The column with its path, by its logical name or its physical one: Hibernate takes both. Empty if no field has it. */
    Optional<Map.Entry<String, KeyColumn>> find(String written) {
        LogicalName logical = LogicalName.of(written);
        String physical = names.given(written);
        return Stream.concat(
                        with(column -> column.logical().matches(logical)),
                        with(column -> column.name().equals(physical)))
                .findFirst();
    }

    /**
     * The column as a key of ours: the path of its field; of what is in another table or is no column, the field, which tells
     * why; of any other, the name in the database, in quotes.
     */
    String key(String written) {
        Optional<String> said = said(written);
        return find(written)
                .map(Map.Entry::getKey)
                .or(() -> said.isPresent() ? Optional.empty() : elsewhere(written))
                .orElseGet(
                        () -> '"' + said.orElseGet(() -> names.given(written)).replace("\"", "\"\"") + '"');
    }

    /** Whether the class says neither that there is such a column, nor that there is none. */
    boolean isUnsaid(String written) {
        return find(written).isEmpty()
                && said(written).isEmpty()
                && elsewhere(written).isEmpty();
    }

    /** The name in the database of a column to which no path leads, if the class says that there is one. */
    private Optional<String> said(String written) {
        return Stream.concat(named(), several())
                .filter(column -> isCalled(column, written))
                .map(column -> column.hasName() ? column.name() : names.given(written))
                .findFirst();
    }

    /** Discriminators, what annotations of fields name that we find no column for, and properties that are still to come. */
    private Stream<KeyColumn> named() {
        Stream<String> discriminators = entity.own().levels().stream()
                .map(level -> level.discriminator().isEmpty() ? DISCRIMINATOR : level.discriminator());
        Stream<String> ofFields = entity.ownFields().values().stream()
                .filter(field -> !field.isStored())
                .flatMap(field -> Stream.concat(
                                Stream.of(field.mapping().column()), field.mapping().reference().columns().stream())
                        .map(ColumnDecl::name));
        Stream<String> toCome = entity.ownFields().values().stream()
                .filter(field -> field.kind() == FieldDecl.Kind.NO_PROPERTY_YET)
                .map(FieldDecl::name);
        return Stream.of(discriminators, ofFields, toCome)
                .flatMap(all -> all)
                .filter(name -> !name.isEmpty())
                .map(name -> new KeyColumn(List.of(), LogicalName.of(name), names.given(name), ""));
    }

    /** The columns of fields that have several, of which it may not be said which is which. */
    private Stream<KeyColumn> several() {
        return entity.ownFields().values().stream()
                .filter(field -> field.isStored()
                        && Absences.of(entity, entity.own(), field).isEmpty())
                .flatMap(field -> columns.of(entity.own(), List.of(), field).stream())
                .filter(column -> Tables.isFirst(entity, column.table()));
    }

    /** A field of this name or column that is not a column of this table. */
    private Optional<String> elsewhere(String written) {
        LogicalName logical = LogicalName.of(written);
        return entity.ownFields().values().stream()
                .filter(FieldDecl::isStored)
                .filter(field -> new LogicalName(field.name(), false).matches(logical)
                        || columns.of(entity.own(), List.of(), field).stream()
                                .anyMatch(column -> isCalled(column, written)))
                .map(FieldDecl::name)
                .findFirst();
    }

    private boolean isCalled(KeyColumn column, String written) {
        return column.logical().matches(LogicalName.of(written))
                || column.hasName() && column.name().equals(names.given(written));
    }

    /** What somebody may have meant: the columns' names, and the paths of their fields. */
    Set<String> names() {
        Set<String> all = new TreeSet<>(paths.keySet());
        paths.values().forEach(column -> all.add(column.name()));
        return all;
    }

    private Stream<Map.Entry<String, KeyColumn>> with(Predicate<KeyColumn> condition) {
        return paths.entrySet().stream().filter(path -> condition.test(path.getValue()));
    }
}
