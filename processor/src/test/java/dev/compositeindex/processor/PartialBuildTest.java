package dev.compositeindex.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compilers are often handed the changed files only. No index may be lost by that, and none invented. */
@Tag("slow")
class PartialBuildTest {
    private static final String COURSE = entity("learning", "Course", "course_title_idx");
    private static final String LESSON = entity("learning", "Lesson", "lesson_title_idx");
    private static final String USER = entity("users", "User", "user_title_idx");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void touchingOneClassChangesNothing(CompilerKind compiler) {
        SortedMap<String, String> full = compile(compiler, COURSE, LESSON, USER).generated();

        CompilationResult partial = compile(compiler, LESSON);

        assertThat(partial.generated()).isEqualTo(full);
        assertThat(full.get("com/acme/Indexes.java")).contains("CourseIndexes", "LessonIndexes", "UserIndexes");
    }

    @ParameterizedTest
    @EnumSource
    void aNewIndexOfOneClassJoinsTheRest(CompilerKind compiler) {
        compile(compiler, COURSE, LESSON, USER);

        CompilationResult partial =
                compile(compiler, entity("learning", "Lesson", "lesson_title_idx", "lesson_body_idx"));

        assertThat(names(partial))
                .containsExactly("course_title_idx", "lesson_body_idx", "lesson_title_idx", "user_title_idx");
        assertThat(partial.pending())
                .containsExactly("course_title_idx", "lesson_body_idx", "lesson_title_idx", "user_title_idx");
    }

    @ParameterizedTest
    @EnumSource
    void aNewClassJoinsTheRestAndKeepsTheRegistrysName(CompilerKind compiler) {
        compile(compiler, COURSE, LESSON);

        CompilationResult partial = compile(compiler, entity("learning.deeper", "Exercise", "exercise_idx"));

        assertThat(names(partial)).containsExactly("course_title_idx", "exercise_idx", "lesson_title_idx");
        assertThat(registry(partial)).isEqualTo("com.acme.learning.Indexes");
    }

    @ParameterizedTest
    @EnumSource
    void aRegistryWhosePackageNoLongerFitsMoves(CompilerKind compiler) {
        compile(compiler, COURSE, LESSON);

        CompilationResult partial = compile(compiler, USER);

        assertThat(registry(partial)).isEqualTo("com.acme.Indexes");
        assertThat(names(partial)).containsExactly("course_title_idx", "lesson_title_idx", "user_title_idx");
        assertThat(partial.generated().keySet().stream().filter(path -> path.endsWith(".indexes")))
                .containsExactly("META-INF/compositeindex/com.acme.Indexes.indexes");
    }

    @ParameterizedTest
    @EnumSource
    void aRemovedAnnotationRemovesItsIndexes(CompilerKind compiler) {
        compile(compiler, COURSE, LESSON, USER);

        CompilationResult partial = compile(compiler, COURSE, "package com.acme.learning; class Lesson {}");

        assertThat(names(partial)).containsExactly("course_title_idx", "user_title_idx");
        assertThat(partial.pending()).containsExactly("course_title_idx", "user_title_idx");
    }

    @ParameterizedTest
    @EnumSource
    void aDeletedClassIsGone(CompilerKind compiler) throws IOException {
        compile(compiler, COURSE, LESSON, USER);
        Files.delete(folder.resolve("classes/com/acme/learning/Lesson.class"));

        assertThat(names(compile(compiler, COURSE))).containsExactly("course_title_idx", "user_title_idx");
    }

