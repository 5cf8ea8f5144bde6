package dev.compositeindex.cli.analysis;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.compositeindex.cli.output.JsonText;
import dev.compositeindex.health.HealthReport;
import dev.compositeindex.health.IndexUse;
import dev.compositeindex.processor.apt.FileText;
import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Counters as they were at earlier moments, so that there is an answer to what happened since.
 *
 * @param points the moments, oldest first
 */
public record Baselines(List<Point> points) {

    public static final Baselines NONE = new Baselines(List.of());

    /** A file of these is read in a moment, and one a day lasts for more than a year. */
    private static final int MOST = 500;

    public Baselines {
        points = List.copyOf(points);
    }

    /**
     * What was counted at a moment.
     *
     * @param taken the moment
     * @param countedSince since when the counters had counted
     * @param scans the scans of each index, by schema and name
     */
    public record Point(Instant taken, Instant countedSince, Map<String, Long> scans) {

        public Point {
            scans = Map.copyOf(scans);
        }

        static Point of(HealthReport report) {
            Map<String, Long> scans = new TreeMap<>();
            report.indexes().forEach(index -> scans.put(key(index), index.scans()));
            return new Point(report.taken(), report.countedSince(), scans);
        }

        /** Whether the counters went on counting until another moment, so that the difference is what happened. */
        private boolean goesOnUntil(Point later) {
            return !later.countedSince().isAfter(taken);
        }

        /** The scans of an index until another moment; empty where they are not known. */
        private OptionalLong until(Point later, String index) {
            Long before = scans.get(index);
            Long after = later.scans().get(index);
            return before == null || after == null || after < before || !goesOnUntil(later)
                    ? OptionalLong.empty()
                    : OptionalLong.of(after - before);
        }
    }

    private static String key(IndexUse index) {
        return index.schema() + "." + index.name();
    }

    /** Reads a file; nothing was kept if there is none. */
    public static Checked<Baselines> read(Path file) {
        try {
            if (!Files.exists(file)) {
                return Checked.of(NONE);
            }
            List<Point> points = new ArrayList<>();
            for (Object point : (List<?>) member(JSON.std.mapFrom(FileText.read(file)), "baselines")) {
                points.add(point((Map<?, ?>) point));
            }
            return Checked.of(new Baselines(points));
        } catch (IOException | ClassCastException | DateTimeException | IllegalArgumentException e) {
            return damaged(file, Printable.reason(e));
        }
    }

    private static Point point(Map<?, ?> members) {
        Map<String, Long> scans = new TreeMap<>();
        ((Map<?, ?>) member(members, "scans"))
                .forEach((name, count) -> scans.put((String) name, ((Number) count).longValue()));
        return new Point(
                Instant.parse((String) member(members, "taken")),
                Instant.parse((String) member(members, "countedSince")),
                scans);
    }

    private static Object member(Map<?, ?> members, String name) {
        Object value = members.get(name);
        if (value == null) {
            throw new IllegalArgumentException("it has no " + name);
        }
        return value;
    }

    /** The same with the counters of a report; the oldest go when there are too many. */
    Baselines with(HealthReport report) {
        List<Point> all = new ArrayList<>(points);
        all.add(Point.of(report));
        return new Baselines(all.subList(Math.max(0, all.size() - MOST), all.size()));
    }

    /** Keeps the counters of a report beside the earlier ones; the file is whole at each moment. */
    public Checked<Path> write(Path file, HealthReport report) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Point point : with(report).points()) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("taken", point.taken().toString());
            members.put("countedSince", point.countedSince().toString());
            members.put("scans", new TreeMap<>(point.scans()));
            all.add(members);
        }
        try {
            Path whole = file.toAbsolutePath();
            Path part = Files.createTempFile(whole.getParent(), "baselines", ".part");
            Files.writeString(part, JsonText.of(Map.of("baselines", all)));
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
            return Checked.of(whole);
        } catch (IOException e) {
            return failed("%s cannot be written: %s. Name another file with --baseline."
                    .formatted(Printable.quoted(file.toString()), Printable.reason(e)));
        }
    }

    private static <T> Checked<T> damaged(Path file, String reason) {
        return failed("%s is no file of baselines: %s. Delete it, or name another with --baseline."
                .formatted(Printable.quoted(file.toString()), reason));
    }

    private static <T> Checked<T> failed(String text) {
        return Checked.failed(new Problem(Code.FILE_ACCESS, new Site.OfModule(), text));
    }

    /** The last moment. */
    public Optional<Point> last() {
        return points.isEmpty() ? Optional.empty() : Optional.of(points.get(points.size() - 1));
    }

    /** Whether the counters were set to zero since the last moment, by somebody or by a crash. */
    boolean wereReset(HealthReport now) {
        return last().filter(point -> !point.goesOnUntil(Point.of(now))).isPresent();
    }

    /** The scans of an index since the last moment; empty if that is not known. */
    OptionalLong since(IndexUse index, HealthReport now) {
        return last().map(point -> point.until(Point.of(now), key(index))).orElse(OptionalLong.empty());
    }

    /** The earliest of these moments since which an index was not scanned; empty if there is none. */
    Optional<Instant> notScannedSince(IndexUse index, HealthReport now) {
        Optional<Instant> since = Optional.empty();
        Point later = Point.of(now);
        for (int i = points.size() - 1; i >= 0; i--) {
            Point point = points.get(i);
            Long scans = point.scans().get(key(index));
            if (scans == null || scans != index.scans() || !point.goesOnUntil(later)) {
                break;
            }
            since = Optional.of(point.taken());
            later = point;
        }
        return since;
    }

    /** The scans of an index in each time between two moments, the last one up to a report; empty where not known. */
    List<OptionalLong> course(IndexUse index, HealthReport now) {
        List<Point> all = with(now).points();
        List<OptionalLong> course = new ArrayList<>();
        for (int i = 1; i < all.size(); i++) {
            course.add(all.get(i - 1).until(all.get(i), key(index)));
        }
        return course;
    }
}
