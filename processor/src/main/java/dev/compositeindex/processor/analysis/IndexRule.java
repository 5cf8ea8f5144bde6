package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.diagnostic.Problem;
import java.util.List;

/** A rule about the parts of one index: what PostgreSQL does not take together. */
interface IndexRule {
    /** All of them. */
    List<IndexRule> ALL = List.of(
            new MethodNameRule(),
            new UniqueRule(),
            new NullsNotDistinctRule(),
            new SeveralKeysRule(),
            new OrderRule(),
            new OperatorClassRule(),
            new OperatorClassParametersRule(),
            new IncludeRule());

    /** The problems found; empty if the rule is kept. */
    List<Problem> check(DraftIndex index);
}
