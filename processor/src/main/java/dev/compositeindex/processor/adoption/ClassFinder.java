package dev.compositeindex.processor.adoption;

import dev.compositeindex.processor.analysis.Naming;
import dev.compositeindex.processor.migration.DeclaredIndex;
import dev.compositeindex.processor.model.CompiledClass;
import dev.compositeindex.processor.model.FieldDecl;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the class whose rows a table holds. Pure. */
final class ClassFinder {
    private final Collection<DeclaredIndex> declared;
    private final List<CompiledClass> classes;

    ClassFinder(Collection<DeclaredIndex> declared, Collection<CompiledClass> classes) {
        this.declared = List.copyOf(declared);
        this.classes = classes.stream()
                .sorted(Comparator.comparing(CompiledClass::name))
                .toList();
    }

    /**
     * The class of a table: one that declares indexes of it already comes before one whose annotation names it, and that
     * before one that is merely called like it. Of equals, the one with more of the columns, then the first by name.
     *
     * @param indexes indexes of one table, at least one
     */
    Optional<CompiledClass> find(List<CatalogIndex> indexes) {
        CatalogIndex any = indexes.get(0);
        Set<String> columns = new HashSet<>();
        indexes.forEach(index -> {
            index.shape().keys().stream().filter(key -> !key.isExpression()).forEach(key -> columns.add(key.part()));
            columns.addAll(index.shape().include());
        });
        return classes.stream()
                .filter(candidate -> any.isOn(candidate.table()) || declares(candidate, any))
                .min(Comparator.comparing((CompiledClass candidate) -> !declares(candidate, any))
                        .thenComparing(candidate -> !candidate.tableIsNamed())
                        .thenComparing(candidate -> columns.stream()
                                .filter(column -> !fields(candidate).containsKey(column))
                                .count()));
    }

    /** The field of each column that has one. */
    static Map<String, String> fields(CompiledClass declaring) {
        Map<String, String> fields = new HashMap<>();
        declaring.fields().stream()
                .filter(field -> field.kind() == FieldDecl.Kind.COLUMN)
                .forEach(field -> fields.putIfAbsent(Naming.snakeCase(field.name()), field.name()));
        return fields;
    }

    /** Fields as they may be called, where the class is not found. */
    static Map<String, String> guesses(CatalogIndex index) {
        Map<String, String> guesses = new HashMap<>();
        index.shape().keys().stream()
                .filter(key -> !key.isExpression())
                .forEach(key -> guesses.put(key.part(), camelCase(key.part())));
        index.shape().include().forEach(column -> guesses.put(column, camelCase(column)));
        return guesses;
    }

    private static String camelCase(String column) {
        StringBuilder name = new StringBuilder();
        boolean isStart = false;
        for (int c : column.codePoints().toArray()) {
            if (c == '_' || !Character.isJavaIdentifierPart(c)) {
                isStart = !name.isEmpty();
                continue;
            }
            name.appendCodePoint(isStart ? Character.toUpperCase(c) : c);
            isStart = false;
        }
        return name.isEmpty() || !Character.isJavaIdentifierStart(name.codePointAt(0)) ? "_" + name : name.toString();
    }

    private boolean declares(CompiledClass candidate, CatalogIndex index) {
        return declared.stream()
                .anyMatch(other -> other.declaredBy().equals(candidate.name())
                        && index.isOn(other.statement().table()));
    }
}
