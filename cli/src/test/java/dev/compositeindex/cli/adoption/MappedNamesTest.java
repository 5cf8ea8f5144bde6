package dev.compositeindex.cli.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.cli.adoption.UndeclaredIndexes.OfTable;
import dev.compositeindex.processor.model.NamingRule;
import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import io.micronaut.data.annotation.Transient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.relational.core.mapping.Column;

/**
 * Classes and fields whose names annotations of frameworks give. What is printed is pasted and compiled, and then the server
 * itself says that each declared index is the one that it has. The frameworks are not on the class path of {@code adopt}.
 */
@Tag("slow")
class MappedNamesTest {
    private static final String PLACE = "/* indexes */";

    @TempDir
    private Path folder;

    private final Map<String, String> sources = new TreeMap<>();

    static Stream<Arguments> serversAndCompilers() {
        return Stream.of(
                Arguments.of(PostgresServer.OLDEST, CompilerKind.ECJ),
                Arguments.of(PostgresServer.OLDEST, CompilerKind.JAVAC),
                Arguments.of(PostgresServer.NEWEST, CompilerKind.JAVAC));
    }

    @ParameterizedTest
    @MethodSource("serversAndCompilers")
    void namesOfJpa(PostgresServer server, CompilerKind compiler) throws IOException, SQLException {
        AdoptedProject project =
                new AdoptedProject(folder, server.newDatabase()).dependency(jakarta.persistence.Entity.class);
        project.sql(
                "CREATE SCHEMA school",
                "CREATE TABLE school.learning_course (id bigint PRIMARY KEY, created_on timestamptz, headline text, title text,"
                        + " author_id bigint, editor_ref bigint, price_amount numeric, currency text, archived_at timestamptz,"
                        + " \"order\" int, state text, chapter_course bigint, chapter_no int, unmapped text)",
                "CREATE INDEX a_author ON school.learning_course (author_id, editor_ref DESC)",
                "CREATE INDEX b_price ON school.learning_course (price_amount, currency) INCLUDE (\"order\")",
                "CREATE INDEX c_inherited ON school.learning_course (created_on DESC NULLS LAST)",
                "CREATE INDEX d_where ON school.learning_course (state) WHERE archived_at IS NULL",
                "CREATE INDEX e_expression ON school.learning_course (lower(headline), (price_amount * \"order\"::numeric) DESC)",
                "CREATE INDEX f_composite ON school.learning_course (chapter_course, chapter_no)",
                "CREATE INDEX g_no_field ON school.learning_course (unmapped)",
                // No class but one that is embedded is called like it.
                "CREATE TABLE money (amount numeric)",
                "CREATE INDEX i_nobody ON money (amount)",
                // The class has a field of that name, but another column.
                "CREATE INDEX h_bare ON school.learning_course (lower(title), author_id) WHERE title <> unmapped");
        source("Base", """
                @MappedSuperclass abstract class Base {
                    @Id Long id;
                    @Column(name = "created_on") java.time.Instant createdAt;
                }""");
        source("Course", """
                @Entity @Table(name = "learning_course", schema = "school")
                /* indexes */
                class Course extends Base {
                    @Column(name = "headline") String title;
                    @ManyToOne Author author;
                    @ManyToOne @JoinColumn(name = "editor_ref") Author editor;
                    @Embedded @AttributeOverride(name = "amount", column = @Column(name = "price_amount")) Money price;
                    java.time.Instant archivedAt;
                    @Column(name = "\\"order\\"") int position;
                    @Enumerated(EnumType.STRING) State state;
                    @ManyToOne
                    @JoinColumn(name = "chapter_course", referencedColumnName = "course")
                    @JoinColumn(name = "chapter_no", referencedColumnName = "number")
                    Chapter chapter;
                    @OneToMany(mappedBy = "course") java.util.List<Lesson> lessons;
                    enum State { NEW }
                }""");
        source("Money", "@Embeddable class Money { java.math.BigDecimal amount; String currency; }");
        source("Author", "@Entity class Author { @Id Long id; }");
        source("Lesson", "@Entity class Lesson { @Id Long id; @ManyToOne Course course; }");
        source(
                "Chapter",
                "@Entity @IdClass(Chapter.Key.class) class Chapter { @Id Long course; @Id int number; static class Key { Long course; int number; } }");
        source("Looping", "@Entity class Looping { @Id Long id; Loop loop; }");
        source("Loop", "@Embeddable class Loop { Loop inner; int number; }");
        // It is called like the table, and has its columns, but is no entity.
        source("LearningCourse", "class LearningCourse { long authorId, editorRef; String state, unmapped; }");
        compile(project, compiler, Map.of());
        Files.writeString(folder.resolve("classes/com/acme/Course.java"), "a source beside the class");

        Map<String, List<String>> pasted = proposals(project);

        assertThat(pasted.remove("?")).containsExactly("@CompositeIndex(name = \"i_nobody\", fields = \"amount\")");
        assertThat(pasted)
                .isEqualTo(
                        Map.of(
                                "com.acme.Course",
                                List.of(
                                        "@CompositeIndex(name = \"a_author\", fields = {\"author\", \"editor DESC\"})",
                                        "@CompositeIndex(name = \"b_price\", fields = {\"price.amount\", \"price.currency\"}, include = \"position\")",
                                        "@CompositeIndex(name = \"c_inherited\", fields = \"createdAt DESC NULLS LAST\")",
                                        "@CompositeIndex(name = \"d_where\", fields = \"state\", where = \"{archivedAt} IS NULL\")",
                                        "@CompositeIndex(name = \"e_expression\", fields = {\"lower({title})\", \"(({price.amount} * ({position})::numeric)) DESC\"})",
                                        "@CompositeIndex(name = \"f_composite\", fields = {\"chapter.course\", \"chapter.number\"})",
                                        "@CompositeIndex(name = \"g_no_field\", fields = \"\\\"unmapped\\\"\")",
                                        "@CompositeIndex(name = \"h_bare\", fields = {\"lower(\\\"title\\\")\", \"author\"}, where = \"\\\"title\\\" <> unmapped\")")));
        assertAllAreEqual(project, compiler, pasted, 8);
    }

