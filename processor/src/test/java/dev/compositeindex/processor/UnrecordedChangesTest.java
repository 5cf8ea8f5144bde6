package dev.compositeindex.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is recorded and no longer declared so: a warning, and nothing is done about it. */
class UnrecordedChangesTest {
    private static final String TITLE = "@CompositeIndex(name = \"title_idx\", fields = \"title\")";
    private static final String GONE =
            "[CI037] @CompositeIndex on com.acme.Course: title_idx is recorded, but declared no more, and "
                    + "compile drops and renames nothing. Run mvn compositeindex:record.";

    @TempDir
    private Path folder;

    @BeforeEach
    void recorded() throws IOException {
        Path migrations = Files.createDirectories(folder.resolve("classes/db/migration"));
        Files.writeString(migrations.resolve("V1__create_title_idx.sql"), """
                -- compositeindex: create title_idx
                -- declared by: com.acme.Course
                -- definition: CREATE INDEX title_idx ON course (title)
                """);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRecordedAsItIsDeclaredIsNotMentioned(CompilerKind compiler) {
        assertThat(compile(compiler, course(TITLE)).messages()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRemovedIndexIsMentionedAndNothingIsPending(CompilerKind compiler) {
        CompilationResult result = compile(compiler, course("@CompositeIndex(name = \"slug_idx\", fields = \"slug\")"));

        assertThat(texts(result)).containsExactly(GONE);
        assertThat(result.pending()).containsExactly("slug_idx");
    }

    @ParameterizedTest
    @EnumSource
    void aChangedIndexIsMentionedAndNothingIsPending(CompilerKind compiler) {
        CompilationResult result = compile(compiler, course(TITLE.replace("\"title\"", "\"title DESC\"")));

        assertThat(texts(result))
                .containsExactly(
                        "[CI038] @CompositeIndex #1 \"title_idx\" on com.acme.Course: title_idx is recorded as \"CREATE INDEX "
                                + "title_idx ON course (title)\", and compile changes nothing that is recorded. Run mvn "
                                + "compositeindex:record.");
        assertThat(result.pending()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anotherSettingIsAChange(CompilerKind compiler) {
        for (String setting : List.of("comment = \"why\"", "with = \"fillfactor=70\"")) {
            CompilationResult result = compile(compiler, course(TITLE.replace("fields", setting + ", fields")));

            assertThat(texts(result)).singleElement().asString().startsWith("[CI038] ");
            assertThat(result.pending()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClassThatIsGoneHasNoPlace(CompilerKind compiler) {
        CompilationResult result = compile(compiler, Compilation.in(folder).source("com/acme/User.java", """
                        package com.acme;
                        @dev.compositeindex.CompositeIndex(name = "name_idx", fields = "name") class User { String name; }
                        """));

        assertThat(result.messages()).singleElement().satisfies(message -> {
            assertThat(message.text()).isEqualTo(GONE);
            assertThat(message.file()).isEmpty();
        });
    }

    /** An application records for the modules that it depends on. */
    @ParameterizedTest
    @EnumSource
    void whatAnotherModuleDeclaresIsNotGone(CompilerKind compiler) {
        Path other = Compilation.in(folder.resolve("other"))
                .option("-Acompositeindex.location=none")
                .source("com/acme/Course.java", source(TITLE))
                .run(compiler, new CompositeIndexProcessor())
                .output();
        Compilation application = Compilation.in(folder).source("com/acme/app/User.java", """
                package com.acme.app;
                @dev.compositeindex.CompositeIndex(name = "name_idx", fields = "name") class User { String name; }
                """);

        assertThat(texts(compile(compiler, application))).containsExactly(GONE);
        assertThat(texts(compile(compiler, application.classPath(other)))).isEmpty();
    }

    @Test
    void withoutALocationNothingIsCompared() {
        assertThat(texts(compile(
                        CompilerKind.JAVAC,
                        course("@CompositeIndex(name = \"slug_idx\", fields = \"slug\")")
                                .option("-Acompositeindex.location=none"))))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void warningsMayBeOff(CompilerKind compiler) {
        Compilation changed = course("@CompositeIndex(name = \"slug_idx\", fields = \"slug\")")
                .option("-Acompositeindex.warnings=off");

        assertThat(compile(compiler, changed).messages()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void warningsMayBeErrors(CompilerKind compiler) {
        CompilationResult result = course("@CompositeIndex(name = \"slug_idx\", fields = \"slug\")")
                .option("-Acompositeindex.warnings=error")
                .run(compiler, new CompositeIndexProcessor());

        assertThat(result.errors()).extracting(Message::text).containsExactly(GONE);
        assertThat(result.succeeded()).isFalse();
    }

    private Compilation course(String annotations) {
        return Compilation.in(folder).source("com/acme/Course.java", source(annotations));
    }

    private static String source(String annotations) {
        return """
                package com.acme;
                import dev.compositeindex.CompositeIndex;
                %s
                public class Course { String title; String slug; }
                """.formatted(annotations);
    }

    private static CompilationResult compile(CompilerKind compiler, Compilation compilation) {
        CompilationResult result = compilation.run(compiler, new CompositeIndexProcessor());
        assertThat(result.errors()).isEmpty();
        return result;
    }

    private static List<String> texts(CompilationResult result) {
        return result.messages().stream().map(Message::text).toList();
    }
}
