package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.sql.IndexName;
import java.util.List;

/** What one migration of ours does to the recorded state. Its header says so, and the header decides. */
public sealed interface LedgerEntry {

    /** The header's lines: the verb and the names, then the index as it is afterwards. */
    List<String> header();

    /** The verb and the names, as in the first line. */
    String summary();

    private static List<String> header(String summary, DeclaredIndex index) {
        return List.of(
                MigrationHeader.START + summary,
                MigrationHeader.DECLARED_BY + index.declaredBy(),
                MigrationHeader.DEFINITION + index.statement().definition());
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
        public String summary() {
            return "swap " + index.name() + " with " + other;
        }
    }
}
