package dev.compositeindex.benchmarks.compile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Java programs in processes of their own, on this program's class path. */
final class Processes {
    private static final long SECONDS = 240;

    private Processes() {}

    /**
     * Runs one; what it printed, or nothing if it failed or took too long.
     *
     * @param words options of the JVM, the main class, and its arguments
     */
    static String run(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(words);
        Path output = Files.createTempFile("benchmark", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            return process.exitValue() == 0 ? Files.readString(output, StandardCharsets.UTF_8) : "";
        } finally {
            Files.delete(output);
        }
    }
}
