package dev.compositeindex.processor.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamingTest {

    /** As Hibernate 7 and Spring name them. */
    @ParameterizedTest
    @CsvSource({
        "title, title",
        "isPublished, is_published",
        "createdAt, created_at",
        "address2Line, address2_line",
        "line2Text, line2_text",
        "line2, line2",
        "URLPath, urlpath",
        "userID, userid",
        "someID, someid",
        "iPhone, i_phone",
        "aB, ab",
        "aBc, a_bc",
        "order, order",
        "CourseEnrollment, course_enrollment",
        "already_snake, already_snake",
        "GrößeXs, größe_xs"
    })
    void columnsAreInSnakeCase(String field, String column) {
        assertThat(Naming.snakeCase(field)).isEqualTo(column);
    }

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
        assertThat(Naming.constant(name)).isEqualTo(constant);
    }
}
