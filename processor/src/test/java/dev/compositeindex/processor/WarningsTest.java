package dev.compositeindex.processor;

import static dev.compositeindex.testing.CompilerKind.JAVAC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.Message;
import jakarta.persistence.Entity;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is useless but no mistake: what is warned of, what is not, and how warnings are suppressed. */
@Tag("slow")
class WarningsTest {
    private static final String COURSE = """
            package com.acme;

            import dev.compositeindex.CompositeIndex;

            %s
            class Course {
                long id;
                String title;
                String slug;
            }
            """;

    @TempDir
    private Path folder;

    private int runs;

    // ---------------------------------------------------------------------------------------------------------- equal

    static Stream<Arguments> equalIndexes() {
        return Stream.of(
                Arguments.of("name = \"x\", fields = \"id\"", "name = \"y\", fields = \"id\"", true),
                Arguments.of("name = \"x\", fields = \"id\"", "fields = \"id\"", true),
                Arguments.of("fields = \"id\"", "name = \"x\", fields = \"id ASC NULLS LAST\"", true),
                Arguments.of(
                        "fields = \"id\"",
                        "name = \"x\", fields = \"id\", with = \"fillfactor=70\", tablespace = \"t\", comment = \"c\", renamedFrom = \"r\"",
                        true),
                Arguments.of(
                        "fields = \"id\", where = \"{id}>0\"",
                        "name = \"x\", fields = \"id\", where = \"id > 0\"",
                        true),
                Arguments.of("fields = \"id\"", "fields = \"id\", where = \"{id} > 0\"", false),
                Arguments.of("fields = \"id\"", "fields = \"title\"", false),
                Arguments.of("fields = {\"id\", \"title\"}", "fields = {\"title\", \"id\"}", false));
    }

    @ParameterizedTest
    @MethodSource
    void equalIndexes(String first, String second, boolean equal) {
        List<String> warnings = warnings(JAVAC, first, second);

        if (equal) {
            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .startsWith("[CI017] @CompositeIndex #2 ")
                    .endsWith(
                            " on com.acme.Course: this is the same index as @CompositeIndex #1 on com.acme.Course. Remove one of the two.");
        } else {
            assertThat(warnings).isEmpty();
        }
    }

    // ------------------------------------------------------------------------------------------------------ redundant

    /** The first is redundant because of the second. */
    static Stream<Arguments> redundantIndexes() {
        return Stream.of(
                Arguments.of("fields = \"id\"", "fields = {\"id\", \"title\"}", "starts with the same keys"),
                Arguments.of(
                        "fields = {\"id\", \"title\"}",
                        "fields = {\"id\", \"title\", \"slug DESC\"}, unique = true",
                        "starts with the same keys"),
                Arguments.of(
                        "fields = \"id DESC\"",
                        "fields = {\"id\", \"title\"}",
                        "starts with the same keys, read backwards"),
                Arguments.of("fields = \"id\"", "fields = \"id\", unique = true", "is unique over the same keys"),
                Arguments.of(
                        "fields = \"id\"",
                        "fields = \"id DESC\", unique = true, nullsDistinct = false",
                        "is unique over the same keys"),
                Arguments.of(
                        "fields = \"title\", include = \"id\"",
                        "fields = {\"title\", \"id\"}",
                        "starts with the same keys"),
                Arguments.of(
                        "fields = \"title\"",
                        "fields = \"title\", include = \"id\"",
                        "has the same keys, and the same included columns"),
                Arguments.of(
                        "fields = \"title\", include = \"id\"",
                        "fields = {\"title\", \"slug\"}, include = \"id\"",
                        "starts with the same keys"),
                Arguments.of(
                        "fields = \"title\", unique = true",
                        "fields = \"title\", unique = true, nullsDistinct = false",
                        "has the same keys, and the same included columns"),
                Arguments.of(
                        "fields = \"lower({title})\", where = \"{id} > 0\"",
                        "fields = {\"lower({title})\", \"id\"}, where = \"{id} > 0\"",
                        "starts with the same keys"),
                Arguments.of(
                        "fields = \"title COLLATE \\\"C\\\"\"",
                        "fields = {\"title COLLATE \\\"C\\\"\", \"id\"}",
                        "starts with the same keys"));
    }

