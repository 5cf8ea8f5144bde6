package dev.compositeindex.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.CompositeIndex;
import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.Message;
import jakarta.persistence.Entity;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import lombok.Getter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lombok's own processor beside ours, on a class that JPA maps by its getters: whoever is first, it is judged when it has them. */
class LombokTest {
    private static final String COURSE = """
            package com.acme;

            import jakarta.persistence.*;
            import lombok.*;

            @Entity
            @Data
            @Access(AccessType.PROPERTY)
            @dev.compositeindex.CompositeIndex(name = "i", fields = {"title", "price.amount", "state DESC"})
            public class Course extends Base {
                private Long id;
                private String title;
                private Price price;

                @Id
                public Long getId() {
                    return id;
                }
            }

            @MappedSuperclass
            class Base {
                @Getter
                private String state;
            }

            @Embeddable
            @Value
            class Price {
                long amount;
            }
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void classIsJudgedWhenItIsComplete(boolean lombokIsFirst) throws IOException {
        String printed = javac(COURSE, lombokIsFirst);

        assertThat(printed).doesNotContain("error");
        assertThat(Files.readString(folder.resolve("classes/META-INF/compositeindex/com.acme.Indexes.indexes")))
                .contains("CREATE INDEX i ON course (title, amount, state DESC)");
        assertThat(folder.resolve("classes/com/acme/CourseIndexes.class")).exists();
    }

    /** What nobody makes is not waited for. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aGetterThatLombokDoesNotMake(boolean lombokIsFirst) throws IOException {
        assertThat(javac(
                        COURSE.replace("private String title", "@Getter(AccessLevel.NONE) private String title"),
                        lombokIsFirst))
                .contains(
                        "[CI080] @CompositeIndex #1 \"i\" on com.acme.Course, fields[0]: \"title\" has no getter, and the class is "
                                + "mapped by its getters, so it is not stored. Give it one, or name a property that has one.");
    }

    @ParameterizedTest
    @EnumSource
    void withoutLombokTheMessageSaysWhereItBelongs(CompilerKind compiler) {
        CompilationResult result = compilation(COURSE).run(compiler, new CompositeIndexProcessor());

        assertThat(result.errors())
                .extracting(Message::text)
                .filteredOn(text -> text.startsWith("[CI"))
                .allMatch(text -> text.contains("Lombok has not made it: in annotationProcessorPaths, "
                        + "lombok comes before compositeindex-processor. Or write the getter."))
                .extracting(text -> text.replaceFirst(" has no getter.*", ""))
                .containsExactly(
                        "[CI080] @CompositeIndex #1 \"i\" on com.acme.Course, fields[0]: \"title\"",
                        "[CI080] @CompositeIndex #1 \"i\" on com.acme.Course, fields[1]: \"price\"",
                        "[CI080] @CompositeIndex #1 \"i\" on com.acme.Course, fields[2]: \"state\"");
    }

    @Test
    void fieldsOfWhichNoIndexIsWaitForNobody() {
        CompilationResult result = compilation(COURSE.replaceFirst("fields = .*}\\)", "fields = \"id\")"))
                .run(CompilerKind.JAVAC, new CompositeIndexProcessor());

        assertThat(result.errors()).isEmpty();
        assertThat(result.generated()).containsKey("META-INF/compositeindex/com.acme.Indexes.indexes");
    }

    private Compilation compilation(String source) {
        return Compilation.in(folder)
                .classPath(Compilation.whereIs(Entity.class))
                .classPath(Compilation.whereIs(Getter.class))
                .source("com/acme/Course.java", source);
    }

    /** Both from a path of processors, in class loaders of their own, as a build has them. */
    private String javac(String source, boolean lombokIsFirst) throws IOException {
        Path file = Files.createDirectories(folder.resolve("com/acme")).resolve("Course.java");
        Files.writeString(file, source);
        List<Path> ours = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> !entry.equals(Compilation.whereIs(Getter.class)))
                .toList();
        Stream<Path> lombok = Stream.of(Compilation.whereIs(Getter.class));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter printed = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            compiler.getTask(
                            printed,
                            files,
                            null,
                            List.of(
                                    "-processorpath",
                                    path(
                                            lombokIsFirst
                                                    ? Stream.concat(lombok, ours.stream())
                                                    : Stream.concat(ours.stream(), lombok)),
                                    "-classpath",
                                    path(Stream.of(Entity.class, Getter.class, CompositeIndex.class)
                                            .map(Compilation::whereIs)),
                                    "-d",
                                    Files.createDirectories(folder.resolve("classes"))
                                            .toString()),
                            null,
                            files.getJavaFileObjects(file))
                    .call();
        }
        return printed.toString();
    }

    private static String path(Stream<Path> entries) {
        return entries.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
