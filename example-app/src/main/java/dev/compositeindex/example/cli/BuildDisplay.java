package dev.compositeindex.example.cli;

import dev.compositeindex.build.BuildListener;
import dev.compositeindex.build.BuildProgress;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows index builds as bars on a terminal, and not at all anywhere else, where the log tells of them. Found as a
 * service: nothing else in this application knows it.
 */
public final class BuildDisplay implements BuildListener {

    private final boolean terminal;
    private final Supplier<ProgressBarBuilder> bars;

    /** One for each process that builds. */
    private final Map<Integer, ProgressBar> shown = new HashMap<>();

    /** For the process's own terminal. */
    public BuildDisplay() {
        this(LoadDisplay.onTerminal(), ProgressBarBuilder::new);
    }

    BuildDisplay(boolean terminal, Supplier<ProgressBarBuilder> bars) {
        this.terminal = terminal;
        this.bars = bars;
    }

    @Override
    public void started(BuildProgress build) {
        if (terminal) {
            shown.put(
                    build.pid(),
                    bars.get()
                            .setTaskName(build.index().isEmpty() ? "an index" : build.index())
                            .setInitialMax(100)
                            .setStyle(ProgressBarStyle.ASCII)
                            .setUpdateIntervalMillis(200)
                            .clearDisplayOnFinish()
                            .build());
        }
    }

    @Override
    public void progress(BuildProgress build) {
        ProgressBar bar = shown.get(build.pid());
        if (bar != null) {
            bar.stepTo(build.percent());
            bar.setExtraMessage(
                    build.blockers().isEmpty()
                            ? build.phase()
                            : "blocked by " + build.blockers().get(0).describe());
        }
    }

    @Override
    public void finished(BuildProgress build) {
        close(build);
    }

    @Override
    public void failed(BuildProgress build) {
        close(build);
    }

    private void close(BuildProgress build) {
        ProgressBar bar = shown.remove(build.pid());
        if (bar != null) {
            bar.close();
        }
    }
}
