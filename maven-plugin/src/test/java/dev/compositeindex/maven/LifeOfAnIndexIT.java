package dev.compositeindex.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One project through its releases, by the commands that a person types. */
@Tag("builds")
class LifeOfAnIndexIT {
    private static final String SLUG = "@CompositeIndex(name = \"slug_idx\", fields = \"slug\")";
    private static final String TITLE = "@CompositeIndex(name = \"title_idx\", fields = \"title\")";
    private static final String CHANGED_TITLE = "@CompositeIndex(name = \"title_idx\", fields = {\"title\", \"slug\"})";
    private static final String STATE = "@CompositeIndex(fields = \"state\")";
    private static final String CHANGED_STATE = "@CompositeIndex(fields = {\"state\", \"title\"})";
    private static final String MIGRATIONS = "src/main/resources/db/migration/";

    /** The compiler warns of what is not recorded yet; that must not keep anybody from recording it. */
    private static final String STRICT = "<compilerArgs><arg>-Werror</arg></compilerArgs>";

    @Test
    void anIndexIsCreatedRenamedChangedAndRemoved() {
        Project project = Project.create("life").pom(STRICT).entity("Course", TITLE, SLUG);

        Maven forgotten = project.maven("verify").failed();
        assertThat(forgotten.printed())
                .containsSubsequence(
                        "version  migration         declared by",
                        "2        create slug_idx   com.acme.Course",
                        "2        create title_idx  com.acme.Course");
        assertThat(forgotten.failure())
                .isEqualTo("1 migration to record. Run mvn compositeindex:record, review and commit.");

        Maven dryRun = project.maven("compositeindex:record", "-DdryRun").succeeded();
        assertThat(dryRun.printed())
                .containsSubsequence(
                        "2        create slug_idx   com.acme.Course",
                        "2        create title_idx  com.acme.Course",
                        "1 migration to record. Nothing was written.");
        assertThat(project.migrations()).containsExactly("V1__tables.sql");

        // One command compiles and records: nothing was compiled since.
        project.entity("Course", TITLE, SLUG, STATE);
        Maven first = project.maven("compositeindex:record").succeeded();
        assertThat(first.printed())
                .contains("Wrote 1 migration to src/main/resources/db/migration. Review and commit.");
        assertThat(project.migrations()).hasSize(2);
        assertThat(project.files(MIGRATIONS).keySet())
                .anyMatch(file -> file.matches("V2__create_.*_and_2_more\\.sql\\.conf"));

        Maven checked = project.maven("verify").succeeded();
        assertThat(checked.lines("INFO")).contains("Nothing to record: 3 indexes are declared, and recorded.");
        assertThat(project.files("target/classes/db/migration")).isEqualTo(project.files(MIGRATIONS));

        project.entity("Course", TITLE, SLUG.replace("slug_idx", "course_slug_idx"), STATE)
                .entity("Lesson", TITLE.replace("title_idx", "lesson_title_idx"));
        assertThat(added(project, "compositeindex:record"))
                .containsExactly("V3__rename_slug_idx_to_course_slug_idx_and_1_more.sql");

        project.entity("Course", CHANGED_TITLE, SLUG.replace("slug_idx", "course_slug_idx"), CHANGED_STATE);
        List<String> changed = added(project, "compositeindex:record");
        assertThat(changed).hasSize(2);
        assertThat(changed.get(0)).matches("V4__create_course_state_title_[0-9a-f]{8}_idx_and_2_more\\.sql");
        assertThat(changed.get(1)).matches("V5__drop_.*_and_1_more\\.sql");

        project.entity("Course", CHANGED_TITLE, CHANGED_STATE).delete("src/main/java/com/acme/Lesson.java");
        assertThat(added(project, "compositeindex:record", "-Dcompositeindex.numbering=timestamp"))
                .singleElement()
                .asString()
                .matches("V20\\d{12}__drop_course_slug_idx_and_1_more\\.sql");

        // The processor is taken out: that declares nothing away.
        project.pomWithoutProcessor();
        Maven refused = project.maven("clean", "compositeindex:record").failed();
        assertThat(refused.lines("ERROR").get(0))
                .startsWith("[CI036] ")
                .endsWith("and the classes declare other indexes: com.acme.Course (2 in the class, 0 in the file). "
                        + "Compile anew with the processor (mvn clean compile).");
        assertThat(refused.failure()).isEqualTo("What is declared and what is recorded do not go together; see above.");
        assertThat(refused.output()).doesNotContain("drop title_idx");

        // The last annotation is removed.
        project.pom(STRICT);
        assertThat(added(project, "clean", "compositeindex:record")).isEmpty();
        project.entity("Course");
        assertThat(added(project, "compositeindex:record"))
                .singleElement()
                .asString()
                .endsWith("_and_1_more.sql");
        assertThat(project.maven("verify").lines("INFO"))
                .contains("Nothing to record: 0 indexes are declared, and recorded.");
    }

    /** Runs a build that succeeds, and tells the scripts that it added to the source tree. */
    private static List<String> added(Project project, String... arguments) {
        List<String> before = project.migrations();
        Maven run = project.maven(arguments).succeeded();
        return project.migrations().stream()
                .filter(file -> !before.contains(file))
                .sorted(Comparator.comparing(file -> Long.valueOf(file.substring(1, file.indexOf('_')))))
                .toList();
    }
}
