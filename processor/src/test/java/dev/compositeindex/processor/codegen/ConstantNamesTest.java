package dev.compositeindex.processor.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConstantNamesTest {

    @ParameterizedTest
    @CsvSource({
        "course_pub_diff_idx, COURSE_PUB_DIFF_IDX",
        "courseIdx, COURSE_IDX",
        "order idx, ORDER_IDX",
        "1st, _1ST",
        "a$b, A_B",
        "_, __",
        "idx, IDX",
        "größe, GRÖSSE"
    })
    void constantsAreInUpperSnakeCase(String name, String constant) {
        assertThat(ConstantNames.constant(name)).isEqualTo(constant);
    }
}
