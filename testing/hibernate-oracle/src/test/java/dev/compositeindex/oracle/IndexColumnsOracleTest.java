package dev.compositeindex.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.CompositeIndexProcessor;
import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.Message;
import jakarta.persistence.Entity;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.HibernateException;
import org.hibernate.annotations.Any;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Index;
import org.hibernate.mapping.Table;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * With {@code jpaIndexes}, an index of JPA's that Hibernate makes of columns that its table has is taken over with the same
 * columns, whatever they are; of any other, which Hibernate may refuse or leave to the server, a note tells. The compile stops
 * for neither.
 */
@DisabledIfSystemProperty(
        named = "hibernate.version",
        matches = "5\\..*",
        disabledReason = "its entities are of jakarta")
@Tag("slow")
class IndexColumnsOracleTest {
    private static final Pattern DEFINITION = Pattern.compile("definition=CREATE INDEX i ON \"?\\w+\"? \\((.*)\\)\t");

    /** {@code Plan} has collections that need columns in the table of {@code Step}. */
    private static final String SOURCE = """
            package com.acme;

            import jakarta.persistence.*;
            import java.util.*;
            import org.hibernate.annotations.*;

            class Sources {}

            @Entity
            @DiscriminatorColumn(name = "stepKind")
            @jakarta.persistence.Table(name = "step_row", indexes = @jakarta.persistence.Index(name = "i", columnList = "%s"))
            @SecondaryTable(name = "step_more")
            class Step {
                @Id Long id;
                String title;
                String someText;
                @Column(name = "givenName") String named;
                @Version @Column(name = "rev") int version;
                @TenantId String tenant;
                Price price;
                @AttributeOverride(name = "amount", column = @Column(name = "old_amount"))
                @AttributeOverride(name = "currency", column = @Column(name = "old_currency"))
                @Embedded Price old;
                @ManyToOne Other other;
                @ManyToOne
                @JoinColumns({@JoinColumn(name = "b_no"), @JoinColumn(name = "b_year")})
                Batch batch;
                @Any @Column(name = "owner_type") @AnyKeyJavaClass(Long.class) @JoinColumn(name = "owner_id") Object owner;
                @Column(table = "step_more") String remark;
                @Formula("1") int formula;
                @jakarta.persistence.Transient String gone;
                @OneToMany @JoinColumn(name = "parent_id") Set<Step> children;
                @ElementCollection Set<String> tags;
            }

            @Entity class SubStep extends Step { String ofSub; }
            @Embeddable class Price { long amount; String currency; }
            @Entity class Other { @Id Long id; }
            @Entity @IdClass(BatchKey.class) class Batch { @Id Long no; @Id Integer yearNo; }
            class BatchKey implements java.io.Serializable { Long no; Integer yearNo; }

            @Entity
            class Plan {
                @Id Long id;
                @OneToMany @JoinColumn(name = "planId") @OrderColumn List<Step> steps;
                @OneToMany @JoinColumn(name = "map_id") @MapKeyColumn(name = "`Map Key`") Map<String, Step> mapped;
                @OneToMany @JoinColumn @OrderColumn(name = "listPosition") List<Step> more;
            }
            """;

    @TempDir
    private Path folder;

    static Stream<Arguments> columnLists() {
        return Stream.of(
                        "title DESC, someText",
                        "some_text",
                        "SOMETEXT asc",
                        "givenName",
                        "given_name",
                        "rev, tenant",
                        "amount, currency, old_amount",
                        "other_id",
                        "b_year, b_no desc",
                        "owner_type, owner_id",
                        "stepKind, id",
                        "step_kind",
                        "STEPKIND DESC",
                        "DTYPE",
                        "planId, title",
                        "plan_id",
                        "steps_ORDER",
                        "steps_order",
                        "map_id, `Map Key`",
                        "more_id, listPosition",
                        "list_position",
                        "parent_id",
                        "ofSub",
                        "of_sub",
                        "tilte",
                        "remark",
                        "formula",
                        "gone",
                        "price",
                        "batch",
                        "owner",
                        "tags",
                        "children")
                .flatMap(columns -> Stream.of(Strategy.values()).map(strategy -> Arguments.of(columns, strategy)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("columnLists")
    void columnsAreThoseOfHibernate(String columns, Strategy strategy) throws Exception {
        CompilationResult compiled = Compilation.in(folder)
                .classPath(Compilation.whereIs(Entity.class))
                .classPath(Compilation.whereIs(Any.class))
                .option("-Acompositeindex.jpaIndexes=true")
                .option("-Acompositeindex.naming=" + strategy.option())
                .source("com/acme/Sources.java", SOURCE.formatted(columns))
                .run(CompilerKind.JAVAC, new CompositeIndexProcessor());
        assertThat(compiled.errors()).isEmpty();
        Matcher ours = DEFINITION.matcher(
                compiled.generated().getOrDefault("META-INF/compositeindex/com.acme.Indexes.indexes", ""));
        Optional<String> taken = ours.find() ? Optional.of(ours.group(1)) : Optional.empty();

        Made made = made(strategy);

        if (made.isOfTable()) {
            assertThat(taken).isEqualTo(Optional.of(made.index()));
        } else if (taken.filter(made.table()::contains).isEmpty()) {
            assertThat(compiled.messages())
                    .extracting(Message::text)
                    .anyMatch(text -> text.matches("(?s)\\[CI09[23]].*"));
        }
    }

    /**
     * What Hibernate makes.
     *
     * @param index the columns of the index, as we write them; empty if it refuses the classes
     * @param isOfTable whether the table has them all: Hibernate takes any name
     * @param table the table's columns, each as an index of it alone would have it
     */
    private record Made(String index, boolean isOfTable, List<String> table) {}

    private Made made(Strategy strategy) throws IOException, ClassNotFoundException {
        try (URLClassLoader loader = new URLClassLoader(
                        new URL[] {folder.resolve("classes").toUri().toURL()},
                        getClass().getClassLoader());
                HibernateBoot hibernate = new HibernateBoot(strategy, loader)) {
            List<Class<?>> entities = List.of(
                    loader.loadClass("com.acme.Step"),
                    loader.loadClass("com.acme.SubStep"),
                    loader.loadClass("com.acme.Other"),
                    loader.loadClass("com.acme.Batch"),
                    loader.loadClass("com.acme.Plan"));
            Table table = hibernate
                    .metadata(entities)
                    .getEntityBinding("com.acme.Step")
                    .getTable();
            Index index = table.getIndex("i");
            List<String> alone = Mapped.columns(table).stream()
                    .map(column -> name(column))
                    .flatMap(name -> Stream.of(name, name + " DESC"))
                    .toList();
            return new Made(
                    index.getSelectables().stream()
                            .map(Column.class::cast)
                            .map(column -> name(column) + order(index, column))
                            .collect(Collectors.joining(", ")),
                    Mapped.columns(table).containsAll(index.getSelectables()),
                    alone);
        } catch (HibernateException e) {
            return new Made("", false, List.of());
        }
    }

    private static String name(Column column) {
        String name = column.isQuoted() ? column.getName() : column.getName().toLowerCase(Locale.ROOT);
        return name.matches("[a-z_]+") ? name : '"' + name + '"';
    }

    private static String order(Index index, Column column) {
        return Map.of("desc", " DESC")
                .getOrDefault(index.getSelectableOrderMap().getOrDefault(column, ""), "");
    }
}
