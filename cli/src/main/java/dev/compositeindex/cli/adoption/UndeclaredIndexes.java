package dev.compositeindex.cli.adoption;

import dev.compositeindex.catalog.ListedIndex.Kind;
import dev.compositeindex.catalog.Shape;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.Identifiers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What there is to say of the indexes that no class declares, table by table. Pure. */
final class UndeclaredIndexes {

    private UndeclaredIndexes() {}

    /**
     * The undeclared indexes of a table that one class is to declare.
     *
     * @param table the table, with its schema
     * @param declaring the binary name of the class, if one was found
     * @param proposals what there is to say of each index
     */
    record OfTable(Table table, Optional<String> declaring, List<Proposal> proposals) {

        OfTable {
            proposals = List.copyOf(proposals);
        }
    }

    /**
     * The tables that have any, in the order of the indexes; of classes that share one, each by itself.
     *
     * @param indexes what was read
     * @param findings what became of the declared ones
     */
    static List<OfTable> of(
            Collection<ExistingIndex> indexes, Collection<Finding> findings, Assessor assessor, ClassFinder classes) {
        Map<Table, List<ExistingIndex>> byTable = new LinkedHashMap<>();
        indexes.stream()
                .filter(index -> index.listed().kind() == Kind.ORDINARY)
                .forEach(index -> byTable.computeIfAbsent(index.table(), table -> new ArrayList<>())
                        .add(index));
        List<OfTable> tables = new ArrayList<>();
        byTable.forEach((table, all) -> {
            List<ExistingIndex> undeclared = all.stream()
                    .filter(index -> !assessor.isKnown(index) && !isNamed(index, findings))
                    .toList();
            Map<Optional<String>, List<Proposal>> byClass = new LinkedHashMap<>();
            Set<String> columns = new HashSet<>();
            undeclared.forEach(index -> columns.addAll(index.allColumns()));
            Map<Shape, ExistingIndex> first = declaredShapes(undeclared, all);
            for (ExistingIndex index : undeclared) {
                Optional<MappedClass> declaring = classes.find(index, columns);
                byClass.computeIfAbsent(declaring.map(MappedClass::name), name -> new ArrayList<>())
                        .add(proposal(index, first, declaring));
            }
            byClass.forEach((declaring, proposals) -> tables.add(new OfTable(table, declaring, proposals)));
        });
        return List.copyOf(tables);
    }

    /** Whether there is a declaration that first has to agree with it about the name. */
    private static boolean isNamed(ExistingIndex index, Collection<Finding> findings) {
        return findings.stream().anyMatch(finding -> finding.named().contains(index));
    }

    private static Map<Shape, ExistingIndex> declaredShapes(List<ExistingIndex> undeclared, List<ExistingIndex> all) {
        Map<Shape, ExistingIndex> first = new HashMap<>();
        all.stream()
                .filter(index -> index.listed().usable() && !undeclared.contains(index))
                .forEach(index -> first.putIfAbsent(index.shape(), index));
        return first;
    }

    /**
     * What there is to say of an index.
     *
     * @param first takes the first index of each shape
     */
    private static Proposal proposal(
            ExistingIndex index, Map<Shape, ExistingIndex> first, Optional<MappedClass> declaring) {
        if (!index.listed().usable()) {
            return new Proposal.Undeclarable(
                    index, "it is INVALID; if no session is building it, drop it or build it again");
        }
        ExistingIndex before = first.putIfAbsent(index.shape(), index);
        return before == null
                ? AnnotationText.of(index, declaring)
                : new Proposal.Undeclarable(
                        index,
                        "it does the same as "
                                + Printable.of(Identifiers.quote(before.name().name())) + "; one of the two can go");
    }
}
