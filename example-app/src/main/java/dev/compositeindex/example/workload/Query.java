package dev.compositeindex.example.workload;

import java.util.List;
import java.util.Set;

/**
 * A query of the application.
 *
 * @param number its place in the list, from 1
 * @param title what it asks, for people
 * @param table the table it reads
 * @param expectedIndexes the indexes that were declared for it, any of which will do
 * @param sql the statement, with a question mark per parameter
 * @param parameters the values that it is measured with
 */
public record Query(
        int number, String title, String table, Set<String> expectedIndexes, String sql, List<Object> parameters) {

    public Query {
        expectedIndexes = Set.copyOf(expectedIndexes);
        parameters = List.copyOf(parameters);
    }
}
