package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.model.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An index of the recorded state.
 *
 * @param index as it is recorded
 * @param renamed what migrations of the team's own renamed since and did not rename back, in order, without an entry in
 *     the ledger
 * @param origin where it comes from
 */
record RecordedIndex(DeclaredIndex index, List<LedgerEntry.Move> renamed, Origin origin) {

    RecordedIndex {
        renamed = List.copyOf(renamed);
    }

    /** An index that a script builds. */
    static RecordedIndex of(DeclaredIndex index, String path) {
        return new RecordedIndex(index, List.of(), new Origin(path, index));
    }

    /** As it is in a database that has run all migrations. */
    DeclaredIndex actual() {
        DeclaredIndex actual = index;
        for (LedgerEntry.Move move : renamed) {
            actual = actual.after(move);
        }
        return actual;
    }

    /** The same when these of the renamings are recorded. */
    RecordedIndex recorded(Collection<LedgerEntry.Move> moves) {
        RecordedIndex recorded = this;
        for (LedgerEntry.Move move : renamed) {
            recorded = moves.contains(move) ? recorded.recorded(move) : recorded;
        }
        return recorded;
    }

    /** The tables that it may be on: not every database may have run the renaming. */
    Set<Table> tables() {
        Set<Table> tables = new LinkedHashSet<>();
        tables.add(index.statement().table());
        tables.add(actual().statement().table());
        return tables;
    }

    /** The same under another name, or with other settings. */
    RecordedIndex as(DeclaredIndex changed) {
        return new RecordedIndex(changed, renamed, origin);
    }

    /** The same after something was renamed that it may be about. What is renamed back was never renamed. */
    RecordedIndex followed(LedgerEntry.Move move) {
        DeclaredIndex after = actual().after(move);
        DeclaredIndex before = index;
        for (int i = 0; i < renamed.size(); i++) {
            if (before.equals(after)) {
                return new RecordedIndex(index, renamed.subList(0, i), origin);
            }
            before = before.after(renamed.get(i));
        }
        if (before.equals(after)) {
            return this;
        }
        List<LedgerEntry.Move> all = new ArrayList<>(renamed);
        all.add(move);
        return new RecordedIndex(index, all, origin);
    }

    /** The same when that is recorded. */
    RecordedIndex recorded(LedgerEntry.Move move) {
        List<LedgerEntry.Move> rest = new ArrayList<>(renamed);
        rest.remove(move);
        return new RecordedIndex(index.after(move), rest, origin);
    }
}
