package dev.compositeindex.processor.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.model.AccessMethod;
import dev.compositeindex.processor.model.AuthoredSql;
import dev.compositeindex.processor.model.IndexSettings;
import dev.compositeindex.processor.model.IndexSpec;
import dev.compositeindex.processor.model.KeyPart;
import dev.compositeindex.processor.model.KeySpec;
import dev.compositeindex.processor.model.OperatorClass;
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
    private static final KeySpec IS_PUBLISHED = KeySpec.column("is_published", false, false);
    private static final KeySpec CREATED_AT = KeySpec.column("created_at", true, true);

    @Test
    void theSimplestIndex() {
        IndexSpec index = index("course", false, List.of(IS_PUBLISHED), List.of(), AuthoredSql.NONE);

        assertThat(IndexIdentity.text(index)).isEqualTo("1:15:table6:course3:key23:6:column12:is_published");
        assertThat(DerivedName.of(index)).isEqualTo("course_is_published_deb75d71_idx");
    }

    @Test
    void everyAttribute() {
        IndexSpec index = index(
                "größe",
                true,
                List.of(KeySpec.column("order", true, false), KeySpec.column("b", false, true), CREATED_AT),
                List.of("title", "slug"),
                new AuthoredSql("\"order\" > 0", List.of("order", ">", "0"), List.of("order")));

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
        IndexSpec index = index("t", false, List.of(KeySpec.column(column, false, false)), List.of(), AuthoredSql.NONE);

        String name = DerivedName.of(index);

        // "t_" and 24 of the two-byte letters; a 25th would be cut in half at byte 51.
        assertThat(name).startsWith("t_" + "ä".repeat(24) + "_").hasSize(2 + 24 + 13);
        assertThat(Identifiers.bytes(name)).isEqualTo(63);
    }

    @Test
    void theSchemaDoesNotCount() {
        IndexSpec here = index("course", false, List.of(IS_PUBLISHED), List.of(), AuthoredSql.NONE);
        IndexSpec there = new IndexSpec(
                here.site(),
                "",
                new Table("sales", "course"),
                AccessMethod.DEFAULT,
                false,
                true,
                here.keys(),
                List.of(),
                AuthoredSql.NONE,
                IndexSettings.NONE);

        assertThat(DerivedName.of(there)).isEqualTo(DerivedName.of(here));
    }

    /** What can be changed without building the index anew must not rename it, and does not tell two indexes apart. */
    @Test
    void settingsDoNotCount() {
        IndexSpec plain = index("course", false, List.of(IS_PUBLISHED), List.of(), AuthoredSql.NONE);
        IndexSettings settings =
                new IndexSettings(new TreeMap<>(Map.of("fillfactor", "70")), "fast", "for the start page", "old_idx");
        IndexSpec set = new IndexSpec(
                plain.site(),
                "",
                plain.table(),
                AccessMethod.DEFAULT,
                false,
                true,
                plain.keys(),
                List.of(),
                AuthoredSql.NONE,
                settings);

        assertThat(IndexIdentity.text(set)).isEqualTo("1:15:table6:course3:key23:6:column12:is_published");
        assertThat(DerivedName.of(set)).isEqualTo("course_is_published_deb75d71_idx");
    }

    /** What the language has gained since is added where it is said, so that all names above stay. */
    @Test
    void everyLaterAttribute() {
        AuthoredSql lower = new AuthoredSql("lower(title)", List.of("lower", "(", "title", ")"), List.of("title"));
        OperatorClass trigrams =
                new OperatorClass(List.of("public", "gist_trgm_ops"), new TreeMap<>(Map.of("siglen", "32")));
        IndexSpec index = new IndexSpec(
                new Site.OfIndex("com.acme.Course", 1, ""),
                "",
                new Table("", "course"),
                "gist",
                true,
                false,
                List.of(
                        new KeySpec(
                                new KeyPart.Expression(lower, true), List.of("C"), OperatorClass.DEFAULT, true, true),
                        new KeySpec(new KeyPart.Column("slug"), List.of(), trigrams, false, false)),
                List.of(),
                AuthoredSql.NONE,
                IndexSettings.NONE);

        assertThat(IndexIdentity.text(index))
                .isEqualTo(
                        "1:15:table6:course5:using4:gist6:unique4:true5:nulls12:not distinct"
                                + "3:key80:10:expression20:5:lower1:(5:title1:)6:column5:title9:collation3:1:C5:order4:desc"
                                + "3:key84:6:column4:slug14:operator class24:6:public13:gist_trgm_ops9:parameter12:6:siglen2:32");
        assertThat(DerivedName.of(index)).isEqualTo("course_title_slug_3af9c95e_idx");
    }

    /** Of an expression, only placeholders are known to be columns, and with them the name that they contribute to. */
    @Test
    void placeholdersTellTwoExpressionsApart() {
        List<String> tokens = List.of("lower", "(", "title", ")");
        AuthoredSql placeholder = new AuthoredSql("lower(title)", tokens, List.of("title"));
        AuthoredSql bare = new AuthoredSql("lower(title)", tokens, List.of());

        assertThat(DerivedName.of(expression(placeholder))).startsWith("course_title_");
        assertThat(DerivedName.of(expression(bare))).startsWith("course_");
        assertThat(IndexIdentity.text(expression(placeholder))).isNotEqualTo(IndexIdentity.text(expression(bare)));
    }

    private static IndexSpec expression(AuthoredSql sql) {
        KeySpec key = new KeySpec(new KeyPart.Expression(sql, true), List.of(), OperatorClass.DEFAULT, false, false);
        return index("course", false, List.of(key), List.of(), AuthoredSql.NONE);
    }

    private static IndexSpec index(
            String table, boolean unique, List<KeySpec> keys, List<String> include, AuthoredSql where) {
        return new IndexSpec(
                new Site.OfIndex("com.acme.Course", 1, ""),
                "",
                new Table("", table),
                AccessMethod.DEFAULT,
                unique,
                true,
                keys,
                include,
                where,
                IndexSettings.NONE);
    }
}
