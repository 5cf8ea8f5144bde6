package dev.compositeindex.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The processor in a build by Gradle, where there is a {@code gradle} on the path, of whatever version. */
@Tag("builds")
class GradleIT {
    private static final Path STAGED = Path.of(System.getProperty("it.staged"), "dev", "compositeindex");
    private static final String CLASSES = "build/classes/java/main";
    private static final String DESIRED = "META-INF/compositeindex/com.acme.AppIndexes.indexes";
    private static final String ENTITY = """
            package com.acme;

            @dev.compositeindex.CompositeIndex(fields = "%s")
            public class %s {
                String title;
                String slug;
            }
            """;

    @Test
    void aChangedClassIsCompiledAnewAndTheOthersAreKept() throws Exception {
        assumeFalse(File.separatorChar == '\\', "not tried on Windows");
        Optional<Path> gradle = gradle();
        assumeTrue(gradle.isPresent(), "no gradle on the path");
        Project project = Project.create("gradle")
                .write("settings.gradle", "rootProject.name = 'acme'\n")
                .write("build.gradle", """
                        apply plugin: 'java'

                        dependencies {
                            implementation files('%s')
                        }

                        compileJava {
                            def migrations = file('src/main/resources/db/migration')
                            inputs.dir migrations
                            options.annotationProcessorPath = files('%s')
                            options.compilerArgs += ['-Acompositeindex.registry=com.acme.AppIndexes',
                                '-Acompositeindex.migrations=' + migrations]
                        }
                        """.formatted(
                                jar("compositeindex-annotations"), jar("compositeindex-processor")))
                .write("src/main/java/com/acme/Course.java", ENTITY.formatted("title", "Course"))
                .write("src/main/java/com/acme/Lecture.java", ENTITY.formatted("title", "Lecture"));
        String version = run(project, gradle.get(), "--version");
        Matcher major = Pattern.compile("^Gradle (\\d+)", Pattern.MULTILINE).matcher(version);
        assertThat(major.find()).as(version).isTrue();
        int jdk = Runtime.version().feature();
        assumeTrue(jdk == 17 || Integer.parseInt(major.group(1)) >= 9, "an old Gradle, and JDK " + jdk);

        run(project, gradle.get(), "compileJava");
        assertThat(project.files(CLASSES))
                .containsKeys(
                        "META-INF/services/dev.compositeindex.registry.IndexRegistry",
                        "com/acme/AppIndexes.class",
                        "com/acme/CourseIndexes.class",
                        "com/acme/LectureIndexes.class");
        assertThat(tables(project)).containsExactly("course (title)", "lecture (title)");

        project.write("src/main/java/com/acme/Lecture.java", ENTITY.formatted("slug", "Lecture"));
        run(project, gradle.get(), "compileJava");
        assertThat(tables(project)).containsExactly("course (title)", "lecture (slug)");
        // Nothing is left of the index that is gone, and nothing is recorded.
        assertThat(project.read(CLASSES + "/" + DESIRED.replace(".indexes", ".pending")))
                .isEqualTo(project.read(CLASSES + "/" + DESIRED));
    }

    private static List<String> tables(Project project) {
        return Pattern.compile(" ON (.+ \\(.+\\))$", Pattern.MULTILINE)
                .matcher(project.read(CLASSES + "/" + DESIRED))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static Path jar(String artifact) throws IOException {
        try (Stream<Path> files = Files.walk(STAGED.resolve(artifact))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Optional<Path> gradle() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "gradle"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String run(Project project, Path gradle, String task) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(gradle.toString(), "--offline", "--no-daemon", "--console=plain"));
        command.addAll(List.of("--gradle-user-home", project.path("home").toString(), task));
        Path log = project.path(task.replace("-", "") + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(project.path("").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        int exitCode = builder.start().waitFor();
        String output = Files.readString(log);
        assertThat(exitCode).as(output).isZero();
        return output;
    }
}
