package dev.compositeindex.cli.adoption;

import dev.compositeindex.catalog.ListedIndex.Kind;
import dev.compositeindex.cli.adoption.UndeclaredIndexes.OfTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** What was found, for a program to read. Pure. */
final class AdoptionMembers {

    private AdoptionMembers() {}

    static Map<String, ?> of(
            List<Finding> findings,
            List<OfTable> undeclared,
            Map<Kind, Integer> counts,
            SortedMap<String, List<String>> unread,
            int recorded) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("recorded", recorded);
        members.put("findings", findings.stream().map(AdoptionMembers::finding).toList());
        members.put(
                "undeclared", undeclared.stream().map(AdoptionMembers::table).toList());
        List<Map<String, Object>> notRead = new ArrayList<>();
        unread.forEach((reason, classes) -> notRead.add(ordered("reason", reason, "classes", classes)));
        members.put("notRead", notRead);
        members.put("leftOut", LeftOut.of(counts));
        return members;
    }

    private static Map<String, Object> finding(Finding finding) {
        return ordered(
                "index",
                finding.index().name().sql(),
                "declaredBy",
                finding.index().declaredBy(),
                "outcome",
                finding.outcome().words(),
                "explanation",
                finding.explanation());
    }

    private static Map<String, Object> table(OfTable table) {
        return ordered(
                "schema",
                table.table().schema(),
                "table",
                table.table().name(),
                "class",
                table.declaring().orElse(""),
                "indexes",
                table.proposals().stream().map(AdoptionMembers::proposal).toList());
    }

    private static Map<String, Object> proposal(Proposal proposal) {
        Map<String, Object> members = ordered(
                "index",
                proposal.index().name().name(),
                "definition",
                proposal.index().listed().definition());
        if (proposal instanceof Proposal.Declarable declarable) {
            members.put("annotation", declarable.annotation());
        } else if (proposal instanceof Proposal.Undeclarable undeclarable) {
            members.put("reason", undeclarable.reason());
        }
        return members;
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }
}