    /** Of the classes that share a table, the one that has the columns: the topmost of these. */
    @ServerSource
    void classesOfAHierarchy(PostgresServer server) throws IOException, SQLException {
        AdoptedProject project =
                new AdoptedProject(folder, server.newDatabase()).dependency(jakarta.persistence.Entity.class);
        project.sql(
                "CREATE TABLE person (id bigint, name text, matriculation int, salary int)",
                "CREATE INDEX a_root ON person (name)",
                "CREATE INDEX b_student ON person (matriculation)",
                "CREATE INDEX c_teacher ON person (name, salary DESC)",
                "CREATE INDEX d_student ON person (name) WHERE matriculation > 0",
                "CREATE TABLE vehicle (id bigint, name text)",
                "CREATE TABLE car (id bigint, doors int)",
                "CREATE INDEX e_vehicle ON vehicle (name)",
                "CREATE INDEX f_car ON car (doors, id)");
        source("Person", "@Entity /* indexes */ class Person { @Id Long id; String name; }");
        source("Student", "@Entity /* indexes */ class Student extends Person { int matriculation; }");
        source("Teacher", "@Entity /* indexes */ class Teacher extends Person { int salary; }");
        source(
                "Vehicle",
                "@Entity /* indexes */ @Inheritance(strategy = InheritanceType.JOINED) class Vehicle { @Id Long id; String name; }");
        source("Car", "@Entity /* indexes */ class Car extends Vehicle { int doors; }");
        compile(project, CompilerKind.JAVAC, Map.of());

        Map<String, List<String>> pasted = proposals(project);

        assertThat(pasted)
                .isEqualTo(Map.of(
                        "com.acme.Person",
                        List.of("@CompositeIndex(name = \"a_root\", fields = \"name\")"),
                        "com.acme.Student",
                        List.of(
                                "@CompositeIndex(name = \"b_student\", fields = \"matriculation\")",
                                "@CompositeIndex(name = \"d_student\", fields = \"name\", where = \"{matriculation} > 0\")"),
                        "com.acme.Teacher",
                        List.of("@CompositeIndex(name = \"c_teacher\", fields = {\"name\", \"salary DESC\"})"),
                        "com.acme.Vehicle",
                        List.of("@CompositeIndex(name = \"e_vehicle\", fields = \"name\")"),
                        "com.acme.Car",
                        List.of("@CompositeIndex(name = \"f_car\", fields = {\"doors\", \"id\"})")));
        assertAllAreEqual(project, CompilerKind.JAVAC, pasted, 6);
    }

