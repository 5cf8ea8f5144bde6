package dev.compositeindex.processor.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.sql.IndexStatement;
import org.junit.jupiter.api.Test;

class RenamedColumnsTest {

    @Test
    void columnsStandInKeysIncludedColumnsAndThePredicate() {
        assertThat(afterRenamingOfA(
                        "CREATE INDEX i ON t (a DESC, lower(a) a, (x.a + t.a)) INCLUDE (a, b) WHERE a > 'a'"))
                .isEqualTo(
                        "CREATE INDEX i ON t (\"A b\" DESC, lower(\"A b\") a, (x.a + t.\"A b\")) INCLUDE (\"A b\", b)"
                                + " WHERE \"A b\" > 'a'");
    }

    /** A definition in a migration's header may be written by hand. */
    @Test
    void noClauseElseHasColumnsHoweverItIsWritten() {
        String definition = "CREATE INDEX i ON t (b) with (a = 70) tablespace a";

        assertThat(afterRenamingOfA(definition)).isEqualTo(definition);
    }

    private static String afterRenamingOfA(String definition) {
        return RenamedColumns.column(IndexStatement.parse(definition).orElseThrow(), "a", "A b")
                .definition();
    }
}
