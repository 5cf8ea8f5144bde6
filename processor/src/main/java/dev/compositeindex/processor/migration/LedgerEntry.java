package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.IndexName;
import dev.compositeindex.processor.sql.IndexStatement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** An entry says what one migration of ours does to the recorded state. Its header says so, and the header decides. */
public sealed interface LedgerEntry {

    /** The header's lines: the verb and the names, then the index as it is afterwards. */
    List<String> header();

    /** The verb and the names, as in the first line. */
    String summary();

    /** The indexes that the first line names. */
    default Collection<IndexName> names() {
        return List.of();
    }

    private static List<String> header(String summary, DeclaredIndex index) {
        List<String> lines = new ArrayList<>(List.of(
                MigrationHeader.START + summary,
                MigrationHeader.DECLARED_BY + index.declaredBy(),
                MigrationHeader.DEFINITION + index.statement().definition()));
        if (!index.comment().isEmpty()) {
            lines.add(MigrationHeader.COMMENT + Identifiers.literalOnOneLine(index.comment()));
        }
        return List.copyOf(lines);
    }

    /**
     * A new index.
     *
     * @param index the index
     */
    record Create(DeclaredIndex index) implements LedgerEntry {
        @Override
        public List<String> header() {
            return LedgerEntry.header(summary(), index);
        }

        @Override
        public Collection<IndexName> names() {
            return List.of(index.name());
        }

        @Override
        public String summary() {
            return "create " + index.name();
        }
    }

    /**
     * An index less.
     *
     * @param name its name
     */
    record Drop(IndexName name) implements LedgerEntry {
        @Override
        public List<String> header() {
            return List.of(MigrationHeader.START + summary());
        }

        @Override
        public Collection<IndexName> names() {
            return List.of(name);
        }

        @Override
        public String summary() {
            return "drop " + name;
        }
    }

    /**
     * Another name for an index.
     *
     * @param from the name it had
     * @param index the index under its new name
     */
    record Rename(IndexName from, DeclaredIndex index) implements LedgerEntry {
        @Override
        public List<String> header() {
            return LedgerEntry.header(summary(), index);
        }

        @Override
        public Collection<IndexName> names() {
            return List.of(from, index.name());
        }

        @Override
        public String summary() {
            return "rename " + from + " to " + index.name();
        }
    }

    /**
     * Two indexes exchange their names.
     *
     * @param index the first index as it is afterwards: the definition is what was the other's
     * @param other the other name
     */
    record Swap(DeclaredIndex index, IndexName other) implements LedgerEntry {
        @Override
        public List<String> header() {
            return LedgerEntry.header(summary(), index);
        }

        @Override
        public Collection<IndexName> names() {
            return List.of(index.name(), other);
        }

        @Override
        public String summary() {
            return "swap " + index.name() + " with " + other;
        }
    }

    /**
     * Other settings of an index that stays what it is: comment, storage parameters, tablespace.
     *
     * @param index the index as it is afterwards
     */
    record Set(DeclaredIndex index) implements LedgerEntry {
        @Override
        public List<String> header() {
            return LedgerEntry.header(summary(), index);
        }

        @Override
        public Collection<IndexName> names() {
            return List.of(index.name());
        }

        @Override
        public String summary() {
            return "set " + index.name();
        }
    }

    /** A migration of the team's own renames something, and indexes follow. */
    sealed interface Move extends LedgerEntry {

        /** The table as it was called before. */
        Table table();

        /** The definition of an index of that table afterwards. */
        IndexStatement moved(IndexStatement index);

        /** The definition of any index afterwards. */
        default IndexStatement apply(IndexStatement index) {
            return index.table().equals(table()) ? moved(index) : index;
        }

        @Override
        default List<String> header() {
            return List.of(MigrationHeader.START + summary());
        }
    }

    /**
     * Another name or schema for a table.
     *
     * @param table as it was called
     * @param to as it is called
     */
    record MoveTable(Table table, Table to) implements Move {
        @Override
        public IndexStatement moved(IndexStatement index) {
            return RenamedColumns.table(index, to);
        }

        @Override
        public String summary() {
            return "move table " + Identifiers.quote(table) + " to " + Identifiers.quote(to);
        }
    }

    /**
     * Another name for a column.
     *
     * @param table its table
     * @param from as it was called
     * @param to as it is called
     */
    record MoveColumn(Table table, String from, String to) implements Move {
        @Override
        public IndexStatement moved(IndexStatement index) {
            return RenamedColumns.column(index, from, to);
        }

        @Override
        public String summary() {
            return "move column %1$s.%2$s to %1$s.%3$s"
                    .formatted(Identifiers.quote(table), Identifiers.quote(from), Identifiers.quote(to));
        }
    }
}
