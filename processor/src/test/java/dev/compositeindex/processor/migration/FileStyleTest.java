package dev.compositeindex.processor.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.diagnostic.Problem;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileStyleTest {
    private static final String OURS = "-- compositeindex: drop x\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                    | V8__a.sql",
                "V1__a.sql                                           | V8__a.sql",
                "V1_2__a.sql, R__v.sql, U1__a.sql, B1__b.sql         | V8__a.sql",
                "B1__b.sql, afterMigrate.sql, notes.txt              | V8__a.sql",
                "V1__a.POSTGRESQL.sql                                | V8__a.POSTGRESQL.sql",
                "V1__a.POSTGRESQL.sql, V1__a.H2.sql                  | V8__a.POSTGRESQL.sql",
                "V1__a.POSTGRESQL.sql, V2__a.sql                     | V8__a.sql",
                "V1__upgrade_to_2.0.sql                              | V8__a.sql",
                "V1__a.ddl                                           | V8__a.ddl",
                "V1__a.pgsql                                         | V8__a.pgsql",
                "V1__a.SQL                                           | V8__a.SQL",
                "db-1__a.sql, db-2__b.sql                            | db-8__a.sql",
                "migration_1__a.sql                                  | migration_8__a.sql",
                "001__a.sql                                          | 8__a.sql",
                "V1-a.sql, V2-b.sql                                  | V8-a.sql",
                "V1_a.sql, V2_3_b.sql                                | V8_a.sql",
                "V1_a.sql, V2__b.sql                                 | V8__a.sql",
                "V1_a.sql, T1__b.sql                                 | V8__a.sql",
                "v1__a.sql                                           | v8__a.sql"
            })
    void theFilesShowTheStyle(String files, String next) {
        assertThat(style(files == null ? "" : files).fileName(new Version("8"), "a"))
                .isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "db-1__a.sql                | db-2__b.sql             | 2",
                "db-1__a.sql                | B2__b.sql               | 2",
                "db-1__a.sql                | V2__Fill.class          | 2",
                "V1_a.sql                   | V2_3_b.sql              | 2",
                "V1-a.sql                   | V2_3-b.sql              | 2_3",
                "V1__a.POSTGRESQL.sql       | V2__b.POSTGRESQL.sql    | 2",
                "V1__a.ddl                  | V2__b.ddl               | 2",
                "V1__a.sql                  | V2_b.sql                | ",
                "V1__a.sql                  | V2__b.ddl               | ",
                "V1__a.sql                  | V2__b.csv               | "
            })
    void versionsAreRead(String shown, String file, String version) {
        assertThat(style(shown).version(file).map(Version::text).orElse(null)).isEqualTo(version);
    }

    /** Ours tell where there are no others, so that the first may be renamed, and the next follow. */
    @Test
    void oursAreFollowedWhereThereAreNoOthers() {
        assertThat(FileStyle.of(List.of(RecordedFile.of("T1__a.sql", OURS))).fileName(new Version("2"), "b"))
                .isEqualTo("T2__b.sql");
        assertThat(FileStyle.of(List.of(RecordedFile.of("T1__a.sql", OURS), RecordedFile.named("V1__a.sql")))
                        .fileName(new Version("2"), "b"))
                .isEqualTo("V2__b.sql");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "V1__t.POSTGRESQL.sql | V2__x.sql            | V…__….POSTGRESQL.sql",
                "db-1__t.sql          | V2__x.sql            | db-…__….sql",
                "V1__t.sql            | db-2__x.sql          |",
                "V1__t.sql            | V2__x.sql            |",
                "V1__t.sql            | V2__x.POSTGRESQL.sql |",
                "V1__t.H2.sql         | V2__x.H2.sql         |"
            })
    void whatWouldNotBeRunIsTold(String shown, String ours, String style) {
        List<String> problems =
                MisnamedMigrations.of(List.of(RecordedFile.named(shown), RecordedFile.of(ours, OURS))).stream()
                        .map(Problem::message)
                        .toList();

        if (style == null) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems)
                    .containsExactly("[CI060] " + ours + ":1: the other migrations are called \"" + style
                            + "\", so Flyway seems to be told to run only such files, and not this one. Rename it, and its "
                            + ".conf with it.");
        }
    }

    private static FileStyle style(String files) {
        return FileStyle.of(
                Arrays.stream(files.split(",\\s*")).map(RecordedFile::named).toList());
    }
}
