package dev.compositeindex.processor.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.CompositeIndexProcessor;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.ResolvedColumns;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.Formula;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Fields of JPA's classes to columns, and to the reasons why they have none. Hibernate's own view is in module hibernate-oracle. */
class JpaColumnsTest {
    private static final String SHOP = """
            package com.acme;

            import jakarta.persistence.*;
            import java.util.*;

            @MappedSuperclass
            class Persistent<I> {
                @Id I id;
                @Column(name = "made_at") java.time.Instant createdAt;
            }

            class Unmapped {
                String note;
            }

            @Embeddable
            class Money {
                long amount;
                @Column(name = "curr") String currency;
            }

            @Embeddable
            class Price {
                Money net;
                @AttributeOverride(name = "amount", column = @Column(name = "grossAmount"))
                Money gross;
                @ManyToOne Country taxedIn;
            }

            @Entity
            class Country {
                @Id @Column(name = "cty_pk") String code;
                String title;
                @OneToMany(mappedBy = "country") List<Product> products;
            }

            @Embeddable
            class PartKey {
                @Column(name = "part_no") long number;
                String series;
            }

            @Entity
            class Part {
                @EmbeddedId PartKey key;
                @Column(unique = true) String serial;
            }

            @Entity
            class Detail {
                @Id Long id;
                @MapsId @OneToOne Product product;
                @OneToOne @PrimaryKeyJoinColumn Country country;
                @OneToOne(mappedBy = "detail") Product twin;
            }

            /*indexes of Product*/
            @Entity
            @Table(name = "Products", schema = "Sales")
            @SecondaryTable(name = "texts")
            @AttributeOverride(name = "createdAt", column = @Column(name = "bornAt"))
            class Product extends Persistent<Long> {
                String fullName;
                @Column(name = "SKU") String stockUnit;
                @Column(table = "texts") String blurb;
                @Column(table = "Products") String label;
                @ManyToOne Country country;
                @ManyToOne @JoinColumn(name = "origin") Country madeIn;
                @ManyToOne Part part;
                @ManyToOne @JoinColumns({@JoinColumn(name = "a", referencedColumnName = "series"), @JoinColumn(name = "b", referencedColumnName = "part_no")}) Part spare;
                @ManyToOne @JoinColumn(referencedColumnName = "serial") Part tool;
                @ManyToOne @JoinTable(name = "x") Country via;
                @Embedded @AttributeOverride(name = "net.amount", column = @Column(name = "net_amount")) Price price;
                @OneToMany List<Country> soldIn;
                @ElementCollection Set<String> tags;
                List<String> words;
                @Transient int rank;
                transient int cache;
                static int count;
                @org.hibernate.annotations.Formula("1") int computed;
                @OneToOne Detail detail;
                @org.hibernate.annotations.EmbeddedColumnNaming("x_%s") Money renamed;
                @Enumerated(EnumType.STRING) Level level;
            }

            /*indexes of Extra*/
            @Entity
            class Extra extends Unmapped {
                @Id Long id;
            }

            enum Level { LOW }
            """;

    @TempDir
    private Path folder;

    private Map<String, String> resolve(String source, CompilerKind compiler, Map<String, List<String>> paths) {
        return new ResolvedColumns(folder, compiler, CompositeIndexProcessor::new)
                .source("com/acme/Shop.java", source)
                .classPath(jakarta.persistence.Entity.class)
                .classPath(javax.persistence.Entity.class)
                .classPath(Formula.class)
                .of(paths);
    }

    private String product(String field) {
        return resolve(SHOP, CompilerKind.JAVAC, Map.of("Product", List.of(field)))
                .get("Product." + field);
    }

