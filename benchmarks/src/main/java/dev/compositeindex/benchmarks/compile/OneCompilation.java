package dev.compositeindex.benchmarks.compile;

import com.sun.management.OperatingSystemMXBean;
import dev.compositeindex.benchmarks.Processes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A program that compiles once, and says what its process took. */
final class OneCompilation {

    private OneCompilation() {}

    /**
     * What a process took.
     *
     * @param seconds of the CPU
     * @param megabytes of memory, at its highest; 0 where the system does not tell
     */
    record Cost(double seconds, double megabytes) {}

    public static void main(String[] args) throws IOException {
        new Workspace(Path.of(args[0]), Integer.parseInt(args[1]))
                .compilation(Subject.valueOf(args[2]))
                .run();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.out.printf(
                Locale.ROOT, "cost %.3f %.1f%n", system.getProcessCpuTime() / 1e9, highestResidentSetInMegabytes());
    }

    private static double highestResidentSetInMegabytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                        .findFirst()
                        .orElse(0)
                : 0;
    }

    /** Runs it in a process; the cost, or nothing if it failed. */
    static List<Cost> run(Path folder, int types, Subject subject, List<String> jvm)
            throws IOException, InterruptedException {
        List<String> words = new java.util.ArrayList<>(jvm);
        words.addAll(
                List.of(OneCompilation.class.getName(), folder.toString(), Integer.toString(types), subject.name()));
        Processes.Outcome outcome = Processes.run(words);
        return (outcome.succeeded() ? outcome.output() : "")
                .lines()
                .filter(line -> line.startsWith("cost "))
                .map(line -> line.split(" "))
                .map(cost -> new Cost(Double.parseDouble(cost[1]), Double.parseDouble(cost[2])))
                .toList();
    }
}
