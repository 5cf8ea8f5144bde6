package dev.compositeindex.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens to recorded migrations in a team: branches, editors, and folders that are not as they should be. */
@Tag("builds")
class RepositoryLifeIT {
    private static final String MIGRATIONS = "src/main/resources/db/migration/";
    private static final String TITLE = "@CompositeIndex(name = \"title_idx\", fields = \"title\")";
    private static final String SLUG = "@CompositeIndex(name = \"slug_idx\", fields = \"slug\")";

    @Test
    void twoBranchesAreMerged() {
        Project branch = Project.create("branch").entity("Course", TITLE);
        branch.maven("compositeindex:record").succeeded();
        Project merged = Project.create("merged").entity("Course", TITLE).entity("Lesson", SLUG);
        branch.files(MIGRATIONS).forEach((file, text) -> merged.write(MIGRATIONS + file, text));
        // The other branch recorded slug_idx as version 2, too.
        for (String ending : List.of("", ".conf")) {
            merged.write(
                    MIGRATIONS + "V2__create_slug_idx.sql" + ending,
                    branch.read(MIGRATIONS + "V2__create_title_idx.sql" + ending)
                            .replace("title_idx", "slug_idx")
                            .replace("(title)", "(slug)")
                            .replace("ON course", "ON lesson")
                            .replace("com.acme.Course", "com.acme.Lesson"));
        }

        String message =
                "[CI031] V2__create_title_idx.sql:5: V2__create_slug_idx.sql has the same version, and Flyway refuses to run. "
                        + "If this one is applied nowhere yet, rename it to V3__create_title_idx.sql, and its .conf with "
                        + "it; else give the other one a higher version. If either is left over in the class output, "
                        + "compile anew (mvn clean compile).";
        Maven compiled = merged.maven("compile").failed();
        assertThat(compiled.lines("ERROR")).contains(message);

        Maven checked = merged.maven("compositeindex:check").failed();
        assertThat(checked.lines("ERROR")).contains(message);

        for (String ending : List.of("", ".conf")) {
            merged.move(
                    MIGRATIONS + "V2__create_title_idx.sql" + ending, MIGRATIONS + "V3__create_title_idx.sql" + ending);
        }
        assertThat(merged.maven("clean", "verify").succeeded().lines("INFO"))
                .contains("Nothing to record: 2 indexes are declared, and recorded.");
    }

    @Test
    void theBodyMayBeEditedAndTheHeaderNot() {
        Project project = Project.create("edited").entity("Course", TITLE);
        project.maven("compositeindex:record").succeeded();
        String script = MIGRATIONS + "V2__create_title_idx.sql";
        String recorded = project.read(script);

        project.write(script, recorded.replace("IF NOT EXISTS title_idx", "title_idx"));
        assertThat(project.read(script)).isNotEqualTo(recorded);
        assertThat(project.maven("compositeindex:check").succeeded().lines("INFO"))
                .contains("Nothing to record: 1 index is declared, and recorded.");

        project.write(script, recorded.replace("compositeindex: create", "compositeindex: crate"));
        Maven refused = project.maven("compositeindex:check").failed();
        assertThat(refused.lines("ERROR").get(0))
                .startsWith(
                        "[CI030] V2__create_title_idx.sql:5: the line \"-- compositeindex: crate title_idx\" is no entry");
    }

    @Test
    void foldersThatAreNotAsTheyShouldBeAreTold() {
        Project project = Project.create("folders").entity("Course", TITLE, SLUG);

        // A file that cannot be written: for root, too, no file replaces a folder.
        String obstacle = MIGRATIONS + "V2__create_slug_idx_and_1_more.sql.conf/x";
        project.write(obstacle, "");
        Maven unwritable = project.maven("compositeindex:record").failed();
        assertThat(unwritable.lines("ERROR").get(0))
                .startsWith("[CI025] nothing was recorded: the file \"")
                .contains("V2__create_slug_idx_and_1_more.sql.conf\" could not be written: ");
        assertThat(project.migrations()).containsExactly("V1__tables.sql");

        // No folder at all.
        project.delete(obstacle)
                .delete(MIGRATIONS + "V2__create_slug_idx_and_1_more.sql.conf")
                .delete(MIGRATIONS + "V1__tables.sql")
                .delete(MIGRATIONS);
        Maven missing = project.maven("compositeindex:record").failed();
        assertThat(missing.failure())
                .isEqualTo(
                        "There is no directory src/main/resources/db/migration for recorded migrations. Create it, or "
                                + "name another with <migrations>; if another module records what this one declares, set the "
                                + "property compositeindex.skip here.");
        project.maven("compositeindex:check", "-Dcompositeindex.skip").succeeded();

        // Others are named; new migrations go into the first.
        project.pomWithPlugin("<migrations><migration>src/main/sql</migration><migration>${project.basedir}/old"
                        + "</migration></migrations>")
                .write("src/main/sql/V3__x.sql", "")
                .write("old/V0041__tables.sql", "");
        assertThat(project.maven("compositeindex:record").succeeded().printed())
                .contains("Wrote 1 migration to src/main/sql. Review and commit.");
        assertThat(project.files("src/main/sql")).containsKeys("V0042__create_slug_idx_and_1_more.sql");
        assertThat(project.files("old")).containsOnlyKeys("V0041__tables.sql");

        // What is not understood.
        assertThat(project.maven("compositeindex:record", "-Dcompositeindex.numbering=timestmap")
                        .failure())
                .isEqualTo("numbering has the value \"timestmap\". Did you mean \"timestamp\"?");
    }

    @Test
    void whoDeclaresNothingIsNotBothered() {
        Project project = Project.create("nothing").entity("Course");
        project.delete(MIGRATIONS + "V1__tables.sql").delete(MIGRATIONS);

        assertThat(project.maven("verify").succeeded().lines("INFO"))
                .contains("No index is declared, and there are no migrations.");
    }
}