    /** What a crash or a full disk leaves. The class is there, so its indexes are not gone. */
    @ParameterizedTest
    @EnumSource
    void aDamagedClassFileIsNoDeletedClass(CompilerKind compiler) throws IOException {
        CompilationResult full = compile(compiler, COURSE, LESSON, USER);
        String indexes = full.generated().get("META-INF/compositeindex/com.acme.Indexes.indexes");
        Path file = folder.resolve("classes/com/acme/learning/Lesson.class");
        byte[] whole = Files.readAllBytes(file);
        for (byte[] damaged : List.of(
                new byte[0], "no class".getBytes(StandardCharsets.UTF_8), Arrays.copyOf(whole, whole.length / 2))) {
            Files.write(file, damaged);

            CompilationResult partial = run(compiler, COURSE);

            assertThat(partial.errors())
                    .extracting(Message::text)
                    .filteredOn(text -> text.startsWith("["))
                    .singleElement()
                    .asString()
                    .startsWith("[CI022] @CompositeIndex on com.acme.learning.Lesson: ")
                    .contains(" class file");
            assertThat(partial.generated()).containsEntry("META-INF/compositeindex/com.acme.Indexes.indexes", indexes);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClassWithoutItsSuperclassIsNoDeletedClass(CompilerKind compiler) throws IOException {
        CompilationResult full = compile(
                compiler,
                COURSE,
                LESSON.replace("class Lesson", "class Lesson extends Base"),
                "package com.acme.learning; class Base { long weight; }");
        Files.delete(folder.resolve("classes/com/acme/learning/Base.class"));
        Files.delete(folder.resolve("src/com/acme/learning/Base.java"));

        CompilationResult partial = run(compiler, COURSE);

        assertThat(partial.errors())
                .extracting(Message::text)
                .filteredOn(text -> text.startsWith("["))
                .singleElement()
                .asString()
                .startsWith("[CI022] @CompositeIndex on com.acme.learning.Lesson: ");
        assertThat(partial.generated()).containsAllEntriesOf(full.generated());
    }

    @ParameterizedTest
    @EnumSource
    void aDamagedListOfClassesIsNoEmptyOne(CompilerKind compiler) throws IOException {
        compile(compiler, COURSE, LESSON);
        Path file = folder.resolve("classes/META-INF/compositeindex/com.acme.learning.Indexes.indexes");
        Files.writeString(file, "compositeindex 1\nname=x");

        CompilationResult partial = run(compiler, COURSE);

        assertThat(partial.errors())
                .extracting(Message::text)
                .singleElement()
                .asString()
                .startsWith("[CI035] META-INF/compositeindex/com.acme.learning.Indexes.indexes:2: ");
        Files.delete(file);
        assertThat(names(compile(compiler, COURSE, LESSON))).containsExactly("course_title_idx", "lesson_title_idx");
    }

    /** Whatever else is where our files are is none of ours, behind a link too. */
    @ParameterizedTest
    @EnumSource
    void onlyWhatIsOursIsRemoved(CompilerKind compiler) throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Path byHand = Files.writeString(elsewhere.resolve("V9__by_hand.sql"), "SELECT 1;");
        Path ours = Files.createDirectories(folder.resolve("classes/META-INF/compositeindex"));
        Files.createSymbolicLink(ours.resolve("pending"), elsewhere);
        Path notes = Files.writeString(ours.resolve("notes.pending"), "x");
        Path script = Files.writeString(ours.resolve("R__by_hand.sql"), "SELECT 1;");
        compile(compiler, COURSE, USER);

        compile(compiler, COURSE.replaceFirst("@dev[^;]*?\\n", ""), USER);
        Files.delete(folder.resolve("classes/com/acme/users/User.class"));
        compile(compiler, COURSE);

        assertThat(byHand).hasContent("SELECT 1;");
        assertThat(notes).hasContent("x");
        assertThat(script).hasContent("SELECT 1;");
    }

    @ParameterizedTest
    @EnumSource
    void aRenamedClassIsNoSecondOneThoughItsClassFileIsStillThere(CompilerKind compiler) {
        compile(compiler, COURSE, LESSON);

        CompilationResult partial = compile(compiler, entity("learning", "Unit", "lesson_title_idx"));

        assertThat(names(partial)).containsExactly("course_title_idx", "lesson_title_idx");
        assertThat(partial.generated().get("META-INF/compositeindex/com.acme.learning.Indexes.indexes"))
                .contains("class=com.acme.learning.Unit")
                .doesNotContain("class=com.acme.learning.Lesson");
    }

    @ParameterizedTest
    @EnumSource
    void anIndexOfThatNameInAnotherSchemaStays(CompilerKind compiler) {
        String unit = entity("learning", "Unit", "lesson_title_idx")
                .replace(
                        "public class",
                        "@dev.compositeindex.IndexedTable(value = \"unit\", schema = \"s\") public class");
        compile(compiler, LESSON, unit);

        CompilationResult partial = compile(compiler, unit);

        assertThat(names(partial)).containsExactly("lesson_title_idx", "lesson_title_idx");
    }

    @ParameterizedTest
    @EnumSource
    void aNestedClassIsReadFromItsClassFile(CompilerKind compiler) {
        String order = """
                package com.acme.shop;
                class Order {
                    @dev.compositeindex.CompositeIndex(name = "item_idx", fields = {"address.city DESC", "sku"}, where = "{sku} > ''")
                    static class Item { String sku; Address address; }
                    static class Address { String city; }
                }
                """;
        SortedMap<String, String> full = compile(compiler, order, COURSE).generated();

        assertThat(compile(compiler, COURSE).generated()).isEqualTo(full);
    }

    @ParameterizedTest
    @EnumSource
    void constantsMayBeImported(CompilerKind compiler) {
        String lesson = entity("learning", "Lesson", "lesson_title_idx", "lesson_body_idx");
        String use = """
                package com.acme.use;
                import com.acme.learning.LessonIndexes;
                class Use { Object index = LessonIndexes.ALL; }
                """;
        compile(compiler, COURSE, LESSON, use);

        assertThat(names(compile(compiler, lesson, use)))
                .containsExactly("course_title_idx", "lesson_body_idx", "lesson_title_idx");
    }

    @ParameterizedTest
    @EnumSource
    void aDollarSignMayBelongToTheNameOfANestedClass(CompilerKind compiler) {
        String outer = """
                package com.acme.shop;
                class Outer {
                    @dev.compositeindex.CompositeIndex(name = "odd_idx", fields = "sku") static class In$ner { String sku; }
                }
                """;
        SortedMap<String, String> full = compile(compiler, outer, COURSE).generated();

        assertThat(full.get("META-INF/compositeindex/com.acme.Indexes.indexes"))
                .contains("class=com.acme.shop.Outer$In$ner");
        assertThat(full).containsKey("com/acme/shop/Outer_In$nerIndexes.java");
        assertThat(compile(compiler, COURSE).generated()).isEqualTo(full);
    }

    @ParameterizedTest
    @EnumSource
    void aRegistryMayGetItsFormerNameBack(CompilerKind compiler) {
        for (String name : List.of("com.acme.First", "com.acme.Second", "com.acme.First")) {
            CompilationResult result = Compilation.in(folder)
                    .classPath(folder.resolve("classes"))
                    .option("-Acompositeindex.registry=" + name)
                    .source("com/acme/learning/Course.java", COURSE)
                    .run(compiler, new CompositeIndexProcessor());

            assertThat(result.errors()).extracting(Message::text).isEmpty();
            assertThat(result.generated().keySet().stream().filter(path -> path.matches("com/acme/\\w+\\.java")))
                    .containsExactly(name.replace('.', '/') + ".java");
        }
    }

    /** Without a folder for them, generated sources are in the class output, and after an error only they are. */
    @ParameterizedTest
    @EnumSource
    void anEarlierCompileThatFailedIsNotInTheWay(CompilerKind compiler) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes/com/acme/learning"));
        String generated = compile(compiler, COURSE).generated().get("com/acme/learning/CourseIndexes.java");
        Files.writeString(classes.resolve("CourseIndexes.java"), generated);
        Files.delete(classes.resolve("CourseIndexes.class"));

        CompilationResult result = Compilation.in(folder)
                .classPath(folder.resolve("classes"))
                .source("com/acme/learning/Course.java", COURSE)
                .run(compiler, new CompositeIndexProcessor());

        assertThat(result.errors()).extracting(Message::text).isEmpty();
    }

