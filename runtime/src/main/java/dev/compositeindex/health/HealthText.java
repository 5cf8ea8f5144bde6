package dev.compositeindex.health;

import dev.compositeindex.health.Finding.Confidence;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Writes a report for a terminal. */
final class HealthText {

    private static final int LISTED = 20;

    private final HealthReport report;
    private final List<String> lines = new ArrayList<>();

    private HealthText(HealthReport report) {
        this.report = report;
    }

    static List<String> of(HealthReport report) {
        HealthText text = new HealthText(report);
        text.nodes();
        text.list("most used indexes", report.mostUsed(Integer.MAX_VALUE));
        text.list("unused indexes, largest first", report.unused(Integer.MAX_VALUE));
        text.findings();
        text.summary();
        return text.lines.stream().map(HealthText::printable).toList();
    }

    private void nodes() {
        for (Node node : report.nodes()) {
            lines.add("%s%s, PostgreSQL %s, counted since %s (%s)"
                    .formatted(
                            node.standby() ? "standby " : "server ",
                            node.address(),
                            node.version(),
                            node.countedSince().truncatedTo(ChronoUnit.SECONDS),
                            node.source()));
        }
    }

    private void list(String title, List<IndexUse> all) {
        List<IndexUse> indexes = all.subList(0, Math.min(LISTED, all.size()));
        lines.add("");
        lines.add("%s: %d of %d".formatted(title, indexes.size(), all.size()));
        if (indexes.isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("scans", "entries/scan", "size", "index", "table", "declared by"));
        indexes.forEach(index -> rows.add(List.of(
                Long.toString(index.scans()),
                String.format(Locale.ROOT, "%.1f", index.entriesPerScan()),
                Names.bytes(index.bytes()),
                index.name(),
                index.table(),
                declaredBy(index))));
        table(rows);
    }

    private static String declaredBy(IndexUse index) {
        if (!index.declaredBy().isEmpty()) {
            return index.declaredBy();
        }
        return index.neededFor().isEmpty() ? "(no class)" : "(" + index.neededFor() + ")";
    }

    /** The first three columns are numbers. */
    private void table(List<List<String>> rows) {
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = rows.stream()
                        .mapToInt(each -> each.get(column).length())
                        .max()
                        .orElse(0);
                String padding = " ".repeat(width - row.get(i).length());
                line.append("  ").append(i < 3 ? padding + row.get(i) : row.get(i) + padding);
            }
            lines.add(line.toString().stripTrailing());
        }
    }

    private void findings() {
        List<Finding> sufficient = report.sufficient();
        lines.add("");
        lines.add("findings: " + sufficient.size());
        for (Finding finding : sufficient) {
            lines.add("");
            lines.addAll(finding.text());
        }
        List<Finding> others = report.findings().stream()
                .filter(Predicate.not(Finding::isSufficient))
                .toList();
        if (!others.isEmpty()) {
            lines.add("");
            lines.add(
                    "%s evidence: %d %s not scanned, but not for long enough, or nobody has read their tables; for example %s: %s"
                            .formatted(
                                    Confidence.INSUFFICIENT.word(),
                                    others.size(),
                                    others.size() == 1 ? "index was" : "indexes were",
                                    others.get(0).index(),
                                    others.get(0).evidence()));
        }
    }

    private void summary() {
        lines.add("");
        lines.add("%d indexes of %s, scanned %d times"
                .formatted(report.indexes().size(), Names.bytes(report.bytes()), report.scans()));
        lines.add(report.verification().summary());
    }

    /** What comes from a server or a class must not end a line, nor turn it around. */
    private static String printable(String line) {
        StringBuilder clean = new StringBuilder();
        line.codePoints().forEach(c -> {
            int type = Character.getType(c);
            if (type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR) {
                clean.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                clean.appendCodePoint(c);
            }
        });
        return clean.toString();
    }
}
