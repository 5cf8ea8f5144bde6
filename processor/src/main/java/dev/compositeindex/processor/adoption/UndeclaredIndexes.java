package dev.compositeindex.processor.adoption;

import dev.compositeindex.processor.adoption.CatalogIndex.Kind;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.model.CompiledClass;
import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.Identifiers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What there is to say of the indexes that no class declares, table by table. Pure. */
final class UndeclaredIndexes {

    private UndeclaredIndexes() {}

    /**
     * The undeclared indexes of a table.
     *
     * @param table the table, with its schema
     * @param declaring the class whose rows it holds, if it was found
     * @param proposals what there is to say of each index
     */
    record OfTable(Table table, Optional<CompiledClass> declaring, List<Proposal> proposals) {

        OfTable {
            proposals = List.copyOf(proposals);
        }
    }

    /**
     * The tables that have any, in the order of the indexes.
     *
     * @param indexes what was read
     * @param findings what became of the declared ones
     */
    static List<OfTable> of(
            Collection<CatalogIndex> indexes, Collection<Finding> findings, Judge judge, ClassFinder classes) {
        Map<Table, List<CatalogIndex>> byTable = new LinkedHashMap<>();
        indexes.stream()
                .filter(index -> index.kind() == Kind.ORDINARY)
                .forEach(index -> byTable.computeIfAbsent(index.qualifiedTable(), table -> new ArrayList<>())
                        .add(index));
        List<OfTable> tables = new ArrayList<>();
        byTable.forEach((table, all) -> {
            List<CatalogIndex> undeclared = all.stream()
                    .filter(index -> !judge.isKnown(index) && !isNamed(index, findings))
                    .toList();
            if (!undeclared.isEmpty()) {
                Optional<CompiledClass> declaring = classes.find(undeclared);
                tables.add(new OfTable(table, declaring, proposals(undeclared, all, declaring)));
            }
        });
        return List.copyOf(tables);
    }

    /** Whether there is a declaration that first has to agree with it about the name. */
    private static boolean isNamed(CatalogIndex index, Collection<Finding> findings) {
        return findings.stream().anyMatch(finding -> finding.named().contains(index.oid()));
    }

    private static List<Proposal> proposals(
            List<CatalogIndex> undeclared, List<CatalogIndex> all, Optional<CompiledClass> declaring) {
        Map<CatalogIndex.Shape, CatalogIndex> first = new HashMap<>();
        all.stream()
                .filter(index -> index.usable() && !undeclared.contains(index))
                .forEach(index -> first.putIfAbsent(index.shape(), index));
        List<Proposal> proposals = new ArrayList<>();
        for (CatalogIndex index : undeclared) {
            if (!index.usable()) {
                proposals.add(new Proposal.Undeclarable(
                        index, "it is INVALID; if no session is building it, drop it or build it again"));
                continue;
            }
            CatalogIndex before = first.putIfAbsent(index.shape(), index);
            proposals.add(
                    before == null
                            ? AnnotationText.of(index, declaring)
                            : new Proposal.Undeclarable(
                                    index,
                                    "it does the same as "
                                            + Printable.of(Identifiers.quote(
                                                    before.name().name())) + "; one of the two can go"));
        }
        return proposals;
    }
}
