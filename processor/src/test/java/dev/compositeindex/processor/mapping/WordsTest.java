package dev.compositeindex.processor.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

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
        assertThat(Words.snakeCase(field, true)).isEqualTo(column);
    }
}
