package dev.compositeindex.torture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What all rounds came to. */
final class Summary {
    /** Of one kind of fault. */
    private static final class Kind {
        private int survived;
        private int failed;
        private int missed;
        private final List<Integer> restarts = new ArrayList<>();
    }

    private final long seed;
    private final Map<String, Kind> kinds = new TreeMap<>();
    private final Map<String, Integer> roundsByServer = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private int starts;
    private int builds;
    private int orphans;
    private int leftovers;
    private long writes;
    private Duration longestWrite = Duration.ZERO;

    Summary(long seed) {
        this.seed = seed;
    }

    void add(Round.Outcome round) {
        roundsByServer.merge(round.plan().server().toString(), 1, Integer::sum);
        writes += round.writes();
        longestWrite = Collections.max(List.of(longestWrite, round.longestWrite()));
        round.legs().forEach(this::add);
        round.violations()
                .forEach(violation ->
                        failures.add("round %d: %s".formatted(round.plan().number(), violation)));
    }

    private void add(Leg.Outcome leg) {
        starts++;
        builds += leg.builds();
        orphans += leg.orphans();
        leftovers += leg.leftovers();
        for (Leg.Struck struck : leg.struck()) {
            Kind kind = kinds.computeIfAbsent(struck.strike().fault().kind(), name -> new Kind());
            if (struck.hit().isEmpty()) {
                kind.missed++;
            } else if (leg.violations().isEmpty()) {
                kind.survived++;
                kind.restarts.add(leg.restarts());
            } else {
                kind.failed++;
            }
        }
    }

    /** How many faults hit something. */
    int faults() {
        return kinds.values().stream()
                .mapToInt(kind -> kind.survived + kind.failed)
                .sum();
    }

    int survived() {
        return kinds.values().stream().mapToInt(kind -> kind.survived).sum();
    }

    /** How many kinds of faults hit something. */
    int kinds() {
        return (int) kinds.values().stream()
                .filter(kind -> kind.survived + kind.failed > 0)
                .count();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /** As a page that can be read as it is. */
    String markdown(Duration took) {
        Table table = new Table(
                "fault", "struck", "survived without manual step", "not", "restarts: median", "most", "not struck");
        kinds.forEach((name, kind) -> table.add(
                name,
                kind.survived + kind.failed,
                kind.survived,
                kind.failed,
                median(kind.restarts),
                kind.restarts.stream().mapToInt(Integer::intValue).max().orElse(0),
                kind.missed));
        table.add(
                "all",
                faults(),
                survived(),
                faults() - survived(),
                median(all()),
                all().stream().mapToInt(Integer::intValue).max().orElse(0),
                kinds.values().stream().mapToInt(kind -> kind.missed).sum());
        return """
                # Torture bench: %s

                Seed %d, %s, %s.

                %s
                Restarts are those of the instance that needed most, in the start that was struck; a killed instance needs one.
                Not struck: the moment did not come, or there was nothing to hit; such faults do not count.

                %s%s""".formatted(
                        failures.isEmpty() ? "all survived" : "FAILED",
                        seed,
                        roundsByServer.entrySet().stream()
                                .map(entry -> "%d rounds on %s".formatted(entry.getValue(), entry.getKey()))
                                .collect(Collectors.joining(", ")),
                        "%d min %d s".formatted(took.toMinutes(), took.toSecondsPart()),
                        table,
                        counts(),
                        failures.isEmpty() ? "" : "\nWhat was not as it must be:\n\n" + bullets(failures));
    }

    private Table counts() {
        Table table = new Table("what", "count");
        table.add("starts of a release", starts);
        table.add("builds seen", builds);
        table.add("orphans seen: builds that went on after their JVM was killed", orphans);
        table.add("invalid indexes seen, and healed", leftovers);
        table.add("writes", writes);
        table.add("longest write, in ms", longestWrite.toMillis());
        return table;
    }

    private List<Integer> all() {
        return kinds.values().stream().flatMap(kind -> kind.restarts.stream()).toList();
    }

    private static String median(List<Integer> numbers) {
        if (numbers.isEmpty()) {
            return "-";
        }
        List<Integer> sorted = numbers.stream().sorted().toList();
        double median = (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2.0;
        return median == Math.rint(median)
                ? Integer.toString((int) median)
                : String.format(Locale.ROOT, "%.1f", median);
    }

    private static String bullets(List<String> lines) {
        return lines.stream().map(line -> "- " + line + "\n").collect(Collectors.joining());
    }
}
