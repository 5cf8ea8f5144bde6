package dev.compositeindex.processor.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexStatementTest {
    private static final String FULL = "CREATE UNIQUE INDEX a ON s.t (b, c DESC) INCLUDE (d) NULLS NOT DISTINCT"
            + " WITH (deduplicate_items=off, fillfactor=70) TABLESPACE \"Fast disks\" WHERE b = 'WITH (x=1) TABLESPACE y'";

    @Test
    void saysWhatCanBeChangedWithoutBuildingItAnew() {
        IndexStatement index = parse(FULL);

        assertThat(index.storageParameters()).hasToString("{deduplicate_items=off, fillfactor=70}");
        assertThat(index.tablespace()).isEqualTo("Fast disks");
        assertThat(index.identity().definition())
                .isEqualTo("CREATE UNIQUE INDEX a ON s.t (b, c DESC) INCLUDE (d) NULLS NOT DISTINCT"
                        + " WHERE b = 'WITH (x=1) TABLESPACE y'");
        assertThat(index.identity().storageParameters()).isEmpty();
        assertThat(index.identity().tablespace()).isEmpty();
    }

    @Test
    void wordsOfNamesKeysAndPredicatesAreNoClauses() {
        IndexStatement index = parse(
                "CREATE INDEX \"with\" ON \"tablespace\" (\"with\", lower(tablespace)) WHERE with (a=1) OR tablespace");

        assertThat(index.identity()).isEqualTo(index);
        assertThat(index.storageParameters()).isEmpty();
        assertThat(index.tablespace()).isEmpty();
    }

    /** A definition in a migration's header may be written by hand. */
    @Test
    void readsClausesHoweverTheyAreWritten() {
        IndexStatement index = parse(
                "CREATE INDEX a ON t (b) with(FILLFACTOR = 70,  \"deduplicate_items\" = 'off', fastupdate, x=-1.5)tablespace Fast");

        assertThat(index.storageParameters())
                .hasToString("{deduplicate_items='off', fastupdate=true, fillfactor=70, x=-1.5}");
        assertThat(index.tablespace()).isEqualTo("fast");
        assertThat(index.identity().definition()).isEqualTo("CREATE INDEX a ON t (b)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX a ON t USING gin (b jsonb_path_ops, to_tsvector('simple', c)) WITH (fastupdate=off)",
                "CREATE UNIQUE INDEX a ON s.t ((b + 1) DESC NULLS LAST, lower(c) COLLATE \"C\" x.y_ops(p=1)) NULLS NOT DISTINCT",
                "CREATE INDEX a ON t USING \"My method\" (\"include\", (c[1:2] || ')')) INCLUDE (d) WHERE USING > 0"
            })
    void readsWhatItWrites(String definition) {
        assertThat(parse(definition).definition()).isEqualTo(definition);
    }

    @Test
    void splitsKeysWhereNoParenthesisIsOpen() {
        assertThat(parse("CREATE INDEX a ON t USING gist ((b[1, 2] || ',') x_ops(p=1, q=2) DESC, c, f(d, (e, ')')))")
                        .keys())
                .containsExactly("(b[1, 2] || ',') x_ops(p=1, q=2) DESC", "c", "f(d, (e, ')'))");
    }

    private static IndexStatement parse(String definition) {
        return IndexStatement.parse(definition).orElseThrow();
    }
}
