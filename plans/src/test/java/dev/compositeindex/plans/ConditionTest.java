package dev.compositeindex.plans;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "(level = $1)                                                     | level",
                "((is_published = true) AND ((level)::text = $1))                 | level",
                "((is_published = true) AND ((level)::text = $1))                 | is_published",
                "(o.customer_id = c.id)                                           | customer_id",
                "(\"order\" > $1)                                                 | order",
                "(\"Or\"\"der\" > $1)                                             | `\"Or\"\"der\"`",
                "(lower((title)::text) = $1)                                      | lower(title)",
                "(at > '2024-01-01 00:00:00'::timestamp without time zone)        | at",
                "(at IS NULL)                                                     | at",
            })
    void mentions(String condition, String key) {
        assertThat(new Condition(condition.strip()).mentions(key.strip().replace("`", "")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "(difficulty_level = $1)              | level",
                "(level_of = $1)                      | level",
                "(title = 'of level one'::text)       | level",
                "(title = 'it''s level'::text)        | level",
                "((title)::level = $1)                | level",
                "(level($1) = title)                  | level",
                "(at > '1'::timestamp without time zone) | time",
                "(upper((title)::text) = $1)          | lower(title)",
            })
    void doesNotMention(String condition, String key) {
        assertThat(new Condition(condition.strip()).mentions(key.strip())).isFalse();
    }

    @Test
    void parametersStandBesideTheColumn() {
        Condition condition = new Condition("((category = $1) AND ((status)::text = $2) AND (level > $3))");

        assertThat(condition.parametersFor("status")).containsExactly("$2");
        assertThat(condition.parametersFor("title")).isEmpty();
    }
}
