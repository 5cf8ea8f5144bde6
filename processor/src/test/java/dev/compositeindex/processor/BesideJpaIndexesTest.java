package dev.compositeindex.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.Message;
import jakarta.persistence.Entity;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Annotations of ours on classes whose {@code @Table} declares indexes, which count, too. */
@Tag("slow")
class BesideJpaIndexesTest {
    private static final String OPTION = "-Acompositeindex.jpaIndexes=true";
    private static final String FILE = "META-INF/compositeindex/com.acme.Indexes.indexes";
    private static final Pattern CONSTANT = Pattern.compile("IndexDefinition (\\w+) =");

    /** JPA's annotation comes first, and with another column, so that neither place nor name decides the order. */
    private static final String COURSE = """
            package com.acme;

            import dev.compositeindex.CompositeIndex;
            import jakarta.persistence.*;

            @Table(
                    name = "course",
                    indexes = {
                        @Index(name = "a_theirs", columnList = "title"),
                        @Index(columnList = "createdAt DESC, title", unique = true)
                    })
            @CompositeIndex(name = "z_ours", fields = "slug")
            @CompositeIndex(name = "b_ours", fields = "lower({slug})")
            @Entity
            public class Course {
                @Id Long id;
                String title;
                String slug;
                java.time.Instant createdAt;
            }
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void bothCountOursFirst(CompilerKind compiler) {
        CompilationResult result = compile(compiler, OPTION, COURSE);

        assertThat(constants(result)).containsExactly("Z_OURS", "B_OURS", "A_THEIRS", "CREATED_AT_TITLE_IDX");
        assertThat(result.generated().get(FILE).lines())
                .containsExactly(
                        "compositeindex 1",
                        "name=a_theirs\ttable=course\tclass=com.acme.Course\tdefinition="
                                + "CREATE INDEX a_theirs ON course (title)\tjpa=true",
                        "name=b_ours\ttable=course\tclass=com.acme.Course\tdefinition="
                                + "CREATE INDEX b_ours ON course (lower(slug))",
                        "name=course_created_at_title_e4e0140e_idx\ttable=course\tclass=com.acme.Course\tdefinition="
                                + "CREATE UNIQUE INDEX course_created_at_title_e4e0140e_idx ON course (created_at DESC, title)\tjpa=true",
                        "name=z_ours\ttable=course\tclass=com.acme.Course\tdefinition="
                                + "CREATE INDEX z_ours ON course (slug)");
    }

    @Test
    void withoutTheOptionOnlyOursCount() {
        CompilationResult result = compile(CompilerKind.JAVAC, "-Acompositeindex.jpaIndexes=false", COURSE);

        assertThat(constants(result)).containsExactly("Z_OURS", "B_OURS");
        assertThat(result.generated().get(FILE)).contains("z_ours", "b_ours").doesNotContain("a_theirs", "jpa");
    }

    @ParameterizedTest
    @EnumSource
    void aPartialBuildChangesNothing(CompilerKind compiler) {
        SortedMap<String, String> whole =
                compile(compiler, OPTION, COURSE, tag("name")).generated();

        assertThat(compile(compiler, OPTION, tag("name")).generated()).isEqualTo(whole);
        assertThat(compile(compiler, OPTION, tag("name DESC")).generated().get(FILE))
                .contains("a_theirs", "z_ours", "(name DESC)");
    }

    @ParameterizedTest
    @EnumSource
    void aTextOfTheirsMayComeFromAGeneratedConstant(CompilerKind compiler) {
        String source = COURSE.replace("columnList = \"title\"", "columnList = Generated.COLUMNS");
        CompilationResult result = compilation(OPTION, source)
                .run(
                        compiler,
                        new CompositeIndexProcessor(),
                        new GeneratingProcessor(
                                1,
                                "com.acme.Generated",
                                "package com.acme; class Generated { static final String COLUMNS = \"slug, title\"; }"));

        assertThat(result.errors()).isEmpty();
        assertThat(result.generated().get(FILE)).contains("CREATE INDEX a_theirs ON course (slug, title)");
    }

    // ---------------------------------------------------------------------------------------------------------- equal

    static Stream<Arguments> twoOfThem() {
        String removeOne = ", which is the same index. Remove one of the two.";
        return Stream.of(
                Arguments.of(
                        "name = \"x\", fields = \"title\"",
                        "name = \"x\", columnList = \"title\"",
                        "[CI015] @Index #1 \"x\" on com.acme.Course, name: \"x\" is also the name of @CompositeIndex #1 on com.acme.Course"
                                + removeOne),
                Arguments.of(
                        "name = \"coursetitle\", fields = \"title\"",
                        "name = \"courseTitle\", columnList = \"title ASC\"",
                        "[CI015] @Index #1 \"coursetitle\" on com.acme.Course, name: \"coursetitle\" is also the name of @CompositeIndex #1 on com.acme.Course"
                                + removeOne),
                Arguments.of(
                        "name = \"x\", fields = \"title\"",
                        "name = \"x\", columnList = \"slug\"",
                        "[CI015] @Index #1 \"x\" on com.acme.Course, name: \"x\" is also the name of @CompositeIndex #1 on com.acme.Course"
                                + ", and a name is unique in its schema. Rename one."),
                Arguments.of(
                        "fields = \"title\"",
                        "columnList = \"title\"",
                        "[CI015] @Index #1 on com.acme.Course: this is the same index as @CompositeIndex #1 on com.acme.Course, and neither has "
                                + "a name, so that both are called \"course_title_e7a1b3d2_idx\". Remove one of the two."),
                Arguments.of(
                        "fields = \"title\"",
                        "name = \"x\", columnList = \"title\"",
                        "[CI017] @Index #1 \"x\" on com.acme.Course: this is the same index as @CompositeIndex #1 on com.acme.Course. "
                                + "Remove one of the two."),
                Arguments.of(
                        "name = \"x\", fields = {\"title\", \"slug\"}",
                        "name = \"y\", columnList = \"title\"",
                        "[CI085] @Index #1 \"y\" on com.acme.Course: @CompositeIndex #1 \"x\" on com.acme.Course serves every query that this "
                                + "one serves: it starts with the same keys. Remove this one."),
                Arguments.of(
                        "name = \"x\", fields = \"title\"",
                        "name = \"y\", columnList = \"title, slug\"",
                        "[CI085] @CompositeIndex #1 \"x\" on com.acme.Course: @Index #1 \"y\" on com.acme.Course serves every query that this "
                                + "one serves: it starts with the same keys. Remove this one."),
                Arguments.of("name = \"x\", fields = \"title\"", "name = \"y\", columnList = \"slug\"", ""));
    }

    @ParameterizedTest
    @MethodSource
    void twoOfThem(String ours, String theirs, String message) {
        for (CompilerKind compiler : CompilerKind.all().toList()) {
            CompilationResult result = compile(compiler, OPTION, course("", ours, theirs));

            assertThat(ours(result))
                    .extracting(text -> text.replaceFirst("_[0-9a-f]{8}_idx", "_e7a1b3d2_idx"))
                    .containsExactlyElementsOf(message.isEmpty() ? List.of() : List.of(message));
            assertThat(result.succeeded()).isEqualTo(!message.startsWith("[CI015]"));
        }
    }

    /** A mistake in theirs is told at the {@code @Table}, whose own attributes it does not concern. */
    @ParameterizedTest
    @EnumSource
    void eachIsToldAtItsOwnAnnotation(CompilerKind compiler) {
        CompilationResult result = compile(
                compiler,
                OPTION,
                course("", "name = \"x\", fields = \"titel\"", "name = \"x\", columnList = \"title\"")
                        .replace("@Table(", "@Table(\nname = \"course\",\n"));

        assertThat(result.errors())
                .extracting(error -> error.text().substring(0, 7) + " " + error.line())
                .containsExactly("[CI001] 4", "[CI015] 5");
    }

    @ParameterizedTest
    @EnumSource
    void aWarningOfTheirsIsSuppressedOnTheClass(CompilerKind compiler) {
        String ours = "name = \"x\", fields = {\"title\", \"slug\"}";
        String theirs = "name = \"y\", columnList = \"title\"";

        assertThat(ours(compile(compiler, OPTION, course("@SuppressWarnings(\"x\")", ours, theirs))))
                .hasSize(1);
        assertThat(ours(compile(
                        compiler, OPTION, course("@SuppressWarnings(\"compositeindex:redundant\")", ours, theirs))))
                .isEmpty();
    }

    @Test
    void manyAreManyWhoeverDeclaresThem() {
        String theirs = "name = \"y\", columnList = \"slug\"";
        String ours = "@CompositeIndex(fields = \"id\", where = \"{id} > %d\")\n";
        StringBuilder ten = new StringBuilder();
        for (int i = 0; i < 9; i++) {
            ten.append(ours.formatted(i));
        }

        assertThat(ours(compile(CompilerKind.JAVAC, OPTION, course(ten.toString(), "fields = \"title\"", theirs))))
                .singleElement()
                .asString()
                .startsWith("[CI086] @CompositeIndex on com.acme.Course: 11 indexes are declared");
    }

    /** What is advised takes nothing away. */
    @Test
    void anIndexOfOursForAForeignKeyJoinsThem() {
        String source = """
                package com.acme;

