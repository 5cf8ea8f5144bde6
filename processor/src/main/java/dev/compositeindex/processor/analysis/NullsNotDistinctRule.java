package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import java.util.ArrayList;
import java.util.List;

/** {@code NULLS NOT DISTINCT} says something about unique indexes only, and older servers do not know it. */
final class NullsNotDistinctRule implements IndexRule {
    private static final int SINCE = 15;

    @Override
    public List<Problem> check(DraftIndex index) {
        if (index.declared().nullsDistinct()) {
            return List.of();
        }
        Site site = index.declared().site().attribute("nullsDistinct");
        List<Problem> problems = new ArrayList<>();
        if (!index.declared().unique()) {
            problems.add(new Problem(
                    Code.NULLS_OF_NO_UNIQUE_INDEX,
                    site,
                    "nulls are compared only by a unique index. Add unique = true, or remove nullsDistinct = false."));
        }
        if (index.postgres() < SINCE) {
            problems.add(new Problem(
                    Code.NEEDS_NEWER_SERVER,
                    site,
                    ("NULLS NOT DISTINCT needs PostgreSQL %d, and the oldest server to support is %d. Remove "
                                    + "nullsDistinct = false, or say with -Acompositeindex.postgres=%d that there is no older one.")
                            .formatted(SINCE, index.postgres(), SINCE)));
        }
        return problems;
    }
}
