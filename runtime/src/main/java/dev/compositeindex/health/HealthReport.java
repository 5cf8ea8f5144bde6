package dev.compositeindex.health;

import dev.compositeindex.verify.VerificationReport;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * How the indexes of the declared tables do.
 *
 * @param taken when it was read, by the first node's clock
 * @param nodes the servers that were asked, the one first on which the declarations were verified
 * @param verification the verdicts
 * @param indexes all indexes of those tables, by schema, table and name
 * @param findings what there is to know, the most urgent and the surest first
 */
public record HealthReport(
        Instant taken,
        List<Node> nodes,
        VerificationReport verification,
        List<IndexUse> indexes,
        List<Finding> findings) {

    public HealthReport {
        nodes = List.copyOf(nodes);
        indexes = List.copyOf(indexes);
        findings = List.copyOf(findings);
    }

    /** The indexes that were scanned, the most used first. */
    public List<IndexUse> mostUsed(int limit) {
        return indexes.stream()
                .filter(index -> index.scans() > 0)
                .sorted(Comparator.comparingLong(IndexUse::scans).reversed().thenComparing(IndexUse::name))
                .limit(limit)
                .toList();
    }

    /** The indexes that nobody has scanned and that are not needed for anything else, the largest first. */
    public List<IndexUse> unused(int limit) {
        return indexes.stream()
                .filter(index -> index.scans() == 0 && index.neededFor().isEmpty())
                .sorted(Comparator.comparingLong(IndexUse::bytes).reversed().thenComparing(IndexUse::name))
                .limit(limit)
                .toList();
    }

    /** The findings of which enough is known to act. */
    public List<Finding> sufficient() {
        return findings.stream().filter(Finding::isSufficient).toList();
    }

    /** Since when all nodes count. */
    public Instant countedSince() {
        return nodes.stream()
                .map(Node::countedSince)
                .max(Comparator.naturalOrder())
                .orElse(taken);
    }

    /** The size of all these indexes. */
    public long bytes() {
        return indexes.stream().mapToLong(IndexUse::bytes).sum();
    }

    /** The scans of all these indexes. */
    public long scans() {
        return indexes.stream().mapToLong(IndexUse::scans).sum();
    }

    /** The report for people: the most used, the unused, then the findings, line by line. */
    public List<String> text() {
        return HealthText.of(this);
    }
}
