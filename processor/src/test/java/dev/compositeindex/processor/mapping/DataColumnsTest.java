package dev.compositeindex.processor.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.CompositeIndexProcessor;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.ResolvedColumns;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.data.annotation.Transient;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Column;

/** Classes of Spring Data and Micronaut Data, whose rules for names are their own. */
class DataColumnsTest {
    private static final String SPRING = """
            package com.acme;

            import java.util.*;
            import org.springframework.data.annotation.*;
            import org.springframework.data.relational.core.mapping.*;

            /*indexes of PurchaseOrder*/
            @Table(name = "purchaseOrders", schema = "sales")
            record PurchaseOrder(
                    @Id Long orderId,
                    String userID,
                    @Column("mailAddress") String mail,
                    AggregateReference<Customer, Long> customer,
                    @Embedded(prefix = "ship_", onEmpty = Embedded.OnEmpty.USE_NULL) Address shipTo,
                    @Embedded.Nullable(prefix = "bill_") Address billTo,
                    @Embedded.Empty Address main,
                    @MappedCollection(idColumn = "order_id") Set<Line> lines,
                    List<Line> moreLines,
                    List<String> tags,
                    Line first,
                    Mail converted,
                    @Transient String derived) {}

            record Address(String streetName, @Column("City") String city, @Embedded.Nullable(prefix = "zip_") Zip zip) {}
            record Zip(String code) {}
            record Mail(String text) {}

            /*indexes of Line*/
            record Line(@Id Long id, String line2Text) {}
            /*indexes of Customer*/
            record Customer(@Id Key key, int number) {}
            record Key(String countryCode, @Column("no") int number) {}
            interface AggregateReference<T, I> {}
            """;

    private static final String MICRONAUT = """
            package com.acme;

            import io.micronaut.data.annotation.*;
            import java.util.*;

            /*indexes of PurchaseOrder*/
            @MappedEntity(schema = "sales")
            record PurchaseOrder(
                    @Id Long orderId,
                    String userID,
                    @MappedProperty("mailAddress") String mail,
                    @Relation(Relation.Kind.MANY_TO_ONE) Customer customer,
                    @MappedProperty("buyer_ref") @Relation(Relation.Kind.MANY_TO_ONE) Customer buyer,
                    @Relation(value = Relation.Kind.ONE_TO_ONE, mappedBy = "order") Invoice invoice,
                    @Relation(Relation.Kind.ONE_TO_MANY) List<Invoice> invoices,
                    @Relation(Relation.Kind.EMBEDDED) Address shipTo,
                    Address billTo,
                    List<String> tags,
                    @Transient String derived) {}

            @Embeddable
            record Address(String streetName, @MappedProperty("town") String city) {}
            /*indexes of Customer*/
            @MappedEntity("customers")
            record Customer(@Id Long customerNo) {}
            /*indexes of Invoice*/
            @MappedEntity
            record Invoice(@EmbeddedId InvoiceKey key, @Relation(Relation.Kind.MANY_TO_ONE) PurchaseOrder order) {}
            @Embeddable
            record InvoiceKey(String series, int number) {}
            """;

    @TempDir
    private Path folder;

    private Map<String, String> resolve(CompilerKind compiler, String source, String type, List<String> paths) {
        return new ResolvedColumns(folder, compiler, CompositeIndexProcessor::new)
                .source("com/acme/PurchaseOrder.java", source)
                .classPath(Id.class)
                .classPath(Column.class)
                .classPath(Transient.class)
                .classPath(NameUtils.class)
                // Rules for Hibernate's names are not theirs.
                .option("-Acompositeindex.naming=jpa")
                .of(Map.of(type, paths));
    }

    private void assertResolved(CompilerKind compiler, String source, String type, Map<String, String> expected) {
        Map<String, String> resolved = resolve(
                compiler, source, type, expected.keySet().stream().sorted().toList());

        assertThat(resolved).hasSameSizeAs(expected);
        expected.forEach(
                (path, text) -> assertThat(resolved.get(type + "." + path)).startsWith(text));
    }

    @ParameterizedTest
    @EnumSource(CompilerKind.class)
    void columnsOfSpringData(CompilerKind compiler) {
        String table = "sales.\"purchaseOrders\".";
        assertResolved(
                compiler,
                SPRING,
                "PurchaseOrder",
                Map.ofEntries(
                        Map.entry("orderId", table + "order_id"),
                        Map.entry("userID", table + "user_id"),
                        Map.entry("mail", table + "\"mailAddress\""),
                        Map.entry("customer", table + "customer"),
                        Map.entry("shipTo.streetName", table + "ship_street_name"),
                        Map.entry("billTo.city", table + "\"bill_City\""),
                        Map.entry("billTo.zip.code", table + "bill_zip_code"),
                        Map.entry("main.streetName", table + "street_name"),
                        Map.entry("lines", "CI004 "),
                        Map.entry("moreLines", "CI004 "),
                        Map.entry("tags", table + "tags"),
                        Map.entry("first", "CI073 "),
                        Map.entry("converted", table + "converted"),
                        Map.entry("derived", "CI003 "),
                        Map.entry("shipTo", "CI078 ")));
    }

    @ParameterizedTest
    @EnumSource(CompilerKind.class)
    void compositeKeyOfSpringDataIsEmbedded(CompilerKind compiler) {
        assertResolved(
                compiler,
                SPRING,
                "Customer",
                Map.of("key.countryCode", "customer.country_code", "key.number", "customer.no", "key", "CI078 "));
    }

    @ParameterizedTest
    @EnumSource(CompilerKind.class)
    void columnsOfMicronautData(CompilerKind compiler) {
        String table = "sales.purchase_order.";
        assertResolved(
                compiler,
                MICRONAUT,
                "PurchaseOrder",
                Map.ofEntries(
                        Map.entry("orderId", table + "order_id"),
                        Map.entry("userID", table + "user_id"),
                        Map.entry("mail", table + "\"mailAddress\""),
                        Map.entry("customer", table + "customer_id"),
                        Map.entry("customer.customerNo", table + "customer_id"),
                        Map.entry("buyer", table + "buyer_ref"),
                        Map.entry("invoice", "CI073 "),
                        Map.entry("invoices", "CI004 "),
                        Map.entry("shipTo.streetName", table + "ship_to_street_name"),
                        Map.entry("billTo.streetName", table + "bill_to_street_name"),
                        Map.entry("billTo.city", table + "town"),
                        Map.entry("tags", table + "tags"),
                        Map.entry("derived", "CI003 ")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "title",
                "userID",
                "URLPath",
                "iPhone",
                "line2Text",
                "address2Line",
                "aB",
                "x",
                "xY",
                "isActive",
                "ALLCAPS",
                "snake_case",
                "mixed_Case",
                "html5Parser",
                "a1B2c3",
                "PurchaseOrder",
                "HTMLPage"
            })
    void namesOfMicronautAreItsOwn(String name) {
        assertThat(new NameStrategy.OfMicronautData().derived(name))
                .isEqualTo(NameUtils.underscoreSeparate(name).toLowerCase(Locale.ROOT));
    }
}
