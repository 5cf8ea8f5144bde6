package dev.compositeindex.example.workload;

import java.util.Optional;

/**
 * A query with and without indexes, each plan with the median of its execution times.
 *
 * @param query the query
 * @param with with all indexes
 * @param withoutIt without the declared indexes that {@code with} uses, but with their neighbours; empty if it uses none
 * @param withoutAny without any declared index of the table: only primary key and unique constraints are left, as before
 *     the indexes were declared
 */
public record Measurement(Query query, Plan with, Optional<Plan> withoutIt, Plan withoutAny) {

    /** Whether the server chose an index that was declared for this query. */
    public boolean asExpected() {
        return with.indexes().stream().anyMatch(query.expectedIndexes()::contains);
    }
}
