package dev.compositeindex.processor.migration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * An index of the recorded state.
 *
 * @param index as it is recorded
 * @param renamed what migrations of the team's own renamed since, in order, without an entry in the ledger
 */
record RecordedIndex(DeclaredIndex index, List<LedgerEntry.Move> renamed) {

    RecordedIndex {
        renamed = List.copyOf(renamed);
    }

    static RecordedIndex of(DeclaredIndex index) {
        return new RecordedIndex(index, List.of());
    }

    /** As it is in a database that has run all migrations. */
    DeclaredIndex actual() {
        return after(renamed);
    }

    /** As it is recorded when these of the renamings are, too. */
    DeclaredIndex after(Collection<LedgerEntry.Move> moves) {
        DeclaredIndex after = index;
        for (LedgerEntry.Move move : renamed) {
            after = moves.contains(move) ? after.after(move) : after;
        }
        return after;
    }

    /** The same under another name, or with other settings. */
    RecordedIndex as(DeclaredIndex changed) {
        return new RecordedIndex(changed, renamed);
    }

    /** The same after something was renamed that it may be about. */
    RecordedIndex followed(LedgerEntry.Move move) {
        DeclaredIndex actual = actual();
        if (actual.after(move).equals(actual)) {
            return this;
        }
        List<LedgerEntry.Move> all = new ArrayList<>(renamed);
        all.add(move);
        return new RecordedIndex(index, all);
    }

    /** The same when that is recorded. */
    RecordedIndex recorded(LedgerEntry.Move move) {
        List<LedgerEntry.Move> rest = new ArrayList<>(renamed);
        rest.remove(move);
        return new RecordedIndex(index.after(move), rest);
    }
}
