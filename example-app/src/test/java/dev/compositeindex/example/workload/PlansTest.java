package dev.compositeindex.example.workload;

import static dev.compositeindex.plans.PlanAssertions.assertThatQuery;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.compositeindex.example.ExampleDatabase;
import dev.compositeindex.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On empty tables, as a build has them. */
class PlansTest {

    @ParameterizedTest
    @EnumSource
    void eachQueryUsesAnIndexThatWasDeclaredForIt(PostgresServer server) throws SQLException {
        try (Connection connection = ExampleDatabase.migrated(server).getConnection();
                Statement statement = connection.createStatement()) {
            for (Query query : Queries.all()) {
                String[] indexes = query.expectedIndexes().toArray(String[]::new);
                assertThatQuery(connection, query.sql()).usesAnyOf(indexes).readsNoTableSequentially();

                connection.setAutoCommit(false);
                for (String index : indexes) {
                    statement.execute("DROP INDEX " + index);
                }
                assertThatThrownBy(
                                () -> assertThatQuery(connection, query.sql()).usesAnyOf(indexes))
                        .as(query.title())
                        .isInstanceOf(AssertionError.class);
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}