    /** Whoever compiles in place has sources in the class output. */
    @ParameterizedTest
    @EnumSource
    void aClassWrittenByHandIsNeverDeleted(CompilerKind compiler) throws IOException {
        compile(compiler, COURSE);
        String byHand = "package com.acme.learning; class LessonIndexes {}";
        Path file = Files.writeString(folder.resolve("classes/com/acme/learning/LessonIndexes.java"), byHand);

        Compilation.in(folder)
                .classPath(folder.resolve("classes"))
                .source("com/acme/learning/Lesson.java", LESSON)
                .source("com/acme/learning/LessonIndexes.java", byHand)
                .run(compiler, new CompositeIndexProcessor());

        assertThat(file).hasContent(byHand);
    }

    @ParameterizedTest
    @EnumSource
    void testsDoNotShadowTheMainRegistry(CompilerKind compiler) throws IOException {
        Path main = compile(compiler, COURSE).output();
        Path tests = Files.createDirectories(folder.resolve("tests"));
        Compilation compilation = Compilation.in(tests).classPath(main);
        String path = "com/acme/learning/Fixture.java";
        String fixture = entity("learning", "Fixture", "fixture_idx");

        CompilationResult sameName = compilation.source(path, fixture).run(compiler, new CompositeIndexProcessor());
        CompilationResult ownName = compilation
                .option("-Acompositeindex.registry=com.acme.learning.TestIndexes")
                .run(compiler, new CompositeIndexProcessor());

        assertThat(sameName.errors())
                .singleElement()
                .extracting(Message::text)
                .asString()
                .startsWith("[CI021] the registry \"com.acme.learning.Indexes\" exists already")
                .endsWith("Name another with -Acompositeindex.registry.");
        assertThat(ownName.errors()).isEmpty();
        assertThat(names(ownName)).containsExactly("fixture_idx");
    }

