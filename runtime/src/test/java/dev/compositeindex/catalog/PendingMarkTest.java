package dev.compositeindex.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PendingMarkTest {

    private static final PendingMark MARK = PendingMark.of(
            "app.Indexes", "CREATE INDEX a_idx ON a (b)", "CREATE INDEX a_idx ON public.a USING btree (b)");

    @Test
    void itStandsBelowWhateverCommentThereIs() {
        for (String comment : List.of("", "By level", "Two\nlines\n", "CompositeIndex: not recorded, yet")) {
            String marked = MARK.on(comment);

            assertThat(PendingMark.in(marked)).contains(MARK);
            assertThat(PendingMark.without(marked)).isEqualTo(comment);
            assertThat(PendingMark.in(comment)).isEmpty();
            assertThat(PendingMark.without(comment)).isEqualTo(comment);
        }
    }

    /** What the server made of it may not be known. */
    @Test
    void halfAMarkIsOneAsWell() {
        PendingMark half = PendingMark.of("app.Indexes", "CREATE INDEX a_idx ON a (b)", "");

        assertThat(PendingMark.in(half.on("By level"))).contains(half);
        assertThat(PendingMark.without(half.on("By level"))).isEqualTo("By level");
        assertThat(half.isAsBuilt("")).isFalse();
    }

    /** It is in databases: another form would not be known there any more. */
    @Test
    void itsFormStays() {
        assertThat(MARK.on("By level"))
                .isEqualTo("By level\nCompositeIndex: not recorded, app.Indexes, 49ee0766, aeabd9d4");
    }

    @Test
    void itKnowsWhatTheServerMadeOfIt() {
        assertThat(MARK.isAsBuilt("CREATE INDEX a_idx ON public.a USING btree (b)"))
                .isTrue();
        assertThat(MARK.isAsBuilt("CREATE INDEX a_idx ON public.a USING btree (c)"))
                .isFalse();
    }

    @Test
    void itKnowsItsDefinition() {
        assertThat(MARK.isOf("CREATE INDEX a_idx ON a (b)")).isTrue();
        assertThat(MARK.isOf("CREATE INDEX a_idx ON a (b) WITH (fillfactor=70)"))
                .isFalse();
    }
}
