package dev.compositeindex.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.Message;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What compile lists as not recorded. */
class PendingIndexesTest {
    private static final String TWO_INDEXES = """
            package com.acme;
            import dev.compositeindex.CompositeIndex;
            @CompositeIndex(name = "course_title_idx", fields = "title")
            @CompositeIndex(name = "course_slug_idx", fields = "slug")
            class Course { String title; String slug; }
            """;

    private static final String TITLE = recorded("course_title_idx", "title");
    private static final String SLUG = recorded("course_slug_idx", "slug");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void allIsPendingOfWhichTheMigrationsSayNothing(CompilerKind compiler) throws IOException {
        inClassOutput("V1__tables.sql", "");
        inClassOutput("R__views.sql", "");

        CompilationResult result = compile(compiler, course(TWO_INDEXES));

        assertThat(result.generated().get("META-INF/compositeindex/com.acme.Indexes.pending"))
                .isEqualTo(result.generated().get("META-INF/compositeindex/com.acme.Indexes.indexes"));
        assertThat(result.generated().keySet()).noneMatch(path -> path.startsWith("db/migration/V2"));
    }

    /** Flyway follows them, too. */
    @Test
    void symbolicLinksAreFollowed() throws IOException {
        Path shared = Files.createDirectories(folder.resolve("shared"));
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(shared.resolve("V5__shared.sql"), TITLE);
        Files.createSymbolicLink(project.resolve("shared"), shared);
        Files.createSymbolicLink(project.resolve("V99__dangling.sql"), folder.resolve("nowhere"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), project);

        CompilationResult result =
                compile(CompilerKind.JAVAC, course(TWO_INDEXES).option("-Acompositeindex.migrations=" + link));

        assertThat(result.pending()).containsExactly("course_slug_idx");
    }

    @Test
    void aFolderThatCannotBeReadIsAnErrorThatSaysWhy() throws IOException {
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.createSymbolicLink(project.resolve("loop"), project);

        CompilationResult result = course(TWO_INDEXES)
                .option("-Acompositeindex.migrations=" + project)
                .run(CompilerKind.JAVAC, new CompositeIndexProcessor());

        assertThat(result.errors())
                .singleElement()
                .extracting(Message::text)
                .asString()
                .startsWith("[CI025] a folder of migrations could not be read or tidied: FileSystemLoopException: ")
                .endsWith("loop. Check the folder.");
    }

    @ParameterizedTest
    @EnumSource
    void namedDirectoriesReplaceTheClassOutput(CompilerKind compiler) throws IOException {
        inClassOutput("V90__elsewhere.sql", TITLE);
        Path one = Files.createDirectories(folder.resolve("one/sub"));
        Path two = Files.createDirectories(folder.resolve("two"));
        Files.writeString(one.resolve("V3__a.sql"), "");
        Files.writeString(two.resolve("V5__b.sql"), SLUG);

        CompilationResult result = compile(
                compiler,
                course(TWO_INDEXES)
                        .option("-Acompositeindex.migrations=" + one.getParent() + File.pathSeparator + two));

        assertThat(result.pending()).containsExactly("course_title_idx");
    }

    @ParameterizedTest
    @EnumSource
    void anIndexThatARecordedMigrationCreatesIsNotPending(CompilerKind compiler) throws IOException {
        inClassOutput("V1__tables.sql", "CREATE TABLE course (title text, slug text);");
        // As a Windows editor may have left it.
        inClassOutput("V2__create_title.sql", "\uFEFF" + TITLE.replace("\n", "\r\n"));
        inClassOutput("V3__not_ours.sql", "-- create course_slug_idx\n");

        assertThat(compile(compiler, course(TWO_INDEXES)).pending()).containsExactly("course_slug_idx");
    }

    @ParameterizedTest
    @EnumSource
    void aDamagedLedgerIsAnErrorAndNothingIsPending(CompilerKind compiler) throws IOException {
        inClassOutput("V1__tables.sql", "");
        inClassOutput("sub/V2__a.sql", "-- compositeindex: create course_title_idx\n");
        inClassOutput("V2__b.sql", "");

        CompilationResult result = course(TWO_INDEXES).run(compiler, new CompositeIndexProcessor());

        assertThat(result.errors())
                .extracting(Message::text)
                .satisfiesExactly(
                        text -> assertThat(text)
                                .startsWith("[CI030] sub/V2__a.sql:1: the header has no line that starts with "),
                        text -> assertThat(text).startsWith("[CI031] sub/V2__a.sql:1: V2__b.sql has the same version"));
        assertThat(result.pending()).isEmpty();
    }

