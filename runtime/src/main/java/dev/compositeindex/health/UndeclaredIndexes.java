package dev.compositeindex.health;

import dev.compositeindex.catalog.ListedIndex;
import dev.compositeindex.health.Finding.Confidence;
import dev.compositeindex.health.Finding.Kind;
import java.util.List;

/** Finds indexes that no class declares, on tables for which classes do. */
final class UndeclaredIndexes implements Check {

    @Override
    public List<Finding> findings(Facts facts) {
        return facts.indexes().stream()
                .filter(index -> index.verdict().isEmpty()
                        && index.live().kind() == ListedIndex.Kind.ORDINARY
                        && index.live().state().usable())
                .map(index -> index.finding(
                        Kind.UNDECLARED,
                        Confidence.CERTAIN,
                        "No class declares it: " + index.live().definition() + ".",
                        "Run adopt, which prints its annotation, and paste it; or, if nobody needs it, run: DROP INDEX CONCURRENTLY "
                                + index.sqlName() + ";"))
                .toList();
    }
}
