package dev.compositeindex.processor.rules;

import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.IndexSpec;
import dev.compositeindex.processor.model.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The declarations of a module, all of them.
 *
 * @param entities what was written, sorted by class
 * @param indexes what of it is valid, sorted by class, then in the order of declaration
 */
public record DeclaredModule(List<EntityDecl> entities, List<IndexSpec> indexes) {

    public DeclaredModule {
        entities = List.copyOf(entities);
        indexes = List.copyOf(indexes);
    }

    /** The valid ones by table, in the same order. */
    Map<Table, List<IndexSpec>> indexesByTable() {
        return indexes.stream()
                .collect(Collectors.groupingBy(IndexSpec::table, LinkedHashMap::new, Collectors.toList()));
    }
}
