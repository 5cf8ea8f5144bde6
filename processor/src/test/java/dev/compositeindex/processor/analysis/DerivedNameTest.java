package dev.compositeindex.processor.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.model.IndexKey;
import dev.compositeindex.processor.model.IndexSettings;
import dev.compositeindex.processor.model.IndexSpec;
import dev.compositeindex.processor.model.Predicate;
import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.Identifiers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The form that derived names are made of. These values never change: users' databases hold indexes of these names, and
 * another name would build them anew.
 */
class DerivedNameTest {
    private static final IndexKey IS_PUBLISHED = new IndexKey("is_published", false, false);
    private static final IndexKey CREATED_AT = new IndexKey("created_at", true, true);

    @Test
    void theSimplestIndex() {
        IndexSpec index = index("course", false, List.of(IS_PUBLISHED), List.of(), Predicate.NONE);

        assertThat(IndexIdentity.text(index)).isEqualTo("1:15:table6:course3:key23:6:column12:is_published");
        assertThat(DerivedName.of(index)).isEqualTo("course_is_published_deb75d71_idx");
    }

    @Test
    void everyAttribute() {
        IndexSpec index = index(
                "größe",
                true,
                List.of(new IndexKey("order", true, false), new IndexKey("b", false, true), CREATED_AT),
                List.of("title", "slug"),
                new Predicate("\"order\" > 0", List.of("order", ">", "0")));

        assertThat(IndexIdentity.text(index))
                .isEqualTo("1:15:table7:größe6:unique4:true"
                        + "3:key41:6:column5:order5:order4:desc5:nulls4:last"
                        + "3:key25:6:column1:b5:nulls5:first"
                        + "3:key34:6:column10:created_at5:order4:desc"
                        + "7:include5:title7:include4:slug"
                        + "5:where13:5:order1:>1:0");
        assertThat(DerivedName.of(index)).isEqualTo("größe_order_b_created_at_e2611b28_idx");
    }

    @Test
    void theReadablePartIsCutBetweenCharacters() {
        String column = "ä".repeat(30);
        IndexSpec index = index("t", false, List.of(new IndexKey(column, false, false)), List.of(), Predicate.NONE);

        String name = DerivedName.of(index);

        // "t_" and 24 of the two-byte letters; a 25th would be cut in half at byte 51.
        assertThat(name).startsWith("t_" + "ä".repeat(24) + "_").hasSize(2 + 24 + 13);
        assertThat(Identifiers.bytes(name)).isEqualTo(63);
    }

    @Test
    void theSchemaDoesNotCount() {
        IndexSpec here = index("course", false, List.of(IS_PUBLISHED), List.of(), Predicate.NONE);
        IndexSpec there = new IndexSpec(
                here.site(),
                "",
                new Table("sales", "course"),
                false,
                here.keys(),
                List.of(),
                Predicate.NONE,
                IndexSettings.NONE);

        assertThat(DerivedName.of(there)).isEqualTo(DerivedName.of(here));
    }

    /** What can be changed without building the index anew must not rename it, and does not tell two indexes apart. */
    @Test
    void settingsDoNotCount() {
        IndexSpec plain = index("course", false, List.of(IS_PUBLISHED), List.of(), Predicate.NONE);
        IndexSettings settings =
                new IndexSettings(new TreeMap<>(Map.of("fillfactor", "70")), "fast", "for the start page", "old_idx");
        IndexSpec set = new IndexSpec(
                plain.site(), "", plain.table(), false, plain.keys(), List.of(), Predicate.NONE, settings);

        assertThat(IndexIdentity.text(set)).isEqualTo("1:15:table6:course3:key23:6:column12:is_published");
        assertThat(DerivedName.of(set)).isEqualTo("course_is_published_deb75d71_idx");
    }

    private static IndexSpec index(
            String table, boolean unique, List<IndexKey> keys, List<String> include, Predicate where) {
        return new IndexSpec(
                new Site.OfIndex("com.acme.Course", 1, ""),
                "",
                new Table("", table),
                unique,
                keys,
                include,
                where,
                IndexSettings.NONE);
    }
}
