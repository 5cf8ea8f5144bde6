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

/** Which migrations compile writes, and under which versions. */
class PendingMigrationsTest {
    private static final String TWO_INDEXES = """
            package com.acme;
            import dev.compositeindex.CompositeIndex;
            @CompositeIndex(name = "course_title_idx", fields = "title")
            @CompositeIndex(name = "course_slug_idx", fields = "slug")
            class Course { String title; String slug; }
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void versionsContinueTheHighestInTheClassOutput(CompilerKind compiler) throws IOException {
        inClassOutput("V1__tables.sql", "");
        inClassOutput("feature/V1.7__more.sql", "");
        inClassOutput("B1.5__baseline.sql", "");
        inClassOutput("R__views.sql", "");

        assertThat(pending(compile(compiler, course(TWO_INDEXES))))
                .containsExactly("V1.8__create_course_slug_idx.sql", "V1.9__create_course_title_idx.sql");
    }

    @ParameterizedTest
    @EnumSource
    void javaMigrationsCount(CompilerKind compiler) {
        Compilation compilation = course(TWO_INDEXES)
                .source("db/migration/V0041__Fill.java", "package db.migration; class V0041__Fill {}");

        assertThat(pending(compile(compiler, compilation)))
                .containsExactly("V0042__create_course_slug_idx.sql", "V0043__create_course_title_idx.sql");
    }

    @ParameterizedTest
    @EnumSource
    void javaMigrationsInSubPackagesCount(CompilerKind compiler) {
        Compilation compilation = course(TWO_INDEXES)
                .source("db/migration/later/V41__Fill.java", "package db.migration.later; class V41__Fill {}");

        assertThat(pending(compile(compiler, compilation)))
                .containsExactly("V42__create_course_slug_idx.sql", "V43__create_course_title_idx.sql");
    }

    /** Flyway follows them, too. */
    @Test
    void symbolicLinksAreFollowed() throws IOException {
        Path shared = Files.createDirectories(folder.resolve("shared"));
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(shared.resolve("V5__shared.sql"), "");
        Files.createSymbolicLink(project.resolve("shared"), shared);
        Files.createSymbolicLink(project.resolve("V99__dangling.sql"), folder.resolve("nowhere"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), project);

        CompilationResult result =
                compile(CompilerKind.JAVAC, course(TWO_INDEXES).option("-Acompositeindex.migrations=" + link));

        assertThat(pending(result))
                .containsExactly("V6__create_course_slug_idx.sql", "V7__create_course_title_idx.sql");
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

    @Test
    void compiledJavaMigrationsCount() throws IOException {
        inClassOutput("V20260131120000__Fill.class", "");

        assertThat(pending(compile(CompilerKind.JAVAC, course(TWO_INDEXES))))
                .containsExactly(
                        "V20260131120001__create_course_slug_idx.sql", "V20260131120002__create_course_title_idx.sql");
    }

    @ParameterizedTest
    @EnumSource
    void namedDirectoriesReplaceTheClassOutput(CompilerKind compiler) throws IOException {
        inClassOutput("V90__elsewhere.sql", "");
        Path one = Files.createDirectories(folder.resolve("one/sub"));
        Path two = Files.createDirectories(folder.resolve("two"));
        Files.writeString(one.resolve("V3__a.sql"), "");
        Files.writeString(two.resolve("V5__b.sql"), "");

        CompilationResult result = compile(
                compiler,
                course(TWO_INDEXES)
                        .option("-Acompositeindex.migrations=" + one.getParent() + File.pathSeparator + two));

        assertThat(pending(result))
                .containsExactly("V6__create_course_slug_idx.sql", "V7__create_course_title_idx.sql");
    }

    @ParameterizedTest
    @EnumSource
    void anIndexThatARecordedMigrationCreatesIsNotPending(CompilerKind compiler) throws IOException {
        inClassOutput("V1__tables.sql", "CREATE TABLE course (title text, slug text);");
        // As a Windows editor may have left it.
        inClassOutput(
                "V2__create_title.sql",
                "\uFEFF-- compositeindex: create course_title_idx\r\n-- declared by: com.acme.Course\r\n"
                        + "-- definition: CREATE INDEX course_title_idx ON course (title)\r\n");
        inClassOutput("V3__not_ours.sql", "-- create course_slug_idx\n");

        assertThat(pending(compile(compiler, course(TWO_INDEXES)))).containsExactly("V4__create_course_slug_idx.sql");
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
        assertThat(pending(result)).isEmpty();
    }

    @Test
    void aDroppedIndexMayBeDeclaredAgain() throws IOException {
        String header =
                "-- compositeindex: create %1$s\n-- declared by: C\n-- definition: CREATE INDEX %1$s ON course (a)\n";
        inClassOutput("V1__create.sql", header.formatted("course_title_idx"));
        inClassOutput("V2__create.sql", header.formatted("course_slug_idx"));
        inClassOutput("V10__drop.sql", "-- compositeindex: drop course_title_idx\n");

        assertThat(pending(compile(CompilerKind.JAVAC, course(TWO_INDEXES))))
                .containsExactly("V11__create_course_title_idx.sql");
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

        assertThat(pending(result)).containsExactly("V2__create_order_idx.sql");
        assertThat(result.generated().get("db/migration/pending/V2__create_order_idx.sql"))
                .contains("-- compositeindex: create \"order idx\"\n");
    }

    @ParameterizedTest
    @EnumSource
    void theNextCompileRemovesWhatIsNoLongerPending(CompilerKind compiler) throws IOException {
        compile(compiler, course(TWO_INDEXES));
        Path ours = folder.resolve("classes/db/migration/pending");
        Files.writeString(ours.resolve("README.txt"), "not generated");

        CompilationResult result = compile(compiler, course("""
                        package com.acme;
                        import dev.compositeindex.CompositeIndex;
                        @CompositeIndex(name = "course_slug_idx", fields = "slug")
                        class Course { String title; String slug; }
                        """));

        assertThat(pending(result)).containsExactly("V1__create_course_slug_idx.sql");
        assertThat(ours.toFile().list())
                .containsExactlyInAnyOrder(
                        "V1__create_course_slug_idx.sql", "V1__create_course_slug_idx.sql.conf", "README.txt");
    }

    @Test
    void anotherLocationIsReadAndWritten() throws IOException {
        Path other = Files.createDirectories(folder.resolve("classes/sql/changes"));
        Files.writeString(other.resolve("V7__tables.sql"), "");
        inClassOutput("V90__elsewhere.sql", "");

        CompilationResult result =
                compile(CompilerKind.JAVAC, course(TWO_INDEXES).option("-Acompositeindex.location=sql/changes"));

        assertThat(result.generated().keySet())
                .contains("sql/changes/pending/V8__create_course_slug_idx.sql")
                .noneMatch(path -> path.startsWith("db/migration/pending"));
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

    private static List<String> pending(CompilationResult result) {
        return result.generated().keySet().stream()
                .filter(path -> path.contains("/pending/") && path.endsWith(".sql"))
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .toList();
    }

    private static List<String> notes(CompilationResult result) {
        return result.messages().stream()
                .map(Message::text)
                .filter(text -> text.startsWith("[CI024]"))
                .toList();
    }
}
