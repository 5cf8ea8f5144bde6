package dev.compositeindex.processor.mapping;

import dev.compositeindex.processor.model.EntityDecl;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Names of columns, as JPA's {@code @Table} writes them, found among the columns of a class's fields. */
final class WrittenColumns {
    private final NameStrategy names;
    private final Map<String, KeyColumn> paths;

    WrittenColumns(EntityDecl entity) {
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
