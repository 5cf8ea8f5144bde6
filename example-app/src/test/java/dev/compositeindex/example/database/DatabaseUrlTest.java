package dev.compositeindex.example.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            jdbc:postgresql://localhost/app                       | jdbc:postgresql://localhost/app                   | -     | -
            jdbc:postgresql://db:5433/app?user=ann&password=a%26b | jdbc:postgresql://db:5433/app                     | ann   | a&b
            jdbc:postgresql://a:1,b:2/app?ssl=true&user=ann       | jdbc:postgresql://a:1,b:2/app?ssl=true            | ann   | -
            postgres://ann:secret@db.example:5433/app             | jdbc:postgresql://db.example:5433/app             | ann   | secret
            postgresql://ann@db/app                               | jdbc:postgresql://db/app                          | ann   | -
            postgres://db/app                                     | jdbc:postgresql://db/app                          | -     | -
            postgres://ann:p%40ss%3Aw+rd%2F@db/app                | jdbc:postgresql://db/app                          | ann   | p@ss:w+rd/
            postgres://ann:a:b@db/app                             | jdbc:postgresql://db/app                          | ann   | a:b
            postgres://ann:x@[::1]:5432/app                       | jdbc:postgresql://[::1]:5432/app                  | ann   | x
            postgres://ann:x@db                                   | jdbc:postgresql://db/                             | ann   | x
            postgres://db/app?sslmode=require&connect_timeout=3   | jdbc:postgresql://db/app?sslmode=require&connectTimeout=3 | - | -
            postgres://db/app?options=-c%20search_path%3Da        | jdbc:postgresql://db/app?options=-c+search_path%3Da | -   | -
            """)
    void readsBothForms(String url, String jdbcUrl, String user, String password) {
        assertThat(DatabaseUrl.parse(url, null, null)).isEqualTo(new DatabaseUrl(jdbcUrl, user, password));
    }

    @Test
    void optionsComeBeforeTheUrl() {
        assertThat(DatabaseUrl.parse("postgres://ann:secret@db/app", "bob", "other"))
                .isEqualTo(new DatabaseUrl("jdbc:postgresql://db/app", "bob", "other"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://ann:secret@db/app",
                "jdbc:mysql://db/app?password=secret",
                "jdbc:postgres://db/app?password=secret",
                "jdbc:postgresql:app?password=secret",
                "jdbc:postgresql://ann:secret@db/app",
                "postgres://ann:secret%@db/app",
                "postgres://ann:sec ret@db/app",
                "db.example/secret",
                "secret"
            })
    void refusesTheRestWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret@")
                .hasMessageNotContaining("sec ret")
                .hasMessageNotContaining("=secret&")
                .hasMessageNotContaining("db.example");
    }

    @Test
    void isPrintedWithoutThePassword() {
        assertThat(DatabaseUrl.parse("postgres://ann:secret@db/app", null, null))
                .hasToString("jdbc:postgresql://db/app as ann");
    }
}