    @ServerSource
    void namesOfSpringDataAndMicronautData(PostgresServer server) throws IOException, SQLException {
        AdoptedProject project = new AdoptedProject(folder, server.newDatabase())
                .dependency(Column.class)
                .dependency(org.springframework.data.annotation.Id.class)
                .dependency(Transient.class)
                .dependency(io.micronaut.core.naming.NameUtils.class);
        project.sql(
                "CREATE TABLE \"Orders\" (id bigint, \"CustNo\" text, ship_city text, user_id bigint, placed_at timestamptz)",
                "CREATE INDEX a_order ON \"Orders\" (\"CustNo\", ship_city DESC) WHERE placed_at IS NOT NULL",
                "CREATE INDEX b_order ON \"Orders\" (lower(\"CustNo\"), user_id)",
                "CREATE TABLE mn_invoice (id bigint, no text, bill_to_city text, payer_id bigint, due_date date)",
                "CREATE INDEX c_invoice ON mn_invoice (no, bill_to_city) INCLUDE (payer_id)",
                "CREATE INDEX d_invoice ON mn_invoice (payer_id) WHERE due_date > '2020-01-01'::date AND upper(bill_to_city) <> 'BERLIN'");
        sources.put("com/acme/Purchase.java", """
                package com.acme;
                import dev.compositeindex.CompositeIndex;
                import org.springframework.data.annotation.Id;
                import org.springframework.data.relational.core.mapping.*;
                @Table("Orders") /* indexes */
                record Purchase(
                        @Id Long id,
                        @Column("CustNo") String customer,
                        @Embedded.Nullable(prefix = "ship_") Address shipTo,
                        Long userID,
                        java.time.Instant placedAt) {
                    record Address(String city) {}
                }
                """);
        sources.put("com/acme/Invoice.java", """
                package com.acme;
                import dev.compositeindex.CompositeIndex;
                import io.micronaut.data.annotation.*;
                @MappedEntity("mn_invoice") /* indexes */
                class Invoice {
                    @Id Long id;
                    @MappedProperty("no") String number;
                    @Relation(Relation.Kind.EMBEDDED) Address billTo;
                    @Relation(Relation.Kind.MANY_TO_ONE) Payer payer;
                    java.time.LocalDate dueDate;
                    @Embeddable static class Address { String city; }
                    @MappedEntity static class Payer { @Id Long id; }
                }
                """);
        compile(project, CompilerKind.JAVAC, Map.of());

        Map<String, List<String>> pasted = proposals(project);

        assertThat(pasted)
                .isEqualTo(
                        Map.of(
                                "com.acme.Purchase",
                                List.of(
                                        "@CompositeIndex(name = \"a_order\", fields = {\"customer\", \"shipTo.city DESC\"}, where = \"{placedAt} IS NOT NULL\")",
                                        "@CompositeIndex(name = \"b_order\", fields = {\"lower({customer})\", \"userID\"})"),
                                "com.acme.Invoice",
                                List.of(
                                        "@CompositeIndex(name = \"c_invoice\", fields = {\"number\", \"billTo.city\"}, include = \"payer\")",
                                        "@CompositeIndex(name = \"d_invoice\", fields = \"payer\", where = \"({dueDate} > '2020-01-01'::date) AND (upper({billTo.city}) <> 'BERLIN'::text)\")")));
        assertAllAreEqual(project, CompilerKind.JAVAC, pasted, 4);
    }

    /** What the compiler is told, {@code adopt} is told; else it finds other columns. */
    @ParameterizedTest
    @EnumSource
    void theRuleForNamesIsTheCompilers(NamingRule rule) throws IOException, SQLException {
        AdoptedProject project = new AdoptedProject(folder, PostgresServer.NEWEST.newDatabase())
                .dependency(jakarta.persistence.Entity.class)
                .naming(rule);
        String table = rule == NamingRule.JPA ? "shippingaddress" : "shipping_address";
        String line = rule == NamingRule.SNAKE_CASE ? "address2_line" : "address2line";
        String created = rule == NamingRule.JPA ? "createdat" : "created_at";
        String mail = rule == NamingRule.JPA ? "mailaddress" : "mail_address";
        project.sql(
                "CREATE TABLE %s (id bigint, %s text, %s timestamptz, %s text)".formatted(table, line, created, mail),
                "CREATE INDEX i ON %s (%s, lower(%s)) WHERE %s IS NOT NULL".formatted(table, line, mail, created));
        source(
                "ShippingAddress",
                "@Entity /* indexes */ class ShippingAddress { @Id Long id; String address2Line; java.time.Instant createdAt; @Column(name = \"mailAddress\") String mail; }");
        compile(project, CompilerKind.JAVAC, Map.of());

        Map<String, List<String>> pasted = proposals(project);

        assertThat(pasted)
                .isEqualTo(
                        Map.of(
                                "com.acme.ShippingAddress",
                                List.of(
                                        "@CompositeIndex(name = \"i\", fields = {\"address2Line\", \"lower({mail})\"}, where = \"{createdAt} IS NOT NULL\")")));
        assertAllAreEqual(project, CompilerKind.JAVAC, pasted, 1);
    }

