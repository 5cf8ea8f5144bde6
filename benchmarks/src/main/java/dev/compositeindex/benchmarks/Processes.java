package dev.compositeindex.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Java programs in processes of their own, on this program's class path. */
public final class Processes {
    private static final long SECONDS = 240;

    private Processes() {}

    /**
     * What a program did.
     *
     * @param code with which it ended
     * @param output what it printed, errors included
     * @param seconds it took, the JVM's start included
     */
    public record Outcome(int code, String output, double seconds) {
        public boolean succeeded() {
            return code == 0;
        }
    }

    /**
     * Runs one to its end, which comes after four minutes at the latest.
     *
     * @param words options of the JVM, the main class, and its arguments
     */
    public static Outcome run(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(words);
        Path output = Files.createTempFile("benchmark", ".txt");
        try {
            long begin = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8), seconds);
        } finally {
            Files.delete(output);
        }
    }
}
