package dev.compositeindex.torture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BookTest {
    private static final long OWN = Writer.FIRST_OWN;

    private final Book acknowledged = new Book();
    private final Book found = new Book();

    @Test
    void whatWasAcknowledgedMustBeThere() {
        acknowledged.put(OWN, 1);
        acknowledged.put(20, 3);
        assertThat(acknowledged.differences(found))
                .containsExactly(
                        "row 20 was acknowledged with version 3 and has 0",
                        "row 1000000000 was acknowledged with version 1 and has -1");

        found.put(OWN, 1);
        found.put(20, 3);
        assertThat(acknowledged.differences(found)).isEmpty();
    }

    @Test
    void whatWasDeletedMustBeGone() {
        acknowledged.put(OWN, Book.ABSENT);
        assertThat(acknowledged.differences(found)).isEmpty();

        found.put(OWN, 1);
        assertThat(acknowledged.differences(found))
                .containsExactly("row 1000000000 was acknowledged with version -1 and has 1");
    }

    @Test
    void whatWasNotAnsweredMayBeThereOrNot() {
        acknowledged.put(20, 3);
        acknowledged.doubt(20, 4);
        found.put(20, 3);
        assertThat(acknowledged.differences(found)).isEmpty();
        found.put(20, 4);
        assertThat(acknowledged.differences(found)).isEmpty();
        found.put(20, 2);
        assertThat(acknowledged.differences(found)).isNotEmpty();
    }
}
