package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.RenamedColumns;
import java.util.Collection;
import java.util.List;

/**
 * Which renamings in migrations of the team's own the declarations follow. A script may be for another database, or the
 * class may not be changed yet: so the new name must be declared somewhere, and the old one nowhere any more.
 */
final class Renamed {
    private final List<LedgerEntry.Move> all;
    private final Collection<DeclaredIndex> desired;

    private Renamed(List<LedgerEntry.Move> all, Collection<DeclaredIndex> desired) {
        this.all = all;
        this.desired = desired;
    }

    /**
     * Those that are to be recorded, in the same order.
     *
     * @param all in the order in which they happen
     */
    static List<LedgerEntry.Move> followed(List<LedgerEntry.Move> all, Collection<DeclaredIndex> desired) {
        Renamed renamed = new Renamed(all, desired);
        return all.stream().filter(renamed::isFollowed).toList();
    }

    private boolean isFollowed(LedgerEntry.Move move) {
        int next = all.indexOf(move) + 1;
        if (move instanceof LedgerEntry.MoveTable table) {
            return declares(last(table.to(), next)) && !declares(table.table());
        }
        LedgerEntry.MoveColumn column = (LedgerEntry.MoveColumn) move;
        Table table = last(column.table(), next);
        return declares(table, last(column, next)) && !declares(table, column.from());
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
