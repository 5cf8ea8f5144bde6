package dev.compositeindex.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.CompositeIndexProcessor;
import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A project with one class, {@code Course}, that is compiled and recorded. */
final class RecordedProject {
    private final Path folder;
    private final Path migrations;

    /** A project with a table, in an empty folder. */
    RecordedProject(Path folder) throws IOException {
        this.folder = folder;
        this.migrations = Files.createDirectories(folder.resolve("resources/db/migration"));
        write("V1__tables.sql", "CREATE TABLE course (title text, slug text, state text);\n");
    }

    Path migrations() {
        return migrations;
    }

    void write(String name, String text) throws IOException {
        Files.writeString(migrations.resolve(name), text);
    }

    String read(String name) throws IOException {
        return Files.readString(migrations.resolve(name));
    }

    void compile(String... annotations) throws IOException {
        assertThat(Compilation.in(folder)
                        .source(
                                "com/acme/Course.java",
                                "package com.acme;\nimport dev.compositeindex.CompositeIndex;\n"
                                        + String.join("\n", annotations)
                                        + "\nclass Course { String title; String slug; String state; }\n")
                        .option("-Acompositeindex.location=none")
                        .run(CompilerKind.JAVAC, new CompositeIndexProcessor())
                        .errors())
                .isEmpty();
    }

    Console run(String command, String... options) {
        List<String> words = new ArrayList<>(List.of(
                command,
                "--indexes",
                folder.resolve("classes/META-INF/compositeindex/com.acme.Indexes.indexes")
                        .toString(),
                "--migrations",
                migrations.toString()));
        words.addAll(Arrays.asList(options));
        return Console.run(Optional.empty(), words.toArray(String[]::new));
    }

    /** Compiles and records. */
    void record(String... annotations) throws IOException {
        compile(annotations);
        Console console = run("record");
        assertThat(console.code()).as(console.err()).isZero();
    }

    /** The scripts, but for the first. */
    List<String> scripts() throws IOException {
        try (Stream<Path> files = Files.list(migrations)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sql") && !name.startsWith("V1__"))
                    .sorted()
                    .toList();
        }
    }
}
