package dev.compositeindex.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.catalog.PossibleBuilder.Activity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cases that last too shortly to be provoked on a server. */
class PossibleBuilderTest {

    private static final long INDEX = 42;

    @ParameterizedTest
    @CsvSource({
        "42, course_idx, BUILDING",
        "99, course_idx_ccnew, BUILDING",
        "99, course_idx_ccnew1, BUILDING",
        // The name was cut to make room for the suffix.
        "99, course_i_ccnew, BUILDING",
        "99, lesson_idx_ccnew, SOMETHING_ELSE",
        "99, _ccnew, SOMETHING_ELSE",
        "99, other_idx, SOMETHING_ELSE",
        // The build has begun, but does not say yet of which index; or another role may not see it.
        "0, '', PERHAPS_BUILDING",
    })
    void whoReportsABuild(long builtIndex, String builtName, Activity doing) {
        PossibleBuilder builder =
                new PossibleBuilder(7, true, "initializing", builtIndex, builtName, false, false, "active", "anything");

        assertThat(builder.activityOn(INDEX, "course_idx")).isEqualTo(doing);
    }

    @ParameterizedTest
    @CsvSource({
        // Begun after the progress view was read, before the locks were.
        "false, active, /* app */ Create  index CONCURRENTLY x on y (z), PERHAPS_BUILDING",
        "false, active, reindex table x, PERHAPS_BUILDING",
        "false, active, autovacuum: VACUUM public.course, SOMETHING_ELSE",
        "false, active, ALTER TABLE course VALIDATE CONSTRAINT recreated, SOMETHING_ELSE",
        "false, idle in transaction, CREATE INDEX x ON y (z), SOMETHING_ELSE",
        "false, '', <insufficient privilege>, PERHAPS_BUILDING",
        "false, disabled, '', PERHAPS_BUILDING",
        "true, '', <insufficient privilege>, SOMETHING_ELSE",
    })
    void whoReportsNone(boolean maintenance, String state, String query, Activity doing) {
        PossibleBuilder builder = new PossibleBuilder(7, false, "", 0, "", maintenance, false, state, query);

        assertThat(builder.activityOn(INDEX, "course_idx")).isEqualTo(doing);
    }
}