    @ParameterizedTest
    @MethodSource
    void redundantIndexes(String redundant, String other, String reason) {
        String text = "serves every query that this one serves: it " + reason + ". Remove this one.";

        assertThat(warnings(JAVAC, redundant, other))
                .containsExactly(
                        "[CI085] @CompositeIndex #1 on com.acme.Course: @CompositeIndex #2 on com.acme.Course " + text);
        assertThat(warnings(JAVAC, other, redundant))
                .containsExactly(
                        "[CI085] @CompositeIndex #2 on com.acme.Course: @CompositeIndex #1 on com.acme.Course " + text);
    }

    /** Each of the two can stand in for the other. */
    @ParameterizedTest
    @CsvSource({
        "'fields = \"id\"', 'fields = \"id DESC\"', 'has the same keys, read backwards'",
        "'fields = {\"id\", \"title DESC\"}', 'fields = {\"id DESC\", \"title\"}', 'has the same keys, read backwards'",
        "'fields = \"id\", include = {\"title\", \"slug\"}', 'fields = \"id\", include = {\"slug\", \"title\"}',"
                + " 'has the same keys, and the same included columns'"
    })
    void ofTwoThatStandInForEachOtherTheFirstStays(String one, String other, String reason) {
        String expected =
                "[CI085] @CompositeIndex #2 on com.acme.Course: @CompositeIndex #1 on com.acme.Course serves every "
                        + "query that this one serves: it " + reason + ". Remove this one.";

        assertThat(warnings(JAVAC, one, other)).containsExactly(expected);
        assertThat(warnings(JAVAC, other, one)).containsExactly(expected);
    }

    /** What other tools get wrong, and what only looks alike. */
    static Stream<Arguments> bothServe() {
        return Stream.of(
                Arguments.of("fields = {\"id\", \"title\"}", "fields = {\"id\", \"title DESC\"}"),
                Arguments.of("fields = {\"id\", \"title\"}", "fields = {\"title\", \"id\"}"),
                Arguments.of("fields = \"id\"", "fields = \"id NULLS FIRST\""),
                Arguments.of("fields = \"id\"", "fields = {\"id NULLS FIRST\", \"title\"}"),
                Arguments.of("fields = \"title\"", "fields = {\"id\", \"title\"}"),
                Arguments.of("fields = \"id\"", "fields = \"id\", using = \"hash\""),
                Arguments.of("fields = \"id\"", "fields = {\"id\", \"title\"}, using = \"brin\""),
                Arguments.of("fields = \"title\"", "fields = \"title text_pattern_ops\""),
                Arguments.of("fields = \"title\"", "fields = {\"title COLLATE \\\"C\\\"\", \"id\"}"),
                Arguments.of("fields = \"lower({title})\"", "fields = \"upper({title})\""),
                Arguments.of("fields = \"title\"", "fields = {\"lower({title})\", \"id\"}"),
                Arguments.of("fields = \"id\"", "fields = {\"id\", \"title\"}, where = \"{id} > 0\""),
                Arguments.of("fields = \"id\", where = \"{id} > 0\"", "fields = {\"id\", \"title\"}"),
                Arguments.of("fields = \"id\", include = \"slug\"", "fields = {\"id\", \"title\"}"),
                Arguments.of("fields = \"id\", include = \"slug\"", "fields = {\"id\", \"lower({slug})\"}"),
                Arguments.of("fields = \"id\", unique = true", "fields = {\"id\", \"title\"}, unique = true"),
                Arguments.of("fields = \"id\", unique = true", "fields = \"id\", include = \"title\""),
                Arguments.of(
                        "fields = \"id\", unique = true, nullsDistinct = false",
                        "fields = \"id\", include = \"title\", unique = true"));
    }

    @ParameterizedTest
    @MethodSource
    void bothServe(String one, String other) {
        assertThat(warnings(JAVAC, one, other)).isEmpty();
    }

    /** Classes that share a table, in whatever order they are handed over. */
    @ParameterizedTest
    @EnumSource
    void redundantAcrossClasses(CompilerKind compiler) {
        CompilationResult result = compilation(COURSE.formatted("@CompositeIndex(fields = {\"id\", \"title\"})"))
                .source("com/acme/Summary.java", """
                        package com.acme;
                        @dev.compositeindex.IndexedTable("course")
                        @dev.compositeindex.CompositeIndex(fields = "id") record Summary(long id) {}
                        """)
                .run(compiler, new CompositeIndexProcessor());

        assertThat(ours(result))
                .containsExactly(
                        "[CI085] @CompositeIndex #1 on com.acme.Summary: @CompositeIndex #1 on com.acme.Course serves "
                                + "every query that this one serves: it starts with the same keys. Remove this one.");
    }

