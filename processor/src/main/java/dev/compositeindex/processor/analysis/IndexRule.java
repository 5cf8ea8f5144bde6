package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.diagnostic.Problem;
import java.util.List;

/** A rule about the parts of one index. */
interface IndexRule {
    /** What PostgreSQL does not take together. */
    List<IndexRule> ERRORS = List.of(
            new MethodNameRule(),
            new UniqueRule(),
            new NullsNotDistinctRule(),
            new SeveralKeysRule(),
            new OrderRule(),
            new OperatorClassRule(),
            new OperatorClassParametersRule(),
            new IncludeRule(),
            new OperatorClassTypeRule());

    /** What it takes, and what is of little use. Told when nothing is wrong with the index. */
    List<IndexRule> ADVICE = List.of(new KeyTypeRule(), new UnsuitableMethodRule(), new LeadingBooleanRule());

    /** The problems found; empty if the rule is kept. */
    List<Problem> check(DraftIndex index);
}