    /** Columns in expressions become fields; what is called like a column, and is none, stays as it is. */
    @ServerSource
    void wordsOfExpressions(PostgresServer server) throws IOException, SQLException {
        AdoptedProject project =
                new AdoptedProject(folder, server.newDatabase()).dependency(jakarta.persistence.Entity.class);
        project.sql(
                "CREATE TYPE money_value AS (amount numeric, currency text)",
                "CREATE SCHEMA other",
                "CREATE COLLATION other.state (LOCALE = 'C')",
                "CREATE COLLATION state (LOCALE = 'C')",
                "CREATE FUNCTION other.state(amount numeric, text text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT $2'",
                "CREATE TABLE word (id bigint, \"time\" text, zone text, text text, year int, lower text, \"order\" int, \"Größe\" text,"
                        + " \"a\"\"b\" text, state text, amount money_value, created_at timestamptz, varying text, date text, flag boolean, text_pattern_ops text)",
                "CREATE INDEX a_types ON word (((created_at AT TIME ZONE 'UTC')::timestamp(0) IS NULL), (text::character varying(3) || varying), (year::double precision + 1))",
                "CREATE INDEX b_calls ON word (lower(lower), \"left\"(date, year), upper(\"time\"::varchar))",
                "CREATE INDEX c_extract ON word (EXTRACT(year FROM created_at AT TIME ZONE 'UTC'), (year + 1))",
                "CREATE INDEX d_quoted ON word ((\"order\" + 1), (\"Größe\" || \"a\"\"b\"))",
                "CREATE INDEX e_collations ON word ((lower(state) COLLATE \"C\") COLLATE state, (zone || state COLLATE other.state))",
                "CREATE INDEX f_parts ON word (((amount).amount), other.state(text => state, amount => (amount).amount))",
                "CREATE INDEX g_literals ON word (id) WHERE state = 'state' AND date <> 'x''date' AND lower(text) = ANY ('{state,text}'::text[]) OR NOT flag",
                "CREATE INDEX h_flag ON word (id DESC, lower(text_pattern_ops) text_pattern_ops) WHERE flag",
                "CREATE INDEX i_case ON word ((CASE WHEN flag THEN state ELSE COALESCE(text, date) END), (flag IS TRUE))",
                "CREATE INDEX j_array ON word USING gin ((ARRAY[state, text]), (string_to_array(text, ',')::text[]))");
        source("Word", """
                @Entity /* indexes */ class Word {
                    @Id Long id;
                    @Column(name = "time") String aTime;
                    @Column(name = "zone") String aZone;
                    @Column(name = "text") String aText;
                    @Column(name = "year") Integer aYear;
                    @Column(name = "lower") String aLower;
                    @Column(name = "\\"order\\"") int anOrder;
                    @Column(name = "\\"Größe\\"") String aSize;
                    @Column(name = "`a\\"b`") String aQuote;
                    @Column(name = "state") String aState;
                    @org.hibernate.annotations.JdbcTypeCode(2002) @Column(name = "amount") String anAmount;
                    @Column(name = "digits") Integer precision;
                    java.time.Instant createdAt;
                    @Column(name = "varying") String aVarying;
                    @Column(name = "date") String aDate;
                    @Column(name = "flag") boolean aFlag;
                    @Column(name = "text_pattern_ops") String aClass;
                }""");
        project.dependency(org.hibernate.annotations.JdbcTypeCode.class);
        compile(project, CompilerKind.JAVAC, Map.of());

        Map<String, List<String>> pasted = proposals(project);

        assertThat(pasted.get("com.acme.Word").stream().map(annotation -> annotation.replaceFirst(".*fields = ", "")))
                .containsExactly(
                        "{\"(((({createdAt} AT TIME ZONE 'UTC'::text))::timestamp(0) without time zone IS NULL))\", \"(((({aText})::character varying(3))::text || {aVarying}))\", \"((({aYear})::double precision + (1)::double precision))\"})",
                        "{\"lower({aLower})\", \"\\\"left\\\"({aDate}, {aYear})\", \"upper((({aTime})::character varying)::text)\"})",
                        "{\"EXTRACT(year FROM ({createdAt} AT TIME ZONE 'UTC'::text))\", \"(({aYear} + 1))\"})",
                        "{\"(({anOrder} + 1))\", \"(({aSize} || {aQuote}))\"})",
                        "{\"lower({aState}) COLLATE state\", \"(({aZone} || ({aState} COLLATE other.state)))\"})",
                        "{\"(({anAmount}).amount)\", \"other.state(text => {aState}, amount => ({anAmount}).amount)\"})",
                        "\"id\", where = \"(({aState} = 'state'::text) AND ({aDate} <> 'x''date'::text) AND (lower({aText}) = ANY ('{state,text}'::text[]))) OR (NOT {aFlag})\")",
                        "{\"id DESC\", \"lower({aClass}) text_pattern_ops\"}, where = \"{aFlag}\")",
                        "{\"( CASE WHEN {aFlag} THEN {aState} ELSE COALESCE({aText}, {aDate}) END)\", \"(({aFlag} IS TRUE))\"})",
                        "{\"(ARRAY[{aState}, {aText}])\", \"string_to_array({aText}, ','::text)\"}, using = \"gin\")");
        assertAllAreEqual(project, CompilerKind.JAVAC, pasted, 10);
    }

