package dev.compositeindex.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * With {@code useIncrementalCompilation=false} the compiler is handed only the files that changed, and what it made of files
 * that are gone stays. After every step: no index lost, none invented, nothing pending that is recorded, and each recorded
 * migration where Flyway looks for it.
 */
@Tag("builds")
class PartialBuildIT {
    private static final String INDEXES = "target/classes/META-INF/compositeindex/com.acme.Indexes.indexes";
    private static final String MIGRATIONS = "src/main/resources/db/migration";

    @Test
    void everyStepLeavesTheModuleWhole() {
        Project project = Project.create("partial")
                .pom("<useIncrementalCompilation>false</useIncrementalCompilation>")
                .entity("Course", index("course_idx"))
                .entity("Lesson", index("lesson_idx"))
                .entity("User", index("user_idx"));
        project.maven("compositeindex:record").succeeded();
        project.maven("clean", "compile").succeeded();
        String full = project.read(INDEXES);
        assertDeclared(project, "course_idx", "lesson_idx", "user_idx");
        assertPending(project);

        // Touched.
        project.touch("src/main/java/com/acme/Course.java");
        assertThat(project.maven("compile").succeeded().output()).contains("Compiling 1 source file ");
        assertThat(project.read(INDEXES)).isEqualTo(full);
        assertPending(project);

        // Edited: one index more.
        project.entity("Lesson", index("lesson_idx"), index("lesson_slug_idx").replace("\"title\"", "\"slug\""));
        assertThat(project.maven("compile").succeeded().output()).contains("Compiling 1 source file ");
        assertDeclared(project, "course_idx", "lesson_idx", "lesson_slug_idx", "user_idx");
        assertPending(project, "lesson_slug_idx");

        // Edited: and gone again, recorded by nobody.
        project.entity("Lesson", index("lesson_idx"));
        project.maven("compile").succeeded();
        assertThat(project.read(INDEXES)).isEqualTo(full);
        assertPending(project);

        // Renamed, without a new declaration: the index is the same.
        project.delete("src/main/java/com/acme/User.java").entity("Person", index("user_idx"));
        assertThat(project.maven("compile").succeeded().output()).contains("Compiling 1 source file ");
        assertDeclared(project, "course_idx", "lesson_idx", "user_idx");
        assertThat(project.read(INDEXES)).contains("class=com.acme.Person").doesNotContain("class=com.acme.User");
        assertPending(project);
        // The class file of the old name is still there: neither goal takes it for a declaration, or trusts the folder.
        Maven refused = project.maven("compositeindex:check").failed();
        assertThat(refused.lines("ERROR").get(0))
                .startsWith("[CI036] com.acme.Indexes.indexes:1: ")
                .contains("com.acme.User (1 in the class, 0 in the file). Compile anew");

        // The annotation of one class removed, while another changed: the compiler is handed both.
        project.maven("clean", "compile").succeeded();
        project.entity("Person").touch("src/main/java/com/acme/Course.java");
        project.maven("compile").succeeded();
        assertDeclared(project, "course_idx", "lesson_idx");
        assertPending(project);

        // Deleted: Maven leaves the class file, and with it the declaration, until the module is cleaned.
        project.delete("src/main/java/com/acme/Lesson.java").touch("src/main/java/com/acme/Course.java");
        project.maven("compile").succeeded();
        assertDeclared(project, "course_idx", "lesson_idx");
        assertPending(project);
        project.maven("clean", "compile").succeeded();
        assertDeclared(project, "course_idx");
        assertPending(project);

        assertThat(project.maven("compositeindex:record").succeeded().printed())
                .containsSubsequence(
                        "3        drop lesson_idx  com.acme.Lesson", "3        drop user_idx    com.acme.User");
    }

    private static String index(String name) {
        return "@CompositeIndex(name = \"" + name + "\", fields = \"title\")";
    }

    private static void assertDeclared(Project project, String... names) {
        assertThat(project.read(INDEXES).lines().skip(1).map(line -> line.replaceFirst("name=(\\w+)\t.*", "$1")))
                .containsExactly(names);
    }

    /** What is pending, and that what is recorded is where the application finds it. */
    private static void assertPending(Project project, String... names) {
        String pending = project.files("target/classes/META-INF/compositeindex").get("com.acme.Indexes.pending");
        assertThat(
                        pending == null
                                ? Stream.of()
                                : pending.lines().skip(1).map(line -> line.replaceFirst("name=(\\w+)\t.*", "$1")))
                .containsExactly(names);
        assertThat(project.files("target/classes/db/migration")).isEqualTo(project.files(MIGRATIONS));
    }
}
