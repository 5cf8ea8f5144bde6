package dev.compositeindex.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static com.google.testing.compile.Compiler.javac;
import static javax.tools.StandardLocation.CLASS_OUTPUT;
import static javax.tools.StandardLocation.SOURCE_OUTPUT;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.nio.charset.StandardCharsets;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/** A class output that is no folder, as in tests of users and in compilers inside of tools: nothing is read from disk. */
class InMemoryTest {
    private static final JavaFileObject COURSE = JavaFileObjects.forSourceString("com.acme.Course", """
            package com.acme;

            import dev.compositeindex.CompositeIndex;

            @CompositeIndex(name = "course_title_idx", fields = "title")
            @CompositeIndex(name = "course_created_idx", fields = "createdAt DESC")
            public record Course(long id, String title, java.time.Instant createdAt) {}
            """);

    @Test
    void generatesAllOfIt() {
        Compilation compilation =
                javac().withProcessors(new CompositeIndexProcessor()).compile(COURSE);

        assertThat(compilation).succeededWithoutWarnings();
        assertThat(compilation)
                .generatedFile(SOURCE_OUTPUT, "com/acme/CourseIndexes.java")
                .contentsAsString(StandardCharsets.UTF_8)
                .contains("IndexDefinition COURSE_CREATED_IDX =");
        assertThat(compilation).generatedFile(SOURCE_OUTPUT, "com/acme/Indexes.java");
        assertThat(compilation)
                .generatedFile(CLASS_OUTPUT, "META-INF/services/dev.compositeindex.registry.IndexRegistry")
                .contentsAsUtf8String()
                .isEqualTo("com.acme.Indexes\n");
        assertThat(compilation).generatedFile(CLASS_OUTPUT, "META-INF/compositeindex/com.acme.Indexes.indexes");
    }

    @Test
    void listsWhatIsNotRecorded() {
        Compilation compilation =
                javac().withProcessors(new CompositeIndexProcessor()).compile(COURSE);

        assertThat(compilation)
                .generatedFile(CLASS_OUTPUT, "META-INF/compositeindex/com.acme.Indexes.pending")
                .contentsAsUtf8String()
                .contains("definition=CREATE INDEX course_title_idx ON course (title)\n");
        assertThat(compilation).hadNoteCount(1);
        assertThat(compilation).hadNoteContaining("[CI024] no migrations were found in the class output");
    }

    @Test
    void pointsAtTheMistake() {
        JavaFileObject mistaken = JavaFileObjects.forSourceLines(
                "com.acme.Lesson",
                "package com.acme;",
                "",
                "@dev.compositeindex.CompositeIndex(",
                "    fields = {\"id\", \"titel\"})",
                "class Lesson { long id; String title; }");

        Compilation compilation =
                javac().withProcessors(new CompositeIndexProcessor()).compile(mistaken);

        assertThat(compilation).hadErrorCount(1);
        assertThat(compilation)
                .hadErrorContaining("[CI001] @CompositeIndex #1 on com.acme.Lesson, fields[1]: no field \"titel\".")
                .inFile(mistaken)
                .onLine(4)
                .atColumn(21);
    }
}
