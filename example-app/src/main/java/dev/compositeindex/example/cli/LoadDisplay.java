package dev.compositeindex.example.cli;

import dev.compositeindex.example.data.LoadProgress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows a load: as a bar on a terminal; as a line per table anywhere else, where a bar would fill the log. */
final class LoadDisplay implements LoadProgress, AutoCloseable {

    private final Printer printer;
    private final boolean terminal;
    private @Nullable ProgressBar bar;

    LoadDisplay(Printer printer, boolean terminal) {
        this.printer = printer;
        this.terminal = terminal;
    }

    /** Whether someone watches the process's own output. From JDK 22 on there is a console even without a terminal. */
    static boolean onTerminal() {
        if (System.console() == null) {
            return false;
        }
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(System.console());
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    @Override
    public void begins(long rows) {
        if (terminal) {
            bar = new ProgressBarBuilder()
                    .setTaskName("load")
                    .setInitialMax(rows)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .clearDisplayOnFinish()
                    .build();
        }
    }

    @Override
    public void table(String name) {
        if (bar != null) {
            bar.setExtraMessage(name);
        } else {
            printer.line("  loading %s", name);
        }
    }

    @Override
    public void made(long rows) {
        if (bar != null) {
            bar.stepBy(rows);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