    private CompilationResult compile(CompilerKind compiler, String... sources) {
        CompilationResult result = run(compiler, sources);
        assertThat(result.errors()).extracting(Message::text).isEmpty();
        return result;
    }

    private CompilationResult run(CompilerKind compiler, String... sources) {
        Compilation compilation = Compilation.in(folder).classPath(folder.resolve("classes"));
        for (String source : sources) {
            String packageName = source.replaceFirst("(?s).*?package ([\\w.]+);.*", "$1");
            String className = source.replaceFirst("(?s).*?class (\\w+).*", "$1");
            compilation.source(packageName.replace('.', '/') + "/" + className + ".java", source);
        }
        return compilation.run(compiler, new CompositeIndexProcessor());
    }

    private static String entity(String packageName, String className, String... indexes) {
        StringBuilder source = new StringBuilder("package com.acme." + packageName + ";\n");
        for (String index : indexes) {
            source.append("@dev.compositeindex.CompositeIndex(name = \"%s\", fields = \"%s\")\n"
                    .formatted(index, index.contains("body") ? "body" : "title"));
        }
        return source + "public class " + className + " { String title; String body; }\n";
    }

    private static String registry(CompilationResult result) {
        return result.generated()
                .get("META-INF/services/dev.compositeindex.registry.IndexRegistry")
                .strip();
    }

    private static List<String> names(CompilationResult result) {
        return result.generated()
                .get("META-INF/compositeindex/" + registry(result) + ".indexes")
                .lines()
                .skip(1)
                .map(line -> line.replaceFirst("name=(\\w+)\t.*", "$1"))
                .toList();
    }
}
