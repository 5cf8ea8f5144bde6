package dev.compositeindex.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.build.Blocker;
import dev.compositeindex.build.BuildListener;
import dev.compositeindex.build.BuildProgress;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.junit.jupiter.api.Test;

class BuildDisplayTest {

    private final List<String> drawn = new CopyOnWriteArrayList<>();

    @Test
    void isFoundAsAService() {
        assertThat(ServiceLoader.load(BuildListener.class)).hasExactlyElementsOfTypes(BuildDisplay.class);
    }

    @Test
    void drawsABarOnATerminal() {
        BuildDisplay display = display(true);
        Blocker blocker = new Blocker(123, "psql", "idle in transaction", null, "", "", "");

        display.started(build(0));
        display.progress(build(43));
        display.progress(build(99, blocker));
        display.finished(build(100));

        assertThat(drawn)
                .anySatisfy(line -> assertThat(line)
                        .contains("course_idx", " 99%", "blocked by process 123 (psql, idle in transaction)"));
        // Not always the last line: the library may be drawing on a thread of its own just then.
        assertThat(drawn)
                .as("cleared at the end")
                .anySatisfy(line -> assertThat(line).isBlank());
    }

    @Test
    void drawsNothingAnywhereElse() {
        BuildDisplay display = display(false);

        display.started(build(0));
        display.progress(build(43));
        display.failed(build(43));

        assertThat(drawn).isEmpty();
    }

    private BuildDisplay display(boolean terminal) {
        return new BuildDisplay(
                terminal,
                () -> new ProgressBarBuilder().setConsumer(new DelegatingProgressBarConsumer(drawn::add, 200)));
    }

    private static BuildProgress build(int percent, Blocker... blockers) {
        return new BuildProgress(
                7,
                "course_idx",
                "course",
                0,
                "waiting for old snapshots",
                percent,
                Duration.ZERO,
                null,
                List.of(blockers),
                true);
    }
}
