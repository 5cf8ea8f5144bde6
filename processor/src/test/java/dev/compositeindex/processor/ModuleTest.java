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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A module with a {@code module-info}, as docs/generated.md shows it, compiled and run on the module path. By javac alone: ECJ
 * finds no modules in folders when it is called through {@code javax.tools}.
 */
class ModuleTest {

    @Test
    void aModuleProvidesItsRegistry(@TempDir Path folder) throws Exception {
        Matcher moduleInfo = Pattern.compile("```java\n(module .*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/generated.md")));
        assertThat(moduleInfo.find()).isTrue();

        CompilationResult result = Compilation.in(folder)
                .asModule()
                .source("module-info.java", moduleInfo.group(1))
                .source("com/acme/Course.java", """
                        package com.acme;

                        @dev.compositeindex.CompositeIndex(name = "course_title_idx", fields = "title")
                        record Course(long id, String title) {}
                        """)
                .option("-Acompositeindex.registry=com.acme.AppIndexes")
                .run(CompilerKind.JAVAC, new CompositeIndexProcessor());

        assertThat(result.errors()).isEmpty();
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
