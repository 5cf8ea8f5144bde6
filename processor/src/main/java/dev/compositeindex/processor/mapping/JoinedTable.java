package dev.compositeindex.processor.mapping;

import dev.compositeindex.processor.model.ColumnDecl;
import dev.compositeindex.processor.model.TypeDecl.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table of a class in a joined hierarchy: it has the primary key of the table above it, whose columns it may call
 * otherwise.
 *
 * @param level the class
 * @param above the class whose table is referred to
 */
record JoinedTable(Level level, Level above) {

    /** Whether anything is said of the names here. */
    boolean renames() {
        return !level.keyColumns().isEmpty();
    }

    /**
     * Renames columns of a primary key.
     *
     * @param columns columns of it in the table above
     * @param keySize how many it has; 0 if that cannot be told
     * @return the same in this table; none, if it is not said which is which
     */
    List<KeyColumn> rename(List<KeyColumn> columns, int keySize, NameStrategy names) {
        List<ColumnDecl> said = level.keyColumns();
        if (said.isEmpty()) {
            return columns.stream().map(column -> copied(column, names)).toList();
        }
        if (keySize != 0 && said.size() != keySize) {
            return List.of();
        }
        List<KeyColumn> renamed = new ArrayList<>();
        for (KeyColumn column : columns) {
            Optional<ColumnDecl> own = said.stream()
                    .filter(candidate -> keySize == 1 || column.isCalled(candidate.references()))
                    .findFirst();
            if (own.isEmpty()) {
                return List.of();
            }
            String name = own.get().name();
            renamed.add(
                    name.isEmpty() ? copied(column, names) : column.renamed(LogicalName.of(name), names.given(name)));
        }
        return renamed;
    }

    /** What nothing is said of has the same name here, in quotes if the name of the table above is. */
    private KeyColumn copied(KeyColumn column, NameStrategy names) {
        LogicalName logical =
                new LogicalName(column.logical().text(), column.logical().isQuoted() || Tables.isQuoted(above));
        return column.renamed(logical, names.derived(logical));
    }
}