    @Test
    void anotherTableIsAnother() {
        CompilationResult result = compilation(COURSE.formatted("@CompositeIndex(fields = {\"id\", \"title\"})"))
                .source("com/acme/Summary.java", """
                        package com.acme;
                        @dev.compositeindex.IndexedTable(value = "course", schema = "archive")
                        @dev.compositeindex.CompositeIndex(fields = "id") record Summary(long id) {}
                        """)
                .run(JAVAC, new CompositeIndexProcessor());

        assertThat(ours(result)).isEmpty();
    }

    @Test
    void tenIndexesAreNotMany() {
        String ten = IntStream.range(0, 10)
                .mapToObj(i -> "@CompositeIndex(fields = \"id\", where = \"{id} > " + i + "\")")
                .collect(Collectors.joining("\n"));

        assertThat(ours(compilation(COURSE.formatted(ten)).run(JAVAC, new CompositeIndexProcessor())))
                .isEmpty();
        assertThat(ours(compilation(COURSE.formatted(ten + "\n@CompositeIndex(fields = \"title\")"))
                        .run(JAVAC, new CompositeIndexProcessor())))
                .singleElement()
                .asString()
                .startsWith(
                        "[CI086] @CompositeIndex on com.acme.Course: 11 indexes are declared on the table \"course\".");
    }

    @ParameterizedTest
    @CsvSource({
        "'fields = \"id\"', true",
        "'fields = \"id DESC\"', true",
        "'fields = \"id\", unique = true', true",
        "'fields = \"id\", using = \"hash\"', false",
        "'fields = \"id\", include = \"title\"', false",
        "'fields = \"id\", where = \"{id} > 0\"', false",
        "'fields = {\"id\", \"title\"}', false"
    })
    void thePrimaryKeyHasAnIndex(String index, boolean redundant) {
        assertThat(ours(entity(index, "@Id Long id; String title;").run(JAVAC, new CompositeIndexProcessor())))
                .containsExactlyElementsOf(
                        redundant
                                ? List.of(
                                        "[CI085] @CompositeIndex #1 on com.acme.Lesson: the primary key serves every query that this "
                                                + "one serves: it is an index on the same column. Remove this one.")
                                : List.of());
    }

    @Test
    void ofAPrimaryKeyOfSeveralColumnsTheOrderIsNotKnown() {
        assertThat(ours(entity("fields = \"id\"", "@Id Long id; @Id Long other; String title;")
                        .run(JAVAC, new CompositeIndexProcessor())))
                .isEmpty();
    }

    /** The reference to it is part of the key, and its columns are not known. */
    @ParameterizedTest
    @CsvSource({"id, @Id Long id; @Id @ManyToOne Unmapped other;", "k.id, @EmbeddedId Key k;"})
    void aPrimaryKeyOfWhichNotAllIsKnownIsNone(String field, String members) {
        String types = " static class Unmapped {} @Embeddable static class Key { Long id; @ManyToOne Unmapped other; }";
        assertThat(ours(entity("fields = \"" + field + "\"", members + types)
                        .run(JAVAC, new CompositeIndexProcessor())))
                .isEmpty();
    }

    // --------------------------------------------------------------------------------------------------- foreign keys

