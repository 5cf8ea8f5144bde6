package dev.compositeindex.processor.rules;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.mapping.ColumnResolver;
import dev.compositeindex.processor.mapping.JpaIndexes;
import dev.compositeindex.processor.mapping.Tables;
import dev.compositeindex.processor.mapping.UniqueConstraints;
import dev.compositeindex.processor.model.AccessMethod;
import dev.compositeindex.processor.model.AuthoredSql;
import dev.compositeindex.processor.model.ColumnDecl;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.FieldDecl;
import dev.compositeindex.processor.model.IndexDecl;
import dev.compositeindex.processor.model.IndexSpec;
import dev.compositeindex.processor.model.KeyPart;
import dev.compositeindex.processor.model.KeySpec;
import dev.compositeindex.processor.model.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * PostgreSQL makes no index for a foreign key. Without one, each deleted row of the other table makes it read this table
 * from end to end. What is unique, or in the primary key, has an index already, though perhaps another one.
 */
final class ForeignKeyRule implements ModuleRule {

    @Override
    public List<Problem> check(DeclaredModule module) {
        Map<Table, List<IndexSpec>> indexes = module.indexesByTable();
        return module.entities().stream()
                .filter(entity -> entity.shape().hasTable())
                .flatMap(entity -> check(entity, indexes.getOrDefault(Tables.of(entity), List.of())).stream())
                .toList();
    }

    private static List<Problem> check(EntityDecl entity, List<IndexSpec> indexes) {
        ColumnResolver resolver = new ColumnResolver(entity);
        UniqueConstraints constraints = UniqueConstraints.of(entity);
        Set<String> key = entity.ownFields().values().stream()
                .filter(field -> field.mapping().isId())
                .flatMap(field -> resolver.columns(field).stream())
                .collect(Collectors.toSet());
        List<Problem> problems = new ArrayList<>();
        for (FieldDecl field : entity.ownFields().values()) {
            Set<String> columns = new HashSet<>(resolver.columns(field));
            if (field.kind() == FieldDecl.Kind.TO_ONE
                    && !columns.isEmpty()
                    && !key.containsAll(columns)
                    && !isUnique(field)
                    && !constraints.mayStartWith(columns)
                    && indexes.stream().noneMatch(index -> leadsWith(index, columns))
                    && entity.own().levels().stream()
                            .flatMap(level -> JpaIndexes.of(entity, level).stream())
                            .noneMatch(index -> leadsWith(index, field))
                    && resolver.isConstrained(field)) {
                problems.add(problem(entity, field, resolver.columns(field)));
            }
        }
        return problems;
    }

    private static boolean isUnique(FieldDecl field) {
        return field.mapping().column().unique()
                || field.mapping().reference().columns().stream().anyMatch(ColumnDecl::unique);
    }

    /** Whether JPA declares it on this reference. It is in the database, or is to be, whether or not it is taken over. */
    private static boolean leadsWith(IndexDecl index, FieldDecl field) {
        String first = index.fields().get(0).split("\\s", 2)[0];
        return first.equals(field.name()) || first.startsWith(field.name() + ".");
    }

    /** Whether its first keys are these columns, in any order, and it has all rows that refer to another one. */
    private static boolean leadsWith(IndexSpec index, Set<String> columns) {
        Optional<AccessMethod> method = AccessMethod.of(index.method());
        boolean finds = method.equals(Optional.of(AccessMethod.BTREE)) || method.equals(Optional.of(AccessMethod.HASH));
        return finds
                && isOfAllReferences(index.where(), columns)
                && index.keys().size() >= columns.size()
                && index.keys().subList(0, columns.size()).stream()
                        .map(KeySpec::part)
                        .filter(KeyPart.Column.class::isInstance)
                        .flatMap(part -> part.columns().stream())
                        .collect(Collectors.toSet())
                        .equals(columns);
    }

    /** A predicate does not matter if it leaves out nulls of these columns only: what looks for a value never finds those. */
    private static boolean isOfAllReferences(AuthoredSql where, Set<String> columns) {
        Set<List<String>> harmless = columns.stream()
                .map(column -> List.of(column, "IS", "NOT", "NULL"))
                .collect(Collectors.toSet());
        List<String> condition = new ArrayList<>();
        for (String token : where.tokens()) {
            if (token.equalsIgnoreCase("AND")) {
                if (!harmless.contains(condition)) {
                    return false;
                }
                condition.clear();
            } else if (!token.equals("(") && !token.equals(")")) {
                condition.add(columns.contains(token) ? token : token.toUpperCase(Locale.ROOT));
            }
        }
        return !where.isPresent() || harmless.contains(condition);
    }

    private static Problem problem(EntityDecl entity, FieldDecl field, List<String> columns) {
        return new Problem(
                Code.FOREIGN_KEY_WITHOUT_INDEX,
                new Site.OfField(entity.type().binary(), field.name()),
                "no declared index starts with the foreign key, %s: each delete of a row that it may refer to reads the whole table. %s"
                        .formatted(
                                columns.stream().map(Printable::quoted).collect(Collectors.joining(" and ")),
                                advice(field, columns)));
    }

    private static String advice(FieldDecl field, List<String> columns) {
        return columns.size() == 1
                ? "Declare one: @CompositeIndex(fields = %s).".formatted(Printable.quoted(field.name()))
                : "Declare one on these columns.";
    }
}
