package dev.compositeindex.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.Message;
import jakarta.persistence.Entity;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.annotations.Any;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Wherever JPA's {@code @Index} may stand, and whatever its columns may mean: it is taken over, or a note says why not. The
 * compile goes on.
 */
class JpaIndexPlacesTest {
    private static final String OPTION = "-Acompositeindex.jpaIndexes=true";
    private static final String FILE = "META-INF/compositeindex/com.acme.Indexes.indexes";

    /** Every kind of column that a table of JPA's may have. */
    private static final String STEP = """
            package com.acme;

            import jakarta.persistence.*;
            import java.util.*;
            import org.hibernate.annotations.*;

            @Entity
            %s
            @Table(indexes = @jakarta.persistence.Index(name = "i", columnList = "%s"))
            class Step extends Base {
                @Id Long id;
                String title;
                @Version @Column(name = "revision") int version;
                @Column(table = "step_more") String remark;
                Price price;
                @AttributeOverride(name = "amount", column = @Column(name = "old_amount")) @Embedded Price old;
                @ManyToOne Other other;
                @ManyToOne @JoinColumns({@JoinColumn(name = "b_no"), @JoinColumn(name = "b_year")}) Batch batch;
                @Any @Column(name = "owner_type") @AnyKeyJavaClass(Long.class) @JoinColumn(name = "owner_id") Object owner;
                @ElementCollection Set<String> tags;
                @jakarta.persistence.Transient String steps;
                String[] words;
            }

            @MappedSuperclass
            class Base extends Plain {
                @TenantId String tenant;
            }

            class Plain {
                String lost;
            }

            @Embeddable
            class Price {
                long amount;
                String currency;
            }

            @Entity
            class Other {
                @Id Long id;
            }

            @Entity
            @IdClass(BatchKey.class)
            class Batch {
                @Id Long no;
                @Id Integer yearNo;
            }

            record BatchKey(Long no, Integer yearNo) {}
            """;

    @TempDir
    private Path folder;

    static Stream<Arguments> columns() {
        return Stream.of(
                // of fields
                Arguments.of("title DESC", "title DESC", ""),
                Arguments.of("revision,tenant", "revision, tenant", ""),
                Arguments.of("currency, old_amount", "currency, old_amount", ""),
                Arguments.of("other_id, words", "other_id, words", ""),
                // of the class, and of fields that have several
                Arguments.of("DTYPE", "dtype", ""),
                Arguments.of("dtype asc, title", "dtype, title", ""),
                Arguments.of("b_year, b_no desc", "b_year, b_no DESC", ""),
                Arguments.of("owner_type, owner_id", "owner_type, owner_id", ""),
                // of collections in other classes: the foreign key, the order, the key of a map
                Arguments.of("plan_id, steps_ORDER", "plan_id, steps_order", "\"plan_id\" or \"steps_ORDER\""),
                Arguments.of("`steps KEY`", "\"steps KEY\"", "\"`steps KEY`\""),
                Arguments.of("steps", "steps", "\"steps\""),
                Arguments.of(
                        "tilte",
                        "tilte",
                        "\"tilte\", which is taken over by its name, as Hibernate does. That is right "
                                + "if a collection of another class has its foreign key or its order there. Or did you mean \"title\"?"));
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource("columns")
    void columnIsTakenOver(String written, String keys, String note) {
        CompilationResult result = compile(CompilerKind.JAVAC, STEP.formatted("", written));

        assertThat(result.errors()).isEmpty();
        assertThat(result.generated().get(FILE)).contains("CREATE INDEX i ON step (" + keys + ")\t");
        assertThat(notes(result))
                .hasSize(note.isEmpty() ? 0 : 1)
                .allMatch(text -> text.startsWith(
                        "[CI093] @Table on com.acme.Step: nothing in the class has the column " + note));
    }

    static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of(
                        "remark",
                        "it is not taken over: [CI072] the column of \"remark\" is in the table \"step_more\""),
                Arguments.of("price", "it is not taken over: [CI078] \"price\" is an embedded value"),
                Arguments.of("batch", "it is not taken over: [CI079] \"batch\" has 2 columns"),
                Arguments.of("lost", "it is not taken over: [CI080] \"lost\" is a field of com.acme.Plain"),
                Arguments.of("title, title", "it is not taken over: [CI005] "),
                Arguments.of("title NULLS", "it is not taken over: [CI007] "),
                Arguments.of("", "it is not taken over: [CI007] the key is empty"));
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource("others")
    void whatIsNotTakenOverIsSaid(String written, String why) {
        CompilationResult result = compile(CompilerKind.JAVAC, STEP.formatted("", written));

        assertThat(result.errors()).isEmpty();
        assertThat(result.succeeded()).isTrue();
        assertThat(notes(result))
                .singleElement()
                .asString()
                .startsWith("[CI092] @Index #1 \"i\" on com.acme.Step: " + why);
    }

    @ParameterizedTest
    @EnumSource
    void aDiscriminatorThatIsSaid(CompilerKind compiler) {
        CompilationResult result =
                compile(compiler, STEP.formatted("@DiscriminatorColumn(name = \"stepKind\")", "STEPKIND DESC, title"));

        assertThat(result.errors()).isEmpty();
        assertThat(notes(result)).isEmpty();
        assertThat(result.generated().get(FILE)).contains("CREATE INDEX i ON step (step_kind DESC, title)");
    }