    static Stream<Arguments> foreignKeys() {
        String missing =
                "[CI090] com.acme.Lesson, course: no declared index starts with the foreign key, \"course_id\": each delete "
                        + "of a row that it may refer to reads the whole table. Declare one: @CompositeIndex(fields = \"course\").";
        String reference = "@Id Long id; String title; @ManyToOne Course course;";
        return Stream.of(
                Arguments.of("fields = \"title\"", reference, missing),
                Arguments.of("fields = {\"title\", \"course\"}", reference, missing),
                Arguments.of("fields = \"course\", where = \"{title} IS NULL\"", reference, missing),
                Arguments.of("fields = \"course\", where = \"{course} IS NULL\"", reference, missing),
                Arguments.of("fields = \"course\", where = \"{course} IS NOT NULL\"", reference, ""),
                Arguments.of("fields = \"course\", where = \"({course} is not null)\"", reference, ""),
                Arguments.of(
                        "fields = \"course\", where = \"{course} IS NOT NULL AND {title} IS NOT NULL\"",
                        reference,
                        missing),
                Arguments.of("fields = \"course\", using = \"brin\"", reference, missing),
                Arguments.of("fields = \"({course} + 1)\"", reference, missing),
                Arguments.of("fields = \"course\"", reference, ""),
                Arguments.of("fields = {\"course DESC\", \"title\"}", reference, ""),
                Arguments.of("fields = \"course\", using = \"hash\"", reference, ""),
                Arguments.of("fields = \"title\"", "@Id Long id; String title; @OneToOne Course course;", ""),
                Arguments.of(
                        "fields = \"title\"",
                        "@Id Long id; String title; @ManyToOne @JoinColumn(unique = true) Course course;",
                        ""),
                Arguments.of(
                        "fields = \"title\"",
                        "@Id Long id; String title; @OneToOne(mappedBy = \"x\") Course course;",
                        ""),
                Arguments.of("fields = \"title\"", "@Id @ManyToOne Course course; String title;", ""),
                Arguments.of(
                        "fields = \"title\"",
                        "@Id Long id; String title; @ManyToOne @JoinColumn(foreignKey = @ForeignKey(ConstraintMode.CONSTRAINT)) Course course;",
                        missing),
                Arguments.of(
                        "fields = \"title\"",
                        "@Id Long id; String title; @ManyToOne @JoinColumn(foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT)) Course course;",
                        ""));
    }

    @ParameterizedTest
    @MethodSource
    void foreignKeys(String index, String members, String expected) {
        assertThat(ours(entity(index, members).run(JAVAC, new CompositeIndexProcessor())))
                .containsExactlyElementsOf(expected.isEmpty() ? List.of() : List.of(expected));
    }

    /** Whether it is taken over or not, it is declared. */
    @Test
    void anIndexThatJpaDeclaresServesAForeignKey() {
        String[] columns = {"course_id", "course_id DESC, title", "title, course_id"};
        assertThat(Stream.of(columns)
                        .map(list -> Compilation.in(folder.resolve("run" + ++runs))
                                .classPath(Compilation.whereIs(Entity.class))
                                .source("com/acme/Lesson.java", """
                                        package com.acme;
                                        import jakarta.persistence.*;
                                        @dev.compositeindex.CompositeIndex(fields = "title")
                                        @Table(indexes = @Index(columnList = "%s"))
                                        @Entity class Lesson {
                                            @Id Long id; String title; @ManyToOne Course course;
                                            @Entity static class Course { @Id Long id; }
                                        }
                                        """.formatted(list))
                                .run(JAVAC, new CompositeIndexProcessor()))
                        .map(result -> ours(result).size()))
                .containsExactly(0, 0, 1);
    }