    @ParameterizedTest
    @EnumSource(CompilerKind.class)
    void fieldsHaveTheColumnsThatTheirAnnotationsSay(CompilerKind compiler) {
        Map<String, String> expected = Map.ofEntries(
                Map.entry("id", "id"),
                Map.entry("createdAt", "born_at"),
                Map.entry("fullName", "full_name"),
                Map.entry("stockUnit", "sku"),
                Map.entry("label", "label"),
                Map.entry("country", "country_cty_pk"),
                Map.entry("country.code", "country_cty_pk"),
                Map.entry("madeIn", "origin"),
                Map.entry("part.key.number", "part_part_no"),
                Map.entry("part.key.series", "part_series"),
                Map.entry("spare.key.number", "b"),
                Map.entry("spare.key.series", "a"),
                Map.entry("tool", "tool_serial"),
                Map.entry("price.net.amount", "net_amount"),
                Map.entry("price.net.currency", "curr"),
                Map.entry("price.gross.amount", "gross_amount"),
                Map.entry("price.taxedIn", "taxed_in_cty_pk"),
                Map.entry("words", "words"),
                Map.entry("detail", "detail_product_id"),
                Map.entry("level", "level"));

        Map<String, String> resolved = resolve(
                SHOP,
                compiler,
                Map.of("Product", expected.keySet().stream().sorted().toList()));

        assertThat(resolved).hasSameSizeAs(expected);
        expected.forEach(
                (path, column) -> assertThat(resolved).containsEntry("Product." + path, "sales.products." + column));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            blurb          | CI072 the column of "blurb" is in the table "texts", and an index is on one table. Create that index in a migration of your own.
            part           | CI079 "part" has 2 columns: part_part_no, part_series. Name "part.key.number" or "part.key.series".
            spare          | CI079 "spare" has 2 columns: a, b. Name "spare.key.series" or "spare.key.number".
            part.key       | CI079 "part" has 2 columns: part_part_no, part_series. Name "part.key.number" or "part.key.series".
            part.serial    | CI075 "serial" is a field of com.acme.Part, in whose table its column is. Declare the index there.
            country.title  | CI075 "title" is a field of com.acme.Country, in whose table its column is. Declare the index there, or name "country", the reference itself.
            country.titel  | CI001 no field "titel" of path "country.titel" in com.acme.Country. Did you mean "title"?
            via            | CI074 "via" is stored in a join table, and an index is on one table. Create that index in a migration of your own.
            price          | CI078 "price" is an embedded value, whose fields have a column each. Name "price.net", "price.gross" or "price.taxedIn".
            price.net      | CI078 "net" is an embedded value, whose fields have a column each. Name "price.net.amount" or "price.net.currency".
            soldIn         | CI004 "soldIn" is a collection, whose elements are rows of a table that no class has. Create that index in a migration of your own.
            tags           | CI004 "tags" is a collection, whose elements are rows of a table that no class has. Create that index in a migration of your own.
            rank           | CI003 "rank" is transient, so no column holds it. Name a stored field.
            cache          | CI003 "cache" is transient, so no column holds it. Name a stored field.
            count          | CI002 "count" is static, so no column holds it. Name an instance field.
            computed       | CI076 "computed" is computed by SQL on each read, so no column holds it. Index the columns that it is computed of.
            renamed.amount | CI082 "renamed" has columns whose names only Hibernate knows. Write the one to index in double quotes, as the database has it.
            sku            | CI001 no field "sku". Name the field, not its column: did you mean "stockUnit"?
            fullName.x     | CI001 path "fullName.x" leads into "fullName", whose type has no fields to index. Write "fullName".
            """)
    void fieldWithoutColumnIsAnErrorThatSaysWhy(String field, String message) {
        assertThat(product(field)).isEqualTo(message);
    }

    @Test
    void fieldOfASuperclassThatIsNotMappedIsAnError() {
        assertThat(resolve(SHOP, CompilerKind.JAVAC, Map.of("Extra", List.of("note"))))
                .containsEntry(
                        "Extra.note",
                        "CI080 \"note\" is a field of com.acme.Unmapped, which is no mapped superclass, so it is not stored. "
                                + "Annotate that class with @MappedSuperclass, or name a stored field.");
    }

    @ParameterizedTest
    @CsvSource({
        "snake_case, address2_line, user_name",
        "hibernate6, address2line, user_name",
        "jpa, address2line, username"
    })
    void namesFollowTheOption(String naming, String derived, String given) {
        Map<String, String> resolved = new ResolvedColumns(folder, CompilerKind.JAVAC, CompositeIndexProcessor::new)
                .source("com/acme/LineItem.java", """
                        package com.acme;

                        /*indexes of LineItem*/
                        @javax.persistence.Entity
                        class LineItem {
                            @javax.persistence.Id Long id;
                            String address2Line;
                            @javax.persistence.Column(name = "userName") String user;
                        }
                        """)
                .classPath(javax.persistence.Entity.class)
                .option("-Acompositeindex.naming=" + naming)
                .of(Map.of("LineItem", List.of("address2Line", "user")));

        String table = naming.equals("jpa") ? "lineitem." : "line_item.";
        assertThat(resolved)
                .containsEntry("LineItem.address2Line", table + derived)
                .containsEntry("LineItem.user", table + given);
    }
}
