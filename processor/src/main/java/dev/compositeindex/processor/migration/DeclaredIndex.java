package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.model.IndexSpec;
import dev.compositeindex.processor.sql.IndexName;
import dev.compositeindex.processor.sql.IndexStatement;
import dev.compositeindex.processor.sql.PostgresRenderer;

/**
 * An index of the recorded or of the desired state.
 *
 * @param statement what it is
 * @param comment its comment in the database, or empty
 * @param declaredBy the declaring class, by binary name
 * @param renamedFrom the name that it had before, raw and in the same schema, or empty; never recorded
 */
public record DeclaredIndex(IndexStatement statement, String comment, String declaredBy, String renamedFrom) {

    public static DeclaredIndex of(IndexSpec index) {
        return new DeclaredIndex(
                PostgresRenderer.statement(index),
                index.settings().comment(),
                index.declaredBy(),
                index.settings().renamedFrom());
    }

    /** An index of which no more is said. */
    public static DeclaredIndex of(IndexStatement statement, String declaredBy) {
        return new DeclaredIndex(statement, "", declaredBy, "");
    }

    public IndexName name() {
        return statement.qualifiedName();
    }

    DeclaredIndex withName(String newName) {
        return new DeclaredIndex(statement.withName(newName), comment, declaredBy, renamedFrom);
    }
}
