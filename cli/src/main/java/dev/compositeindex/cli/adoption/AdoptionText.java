package dev.compositeindex.cli.adoption;

import dev.compositeindex.catalog.ListedIndex.Kind;
import dev.compositeindex.cli.adoption.UndeclaredIndexes.OfTable;
import dev.compositeindex.cli.output.TextTable;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.sql.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** What was found, for a person to read. Pure. */
final class AdoptionText {
    private final List<Finding> findings;
    private final List<OfTable> undeclared;
    private final Map<Kind, Integer> counts;
    private final SortedMap<String, List<String>> unread;
    private final int recorded;
    private final List<String> lines = new ArrayList<>();

    /**
     * A text.
     *
     * @param unread the classes that were not looked at, by the reason
     * @param recorded how many declared indexes are recorded already
     */
    AdoptionText(
            List<Finding> findings,
            List<OfTable> undeclared,
            Map<Kind, Integer> counts,
            SortedMap<String, List<String>> unread,
            int recorded) {
        this.findings = findings;
        this.undeclared = undeclared;
        this.counts = counts;
        this.unread = unread;
        this.recorded = recorded;
    }

    /** The lines; the last one is empty. */
    List<String> lines() {
        table();
        explanations();
        annotations();
        undeclarable();
        unread();
        leftOut();
        return List.copyOf(lines);
    }

    private void table() {
        if (recorded > 0) {
            lines.add(count(recorded, "declared index is", "declared indexes are") + " recorded already.");
            lines.add("");
        }
        if (findings.isEmpty()) {
            if (recorded == 0) {
                lines.add("No index is declared.");
                lines.add("");
            }
            return;
        }
        TextTable table = new TextTable("index", "class", "database");
        findings.forEach(finding -> table.add(
                name(finding), finding.index().declaredBy(), finding.outcome().words()));
        lines.addAll(table.lines());
        lines.add("");
    }

    private void explanations() {
        for (Finding finding : findings) {
            List<String> explanation =
                    finding.explanation().stream().map(Printable::whole).toList();
            if (!explanation.isEmpty()) {
                lines.add(name(finding) + ": " + explanation.get(0));
                explanation.stream().skip(1).forEach(line -> lines.add("  " + line));
                lines.add("");
            }
        }
    }

    private void annotations() {
        for (OfTable table : undeclared) {
            List<String> annotations = table.proposals().stream()
                    .filter(Proposal.Declarable.class::isInstance)
                    .map(proposal -> ((Proposal.Declarable) proposal).annotation())
                    .toList();
            if (annotations.isEmpty()) {
                continue;
            }
            String name = Printable.of(Identifiers.quote(table.table()));
            lines.add(table.declaring()
                    .map(declaring -> "Not declared, on %s. Paste into %s:".formatted(name, declaring))
                    .orElseGet(() ->
                            "Not declared, no class found for table %s. The fields are guesses:".formatted(name)));
            annotations.forEach(annotation -> lines.add("  " + annotation));
            lines.add("");
        }
    }

    private void undeclarable() {
        List<Proposal.Undeclarable> all = undeclared.stream()
                .flatMap(table -> table.proposals().stream())
                .filter(Proposal.Undeclarable.class::isInstance)
                .map(Proposal.Undeclarable.class::cast)
                .toList();
        if (all.isEmpty()) {
            return;
        }
        lines.add("Not declared, and cannot be declared:");
        for (Proposal.Undeclarable proposal : all) {
            lines.add("  " + Printable.whole(proposal.index().listed().definition()));
            lines.add("    " + proposal.reason());
        }
        lines.add("");
    }

    private void unread() {
        unread.forEach((reason, classes) -> {
            lines.add("Not looked at: %s, since %s."
                    .formatted(
                            classes.get(0)
                                    + (classes.size() == 1
                                            ? ""
                                            : " and " + count(classes.size() - 1, "more class", "more classes")),
                            reason));
            lines.add("");
        });
    }

    private void leftOut() {
        Map<String, Integer> leftOut = LeftOut.of(counts);
        if (!leftOut.isEmpty()) {
            int number = leftOut.values().stream().mapToInt(Integer::intValue).sum();
            lines.add("Left out, since no class could declare them: %s (%s)."
                    .formatted(
                            count(number, "index", "indexes"),
                            leftOut.entrySet().stream()
                                    .map(kind -> kind.getValue() + " " + kind.getKey())
                                    .collect(Collectors.joining(", "))));
            lines.add("");
        }
    }

    private static String name(Finding finding) {
        return Printable.of(finding.index().name().sql());
    }

    private static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