    /** The columns of a class are not known without what it refers to. */
    @ParameterizedTest
    @EnumSource
    void whatClassesReferToIsOnTheClassPath(CompilerKind compiler) throws IOException, SQLException {
        Path library = Compilation.in(folder.resolve("library"))
                .classPath(Compilation.whereIs(jakarta.persistence.Entity.class))
                .source(
                        "lib/Audited.java",
                        "package lib; @jakarta.persistence.MappedSuperclass public class Audited { public java.time.Instant changedAt; }")
                .source(
                        "lib/Money.java",
                        "package lib; @jakarta.persistence.Embeddable public class Money { public int amount; }")
                .run(compiler)
                .output();
        AdoptedProject project = new AdoptedProject(folder, PostgresServer.NEWEST.newDatabase())
                .dependency(jakarta.persistence.Entity.class)
                .dependency(library);
        project.sql(
                "CREATE TABLE product (id bigint, amount int, changed_at timestamptz)",
                "CREATE INDEX product_idx ON product (amount, changed_at)",
                "CREATE TABLE shelf (id bigint, changed_at timestamptz)",
                "CREATE INDEX shelf_idx ON shelf (changed_at)",
                "CREATE TABLE plain (id bigint)",
                "CREATE INDEX plain_idx ON plain (id)");
        source(
                "Product",
                "@Entity /* indexes */ class Product { @Id Long id; lib.Money price; java.time.Instant changedAt; }");
        source("Shelf", "@Entity /* indexes */ class Shelf extends lib.Audited { @Id Long id; }");
        source("Plain", "@Entity class Plain { @Id Long id; }");
        compile(project, compiler, Map.of());

        assertThat(proposals(project))
                .isEqualTo(Map.of(
                        "com.acme.Product",
                        List.of(
                                "product_idx: com.acme.Product refers to lib.Money, which is not on the class path, so the columns of com.acme.Product cannot be told. Add it there."),
                        "com.acme.Shelf",
                        List.of(
                                "shelf_idx: com.acme.Shelf refers to lib.Audited, which is not on the class path, so the columns of com.acme.Shelf cannot be told. Add it there."),
                        "com.acme.Plain",
                        List.of("@CompositeIndex(name = \"plain_idx\", fields = \"id\")")));
        assertThat(proposals(project.adopt(
                        new MappingOptions(NamingRule.SNAKE_CASE, List.of(library.toString(), "nowhere/*")))))
                .containsEntry(
                        "com.acme.Product",
                        List.of("@CompositeIndex(name = \"product_idx\", fields = {\"price.amount\", \"changedAt\"})"))
                .containsEntry(
                        "com.acme.Shelf", List.of("@CompositeIndex(name = \"shelf_idx\", fields = \"changedAt\")"));
    }

