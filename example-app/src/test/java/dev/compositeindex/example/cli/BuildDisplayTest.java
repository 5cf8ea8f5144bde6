package dev.compositeindex.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.build.Blocker;
import dev.compositeindex.build.BuildListener;
import dev.compositeindex.build.BuildProgress;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
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
        // The library draws a few times a second, on a thread of its own, perhaps in the middle of a change, and then
        // not
        // again before the next one.
        await(
                () -> {
                    display.progress(build(98, blocker));
                    display.progress(build(99, blocker));
                },
                line -> line.contains("course_idx")
                        && line.contains(" 99%")
                        && line.contains("blocked by process 123 (psql, idle in transaction)"));
        display.finished(build(100));
    }

    private void await(Runnable changes, Predicate<String> wanted) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (drawn.stream().noneMatch(wanted)) {
            assertThat(System.nanoTime()).as("drawn so far: %s", drawn).isLessThan(deadline);
            changes.run();
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
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