    static Stream<Arguments> withoutTable() {
        return Stream.of(
                Arguments.of("@MappedSuperclass", "the class is a mapped superclass"),
                Arguments.of("@Embeddable", "the class is embeddable"),
                Arguments.of(
                        "@Entity @org.hibernate.annotations.Subselect(\"select 1\")", "the entity is mapped to a view"),
                Arguments.of(
                        "@Entity @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)", "the entity is abstract"));
    }

    @ParameterizedTest
    @MethodSource("withoutTable")
    void aClassWithoutATable(String annotations, String why) {
        CompilationResult result = compile(CompilerKind.JAVAC, """
                package com.acme;
                import jakarta.persistence.*;
                %s @Table(indexes = @Index(name = "i", columnList = "title"))
                abstract class Step { @Id Long id; String title; }
                """.formatted(annotations));

        assertThat(result.errors()).isEmpty();
        assertThat(result.generated()).isEmpty();
        assertThat(notes(result))
                .singleElement()
                .asString()
                .startsWith("[CI092] @Table on com.acme.Step: its indexes are not taken over: " + why);
    }

    @ParameterizedTest
    @EnumSource
    void tablesThatNoClassHas(CompilerKind compiler) {
        CompilationResult result = compile(compiler, """
                package com.acme;
                import jakarta.persistence.*;
                import java.util.*;
                @Entity
                @SecondaryTable(name = "more", indexes = {@Index(name = "more_i", columnList = "x"), @Index(columnList = "y")})
                @AssociationOverride(name = "old", joinTable = @JoinTable(indexes = @Index(name = "old_i", columnList = "x")))
                class Step {
                    @Id @TableGenerator(name = "g", indexes = @Index(name = "gen_i", columnList = "x")) Long id;
                    @ElementCollection @CollectionTable(indexes = @Index(name = "tag_i", columnList = "x")) Set<String> tags;
                    @ManyToMany @JoinTable(name = "peers") Set<Step> peers;
                    @Access(AccessType.PROPERTY) @OneToMany @JoinTable(indexes = @Index(name = "next_i", columnList = "x"))
                    public Set<Step> getNext() { return null; }
                }
                """);

        assertThat(result.errors()).isEmpty();
        assertThat(result.generated()).isEmpty();
        assertThat(notes(result))
                .containsExactly("[CI092] not taken over, because their tables are not those of a class: "
                        + "\"gen_i\" of com.acme.Step.id (@TableGenerator), "
                        + "\"more_i\" of com.acme.Step (@SecondaryTable), "
                        + "\"next_i\" of com.acme.Step.getNext (@JoinTable), "
                        + "\"old_i\" of com.acme.Step (@JoinTable), "
                        + "\"tag_i\" of com.acme.Step.tags (@CollectionTable), "
                        + "\"y\" of com.acme.Step (@SecondaryTable). "
                        + "Create them in a migration of your own, with CREATE INDEX CONCURRENTLY.");
    }

    @Test
    void withoutTheOptionNothingIsSaid() {
        CompilationResult result = Compilation.in(folder)
                .classPath(Compilation.whereIs(Entity.class))
                .source("com/acme/Step.java", """
                        package com.acme;
                        import jakarta.persistence.*;
                        @Entity @SecondaryTable(name = "more", indexes = @Index(columnList = "x"))
                        class Step { @Id Long id; }
                        """)
                .run(CompilerKind.JAVAC, new CompositeIndexProcessor());

        assertThat(result.messages()).isEmpty();
    }

    @Test
    void theOthersAreTakenOver() {
        CompilationResult result = compile(CompilerKind.JAVAC, """
                package com.acme;
                import jakarta.persistence.*;
                @Entity
                @Table(indexes = {@Index(name = "a", columnList = ""), @Index(name = "b", columnList = "title"),
                    @Index(name = "c", columnList = "title", options = "WHERE title <> ''"), @Index(name = "d", columnList = "title, id")})
                class Step { @Id Long id; String title; }
                """);

        assertThat(result.errors()).isEmpty();
        assertThat(result.generated().get(FILE).lines().map(line -> line.replaceFirst("\t.*", "")))
                .containsExactly("compositeindex 1", "name=b", "name=d");
        assertThat(notes(result))
                .extracting(text -> text.replaceFirst("(over: \\S+).*", "$1"))
                .containsExactly(
                        "[CI092] @Index #1 \"a\" on com.acme.Step: it is not taken over: [CI007]",
                        "[CI092] @Index #3 \"c\" on com.acme.Step: it is not taken over: its");
    }

    private CompilationResult compile(CompilerKind compiler, String source) {
        return Compilation.in(folder)
                .classPath(Compilation.whereIs(Entity.class))
                .classPath(Compilation.whereIs(Any.class))
                .option(OPTION)
                .source("com/acme/Step.java", source)
                .run(compiler, new CompositeIndexProcessor());
    }

    private static List<String> notes(CompilationResult result) {
        return result.messages().stream()
                .map(Message::text)
                .map(String::strip)
                .filter(text -> text.startsWith("[CI092]") || text.startsWith("[CI093]"))
                .toList();
    }
}
