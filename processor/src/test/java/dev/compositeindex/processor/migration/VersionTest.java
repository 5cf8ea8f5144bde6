package dev.compositeindex.processor.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {

    @ParameterizedTest
    @CsvSource({
        "7, 8",
        "007, 008",
        "009, 010",
        "999, 1000",
        "1.7, 1.8",
        "1.9, 1.10",
        "1_7, 1_8",
        "2.0.09, 2.0.10",
        "20260131120000, 20260131120001",
        "99999999999999999999, 100000000000000000000"
    })
    void theNextKeepsTheStyle(String version, String next) {
        assertThat(new Version(version).next()).isEqualTo(new Version(next));
    }

    @ParameterizedTest
    @CsvSource({
        "V7__create.sql, 7",
        "V1.7__create.sql, 1.7",
        "V1_7__create_x.sql, 1_7",
        "B12__base.sql, 12",
        "V3__Fill.java, 3",
        "V3__Fill.class, 3",
        "V2__load.sh, 2",
        "V2__load.bash, 2",
        "V2__load.bat, 2",
        "V2__load.cmd, 2",
        "V2__load.ps1, 2",
        "V2__load.py, 2",
        "V2__a$b.sql, 2",
        "V2__.sql, 2",
        "V2.sql, 2"
    })
    void fileNamesHaveVersions(String fileName, String version) {
        assertThat(Version.ofFileName(fileName)).contains(new Version(version));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "R__view.sql",
                "U7__undo.sql",
                "V7__x.sql.conf",
                "V__x.sql",
                "v7__x.sql",
                "V7a__x.sql",
                "V7__x.csv",
                "V7__Fill$1.class",
                "notes.txt"
            })
    void otherFilesHaveNone(String fileName) {
        assertThat(Version.ofFileName(fileName)).isEqualTo(Optional.empty());
    }

    @Test
    void orderIsFlyways() {
        assertThat(Stream.of("1.10", "2", "1.9", "10", "1", "002.1")
                        .map(Version::new)
                        .sorted()
                        .map(Version::text))
                .containsExactly("1", "1.9", "1.10", "2", "002.1", "10");
    }
}
