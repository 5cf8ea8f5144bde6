package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.model.Table;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Declarations follow some of the renamings in migrations of the team's own. A script may be for another database, or the
 * class may not be changed yet: so the new name must be declared somewhere, and the old one nowhere any more.
 */
final class FollowedRenamings {
    private final Ledger ledger;
    private final List<LedgerEntry.Move> all;
    private final Collection<DeclaredIndex> desired;

    private FollowedRenamings(Ledger ledger, Collection<DeclaredIndex> desired) {
        this.ledger = ledger;
        this.all = ledger.renamed();
        this.desired = desired;
    }

    /** What is to be recorded, in the order in which it happened. */
    static List<Change.FollowRenaming> followed(Ledger ledger, Collection<DeclaredIndex> desired) {
        FollowedRenamings renamings = new FollowedRenamings(ledger, desired);
        return ledger.renamed().stream()
                .flatMap(move -> renamings.follow(move).stream())
                .toList();
    }

    /** A note for each one whose old name is declared as before. */
    static List<Problem> notFollowed(Ledger ledger, Collection<DeclaredIndex> desired) {
        FollowedRenamings renamings = new FollowedRenamings(ledger, desired);
        return ledger.renamed().stream()
                .filter(renamings::isDeclaredAsBefore)
                .map(move -> new Problem(
                        Code.RENAMING_NOT_FOLLOWED,
                        new Site.OfModule(),
                        "a migration of the team's own does this: %s; but %s is declared as before. Declare the new name."
                                .formatted(Printable.of(move.summary()), renamings.declaredBy(move))))
                .toList();
    }

    private Optional<Change.FollowRenaming> follow(LedgerEntry.Move move) {
        int next = all.indexOf(move) + 1;
        if (isDeclaredAsBefore(move)) {
            return Optional.empty();
        }
        if (move instanceof LedgerEntry.MoveColumn renamed) {
            Table table = last(renamed.table(), next);
            String column = last(renamed, next);
            return declares(table, column)
                    ? Optional.of(new Change.FollowRenaming(move, table, column, declaredBy(move)))
                    : Optional.empty();
        }
        Table table = last(((LedgerEntry.MoveTable) move).to(), next);
        return declares(table)
                ? Optional.of(new Change.FollowRenaming(move, table, "", declaredBy(move)))
                : Optional.empty();
    }

    private boolean isDeclaredAsBefore(LedgerEntry.Move move) {
        return move instanceof LedgerEntry.MoveColumn column
                ? declares(last(column.table(), all.indexOf(move) + 1), column.from())
                : declares(move.table());
    }

    private String declaredBy(LedgerEntry.Move move) {
        return ledger.recorded().stream()
                .filter(index -> index.renamed().contains(move))
                .map(index -> index.index().declaredBy())
                .findFirst()
                .orElse("");
    }

    /** What a table is called after the renamings that come later. */
    private Table last(Table table, int next) {
        Table last = table;
        for (LedgerEntry.Move move : all.subList(next, all.size())) {
            last = move instanceof LedgerEntry.MoveTable later && later.table().equals(last) ? later.to() : last;
        }
        return last;
    }

    private String last(LedgerEntry.MoveColumn column, int next) {
        Table table = column.table();
        String last = column.to();
        for (LedgerEntry.Move move : all.subList(next, all.size())) {
            if (move instanceof LedgerEntry.MoveTable later && later.table().equals(table)) {
                table = later.to();
            } else if (move instanceof LedgerEntry.MoveColumn later
                    && later.table().equals(table)
                    && later.from().equals(last)) {
                last = later.to();
            }
        }
        return last;
    }

    private boolean declares(Table table) {
        return desired.stream().anyMatch(index -> index.statement().table().equals(table));
    }

    private boolean declares(Table table, String column) {
        return desired.stream()
                .map(DeclaredIndex::statement)
                .filter(index -> index.table().equals(table))
                .anyMatch(index -> RenamedColumns.mentions(index, column));
    }
}
