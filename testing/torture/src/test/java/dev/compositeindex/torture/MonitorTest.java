package dev.compositeindex.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonitorTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "CREATE INDEX CONCURRENTLY IF NOT EXISTS a_idx ON a (b) | a_idx",
                "CREATE UNIQUE INDEX CONCURRENTLY \"A \"\"b\" ON a (b) | A \"b",
                "REINDEX (TABLESPACE fast) INDEX CONCURRENTLY \"My Schema\".a_idx | a_idx",
            })
    void whatAStatementBuildsIsReadFromIt(String query, String index) {
        assertThat(Monitor.builtBy(query)).contains(index);
    }

    @Test
    void whatDropsBuildsNothing() {
        assertThat(Monitor.builtBy("DROP INDEX CONCURRENTLY IF EXISTS a_idx")).isEmpty();
    }

    @Test
    void twoSessionsThatBuildOneIndexAreSeen() {
        Monitor.Build one = new Monitor.Build(1, "instance-1.1", "a_idx", 17000, "building index");
        Monitor.Build other = new Monitor.Build(2, "instance-2.1", "b_idx", 17001, "building index");
        Monitor.Build same = new Monitor.Build(3, "instance-2.1", "a_idx", 0, "initializing");

        assertThat(Monitor.twice(List.of(one, other))).isEmpty();
        assertThat(Monitor.twice(List.of(one, other, same)))
                .contains(
                        "two sessions at once build a_idx: instance-1.1 (building index) and instance-2.1 (initializing)");
    }
}
