package dev.compositeindex.build;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How builds and blockers are put into words, the same in every locale. */
final class Texts {

    private static final long KILO = 1024;
    private static final List<String> UNITS = List.of("kB", "MB", "GB", "TB", "PB", "EB");

    private Texts() {}

    /** A build without its blockers. */
    static String build(BuildProgress build) {
        return name(build) + ": " + phase(build) + percent(build) + ", " + duration(build.elapsed()) + " so far"
                + remaining(build.remaining());
    }

    /** Its index and table, with the table's size; for builds of others, who builds. */
    static String name(BuildProgress build) {
        String name = (build.index().isEmpty() ? "an index" : build.index())
                + (build.table().isEmpty() ? "" : " on " + build.table())
                + (build.tableBytes() == 0 ? "" : " (" + bytes(build.tableBytes()) + ")");
        return build.own() ? name : name + ", built by process " + build.pid();
    }

    private static String phase(BuildProgress build) {
        return build.phase().isEmpty() ? "building, its progress is not visible" : build.phase();
    }

    private static String percent(BuildProgress build) {
        return build.phase().isEmpty() ? "" : ", " + build.percent() + " %";
    }

    private static String remaining(@Nullable Duration remaining) {
        return remaining == null ? "" : ", about " + duration(remaining) + " to go";
    }

    /** Why a build was given up. */
    static String gaveUp(BuildProgress build, BuildSettings settings) {
        return "%s: given up, since it was blocked for longer than %s (%s), while %s: %s"
                .formatted(
                        name(build),
                        duration(Objects.requireNonNull(settings.patience())),
                        BuildSetting.PATIENCE.key(),
                        build.phase().isEmpty() ? "building" : build.phase(),
                        blockedBy(build.blockers()));
    }

    /** All blockers with their hints, in sentences. */
    static String blockedBy(List<Blocker> blockers) {
        return "blocked by "
                + blockers.stream()
                        .map(blocker -> blocker.describe() + ". " + blocker.hint())
                        .collect(Collectors.joining(" And by "));
    }

    /** All blockers without their hints, which have been given before. */
    static String stillBlockedBy(List<Blocker> blockers) {
        return "still blocked by " + blockers.stream().map(Blocker::describe).collect(Collectors.joining(", and by "));
    }

    static String blocker(Blocker blocker) {
        List<String> details = new ArrayList<>();
        if (blocker.pid() != 0 && !blocker.applicationName().isEmpty()) {
            details.add(blocker.applicationName());
        }
        if (!blocker.state().isEmpty()) {
            details.add(blocker.state());
        }
        if (blocker.age() != null) {
            details.add((blocker.pid() == 0 ? "prepared " : "transaction open for ")
                    + duration(blocker.age())
                    + (blocker.pid() == 0 ? " ago" : ""));
        }
        String who = blocker.pid() < 0
                ? "something that this server does not show"
                : blocker.pid() > 0
                        ? "process " + blocker.pid()
                        : "prepared transaction" + (blocker.gid().isEmpty() ? "" : " '" + blocker.gid() + "'");
        String query = blocker.query().isEmpty() ? "" : (details.isEmpty() ? "" : ": ") + blocker.query();
        return details.isEmpty() && query.isEmpty() ? who : who + " (" + String.join(", ", details) + query + ")";
    }

    /** A query on one line, at most so many characters with the ellipsis; 0 hides it. */
    static String cut(String query, int length) {
        if (length == 0) {
            return "";
        }
        String line = query.replaceAll("[\\s\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
        if (line.codePointCount(0, line.length()) <= length) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, length - 1)) + "…";
    }

    /** {@code 300 ms}, {@code 45 s}, {@code 12 min}, {@code 2 h 5 min}: no more precise than anybody needs. */
    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 1) {
            return duration.toMillis() + " ms";
        }
        if (seconds < 120) {
            return seconds + " s";
        }
        long minutes = seconds / 60;
        if (minutes < 120) {
            return minutes + " min";
        }
        return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }

    /** As PostgreSQL counts: 1 kB is 1024 bytes. */
    static String bytes(long bytes) {
        double value = (double) bytes / KILO;
        int unit = 0;
        while (value >= KILO && unit < UNITS.size() - 1) {
            value /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, UNITS.get(unit));
    }
}
