package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Versions that two migrations share, as after a merge of two branches. Two of the team's own may: in folders of which a
 * database gets one, that is right. So may a baseline and the versioned migration that it stands for.
 */
final class VersionClashes {

    private VersionClashes() {}

    /**
     * A problem for each, with the way out.
     *
     * @param sorted all migrations with a version, in order
     */
    static List<Problem> of(List<VersionedFile> sorted) {
        if (sorted.isEmpty()) {
            return List.of();
        }
        Version highest = sorted.get(sorted.size() - 1).version();
        List<Problem> problems = new ArrayList<>(
                among(sorted.stream().filter(VersionedFile::isBaseline).toList(), highest));
        problems.addAll(among(
                sorted.stream().filter(migration -> !migration.isBaseline()).toList(), highest));
        return problems;
    }

    private static List<Problem> among(List<VersionedFile> sorted, Version highest) {
        List<Problem> problems = new ArrayList<>();
        Version free = highest;
        for (int i = 1; i < sorted.size(); i++) {
            VersionedFile second = sorted.get(i);
            VersionedFile first = sorted.get(i - 1);
            if (second.version().isSameAs(first.version())
                    && (second.file().isOurs() || first.file().isOurs())) {
                VersionedFile ours = second.file().isOurs() ? second : first;
                free = free.next();
                problems.add(new Problem(
                        Code.VERSION_TWICE,
                        ours.file().site(),
                        "%s has the same version, and Flyway refuses to run. If this one is applied nowhere yet, rename it to %s, and its .conf with it; else give the other one a higher version. If either is left over in the class output, compile anew (mvn clean compile)."
                                .formatted(
                                        Printable.of((ours.equals(first) ? second : first)
                                                .file()
                                                .path()),
                                        Printable.of(ours.nameWith(free)))));
            }
        }
        return problems;
    }
}
