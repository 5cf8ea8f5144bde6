package dev.compositeindex.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;

/** The server keeps parameters of operator classes as they were written, and what counts of a number is its value. */
class OperatorClassParametersTest {

    @ServerSource
    void numbersAreEqualByTheirValues(PostgresServer server) {
        Database database = Database.withCourses(server)
                .run("CREATE INDEX i ON course USING brin (id int8_bloom_ops (false_positive_rate = 0.010,"
                        + " n_distinct_per_range = -.50), id int8_minmax_multi_ops (values_per_range = 016))");

        assertThat(verdict(database, "0.01, n_distinct_per_range=-0.5", "16")).isEqualTo(Verdict.VALID);
        assertThat(verdict(database, "1e-2, n_distinct_per_range=-5.0E-1", "16"))
                .isEqualTo(Verdict.VALID);
        assertThat(verdict(database, "0.011, n_distinct_per_range=-0.5", "16")).isEqualTo(Verdict.DRIFTED);
        assertThat(verdict(database, "0.01, n_distinct_per_range=0.5", "16")).isEqualTo(Verdict.DRIFTED);
        assertThat(verdict(database, "0.01, n_distinct_per_range=-0.5", "160")).isEqualTo(Verdict.DRIFTED);
    }

    private static Verdict verdict(Database database, String rate, String values) {
        return database.verdict(IndexDefinition.of(
                        "app.Course",
                        "CREATE INDEX i ON course USING brin (id int8_bloom_ops(false_positive_rate=%s), id int8_minmax_multi_ops(values_per_range=%s))"
                                .formatted(rate, values)))
                .verdict();
    }
}