    @Test
    void anIndexThatJpaDeclaresOnTheRootOfAHierarchyServesAForeignKey() {
        CompilationResult result = entity("fields = \"id\", where = \"{id} > 0\"", "@Id Long id;")
                .source("com/acme/Video.java", """
                        package com.acme;
                        import jakarta.persistence.*;
                        @Table(indexes = @Index(columnList = "course_id"))
                        @Entity @Inheritance class Item { @Id Long id; @ManyToOne Course course; }
                        @dev.compositeindex.CompositeIndex(fields = "length") @Entity class Video extends Item { int length; }
                        """)
                .run(JAVAC, new CompositeIndexProcessor());

        assertThat(ours(result)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anIndexOfAnotherClassOnTheTableServesAForeignKey(CompilerKind compiler) {
        CompilationResult result = entity("fields = \"title\"", "@Id Long id; String title; @ManyToOne Course course;")
                .source("com/acme/Summary.java", """
                        package com.acme;
                        @dev.compositeindex.IndexedTable("lesson")
                        @dev.compositeindex.CompositeIndex(fields = "courseId") record Summary(long courseId) {}
                        """)
                .run(compiler, new CompositeIndexProcessor());

        assertThat(ours(result)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aFieldIsPointedAtAndMaySuppressItsWarning(CompilerKind compiler) {
        CompilationResult warned = entity("fields = \"title\"", "@Id Long id; String title;\n@ManyToOne Course course;")
                .run(compiler, new CompositeIndexProcessor());
        assertThat(warned.messages())
                .filteredOn(message -> message.text().startsWith("[CI090]"))
                .extracting(Message::line)
                .containsExactly(6L);

        assertThat(ours(entity(
                                "fields = \"title\"",
                                "@Id Long id; String title;\n@SuppressWarnings(\"compositeindex:foreign-key\") @ManyToOne Course course;")
                        .run(compiler, new CompositeIndexProcessor())))
                .isEmpty();
    }

    // ----------------------------------------------------------------------------------------------------------- types

    static Stream<Arguments> types() {
        String json = "@Column(columnDefinition = \"jsonb\") String";
        return Stream.of(
                Arguments.of(
                        "int",
                        "gin",
                        "f",
                        "CI087 \"f\" is a number, and gin has no operator class for that. Use btree; or name the operator class that the extension btree_gin brings."),
                Arguments.of(
                        "java.math.BigDecimal",
                        "gist",
                        "f",
                        "CI087 \"f\" is a number, and gist has no operator class for that. Use btree; or name the operator class that the extension btree_gist brings."),
                Arguments.of(
                        "java.util.UUID",
                        "spgist",
                        "f",
                        "CI087 \"f\" is a UUID, and spgist has no operator class for that. Use btree."),
                Arguments.of(
                        "Boolean",
                        "gin",
                        "f",
                        "CI087 \"f\" is a boolean, and gin has no operator class for that. Use btree; or name the operator class that the extension btree_gin brings."),
                Arguments.of("int", "gin", "f int4_ops", ""),
                Arguments.of(
                        "long",
                        "btree",
                        "f text_pattern_ops",
                        "CI087 \"f\" is a number, and \"text_pattern_ops\" is an operator class for texts. Remove it."),
                Arguments.of(
                        "long",
                        "btree",
                        "f COLLATE \\\"C\\\"",
                        "CI087 \"f\" is a number, which has no collation. Remove COLLATE."),
                Arguments.of("long", "brin", "f", ""),
                Arguments.of("long", "hash", "f", ""),
                Arguments.of("String", "gin", "f", ""),
                Arguments.of("String", "btree", "f text_pattern_ops", ""),
                Arguments.of("String", "gist", "f", ""),
                Arguments.of("@Convert(converter = Course.class) int", "gin", "f", ""),
                Arguments.of("@Column(columnDefinition = \"int[]\") int", "gin", "f", ""),
                Arguments.of("String[]", "gin", "f", ""),
                Arguments.of(
                        "String[]",
                        "btree",
                        "f",
                        "CI088 \"f\" is an array, and btree compares whole arrays. For their elements use gin."),
                Arguments.of(
                        "int[]",
                        "hash",
                        "f",
                        "CI088 \"f\" is an array, and hash compares whole arrays. For their elements use gin."),
                Arguments.of("byte[]", "btree", "f", ""),
                Arguments.of("@Column(columnDefinition = \"jsonb\") String", "gin", "f", ""),
                Arguments.of(
                        "@Column(columnDefinition = \"JSONB not null\") String",
                        "btree",
                        "f",
                        "CI088 \"f\" is stored as JSON, and btree compares whole documents. For what is in them use gin, or index one value: \"({f} ->> 'key')\"."),
                Arguments.of(
                        "java.util.UUID",
                        "brin",
                        "f",
                        "CI088 \"f\" is a UUID, and brin only narrows a search where neighbours on the disk have near values. Use btree; for random values and equality \"f uuid_bloom_ops\" does as well."),
                Arguments.of("java.util.UUID", "brin", "f uuid_bloom_ops", ""),
                Arguments.of("java.util.UUID", "btree", "f", ""),
                Arguments.of(
                        "boolean",
                        "btree",
                        "f",
                        "CI089 \"f\" is a boolean, which has two values. If queries ask for one of them, let what they search or sort by be the key, and say where = \"{f}\", or \"NOT {f}\"."),
                Arguments.of("boolean", "hash", "f", ""),
                Arguments.of(
                        "boolean",
                        "brin",
                        "f",
                        "CI087 \"f\" is a boolean, and brin has no operator class for that. Use btree."),
                Arguments.of(
                        json,
                        "gist",
                        "f",
                        "CI058 \"f\" is of type jsonb, and gist has no operator class for that. Use another access method, or another type."),
                Arguments.of(
                        json,
                        "brin",
                        "f",
                        "CI058 \"f\" is of type jsonb, and brin has no operator class for that. Use another access method, or another type."),
                Arguments.of(
                        "String[]",
                        "spgist",
                        "f",
                        "CI087 \"f\" is an array, and spgist has no operator class for that. Use gin."),
                Arguments.of(
                        "String[]",
                        "brin",
                        "f",
                        "CI087 \"f\" is an array, and brin has no operator class for that. Use gin."),
                Arguments.of("int[]", "gist", "f", ""),
                Arguments.of(json, "gin", "f jsonb_path_ops", ""),
                Arguments.of(
                        "@Column(columnDefinition = \"json\") String",
                        "btree",
                        "f",
                        "CI058 \"f\" is of type json, and btree has no operator class for that. Use another access method, or another type."),
                Arguments.of(
                        "@Column(columnDefinition = \"varchar(20)\") String",
                        "gin",
                        "f",
                        "CI058 \"f\" is of type character varying, and gin has no operator class for that. Use another access method; or name the operator class that an extension brings, \"varchar_ops\"."),
                Arguments.of("@Column(columnDefinition = \"varchar(20)\") String", "gin", "f gin_trgm_ops", ""),
                Arguments.of(
                        "@Column(columnDefinition = \"date\") String",
                        "btree",
                        "f int4_ops",
                        "CI058 \"f\" is of type date, and the operator class \"int4_ops\" takes integer. Remove it, or name another."),
                Arguments.of(
                        "@Column(columnDefinition = \"date\") String",
                        "btree",
                        "f COLLATE \\\"C\\\"",
                        "CI058 \"f\" is of type date, which has no collation. Remove COLLATE."),
                Arguments.of(
                        "@Column(columnDefinition = \"json\") String",
                        "btree",
                        "({f} -> 'a')",
                        "CI058 the expression is of type json, and btree has no operator class for that. Use another access method, or another type."),
                Arguments.of("@Column(columnDefinition = \"jsonb[]\") String", "btree", "f", ""));
    }

    @ParameterizedTest
    @MethodSource
    void types(String type, String method, String key, String expected) {
        CompilationResult result = entity(
                        "using = \"" + method + "\", fields = \"" + key + "\"", "@Id Long id; " + type + " f;")
                .run(JAVAC, new CompositeIndexProcessor());

        assertThat(ours(result).stream()
                        .map(text -> text.replaceFirst(
                                "\\[(CI\\d+)] @CompositeIndex #1 on com\\.acme\\.Lesson, fields\\[0]: ", "$1 ")))
                .containsExactlyElementsOf(expected.isEmpty() ? List.of() : List.of(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fields = {\"f\", \"id\"}, unique = true",
                "fields = {\"f\", \"id\"}, where = \"{id} > 0\"",
                "fields = {\"id\", \"f\"}"
            })
    void aBooleanHasItsPlace(String index) {
        assertThat(ours(entity(index, "@Id Long id; boolean f;").run(JAVAC, new CompositeIndexProcessor())))
                .isEmpty();
    }

    @Test
    void aUniqueIndexOfWholeValuesIsAConstraint() {
        assertThat(ours(entity("fields = \"f\", unique = true", "@Id Long id; String[] f;")
                        .run(JAVAC, new CompositeIndexProcessor())))
                .isEmpty();
    }

    @Test
    void theTypeOfAnEmbeddedFieldIsKnownToo() {
        assertThat(ours(entity(
                                "fields = \"at.x\", using = \"gin\"",
                                "@Id Long id; @Embedded At at; @Embeddable static class At { int x; }")
                        .run(JAVAC, new CompositeIndexProcessor())))
                .singleElement()
                .asString()
                .startsWith("[CI087] @CompositeIndex #1 on com.acme.Lesson, fields[0]: \"at.x\" is a number");
    }

    private Compilation entity(String index, String members) {
        return Compilation.in(folder.resolve("run" + ++runs))
                .classPath(Compilation.whereIs(Entity.class))
                .source("com/acme/Lesson.java", """
                        package com.acme;
                        import jakarta.persistence.*;
                        @dev.compositeindex.CompositeIndex(%s)
                        @Entity class Lesson {
                            %s
                        }
                        """.formatted(index, members))
                .source("com/acme/Course.java", """
                        package com.acme;
                        import jakarta.persistence.*;
                        @Entity class Course { @Id Long id; }
                        """);
    }

    // ---------------------------------------------------------------------------------------------------- suppression

    @ParameterizedTest
    @EnumSource
    void aWarningIsSuppressedWhereItsClassOrOneAroundItSaysSo(CompilerKind compiler) {
        String twice = """
                package com.acme;

                @SuppressWarnings(%s)
                class Outer {
                    %s
                    @dev.compositeindex.CompositeIndex(name = "x", fields = "id")
                    @dev.compositeindex.CompositeIndex(name = "y", fields = "id")
                    static class Course {
                        long id;
                    }
                }
                """;

        assertThat(outer(compiler, twice.formatted("\"unused\"", ""))).hasSize(1);
        assertThat(outer(compiler, twice.formatted("\"compositeindex:unrecorded\"", "")))
                .hasSize(1);
        assertThat(outer(compiler, twice.formatted("{\"x\", \"compositeindex:redundant\"}", "")))
                .isEmpty();
        assertThat(outer(compiler, twice.formatted("\"compositeindex\"", ""))).isEmpty();
        assertThat(outer(compiler, twice.formatted("\"x\"", "@SuppressWarnings(\"compositeindex:redundant\")")))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSuppressedIsNoError(CompilerKind compiler) {
        CompilationResult result = compilation(COURSE.formatted("""
                        @SuppressWarnings("compositeindex:redundant")
                        @CompositeIndex(name = "x", fields = "id")
                        @CompositeIndex(name = "y", fields = "id")"""))
                .option("-Acompositeindex.warnings=error")
                .run(compiler, new CompositeIndexProcessor());

        assertThat(ours(result)).isEmpty();
        assertThat(result.succeeded()).isTrue();
    }

    /** A class file does not tell what its source suppresses, and its compile has warned already. */
    @Test
    void aClassOfAnEarlierCompileIsNotWarnedOfAgain() {
        Path same = folder.resolve("same");
        CompilationResult first = Compilation.in(same)
                .source("com/acme/Course.java", COURSE.formatted("""
                        @CompositeIndex(name = "x", fields = "id")
                        @CompositeIndex(name = "y", fields = "id")"""))
                .source("com/acme/User.java", user("name"))
                .run(JAVAC, new CompositeIndexProcessor());
        assertThat(ours(first)).hasSize(1);

        CompilationResult second = Compilation.in(same)
                .classPath(same.resolve("classes"))
                .source("com/acme/User.java", user("name DESC"))
                .run(JAVAC, new CompositeIndexProcessor());

        assertThat(ours(second)).isEmpty();
        assertThat(second.generated().get("META-INF/compositeindex/com.acme.Indexes.indexes"))
                .contains("name=x\t", "name=y\t");
    }

    private static String user(String key) {
        return """
                package com.acme;
                @dev.compositeindex.CompositeIndex(name = "name_idx", fields = "%s") class User { String name; }
                """.formatted(key);
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    private List<String> outer(CompilerKind compiler, String source) {
        return ours(Compilation.in(folder.resolve("run" + ++runs))
                .source("com/acme/Outer.java", source)
                .run(compiler, new CompositeIndexProcessor()));
    }

    private List<String> warnings(CompilerKind compiler, String first, String second) {
        CompilationResult result = compilation(
                        COURSE.formatted("@CompositeIndex(%s)\n@CompositeIndex(%s)".formatted(first, second)))
                .run(compiler, new CompositeIndexProcessor());
        assertThat(result.succeeded()).isTrue();
        return ours(result);
    }

    private Compilation compilation(String course) {
        return Compilation.in(folder.resolve("run" + ++runs))
                .option("-Acompositeindex.postgres=15")
                .source("com/acme/Course.java", course);
    }

    private static List<String> ours(CompilationResult result) {
        return result.messages().stream()
                .map(Message::text)
                .filter(text -> text.startsWith("[CI") && !text.startsWith("[CI024]"))
                .toList();
    }
}
