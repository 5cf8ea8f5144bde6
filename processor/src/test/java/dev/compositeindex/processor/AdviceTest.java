package dev.compositeindex.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.Message;
import jakarta.persistence.Entity;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.hibernate.annotations.Any;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No message sends its reader in a circle: the class for which it is printed, changed as it says, compiles. Those whose advice
 * is not to declare the index here are left out; there is nothing that could be refused.
 */
@Tag("slow")
class AdviceTest {
    private static final String OTHERS = """
            package com.acme;
            import jakarta.persistence.*;
            import java.util.*;

            @Embeddable class Price { Money net; String currency; }
            @Embeddable class Money { long amount; }
            @Embeddable class Shadow { @Transient String gone; }
            @Entity class Country { @Id Long id; String title; @ManyToOne Plan plan; }
            @Entity @IdClass(BatchKey.class) class Batch { @Id Long no; @Id Integer yearNo; String label; }
            record BatchKey(Long no, Integer yearNo) {}
            """;

    /** The class with its members and the part of it that changes; what the message says; the same, changed as it says. */
    private record Case(
            String code, String members, String index, String advice, String changed, String changedMembers) {

        static Arguments of(String code, String members, String index, String advice, String changed) {
            return of(code, members, index, advice, changed, members);
        }

        static Arguments of(
                String code, String members, String index, String advice, String changed, String changedMembers) {
            return Arguments.of(new Case(code, members, index, advice, changed, changedMembers));
        }

        @Override
        public String toString() {
            return code + " " + index + " -> " + changed;
        }
    }

    static Stream<Arguments> cases() {
        String references =
                "@ManyToOne @JoinColumns({@JoinColumn(name = \"b_no\"), @JoinColumn(name = \"b_year\")}) Batch batch;";
        String any = "@org.hibernate.annotations.Any @org.hibernate.annotations.AnyKeyJavaClass(Long.class) "
                + "@JoinColumn(name = \"owner_id\") Object owner;";
        return Stream.of(
                // a column that no field has, by each way that leads to it
                Case.of(
                        "CI001",
                        "",
                        "plan_id",
                        "A column that no field has is written in double quotes.",
                        quoted("plan_id")),
                Case.of(
                        "CI001",
                        "",
                        "planId",
                        "A column that no field has is written in double quotes.",
                        quoted("plan_id")),
                Case.of(
                        "CI057",
                        "",
                        "(plan_id)",
                        "if no field has it, the column in double quotes, without parentheses",
                        quoted("plan_id")),
                Case.of(
                        "CI057",
                        "",
                        "(plan_id COLLATE \\\"C\\\")",
                        "and COLLATE behind it",
                        quoted("plan_id") + " COLLATE \\\"C\\\""),
                Case.of("CI057", "String name;", "({name})", "Write the field, \"name\", without parentheses", "name"),
                Case.of(
                        "CI057",
                        "String nameOf;",
                        quoted("name_of"),
                        "Write the field, \"nameOf\", without quotes",
                        "nameOf"),
                Case.of("CI001", "String nameOf;", "name_of", "did you mean \"nameOf\"?", "nameOf"),
                Case.of("CI001", "String name;", "name.length", "Write \"name\".", "name"),
                // several columns
                Case.of("CI075", "@ManyToOne Country country;", "country.title", "or name \"country\"", "country"),
                Case.of("CI078", "Price price;", "price", "Name \"price.net\" or \"price.currency\"", "price.currency"),
                Case.of("CI078", "Price price;", "price.net", "Name \"price.net.amount\"", "price.net.amount"),
                Case.of(
                        "CI078",
                        "@Embedded Shadow shadow;",
                        "shadow",
                        "Write the one to index in double quotes",
                        quoted("gone")),
                Case.of(
                        "CI079",
                        "@ManyToOne Batch batch;",
                        "batch",
                        "Name \"batch.no\" or \"batch.yearNo\"",
                        "batch.yearNo"),
                Case.of("CI079", references, "batch", "or write the columns in double quotes", quoted("b_year")),
                Case.of("CI079", references, "batch.yearNo", "or write the columns in double quotes", quoted("b_year")),
                Case.of(
                        "CI079",
                        references,
                        "batch.yearNo",
                        "Say with referencedColumnName which column refers to which",
                        "batch.yearNo",
                        references
                                .replace("\"b_no\"", "\"b_no\", referencedColumnName = \"no\"")
                                .replace("\"b_year\"", "\"b_year\", referencedColumnName = \"yearNo\"")),
                Case.of("CI082", any, "owner", "Write the one to index in double quotes", quoted("owner_id")),
                // not mapped
                Case.of(
                        "CI080",
                        "",
                        "inherited",
                        "Annotate that class with @MappedSuperclass",
                        "inherited",
                        "//mapped"));
    }

