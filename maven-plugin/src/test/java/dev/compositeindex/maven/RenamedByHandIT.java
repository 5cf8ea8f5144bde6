package dev.compositeindex.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The team renames a table and a column by a migration of its own: nothing is built for that. */
@Tag("builds")
class RenamedByHandIT {
    private static final String MIGRATIONS = "src/main/resources/db/migration/";

    @Test
    void indexesFollowTheirTableAndTheirColumn() {
        Project project =
                Project.create("renamed").write("src/main/java/com/acme/Course.java", course("course", "title"));
        project.maven("compositeindex:record").succeeded();
        assertThat(project.migrations()).containsExactly("V1__tables.sql", "V2__create_title_idx.sql");

        project.write("src/main/java/com/acme/Course.java", course("unit", "name"))
                .write(
                        MIGRATIONS + "V3__units.sql",
                        "ALTER TABLE course RENAME TO unit;\nALTER TABLE unit RENAME COLUMN title TO name;\n");
        Maven recorded = project.maven("compositeindex:record").succeeded();

        assertThat(recorded.printed())
                .containsSubsequence(
                        "4        move table course to unit            com.acme.Course",
                        "4        move column unit.title to unit.name  com.acme.Course");
        assertThat(project.migrations()).hasSize(4).noneMatch(file -> file.matches("V4__(create|drop|swap).*"));
        assertThat(project.maven("verify").succeeded().lines("INFO"))
                .contains("Nothing to record: 1 index is declared, and recorded.");
    }

    private static String course(String table, String field) {
        return """
                package com.acme;

                import dev.compositeindex.CompositeIndex;
                import dev.compositeindex.IndexedTable;

                @IndexedTable("%1$s")
                @CompositeIndex(name = "title_idx", fields = "%2$s")
                public record Course(long id, String %2$s) {}
                """.formatted(table, field);
    }
}
