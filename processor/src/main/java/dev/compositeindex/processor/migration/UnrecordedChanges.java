package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.model.IndexSpec;
import dev.compositeindex.processor.sql.IndexName;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Changes and removals that compile sees, and must not do anything about, because it may see only a part. */
public final class UnrecordedChanges {
    private static final String COMMAND = "mvn compositeindex:record";

    private UnrecordedChanges() {}

    /**
     * A warning for each recorded index that is declared differently, or no more.
     *
     * @param isDeclaredElsewhere whether a class of another module declares a recorded index
     */
    public static List<Problem> of(
            Ledger recorded, List<IndexSpec> declared, Predicate<DeclaredIndex> isDeclaredElsewhere) {
        SortedMap<IndexName, IndexSpec> byName = new TreeMap<>();
        declared.forEach(index -> byName.put(DeclaredIndex.of(index).name(), index));
        List<Problem> problems = new ArrayList<>();
        for (DeclaredIndex before : recorded.indexes()) {
            IndexSpec now = byName.get(before.name());
            if (now != null) {
                DeclaredIndex after = DeclaredIndex.of(now);
                if (!before.isSameIndexAs(after) || !before.hasSettingsOf(after)) {
                    problems.add(differs(before, now));
                }
            } else if (!isDeclaredElsewhere.test(before)) {
                problems.add(gone(before));
            }
        }
        return problems;
    }

    private static Problem differs(DeclaredIndex before, IndexSpec now) {
        return new Problem(
                Code.RECORDED_DIFFERS,
                now.site(),
                "%s is recorded as %s%s, and compile changes nothing that is recorded. Run %s."
                        .formatted(
                                Printable.of(before.name().sql()),
                                Printable.quoted(before.statement().definition()),
                                before.comment().isEmpty()
                                        ? ""
                                        : " with the comment " + Printable.quoted(before.comment()),
                                COMMAND));
    }

    private static Problem gone(DeclaredIndex before) {
        return new Problem(
                Code.RECORDED_IS_GONE,
                new Site.OfClass(before.declaredBy()),
                "%s is recorded, but declared no more, and compile drops and renames nothing. Run %s."
                        .formatted(Printable.of(before.name().sql()), COMMAND));
    }
}
