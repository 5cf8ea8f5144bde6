package dev.compositeindex.processor.model;

import java.util.List;

/**
 * A to-one reference as annotations say it.
 *
 * @param columns its columns; empty if not said
 * @param isConstrained whether it has a constraint in the database
 */
public record ReferenceDecl(List<ColumnDecl> columns, boolean isConstrained) {
    /** Nothing is said. */
    public static final ReferenceDecl NONE = new ReferenceDecl(List.of(), true);

    public ReferenceDecl {
        columns = List.copyOf(columns);
    }
}
