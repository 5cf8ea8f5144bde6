package dev.compositeindex.cli.adoption;

import dev.compositeindex.processor.migration.DeclaredIndex;
import java.util.List;

/**
 * A declared index, held against the database.
 *
 * @param index the declaration
 * @param outcome what came of it
 * @param explanation what there is to say, line by line: what was found, then what to do; often nothing. What
 *     comes from outside is in it as it is
 * @param named the indexes of other declarations, or of none, that the explanation names
 */
record Finding(DeclaredIndex index, Outcome outcome, List<String> explanation, List<ExistingIndex> named) {

    Finding {
        explanation = List.copyOf(explanation);
        named = List.copyOf(named);
    }

    static Finding of(DeclaredIndex index, Outcome outcome, String... explanation) {
        return new Finding(index, outcome, List.of(explanation), List.of());
    }
}
