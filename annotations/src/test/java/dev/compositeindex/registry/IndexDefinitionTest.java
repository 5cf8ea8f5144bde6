package dev.compositeindex.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class IndexDefinitionTest {

    @Test
    void keysFillInPostgresqlsDefaults() {
        assertThat(IndexKey.column("a")).isEqualTo(key("a", SortOrder.ASC, NullsOrder.LAST));
        assertThat(IndexKey.column("a").desc()).isEqualTo(key("a", SortOrder.DESC, NullsOrder.FIRST));
        assertThat(IndexKey.column("a").desc().nullsLast()).isEqualTo(key("a", SortOrder.DESC, NullsOrder.LAST));
        assertThat(IndexKey.column("a").nullsFirst()).isEqualTo(key("a", SortOrder.ASC, NullsOrder.FIRST));
    }

    private static IndexKey key(String column, SortOrder order, NullsOrder nulls) {
        return new IndexKey(column, false, "", "", order, nulls);
    }

    @Test
    void keysKeepAllThatIsSaidOfThem() {
        assertThat(IndexKey.expression("lower(title)")
                        .collate("\"C\"")
                        .operatorClass("text_pattern_ops")
                        .desc()
                        .nullsLast())
                .isEqualTo(new IndexKey(
                        "lower(title)", true, "\"C\"", "text_pattern_ops", SortOrder.DESC, NullsOrder.LAST));
    }

    @Test
    void theMethodIsBtreeUnlessAnotherIsNamed() {
        assertThat(builder().table("t").build().method()).isEqualTo("btree");
        assertThat(builder().table("t").using("gin").build().method()).isEqualTo("gin");
    }

    @Test
    void onlyAUniqueIndexCanTakeNullsForEqual() {
        assertThat(builder().table("t").unique().build().nullsDistinct()).isTrue();
        assertThat(builder().table("t").unique().nullsNotDistinct().build().nullsDistinct())
                .isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().table("t").nullsNotDistinct().build())
                .withMessage("index x_idx is not unique, so its nulls are distinct");
    }

    @Test
    void theTableIsNamedWithItsSchema() {
        assertThat(builder().table("sales", "order").build().qualifiedTable()).isEqualTo("sales.order");
        assertThat(builder().table("order").build().qualifiedTable()).isEqualTo("order");
    }

    @Test
    void settingsAreEmptyUnlessTheyAreGiven() {
        IndexDefinition plain = builder().table("t").build();
        assertThat(plain.storageParameters()).isEmpty();
        assertThat(plain.tablespace()).isEmpty();
        assertThat(plain.comment()).isEmpty();

        IndexDefinition.Builder builder =
                builder().table("t").with("fillfactor", "70").tablespace("fast").comment("c");
        IndexDefinition set = builder.build();
        builder.with("deduplicate_items", "off");
        assertThat(set.storageParameters()).containsExactly(entry("fillfactor", "70"));
        assertThat(set.tablespace()).isEqualTo("fast");
        assertThat(set.comment()).isEqualTo("c");
        assertThatThrownBy(() -> set.storageParameters().put("a", "b"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatIllegalArgumentException().isThrownBy(() -> builder().build()).withMessage("table is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IndexDefinition.builder("x_idx").table("t").build())
                .withMessage("index x_idx has no keys");
    }

    private static IndexDefinition.Builder builder() {
        return IndexDefinition.builder("x_idx")
                .key(IndexKey.column("x"))
                .declaredBy("com.acme.X")
                .definition("CREATE INDEX …");
    }
}