                import jakarta.persistence.*;

                @Entity
                @Table(indexes = @Index(name = "theirs", columnList = "name"))
                public class Author {
                    @Id Long id;
                    String name;
                    @ManyToOne Author editor;
                }
                """;
        String message = ours(compile(CompilerKind.JAVAC, OPTION, source)).get(0);
        assertThat(message).startsWith("[CI090]").endsWith("Declare one: @CompositeIndex(fields = \"editor\").");

        CompilationResult result = compile(
                CompilerKind.JAVAC,
                OPTION,
                source.replace("@Entity", "@Entity @dev.compositeindex.CompositeIndex(fields = \"editor\")"));

        assertThat(ours(result)).isEmpty();
        assertThat(result.generated().get(FILE)).contains("name=theirs\t", "(editor_id)");
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    private static String course(String annotations, String ours, String theirs) {
        return """
                package com.acme;
                import dev.compositeindex.CompositeIndex;
                import jakarta.persistence.*;
                %s@CompositeIndex(%s)
                @Table(indexes = @Index(%s))
                @Entity public class Course { @Id Long id; String title; String slug; }
                """.formatted(annotations, ours, theirs);
    }

    private static String tag(String key) {
        return """
                package com.acme;
                @dev.compositeindex.CompositeIndex(name = "tag_name_idx", fields = "%s")
                public class Tag { String name; }
                """.formatted(key);
    }

    private CompilationResult compile(CompilerKind compiler, String option, String... sources) {
        return compilation(option, sources).run(compiler, new CompositeIndexProcessor());
    }

    private Compilation compilation(String option, String... sources) {
        Compilation compilation = Compilation.in(folder)
                .classPath(Compilation.whereIs(Entity.class))
                .classPath(folder.resolve("classes"))
                .option(option);
        for (String source : sources) {
            compilation.source(
                    "com/acme/" + source.replaceFirst("(?s).*?public class (\\w+).*", "$1") + ".java", source);
        }
        return compilation;
    }

    private static List<String> constants(CompilationResult result) {
        return CONSTANT.matcher(result.generated().get("com/acme/CourseIndexes.java"))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static List<String> ours(CompilationResult result) {
        return result.messages().stream()
                .map(Message::text)
                .filter(text -> text.startsWith("[CI") && !text.startsWith("[CI024]"))
                .toList();
    }
}
