package dev.compositeindex.health;

import java.util.Comparator;
import java.util.List;

/** Looks for one kind of finding. Pure. */
@FunctionalInterface
interface Check {

    List<Check> ALL = List.of(
            new BrokenIndexes(),
            new UnservedForeignKeys(),
            new RedundantIndexes(),
            new UnusedIndexes(),
            new SequentialScans(),
            new LostHotUpdates(),
            new Bloat(),
            new UndeclaredIndexes());

    List<Finding> findings(Facts facts);

    /** What all of them find, the most urgent and the surest first. */
    static List<Finding> all(Facts facts) {
        return ALL.stream()
                .flatMap(check -> check.findings(facts).stream())
                .sorted(Comparator.comparing((Finding finding) -> !finding.isSufficient())
                        .thenComparing(Finding::kind)
                        .thenComparing(Finding::confidence))
                .toList();
    }
}
