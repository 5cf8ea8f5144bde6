package dev.compositeindex.cli.adoption;

import dev.compositeindex.processor.migration.DeclaredIndex;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the class whose rows a table holds. Pure. */
final class ClassFinder {
    private final Collection<DeclaredIndex> declared;
    private final List<MappedClass> classes;

    ClassFinder(Collection<DeclaredIndex> declared, Collection<MappedClass> classes) {
        this.declared = List.copyOf(declared);
        this.classes =
                classes.stream().sorted(Comparator.comparing(MappedClass::name)).toList();
    }

    /**
     * The class to declare an index on. One that is known to have the table comes before one that is merely called like it;
     * then one that has the columns, that declares indexes of the table already, that is further up in a hierarchy, that has
     * more of the columns of the table's other indexes; then the first by name.
     *
     * @param columns those of the table that its indexes have
     */
    Optional<MappedClass> find(ExistingIndex index, Set<String> columns) {
        Set<String> own = index.allColumns();
        return classes.stream()
                .filter(candidate -> index.isOn(candidate.table()) || declares(candidate, index))
                .min(Comparator.comparing(
                                (MappedClass candidate) -> !declares(candidate, index) && !candidate.isMapped())
                        .thenComparing(candidate -> lacks(candidate, own))
                        .thenComparing(candidate -> !declares(candidate, index))
                        .thenComparing(MappedClass::depth)
                        .thenComparing(candidate -> lacks(candidate, columns)));
    }

    private static long lacks(MappedClass candidate, Set<String> columns) {
        return columns.stream()
                .filter(column -> !candidate.paths().containsKey(column))
                .count();
    }

    private boolean declares(MappedClass candidate, ExistingIndex index) {
        return declared.stream()
                .anyMatch(other -> other.declaredBy().equals(candidate.name())
                        && index.isOn(other.statement().table()));
    }
}
