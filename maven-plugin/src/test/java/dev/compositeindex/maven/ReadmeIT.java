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

    private static String block(String page, String language) {
        Matcher matcher =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
