package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.IndexName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A change leads from the recorded state to the desired one, and is one as a person would say it. */
public sealed interface Change {

    /** What makes the change, in order. */
    List<Section> sections();

    /** The class that declares the index, or declared it last. */
    String declaredBy();

    /**
     * A declaration that is new.
     *
     * @param index the index
     */
    record CreateIndex(DeclaredIndex index) implements Change {
        @Override
        public String declaredBy() {
            return index.declaredBy();
        }

        @Override
        public List<Section> sections() {
            return List.of(new Section.Create(index, false));
        }
    }

    /**
     * A declaration that is gone.
     *
     * @param index the index as it was recorded
     * @param tables the tables that it may be on
     * @param kept declared indexes to which its name must not lead
     */
    record DropIndex(DeclaredIndex index, Set<Table> tables, Set<IndexName> kept) implements Change {
        @Override
        public String declaredBy() {
            return index.declaredBy();
        }

        @Override
        public List<Section> sections() {
            return List.of(new Section.Drop(index, tables, kept));
        }
    }

    /**
     * A declaration that bears another name.
     *
     * @param from the index as it was recorded
     * @param to as it is declared; settings that differ are a change of their own
     */
    record RenameIndex(DeclaredIndex from, DeclaredIndex to) implements Change {
        @Override
        public String declaredBy() {
            return to.declaredBy();
        }

        @Override
        public List<Section> sections() {
            return List.of(new Section.Rename(from, from.renamed(to)));
        }
    }

    /**
     * A declaration that means another index under the same name. The new one is built under a temporary name, so that the
     * old one serves until the names are swapped.
     *
     * @param from the index as it was recorded
     * @param to the index as it is declared
     * @param temporary a name that nothing else bears
     * @param tables the tables that the old index may be on
     */
    record ReplaceIndex(DeclaredIndex from, DeclaredIndex to, String temporary, Set<Table> tables) implements Change {
        @Override
        public String declaredBy() {
            return to.declaredBy();
        }

        @Override
        public List<Section> sections() {
            // On a database that was restored between the two, the new index may bear the name that is to be dropped.
            Set<Table> either = new LinkedHashSet<>(tables);
            either.add(to.statement().table());
            return List.of(
                    new Section.Create(to.withName(temporary).withoutComment(), true),
                    new Section.Swap(to, temporary, either),
                    new Section.Drop(from.withName(temporary), either, Set.of()));
        }
    }

    /**
     * A declaration of the same index with another comment, other storage parameters, or another tablespace.
     *
     * @param from the index as it was recorded
     * @param to the index as it is declared
     */
    record AlterIndex(DeclaredIndex from, DeclaredIndex to) implements Change {
        @Override
        public String declaredBy() {
            return to.declaredBy();
        }

        @Override
        public List<Section> sections() {
            return List.of(new Section.Alter(from, to));
        }
    }

    /**
     * A table or column that a migration of the team's own renamed.
     *
     * @param move what was renamed
     * @param table what the table is called in the end
     * @param column what the column is called in the end; empty if it is not about a column
     * @param declaredBy the class of an index that followed
     */
    record FollowRenaming(LedgerEntry.Move move, Table table, String column, String declaredBy) implements Change {
        @Override
        public List<Section> sections() {
            return List.of(new Section.Follow(move, table, column, declaredBy));
        }
    }
}
