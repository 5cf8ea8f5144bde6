package dev.compositeindex.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The example in {@code src/it/modules}: an application records for the two entity modules that it depends on. */
class ModulesIT {
    private static final String MIGRATIONS = "application/src/main/resources/db/migration/";

    @Test
    void anApplicationRecordsForItsEntityModules() {
        Project project = Project.copyOf(Path.of("src/it/modules"), "modules");

        Maven forgotten = project.maven("verify").failed();
        assertThat(forgotten.failure())
                .isEqualTo("1 migration to record. Run mvn compositeindex:record, review and commit.");

        // From the root.
        Maven recorded = project.maven("compositeindex:record").succeeded();
        assertThat(recorded.printed())
                .containsSubsequence(
                        "2        create course_title_idx           com.acme.courses.Course",
                        "2        create enrolment_course_user_idx  com.acme.application.Enrolment",
                        "2        create user_name_idx              com.acme.users.User",
                        "Wrote 1 migration to src/main/resources/db/migration. Review and commit.");
        assertThat(project.files("users/src/main/resources")).isEmpty();

        Maven checked = project.maven("verify").succeeded();
        assertThat(checked.lines("INFO")).contains("Nothing to record: 3 indexes are declared, and recorded.");
        // To the application's compiler, indexes of the other modules are recorded and rightly not declared.
        assertThat(checked.lines("WARNING")).isEmpty();

        // From the application, with what it needs.
        Path user = Path.of("users/src/main/java/com/acme/users/User.java");
        project.write(user.toString(), project.read(user.toString()).replace("user_name_idx", "app_user_name_idx"));
        assertThat(project.maven("-pl", "application", "-am", "compositeindex:record")
                        .succeeded()
                        .printed())
                .contains("3        rename user_name_idx to app_user_name_idx  com.acme.users.User");
        assertThat(project.files(MIGRATIONS)).containsKey("V3__rename_user_name_idx_to_app_user_name_idx.sql");

        // One name in two modules.
        project.write(user.toString(), project.read(user.toString()).replace("app_user_name_idx", "course_title_idx"));
        Maven twice = project.maven("compositeindex:record").failed();
        assertThat(twice.lines("ERROR"))
                .contains("[CI040] \"course_title_idx\" is declared by com.acme.courses.Course "
                        + "(com.acme.courses.CoursesRegistry.indexes) and by com.acme.users.User "
                        + "(com.acme.users.UsersRegistry.indexes). Names are unique in a schema: give one of them another "
                        + "name.");

        // A module that is not listed is told of; one that is not there is refused.
        project.write(user.toString(), project.read(user.toString()).replace("course_title_idx", "app_user_name_idx"));
        String pom = project.read("application/pom.xml");
        project.write("application/pom.xml", pom.replace("<entityModule>com.acme:users</entityModule>", ""));
        Maven unlisted = project.maven("compositeindex:record", "-DdryRun").succeeded();
        assertThat(unlisted.lines("INFO"))
                .contains("com.acme:users declares indexes. To record them here, list it in <entityModules>.");
        assertThat(unlisted.printed())
                .contains(
                        "4        drop app_user_name_idx  com.acme.users.User",
                        "1 migration to record. Nothing was written.");
        project.write("application/pom.xml", pom.replace("com.acme:users<", "com.acme:user<"));
        assertThat(project.maven("compositeindex:record").failure())
                .isEqualTo(
                        "<entityModules> names \"com.acme:user\", which is no dependency of this module. Did you mean "
                                + "\"com.acme:users\"?");

        // A module that lists what it sees no migration of is in nobody's way.
        project.write("application/pom.xml", pom);
        String users = project.read("users/pom.xml");
        project.write("users/pom.xml", users.replace("<arg>-Acompositeindex.location=none</arg>", ""));
        project.maven("clean", "verify").succeeded();
    }
}
