package dev.compositeindex.processor.mapping;

import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.TypeDecl.MappedTable;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The unique constraints that JPA's annotation declares on a class's table, each of which has an index.
 *
 * @param columns the columns of each, in order, as the database has them; empty for one that no field has
 */
public record UniqueConstraints(List<List<Optional<String>>> columns) {

    public UniqueConstraints {
        columns = List.copyOf(columns);
    }

    /** Those of a class's table. */
    public static UniqueConstraints of(EntityDecl entity) {
        List<List<String>> written = new Hierarchy(entity.own())
                .tableOwner()
                .table()
                .map(MappedTable::uniqueColumns)
                .orElse(List.of());
        if (written.isEmpty()) {
            return new UniqueConstraints(List.of());
        }
        WrittenColumns found = new WrittenColumns(entity);
        return new UniqueConstraints(written.stream()
                .map(names -> names.stream()
                        .map(name ->
                                found.find(name).map(column -> column.getValue().name()))
                        .toList())
                .toList());
    }

    /** Whether the first columns of one are these, in any order; of one that is not known, this is assumed. */
    public boolean mayStartWith(Set<String> first) {
        return columns.stream()
                .anyMatch(constraint -> constraint.size() >= first.size()
                        && constraint.subList(0, first.size()).stream()
                                .allMatch(column -> column.map(first::contains).orElse(true)));
    }
}
