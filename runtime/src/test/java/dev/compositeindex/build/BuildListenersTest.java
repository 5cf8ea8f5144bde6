package dev.compositeindex.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.text.Log;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.SAME_THREAD)
class BuildListenersTest {

    private static final BuildProgress BUILD =
            new BuildProgress(1, "i", "t", 0, "", 0, Duration.ZERO, null, List.of(), true);

    private static final List<BuildProgress> TOLD = new ArrayList<>();

    @TempDir
    private Path folder;

    private final RecordingLogger log = new RecordingLogger();

    /** A listener of an application. */
    public static final class Told implements BuildListener {

        @Override
        public void started(BuildProgress build) {
            TOLD.add(build);
        }
    }

    @Test
    void listenersAreFoundAsServicesAndTheOthersAreLeftOut() throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(BuildListener.class.getName()), "com.acme.Missing\n" + Told.class.getName() + "\n");
        TOLD.clear();

        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            BuildListeners listeners = BuildListeners.load(loader, new Log(log));
            listeners.started(BUILD);
            listeners.progress(BUILD);
            listeners.finished(BUILD);
            listeners.failed(BUILD);
        }

        assertThat(TOLD).containsExactly(BUILD);
        assertThat(log.lines()).containsExactly("WARN A listener for index builds cannot be loaded, and is left out");
    }

    @Test
    void aListenerThatThrowsIsNotToldAgain() {
        List<BuildProgress> calls = new ArrayList<>();
        BuildListener broken = new BuildListener() {
            @Override
            public void progress(BuildProgress build) {
                calls.add(build);
                throw new IllegalStateException();
            }
        };
        TOLD.clear();
        BuildListeners listeners = new BuildListeners(List.of(broken, new Told()), new Log(log));

        listeners.progress(BUILD);
        listeners.progress(BUILD);
        listeners.started(BUILD);

        assertThat(calls).containsExactly(BUILD);
        assertThat(TOLD).containsExactly(BUILD);
        assertThat(log.lines())
                .singleElement()
                .asString()
                .endsWith(" has thrown, and is not told about index builds any more. No build is affected.");
    }

    @Test
    void withoutListenersNobodyIsTold() {
        BuildListeners.load(getClass().getClassLoader(), new Log(log)).started(BUILD);

        assertThat(log.lines()).isEmpty();
    }
}
