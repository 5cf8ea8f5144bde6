package dev.compositeindex.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A team that has indexes already starts to use us. */
class AdoptIT {

    @Test
    void recordsWhatIsThereAndPrintsWhatIsNotDeclared() throws SQLException {
        PGSimpleDataSource database = PostgresServer.NEWEST.newDatabase();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE course (id bigint PRIMARY KEY, title text, slug text, state text)");
            statement.execute("CREATE INDEX slug_idx ON course (slug) WHERE state IN ('new', 'open')");
            statement.execute("CREATE INDEX by_title ON course (title DESC)");
        }
        Project project = Project.create("adopt")
                .entity(
                        "Course",
                        "@CompositeIndex(name = \"slug_idx\", fields = \"slug\", where = \"{state} IN ('new', 'open')\")");

        Maven adopted =
                project.maven("compositeindex:adopt", "-Durl=" + database.getUrl(), "-Duser=" + database.getUser());

        assertThat(adopted.exitCode()).as(adopted.output()).isZero();
        assertThat(adopted.printed())
                .containsSequence(
                        "index     class            database",
                        "slug_idx  com.acme.Course  equal",
                        "",
                        "Not declared, on public.course. Paste into com.acme.Course:",
                        "  @CompositeIndex(name = \"by_title\", fields = \"title DESC\")")
                .contains("Wrote 1 migration to src/main/resources/db/migration. Review and commit.");
        assertThat(project.migrations()).containsExactly("V1__tables.sql", "V2__create_slug_idx.sql");
        assertThat(project.maven("verify").exitCode()).isZero();

        String url = "-Durl=" + database.getUrl();
        String user = "-Duser=" + database.getUser();
        assertThat(project.maven(
                                "compositeindex:analyze",
                                url,
                                user,
                                "-DfailOn=foreign-key,invalid",
                                "-Dbaseline=kept.json")
                        .succeeded()
                        .printed())
                .contains(
                        "undeclared (certain): by_title on public.course",
                        "indexes: 1 declared, 1 valid, 0 missing, 0 invalid, 0 drifted");
        assertThat(project.read("kept.json")).contains("slug_idx");
        assertThat(project.maven("compositeindex:analyze", url, user, "-DfailOn=undeclared", "-Doutput=report.html")
                        .failure())
                .isEqualTo("There are findings of the kinds of failOn; see above.");
        assertThat(project.read("report.html")).startsWith("<!DOCTYPE html>");
        assertThat(project.maven("compositeindex:analyze", url, user, "-DfailOn=unusd")
                        .failure())
                .isEqualTo("failOn has the value \"unusd\". Did you mean \"unused\"?");
    }

    /** Columns are looked for as the compiler resolves them: by the rule that it is given, and with what classes refer to. */
    @Test
    @Tag("builds")
    void findsColumnsAsTheCompilerDoes() throws SQLException {
        PGSimpleDataSource database = PostgresServer.NEWEST.newDatabase();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE course (createdat timestamptz, title text)");
            statement.execute("CREATE INDEX created_idx ON course (createdat) WHERE title <> ''");
        }
        Project project = Project.create("adopt-names")
                .pom("<compilerArgs><arg>-Acompositeindex.naming=jpa</arg></compilerArgs>")
                .write(
                        "src/main/java/com/acme/Course.java",
                        "package com.acme; class Course { java.time.Instant createdAt; String title; dev.compositeindex.registry.IndexDefinition index; }");
        String url = "-Durl=" + database.getUrl();
        String user = "-Duser=" + database.getUser();

        Maven adopted = project.maven("compositeindex:adopt", url, user);

        assertThat(adopted.exitCode()).as(adopted.output()).isZero();
        assertThat(adopted.printed())
                .contains(
                        "Not declared, on public.course. Paste into com.acme.Course:",
                        "  @CompositeIndex(name = \"created_idx\", fields = \"createdAt\", where = \"{title} <> ''::text\")");

        Maven otherwise = project.maven("compositeindex:adopt", url, user, "-Dcompositeindex.naming=hibernate6");
        assertThat(otherwise.printed())
                .contains(
                        "    com.acme.Course has no field for column createdat by this rule for names; say the one that the class was compiled with (naming)");

        Maven refused = project.maven("compositeindex:adopt", url, user, "-Dcompositeindex.naming=japan");
        assertThat(refused.failure()).isEqualTo("naming has the value \"japan\". Did you mean \"jpa\"?");
    }

    @Test
    @Tag("builds")
    void failsIfADeclarationIsTaken() throws SQLException {
        PGSimpleDataSource database = PostgresServer.NEWEST.newDatabase();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE course (id bigint PRIMARY KEY, title text, slug text, state text)");
            statement.execute("CREATE INDEX slug_idx ON course (state)");
        }
        Project project = Project.create("adopt-taken")
                .entity("Course", "@CompositeIndex(name = \"slug_idx\", fields = \"slug\")");

        Maven refused = project.maven(
                "-q", "compositeindex:adopt", "-Durl=" + database.getUrl(), "-Duser=" + database.getUser());

        assertThat(refused.exitCode()).isOne();
        assertThat(refused.failure()).isEqualTo("Some declared indexes are not what the database has; see above.");
        assertThat(refused.printed())
                .contains(
                        "slug_idx: the index of its name is another one.",
                        "  database: CREATE INDEX slug_idx ON public.course USING btree (state)");
        assertThat(project.migrations()).containsExactly("V1__tables.sql");
    }
}
