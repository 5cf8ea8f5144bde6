package dev.compositeindex.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.registry.IndexRegistry;
import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A module with a {@code module-info}, as docs/generated.md shows it, compiled and run on the module path. By javac alone: ECJ
 * finds no modules in folders when it is called through {@code javax.tools}.
 */
class ModuleTest {

    @Test
    void aModuleProvidesItsRegistry(@TempDir Path folder) throws Exception {
        Matcher moduleInfo = Pattern.compile("```java\n(open module .*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/generated.md")));
        assertThat(moduleInfo.find()).isTrue();

        Path migrations = Files.createDirectories(folder.resolve("classes/db/migration"));
        Files.writeString(migrations.resolve("V1__tables.sql"), "");
        CompilationResult result = Compilation.in(folder)
                .asModule()
                .source("module-info.java", moduleInfo.group(1))
                .source("com/acme/Course.java", """
                        package com.acme;

                        /** A course. */
                        @dev.compositeindex.CompositeIndex(name = "course_title_idx", fields = "title")
                        record Course(long id, String title) {}
                        """)
                .option("-Acompositeindex.registry=com.acme.AppIndexes")
                // Whoever is as strict as that is to have no warning that they cannot mend.
                .option("-Xlint:all")
                .run(CompilerKind.JAVAC, new CompositeIndexProcessor());

        assertThat(result.messages())
                .filteredOn(message -> message.kind() != Diagnostic.Kind.NOTE)
                .isEmpty();
        ModuleLayer layer = ModuleLayer.boot()
                .defineModulesWithOneLoader(
                        ModuleLayer.boot()
                                .configuration()
                                .resolveAndBind(
                                        ModuleFinder.of(
                                                Compilation.whereIs(IndexRegistry.class), folder.resolve("classes")),
                                        ModuleFinder.of(),
                                        List.of("com.acme")),
                        ClassLoader.getPlatformClassLoader());
        ClassLoader application = layer.findLoader("com.acme");
        assertThat(application.getResource("db/migration/V1__tables.sql")).isNotNull();
        Method load = application.loadClass(IndexRegistry.class.getName()).getMethod("load", ClassLoader.class);
        Object registry = load.invoke(null, application);
        Method indexes = load.getDeclaringClass().getMethod("indexes");
        assertThat((List<?>) indexes.invoke(registry))
                .hasSize(1)
                .first()
                .asString()
                .contains("course_title_idx");
    }
}
