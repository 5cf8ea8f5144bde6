package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.IndexName;
import java.util.Set;

/** What one header of a migration stands for, with what the statements below it have to know. */
public sealed interface Section {

    /** What it does to the recorded state. */
    LedgerEntry entry();

    /** The class whose declaration it is about, as it is or was. */
    String declaredBy();

    /**
     * Builds an index.
     *
     * @param index the index
     * @param replaces whether it bears a name that is swapped with that of another index
     */
    record Create(DeclaredIndex index, boolean replaces) implements Section {
        @Override
        public LedgerEntry entry() {
            return new LedgerEntry.Create(index);
        }

        @Override
        public String declaredBy() {
            return index.declaredBy();
        }
    }

    /**
     * Drops one.
     *
     * @param index the index
     * @param tables the tables that it may be on
     * @param kept declared indexes to which its name must not lead
     */
    record Drop(DeclaredIndex index, Set<Table> tables, Set<IndexName> kept) implements Section {
        @Override
        public LedgerEntry entry() {
            return new LedgerEntry.Drop(index.name());
        }

        @Override
        public String declaredBy() {
            return index.declaredBy();
        }
    }

    /**
     * Gives an index another name.
     *
     * @param from as it was
     * @param to as it is afterwards
     */
    record Rename(DeclaredIndex from, DeclaredIndex to) implements Section {
        @Override
        public LedgerEntry entry() {
            return new LedgerEntry.Rename(from.name(), to);
        }

        @Override
        public String declaredBy() {
            return to.declaredBy();
        }
    }

    /**
     * Exchanges the names of an index that was built under another one and of the index that it replaces.
     *
     * @param index the new index, under the name that it is to have
     * @param other the name under which it was built, raw
     * @param tables the tables that what is replaced may be on
     */
    record Swap(DeclaredIndex index, String other, Set<Table> tables) implements Section {
        @Override
        public LedgerEntry entry() {
            return new LedgerEntry.Swap(index, new IndexName(index.name().schema(), other));
        }

        @Override
        public String declaredBy() {
            return index.declaredBy();
        }
    }

    /**
     * Changes what can be changed while the index stays what it is.
     *
     * @param from as it was
     * @param to as it is afterwards
     */
    record Alter(DeclaredIndex from, DeclaredIndex to) implements Section {
        @Override
        public LedgerEntry entry() {
            return new LedgerEntry.Set(to);
        }

        @Override
        public String declaredBy() {
            return to.declaredBy();
        }

        /** Whether the index is built anew elsewhere. Where no tablespace is asked for, any will do. */
        boolean moves() {
            String tablespace = to.statement().tablespace();
            return !tablespace.isEmpty() && !tablespace.equals(from.statement().tablespace());
        }
    }

    /**
     * Follows what another migration renames.
     *
     * @param move what was renamed
     * @param table what the table is called in the end
     * @param column what the column is called in the end; empty if it is not about a column
     * @param declaredBy the class of an index that followed
     */
    record Follow(LedgerEntry.Move move, Table table, String column, String declaredBy) implements Section {
        @Override
        public LedgerEntry entry() {
            return move;
        }
    }
}