    @Test
    void aDroppedIndexMayBeDeclaredAgain() throws IOException {
        String header =
                "-- compositeindex: create %1$s\n-- declared by: C\n-- definition: CREATE INDEX %1$s ON course (a)\n";
        inClassOutput("V1__create.sql", header.formatted("course_title_idx"));
        inClassOutput("V2__create.sql", header.formatted("course_slug_idx"));
        inClassOutput("V10__drop.sql", "-- compositeindex: drop course_title_idx\n");

        assertThat(compile(CompilerKind.JAVAC, course(TWO_INDEXES)).pending()).containsExactly("course_title_idx");
    }

    @Test
    void aRecordedNameCountsInItsSchemaOnly() throws IOException {
        inClassOutput("V1__create.sql", """
                -- compositeindex: create sales."order idx"
                -- declared by: A
                -- definition: CREATE INDEX "order idx" ON sales.a (x)
                """);
        Compilation compilation = Compilation.in(folder).source("A.java", """
                        import dev.compositeindex.*;
                        @IndexedTable(value = "a", schema = "sales") @CompositeIndex(name = "order idx", fields = "x")
                        class A { int x; }
                        """).source("B.java", """
                        import dev.compositeindex.*;
                        @IndexedTable("b") @CompositeIndex(name = "order idx", fields = "x")
                        class B { int x; }
                        """);

        CompilationResult result = compile(CompilerKind.JAVAC, compilation);

        assertThat(result.pending()).containsExactly("\"order idx\"");
        assertThat(result.generated().get("META-INF/compositeindex/Indexes.pending"))
                .contains("\tdefinition=CREATE INDEX \"order idx\" ON b (x)\n");
    }

    @ParameterizedTest
    @EnumSource
    void theNextCompileRemovesWhatIsNoLongerPending(CompilerKind compiler) throws IOException {
        compile(compiler, course(TWO_INDEXES));

        inClassOutput("V2__create.sql", TITLE + SLUG);

        assertThat(compile(compiler, course(TWO_INDEXES)).generated().keySet())
                .contains("META-INF/compositeindex/com.acme.Indexes.indexes")
                .doesNotContain("META-INF/compositeindex/com.acme.Indexes.pending");
    }

    @ParameterizedTest
    @EnumSource
    void whoeverReadsNoMigrationsListsNothing(CompilerKind compiler) {
        compile(compiler, course(TWO_INDEXES));

        assertThat(compile(compiler, course(TWO_INDEXES).option("-Acompositeindex.location=none"))
                        .generated()
                        .keySet())
                .doesNotContain("META-INF/compositeindex/com.acme.Indexes.pending");
    }

    @Test
    void anotherLocationIsRead() throws IOException {
        Path other = Files.createDirectories(folder.resolve("classes/sql/changes"));
        Files.writeString(other.resolve("V7__create.sql"), TITLE);
        inClassOutput("V90__elsewhere.sql", SLUG);

        CompilationResult result =
                compile(CompilerKind.JAVAC, course(TWO_INDEXES).option("-Acompositeindex.location=sql/changes"));

        assertThat(result.pending()).containsExactly("course_slug_idx");
    }

    @Test
    void withoutMigrationsANoteNamesTheOption() throws IOException {
        assertThat(notes(compile(CompilerKind.JAVAC, course(TWO_INDEXES))))
                .singleElement()
                .asString()
                .startsWith("[CI024] no migrations were found in the class output")
                .contains("-Acompositeindex.migrations");
        inClassOutput("V1__tables.sql", "");
        assertThat(notes(compile(CompilerKind.JAVAC, course(TWO_INDEXES)))).isEmpty();
    }

    private Compilation course(String source) {
        return Compilation.in(folder).source("com/acme/Course.java", source);
    }

    private static CompilationResult compile(CompilerKind compiler, Compilation compilation) {
        CompilationResult result = compilation.run(compiler, new CompositeIndexProcessor());
        assertThat(result.errors()).isEmpty();
        return result;
    }

    private void inClassOutput(String path, String text) throws IOException {
        Path file = folder.resolve("classes/db/migration").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String recorded(String index, String column) {
        return """
                -- compositeindex: create %1$s
                -- declared by: com.acme.Course
                -- definition: CREATE INDEX %1$s ON course (%2$s)
                """.formatted(index, column);
    }

    private static List<String> notes(CompilationResult result) {
        return result.messages().stream()
                .map(Message::text)
                .filter(text -> text.startsWith("[CI024]"))
                .toList();
    }
}
