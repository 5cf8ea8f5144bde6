package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Versions that two migrations share, as after a merge of two branches. A baseline may have that of the versioned migration
 * that it stands for. Two of the team's own may, where not every database gets both: in two folders, or with two endings.
 */
final class VersionClashes {
    private static final Pattern CLASS = Pattern.compile("\\.(?:java|class)$");

    private VersionClashes() {}

    /**
     * Two migrations with the same version.
     *
     * @param first the one whose text of the version, or path, comes first
     * @param second the other one
     */
    record Pair(VersionedFile first, VersionedFile second) {}

    /**
     * A problem for each, with the way out.
     *
     * @param sorted all migrations with a version, in order
     */
    static List<Problem> of(List<VersionedFile> sorted) {
        List<Problem> problems = new ArrayList<>();
        Version free = sorted.isEmpty()
                ? new Version("0")
                : sorted.get(sorted.size() - 1).version();
        for (Pair pair : pairs(sorted)) {
            free = free.next();
            problems.add(problem(pair.first().file(), pair.second().file(), free));
        }
        return problems;
    }

    /** Each migration that clashes with one before it, and that one. */
    static List<Pair> pairs(List<VersionedFile> sorted) {
        List<Pair> pairs = new ArrayList<>();
        int sameFrom = 0;
        for (int i = 1; i < sorted.size(); i++) {
            VersionedFile second = sorted.get(i);
            sameFrom = second.version().isSameAs(sorted.get(i - 1).version()) ? sameFrom : i;
            sorted.subList(sameFrom, i).stream()
                    .filter(before -> clash(before, second))
                    .findFirst()
                    .ifPresent(first -> pairs.add(new Pair(first, second)));
        }
        return pairs;
    }

    private static boolean clash(VersionedFile one, VersionedFile other) {
        return one.isBaseline() == other.isBaseline()
                && !isSameClass(one.file(), other.file())
                && (one.file().isOurs()
                        || other.file().isOurs()
                        || one.file().folder().equals(other.file().folder()))
                && areRunTogether(one.file().name(), other.file().name());
    }

    /** The compiler sees the source, and may find what it made of it before. */
    private static boolean isSameClass(RecordedFile one, RecordedFile other) {
        return CLASS.matcher(one.path())
                .replaceFirst("")
                .equals(CLASS.matcher(other.path()).replaceFirst(""));
    }

    /** Of two scripts with endings of which neither is one of the other, a database may get only one. */
    private static boolean areRunTogether(String one, String other) {
        String ending = FileStyle.suffix(one);
        String otherEnding = FileStyle.suffix(other);
        return ending.endsWith(otherEnding) || otherEnding.endsWith(ending);
    }

    private static Problem problem(RecordedFile first, RecordedFile second, Version free) {
        boolean isOurs = first.isOurs() || second.isOurs();
        RecordedFile told = second.isOurs() || !isOurs ? second : first;
        RecordedFile other = told == second ? first : second;
        return new Problem(
                Code.VERSION_TWICE,
                told.site(),
                "%s has the same version, and Flyway refuses to run. %s; else give the other one a higher version. If either is left over in the class output, compile anew (mvn clean compile)."
                        .formatted(
                                Printable.of(other.path()),
                                (isOurs
                                                ? "If this one is applied nowhere yet, rename it to %s, and its .conf with it"
                                                : "If this one is applied nowhere yet, rename it to %s")
                                        .formatted(Printable.of(told.nameWith(free)))));
    }
}
