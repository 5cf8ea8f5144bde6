package dev.compositeindex.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who follows the README gets what it says. */
class ReadmeIT {

    @Test
    void theMavenSnippetWorksAsItIs() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        Project project = Project.create("readme")
                .pomOf(block(readme, "xml"))
                .write("src/main/java/com/acme/Course.java", block(readme, "java"));

        assertThat(project.maven("verify").failed().printed())
                .containsSubsequence(
                        "2        create course_pub_diff_idx                      com.acme.Course",
                        "2        create learning_course_created_at_9acf9518_idx  com.acme.Course");
        assertThat(project.maven("compositeindex:record").succeeded().printed())
                .contains("Wrote 1 migration to src/main/resources/db/migration. Review and commit.");
        assertThat(project.read("src/main/resources/db/migration/V2__create_course_pub_diff_idx_and_1_more.sql"))
                .contains("\n-- compositeindex: create course_pub_diff_idx\n");
        project.maven("verify").succeeded();
        assertThat(project.files("target/classes")).containsKey("com/acme/AppIndexes.class");
    }

    /** Ours in the execution, another one in the plugin's own configuration, as a parent has it. */
    @Test
    void processorsThatAreThereAlreadyStay() throws IOException {
        String mapstruct = version("mapstruct.version");
        String append = "<annotationProcessorPaths combine.children=\"append\">";
        String readme = Files.readString(Path.of("../README.md"));
        assertThat(readme).contains(append);
        String pom = block(readme, "xml")
                .replace("<annotationProcessorPaths>", append)
                .replaceFirst(
                        "(<artifactId>maven-compiler-plugin</artifactId>\\s*<version>[^<]+</version>[^\n]*\n)",
                        """
                        $1<configuration><annotationProcessorPaths><path>
                          <groupId>org.mapstruct</groupId>
                          <artifactId>mapstruct-processor</artifactId>
                          <version>%s</version>
                        </path></annotationProcessorPaths></configuration>
                        """.formatted(mapstruct))
                .replaceFirst("<dependencies>", """
                        <dependencies><dependency>
                          <groupId>org.mapstruct</groupId>
                          <artifactId>mapstruct</artifactId>
                          <version>%s</version>
                        </dependency>
                        """.formatted(mapstruct));
        Project project = Project.create("beside-processors")
                .pomOf(pom)
                .write("src/main/java/com/acme/Course.java", block(readme, "java"))
                .write("src/main/java/com/acme/Mapper.java", """
                        package com.acme;

                        @org.mapstruct.Mapper
                        public interface Mapper {
                            Course copy(Course course);
                        }
                        """);

        project.maven("compile").succeeded();

        assertThat(project.files("target/classes"))
                .containsKeys("com/acme/AppIndexes.class", "com/acme/CourseIndexes.class", "com/acme/MapperImpl.class");
    }

    private static String version(String property) throws IOException {
        Matcher version =
                Pattern.compile("<" + property + ">([^<]+)<").matcher(Files.readString(Path.of("../pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    private static String block(String page, String language) {
        Matcher matcher =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