    /** As under Maven on an older Java than that of the toolchain. */
    @Test
    void aClassThatCannotBeReadIsTold() throws IOException, SQLException {
        AdoptedProject project = new AdoptedProject(folder, PostgresServer.NEWEST.newDatabase())
                .dependency(jakarta.persistence.Entity.class);
        project.sql("CREATE TABLE product (id bigint)", "CREATE INDEX product_idx ON product (id)");
        source("Product", "@Entity class Product { @Id Long id; class Inner {} }");
        source("Shelf", "@Entity class Shelf { @Id Long id; }");
        compile(project, CompilerKind.JAVAC, Map.of());
        assertThat(project.adopt().text()).noneMatch(line -> line.startsWith("Not looked at"));
        for (String file : List.of("Product.class", "Product$Inner.class")) {
            Path path = folder.resolve("classes/com/acme").resolve(file);
            byte[] bytes = Files.readAllBytes(path);
            bytes[7] = (byte) 0xFF;
            Files.write(path, bytes);
        }

        assertThat(String.join("\n", project.adopt().text()))
                .isEqualTo("""
                No index is declared.

                Not declared, no class found for table public.product. The fields are guesses:
                  @CompositeIndex(name = "product_idx", fields = "id")

                Not looked at: com.acme.Product and 1 more class, since the compiler of Java %d cannot read them. If they were compiled for a later one, use that.
                """.formatted(Runtime.version().feature()));
    }

    /** A name that differs by the release of Hibernate is none to guess, and a class may say a type that the column has not. */
    @Test
    void whatTheCompilerRefusesIsNotProposed() throws IOException, SQLException {
        AdoptedProject project = new AdoptedProject(folder, PostgresServer.NEWEST.newDatabase())
                .dependency(jakarta.persistence.Entity.class)
                .naming(NamingRule.JPA);
        project.sql(
                "CREATE TABLE \"outer$inner\" (id bigint, tags text)",
                "CREATE INDEX a_doubt ON \"outer$inner\" (id)",
                "CREATE TABLE word (id bigint, data jsonb)",
                "CREATE INDEX b_type ON word USING gin (data)");
        source("Word", "@Entity class Word { @Id Long id; @Column(columnDefinition = \"json\") String data; }");
        source("Outer", "class Outer { @Entity static class Inner { @Id Long id; } }");
        compile(project, CompilerKind.JAVAC, Map.of());

        assertThat(proposals(project))
                .isEqualTo(
                        Map.of(
                                "com.acme.Outer$Inner",
                                List.of(
                                        "a_doubt: the name of the table is \"Outer$Inner\" on Hibernate 6, and that in lower case on Hibernate 7. Name it, with @Table(name = …)."),
                                "com.acme.Word",
                                List.of(
                                        "b_type: the compiler would refuse @CompositeIndex(name = \"b_type\", fields = \"data\", using = \"gin\"): \"data\" is of type json, and gin has no operator class for that. Use another access method, or another type.")));
    }

    private void source(String name, String text) {
        sources.put(
                "com/acme/" + name + ".java",
                "package com.acme;\nimport dev.compositeindex.CompositeIndex;\nimport jakarta.persistence.*;\n" + text);
    }

    private void compile(AdoptedProject project, CompilerKind compiler, Map<String, List<String>> annotations)
            throws IOException {
        sources.forEach((path, text) -> {
            String name = path.replace(".java", "").replace('/', '.');
            project.source(path, text.replace(PLACE, String.join("\n", annotations.getOrDefault(name, List.of()))));
        });
        project.compile(compiler);
    }

    /** By class: the annotations, and of other indexes the name with the reason. */
    private static Map<String, List<String>> proposals(AdoptedProject project) throws IOException, SQLException {
        return proposals(project.adopt());
    }

    private static Map<String, List<String>> proposals(Adoption adoption) {
        Map<String, List<String>> proposals = new TreeMap<>();
        for (OfTable table : adoption.undeclared()) {
            for (Proposal proposal : table.proposals()) {
                proposals
                        .computeIfAbsent(table.declaring().orElse("?"), name -> new ArrayList<>())
                        .add(
                                proposal instanceof Proposal.Declarable declarable
                                        ? declarable.annotation()
                                        : proposal.index().name().name() + ": "
                                                + ((Proposal.Undeclarable) proposal).reason());
            }
        }
        return proposals;
    }

    private void assertAllAreEqual(
            AdoptedProject project, CompilerKind compiler, Map<String, List<String>> proposals, int indexes)
            throws IOException, SQLException {
        Map<String, List<String>> annotations = new TreeMap<>(proposals);
        annotations.replaceAll((name, texts) ->
                texts.stream().filter(text -> text.startsWith("@")).toList());
        compile(project, compiler, annotations);
        assertThat(project.adopt().findings())
                .hasSize(indexes)
                .allSatisfy(finding ->
                        assertThat(finding.outcome()).as("%s", finding).isEqualTo(Outcome.EQUAL));
    }
}
