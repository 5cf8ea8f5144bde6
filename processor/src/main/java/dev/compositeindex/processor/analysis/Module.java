package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.IndexSpec;
import java.util.List;

/**
 * All that was declared in a module.
 *
 * @param entities what was written, sorted by class
 * @param indexes what of it is valid, sorted by class, then in the order of declaration
 */
public record Module(List<EntityDecl> entities, List<IndexSpec> indexes) {

    public Module {
        entities = List.copyOf(entities);
        indexes = List.copyOf(indexes);
    }
}
