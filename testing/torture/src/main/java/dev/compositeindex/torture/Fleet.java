package dev.compositeindex.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * The instances of an application, as an orchestrator keeps them: who ends with another exit code than 0 is started again, a
 * number of times, and that is all that is done. An instance is known to the server by its application name.
 */
final class Fleet implements AutoCloseable {
    private static final long BACK_OFF_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    /** A start of an instance: a JVM. */
    record Start(String name, Process process, Path log) {
        boolean alive() {
            return process.isAlive();
        }
    }

    /** Where an instance runs; it has one start after the other. */
    private static final class Slot {
        private final int number;
        private final List<Start> starts = new ArrayList<>();
        private long nextStart;
        private boolean up;

        Slot(int number) {
            this.number = number;
        }

        Optional<Start> last() {
            return starts.isEmpty() ? Optional.empty() : Optional.of(starts.get(starts.size() - 1));
        }
    }

    private final Application application;
    private final UnaryOperator<String> url;
    private final Path logs;
    private final int mostStarts;
    private final List<Slot> slots = new ArrayList<>();
    private int failures;

    /**
     * @param application what is started
     * @param url the database's URL for an application name
     * @param logs where the output goes
     * @param size how many instances
     * @param mostStarts how often each of them is started at most
     */
    Fleet(Application application, UnaryOperator<String> url, Path logs, int size, int mostStarts) {
        this.application = application;
        this.url = url;
        this.logs = logs;
        this.mostStarts = mostStarts;
        for (int number = 1; number <= size; number++) {
            slots.add(new Slot(number));
        }
    }

    /** Starts who is to be started, all of them the first time. */
    synchronized void supervise() throws IOException {
        for (Slot slot : slots) {
            Optional<Start> last = slot.last();
            if (slot.up || last.filter(Start::alive).isPresent()) {
                continue;
            }
            if (last.isPresent() && last.get().process().exitValue() == 0) {
                slot.up = true;
            } else if (last.isPresent() && slot.nextStart == 0) {
                failures++;
                slot.nextStart = System.nanoTime() + BACK_OFF_NANOS * slot.starts.size();
            } else if (slot.starts.size() < mostStarts && System.nanoTime() >= slot.nextStart) {
                slot.starts.add(start("instance-%d.%d".formatted(slot.number, slot.starts.size() + 1)));
                slot.nextStart = 0;
            }
        }
    }

    private Start start(String name) throws IOException {
        Files.createDirectories(logs);
        Path log = logs.resolve(name + ".log");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx96m",
                "-Dtorture.log=INFO",
                "-cp",
                application.classes() + System.getProperty("path.separator") + System.getProperty("java.class.path"),
                Instance.class.getName(),
                url.apply(name),
                application.migrations().toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new Start(name, process, log);
    }

    /** Whether every instance has ended with the exit code 0. */
    synchronized boolean allUp() {
        return slots.stream().allMatch(slot -> slot.up);
    }

    /** Whether an instance was started as often as it may be, and is not up. */
    synchronized boolean gaveUp() {
        return slots.stream().anyMatch(slot -> !slot.up && slot.starts.size() == mostStarts && slot.nextStart != 0);
    }

    /** The starts that run now. */
    synchronized List<Start> alive() {
        return slots.stream()
                .flatMap(slot -> slot.last().stream())
                .filter(Start::alive)
                .toList();
    }

    /** Whether a start of this name runs now. */
    boolean isAlive(String name) {
        return alive().stream().anyMatch(start -> start.name().equals(name));
    }

    /** How many starts have ended with something else than 0. */
    synchronized int failures() {
        return failures;
    }

    /** How often the instance that needed most starts was started again. */
    synchronized int mostRestarts() {
        return slots.stream().mapToInt(slot -> slot.starts.size() - 1).max().orElse(0);
    }

    /** Whether none runs, and none is to be started again. */
    synchronized boolean ended() {
        return slots.stream().allMatch(slot -> slot.up || slot.starts.size() == mostStarts && slot.nextStart != 0);
    }

    /** How many instances are up. */
    synchronized int up() {
        return (int) slots.stream().filter(slot -> slot.up).count();
    }

    /** Sends a signal to a start; {@code STOP} and {@code CONT} are those that Java cannot send. */
    static void signal(Start start, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(start.process().pid()))
                .start()
                .waitFor();
    }

    /** Lets those that still run write what their threads do into their logs. */
    void dumpThreads() throws IOException, InterruptedException {
        List<Start> running = alive();
        for (Start start : running) {
            signal(start, "QUIT");
        }
        for (Start start : running) {
            start.process().waitFor(1, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        alive().forEach(start -> start.process().destroyForcibly().onExit().join());
    }
}
