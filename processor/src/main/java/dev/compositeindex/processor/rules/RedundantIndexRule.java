package dev.compositeindex.processor.rules;

import dev.compositeindex.processor.analysis.IndexIdentity;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.mapping.ColumnResolver;
import dev.compositeindex.processor.mapping.Tables;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.IndexSpec;
import dev.compositeindex.processor.model.KeySpec;
import dev.compositeindex.processor.model.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An index that another one of its table stands in for costs every write, and serves no query of its own. */
final class RedundantIndexRule implements ModuleRule {

    @Override
    public List<Problem> check(DeclaredModule module) {
        Map<Table, List<IndexSpec>> byTable = module.indexesByTable();
        Map<Table, String> keys = primaryKeys(module);
        List<Problem> problems = new ArrayList<>();
        for (IndexSpec index : module.indexes()) {
            if (isOfKey(index, keys.get(index.table()))) {
                problems.add(problem(index, "the primary key", "is an index on the same column"));
                continue;
            }
            List<IndexSpec> others = byTable.getOrDefault(index.table(), List.of());
            others.stream()
                    .flatMap(
                            other -> reason(index, other, others)
                                    .map(reason -> problem(index, other.site().describe(), reason))
                                    .stream())
                    .findFirst()
                    .ifPresent(problems::add);
        }
        return problems;
    }

    /** Of two that stand in for each other, the one that was declared first stays. */
    private static Optional<String> reason(IndexSpec index, IndexSpec other, List<IndexSpec> declared) {
        return index == other
                ? Optional.empty()
                : Coverage.of(index, other)
                        .filter(reason -> !IndexIdentity.text(index).equals(IndexIdentity.text(other)))
                        .filter(reason -> Coverage.of(other, index).isEmpty()
                                || declared.indexOf(other) < declared.indexOf(index));
    }

    /** The primary keys of one column each; of several, annotations do not tell the order, and of some not all columns. */
    private static Map<Table, String> primaryKeys(DeclaredModule module) {
        Map<Table, String> keys = new HashMap<>();
        for (EntityDecl entity : module.entities()) {
            ColumnResolver columns = new ColumnResolver(entity);
            List<List<String>> key = entity.ownFields().values().stream()
                    .filter(field -> field.mapping().isId())
                    .map(columns::columns)
                    .toList();
            if (entity.shape().hasTable() && key.size() == 1 && key.get(0).size() == 1) {
                keys.put(Tables.of(entity), key.get(0).get(0));
            }
        }
        return keys;
    }

    private static boolean isOfKey(IndexSpec index, @Nullable String column) {
        return column != null
                && Coverage.isBtree(index)
                && !index.where().isPresent()
                && index.include().isEmpty()
                && (index.keys().equals(List.of(KeySpec.column(column, false, false)))
                        || index.keys().equals(List.of(KeySpec.column(column, true, true))));
    }

    private static Problem problem(IndexSpec index, String other, String reason) {
        return new Problem(
                Code.REDUNDANT_INDEX,
                index.site(),
                "%s serves every query that this one serves: it %s. Remove this one.".formatted(other, reason));
    }
}
