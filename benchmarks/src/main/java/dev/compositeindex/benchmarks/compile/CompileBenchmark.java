package dev.compositeindex.benchmarks.compile;

import dev.compositeindex.benchmarks.Report;
import dev.compositeindex.benchmarks.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What processors cost javac, against a compile without any and against each other. */
@Command(
        name = "compile",
        description = "What the processor costs javac, against -proc:none, the floor, and other processors.",
        mixinStandardHelpOptions = true)
public final class CompileBenchmark implements Callable<Integer> {
    private static final int HEAP_STEP = 4;
    private static final int HIGHEST_HEAP = 4096;

    /** What can be measured. */
    enum Measure {
        /** The compiler thread's CPU time and allocation, in a JVM that has compiled before. */
        WARM,
        /** CPU time and memory of a process that compiles once. */
        COLD,
        /** The smallest heap with which a process compiles. */
        HEAP
    }

    @Option(names = "--folder", defaultValue = "target/benchmarks", description = "for sources and results")
    private Path folder = Path.of("");

    @Option(names = "--types", defaultValue = "1000", description = "how many entities (default: ${DEFAULT-VALUE})")
    private int types;

    @Option(names = "--rounds", defaultValue = "9", description = "that are measured (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--warm-up", defaultValue = "4", description = "rounds before those (default: ${DEFAULT-VALUE})")
    private int warmUp;

    @Option(
            names = "--subjects",
            split = ",",
            description = "which processors (default: all): ${COMPLETION-CANDIDATES}")
    private List<Subject> subjects = List.of(Subject.values());

    @Option(names = "--measures", split = ",", description = "what (default: all): ${COMPLETION-CANDIDATES}")
    private List<Measure> measures = List.of(Measure.values());

    private final Map<Subject, Map<String, Object>> rows = new EnumMap<>(Subject.class);

    @Override
    public Integer call() throws IOException, InterruptedException {
        Workspace workspace = new Workspace(folder.resolve("compile"), types);
        Set<Subject> wanted = new LinkedHashSet<>();
        subjects.forEach(subject -> wanted.addAll(List.of(subject.baseline(), subject)));
        wanted.forEach(subject -> rows.put(subject, new LinkedHashMap<>(Map.of("processor", subject.title()))));
        workspace.record();
        if (measures.contains(Measure.WARM)) {
            warm(workspace, wanted);
        }
        if (measures.contains(Measure.COLD)) {
            cold(wanted);
        }
        if (measures.contains(Measure.HEAP)) {
            heap(wanted);
        }
        Report report = new Report("compile-" + types, Map.of("entities", types, "rounds", rounds));
        rows.values().forEach(report::add);
        report.write(folder, System.out);
        return 0;
    }

    private void warm(Workspace workspace, Set<Subject> wanted) throws IOException {
        Map<Subject, Samples> times = samples(wanted);
        Map<Subject, Samples> ratios = samples(wanted);
        Map<Subject, Samples> added = samples(wanted);
        Map<Subject, Samples> bytes = samples(wanted);
        for (int round = -warmUp; round < rounds; round++) {
            Map<Subject, Compilation.Cost> costs = new EnumMap<>(Subject.class);
            for (Subject subject : wanted) {
                Compilation compilation = workspace.compilation(subject);
                System.gc();
                costs.put(subject, compilation.run());
            }
            if (round >= 0) {
                costs.forEach((subject, cost) -> {
                    Compilation.Cost without = of(costs, subject.baseline());
                    of(times, subject).add(cost.milliseconds());
                    of(ratios, subject).add(cost.milliseconds() / without.milliseconds());
                    of(added, subject).add((cost.milliseconds() - without.milliseconds()) / types);
                    of(bytes, subject).add(cost.megabytes() / without.megabytes());
                });
            }
        }
        for (Subject subject : wanted) {
            row(subject, "CPU ms", of(times, subject).median());
            row(subject, "to -proc:none", of(ratios, subject).median());
            row(subject, "added ms a type", of(added, subject).median());
            row(subject, "spread", of(added, subject).spread());
            row(subject, "allocation to -proc:none", of(bytes, subject).median());
        }
    }

    private void cold(Set<Subject> wanted) throws IOException, InterruptedException {
        Map<Subject, Samples> times = samples(wanted);
        Map<Subject, Samples> memory = samples(wanted);
        for (int round = 0; round < Math.min(rounds, 5); round++) {
            for (Subject subject : wanted) {
                OneCompilation.run(folder.resolve("compile"), types, subject, List.of())
                        .forEach(cost -> {
                            of(times, subject).add(cost.seconds());
                            of(memory, subject).add(cost.megabytes());
                        });
            }
        }
        for (Subject subject : wanted) {
            row(subject, "cold CPU s", of(times, subject).median());
            row(subject, "cold memory MB", of(memory, subject).median());
        }
    }

    private void heap(Set<Subject> wanted) throws IOException, InterruptedException {
        for (Subject subject : wanted) {
            int tooSmall = 0;
            int enough = HIGHEST_HEAP;
            while (enough - tooSmall > HEAP_STEP) {
                // Most are nearer to the lower end.
                int middle = tooSmall + Math.max(HEAP_STEP, (enough - tooSmall) / (enough == HIGHEST_HEAP ? 16 : 2));
                boolean fits = !OneCompilation.run(
                                folder.resolve("compile"),
                                types,
                                subject,
                                List.of("-XX:+UseSerialGC", "-Xmx" + middle + "m"))
                        .isEmpty();
                if (fits) {
                    enough = middle;
                } else {
                    tooSmall = middle;
                }
            }
            row(subject, "smallest -Xmx MB", enough);
        }
    }

    private void row(Subject subject, String column, Object value) {
        of(rows, subject).put(column, value);
    }

    private static Map<Subject, Samples> samples(Set<Subject> wanted) {
        Map<Subject, Samples> samples = new EnumMap<>(Subject.class);
        wanted.forEach(subject -> samples.put(subject, new Samples()));
        return samples;
    }

    private static <V> V of(Map<Subject, V> map, Subject subject) {
        V value = map.get(subject);
        if (value == null) {
            throw new IllegalStateException(subject + " was not measured");
        }
        return value;
    }
}
