package dev.compositeindex.processor.pipeline;

import dev.compositeindex.processor.codegen.SourceFile;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.IndexSpec;
import java.util.List;
import java.util.Optional;

/**
 * What became of a discovered class.
 *
 * @param entity what was written
 * @param indexes what of it is valid
 * @param problems what is wrong with the rest
 * @param source the class of constants, if nothing is wrong
 */
public record EntityResult(
        EntityDecl entity, List<IndexSpec> indexes, List<Problem> problems, Optional<SourceFile> source) {

    public EntityResult {
        indexes = List.copyOf(indexes);
        problems = List.copyOf(problems);
    }
}