    static Stream<Arguments> each() {
        return CompilerKind.each(cases(), (compiler, given) -> Arguments.of(given.get()[0], compiler));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("each")
    void whatAMessageSaysCompiles(Case given, CompilerKind compiler, @TempDir Path before, @TempDir Path after) {
        CompilationResult refused = compile(compiler, before, given.index(), given.members());
        CompilationResult changed = compile(compiler, after, given.changed(), given.changedMembers());

        assertThat(refused.errors())
                .extracting(Message::text)
                .singleElement()
                .asString()
                .contains("[" + given.code() + "]", given.advice());
        assertThat(changed.errors()).isEmpty();
        assertThat(changed.succeeded()).isTrue();
        assertThat(changed.generated()).containsKey("META-INF/compositeindex/com.acme.Indexes.indexes");
    }

    private static String quoted(String column) {
        return "\\\"" + column + "\\\"";
    }

    private static CompilationResult compile(CompilerKind compiler, Path folder, String index, String members) {
        boolean isMapped = members.equals("//mapped");
        return compile(compiler, folder, OTHERS + """
                @dev.compositeindex.CompositeIndex(fields = "%s")
                @Entity class Plan extends Named { @Id Long id; %s
                }
                %s class Named { String inherited; }
                """.formatted(index, members, isMapped ? "@MappedSuperclass" : ""));
    }

    private static CompilationResult compile(CompilerKind compiler, Path folder, String source) {
        return Compilation.in(folder)
                .classPath(Compilation.whereIs(Entity.class))
                .classPath(Compilation.whereIs(Any.class))
                .source("com/acme/Plan.java", source)
                .run(compiler, new CompositeIndexProcessor());
    }

    /** Advice that concerns another class, or the class as a whole: what is refused, and what it says to write. */
    static Stream<Arguments> wholes() {
        String parent = "@Entity class Plan { @Id Long id; %s List<Step> steps; }\n";
        String mapped = "@OneToMany(mappedBy = \"plan\")";
        String joined = "@OneToMany @JoinColumn(name = \"planId\")";
        return Stream.of(
                Arguments.of(
                        "CI004",
                        index("steps") + parent.formatted(mapped)
                                + "@Entity class Step { @Id Long id; @ManyToOne Plan plan; }",
                        "Declare the index on their class.",
                        parent.formatted(mapped) + index("plan")
                                + "@Entity class Step { @Id Long id; @ManyToOne Plan plan; }"),
                Arguments.of(
                        "CI004",
                        index("steps") + parent.formatted(joined) + "@Entity class Step { @Id Long id; }",
                        "Declare the index on their class. Of the foreign key, \"plan_id\", no field there need know: a column is written in double quotes.",
                        parent.formatted(joined) + index(quoted("plan_id")) + "@Entity class Step { @Id Long id; }"),
                Arguments.of(
                        "CI070",
                        index("a")
                                + "@MappedSuperclass class Base { String a; } @Entity class Plan extends Base { @Id Long id; }",
                        "Declare the index on each of them.",
                        "@MappedSuperclass class Base { String a; }" + index("a")
                                + "@Entity class Plan extends Base { @Id Long id; }"),
                Arguments.of(
                        "CI070",
                        index("a")
                                + "@Embeddable class Base { String a; } @Entity class Plan { @Id Long id; Base base; }",
                        "Declare the index on these, by paths.",
                        "@Embeddable class Base { String a; }" + index("base.a")
                                + "@Entity class Plan { @Id Long id; Base base; }"),
                Arguments.of(
                        "CI070",
                        index("a")
                                + "@Entity @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS) abstract class Base { @Id Long id; "
                                + "String a; } @Entity class Plan extends Base {}",
                        "Declare the index on each of them.",
                        "@Entity @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS) abstract class Base { @Id Long id; String a; }"
                                + index("a") + "@Entity class Plan extends Base {}"),
                Arguments.of(
                        "CI070",
                        index("a")
                                + "@Entity @org.hibernate.annotations.Subselect(\"select 1\") class Plan { @Id Long id; String a; }",
                        "Declare the index on the class of the table that is read",
                        index("a") + "@Entity class Plan { @Id Long id; String a; }"),
                Arguments.of(
                        "CI075",
                        index("unit.title")
                                + "@Entity class Plan { @Id Long id; @ManyToOne Unit unit; } @Entity class Unit { @Id Long id; String title; }",
                        "Declare the index there",
                        "@Entity class Plan { @Id Long id; @ManyToOne Unit unit; }" + index("title")
                                + "@Entity class Unit { @Id Long id; String title; }"),
                Arguments.of(
                        "CI080",
                        index("a") + "@Entity class Plan { String a; @Id Long getId() { return 1L; } }",
                        "Give it one, or name a property that has one.",
                        index("a")
                                + "@Entity class Plan { String a; @Id Long getId() { return 1L; } String getA() { return a; } }"),
                Arguments.of(
                        "CI080",
                        index("a") + "@Entity class Plan extends Base { String a; @Id Long getId() { return 1L; } } "
                                + "@MappedSuperclass @Access(AccessType.FIELD) class Base {}",
                        "Say it, with @Access on the class that has it.",
                        index("a")
                                + "@Entity @Access(AccessType.FIELD) class Plan extends Base { String a; @Id Long getId() { return 1L; } } "
                                + "@MappedSuperclass @Access(AccessType.FIELD) class Base {}"));
    }

    static Stream<Arguments> eachWhole() {
        return CompilerKind.each(
                wholes(),
                (compiler, given) ->
                        Arguments.of(given.get()[0], given.get()[1], given.get()[2], given.get()[3], compiler));
    }

    @ParameterizedTest(name = "[{index}] {0} {4}")
    @MethodSource("eachWhole")
    void whatItSaysOfAnotherClassCompiles(
            String code,
            String refused,
            String advice,
            String changed,
            CompilerKind compiler,
            @TempDir Path before,
            @TempDir Path after) {
        String start = "package com.acme; import jakarta.persistence.*; import java.util.*;\n";

        assertThat(compile(compiler, before, start + refused).errors())
                .extracting(Message::text)
                .singleElement()
                .asString()
                .contains("[" + code + "]", advice);
        assertThat(compile(compiler, after, start + changed).errors()).isEmpty();
    }

    private static String index(String fields) {
        return "@dev.compositeindex.CompositeIndex(fields = \"" + fields + "\") ";
    }
}
