package dev.compositeindex.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.HostileTexts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisibleTest {

    @Test
    void nothingIsLeftThatCannotBeSeen() {
        List<String> texts = HostileTexts.many(500);

        assertThat(texts).map(Visible::of).allMatch(HostileTexts::isVisible);
        assertThat(texts).allMatch(text -> Visible.of(Visible.of(text)).equals(Visible.of(text)));
    }

    @Test
    void whatCanBeSeenIsLeft() {
        assertThat(Visible.of("größer 漢字 – „a“ {} %s")).isEqualTo("größer 漢字 – „a“ {} %s");
        assertThat(Visible.of("ERROR: a\n  Detail: b\t\u001b[31m\u202ec"))
                .isEqualTo("ERROR: a Detail: b \\u001b[31m\\u202ec");
        assertThat(Visible.of(12)).isEqualTo(12);
    }

    @Test
    void whatAnExceptionSaysForgesNoLine() {
        for (String text : HostileTexts.many(500)) {
            SQLException thrown = new SQLException("a" + text, "42P07", new IllegalStateException(text));
            thrown.addSuppressed(new IllegalStateException(text));
            StringWriter printed = new StringWriter();

            Visible.of(thrown).printStackTrace(new PrintWriter(printed));

            assertThat(printed.toString().split("\n"))
                    .allMatch(line -> HostileTexts.isVisible(line.replace("\t", "")))
                    .noneMatch(line -> line.startsWith("ERROR") || line.startsWith("WARN"));
        }
        SQLException plain = new SQLException("ERROR: a\n  Detail: b", "42P07");
        assertThat(Visible.of(plain)).isSameAs(plain);
        SQLException copy = (SQLException) Visible.of(new SQLException("a\u001b", "42P07"));
        assertThat(copy.getSQLState()).isEqualTo("42P07");
    }
}
