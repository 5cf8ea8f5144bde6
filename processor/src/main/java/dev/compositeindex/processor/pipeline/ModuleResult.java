package dev.compositeindex.processor.pipeline;

import dev.compositeindex.processor.codegen.SourceFile;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.model.IndexSpec;
import java.util.List;

/**
 * The outcome for the module.
 *
 * @param indexes all valid indexes, sorted by class, then in the order of their declaration
 * @param problems what rules across classes found
 * @param registry the registry
 */
public record ModuleResult(List<IndexSpec> indexes, List<Problem> problems, SourceFile registry) {

    public ModuleResult {
        indexes = List.copyOf(indexes);
        problems = List.copyOf(problems);
    }
}
