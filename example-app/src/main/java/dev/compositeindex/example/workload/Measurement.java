package dev.compositeindex.example.workload;

import java.util.Optional;

/**
 * A query with and without indexes, each plan with the median of its execution times.
 *
 * @param query the query
 * @param with with all indexes, in a plan for these parameters
 * @param kept with all indexes, in the plan that the server keeps once a prepared statement has run a few times; a plan
 *     for any parameters is kept if it looks no more expensive
 * @param withoutIt without the declared indexes that {@code with} uses, but with their neighbours; empty if it uses none
 * @param withoutAny without any declared index of the table: only primary key and unique constraints are left, as before
 *     the indexes were declared
 */
public record Measurement(Query query, Plan with, Plan kept, Optional<Plan> withoutIt, Plan withoutAny) {

    /** Whether the plan that the server keeps uses the same indexes as the one for these parameters. */
    public boolean keepsItsIndex() {
        return kept.indexes().equals(with.indexes());
    }

    /** Whether the server chose an index that was declared for this query. */
    public boolean asExpected() {
        return with.indexes().stream().anyMatch(query.expectedIndexes()::contains);
    }
}
