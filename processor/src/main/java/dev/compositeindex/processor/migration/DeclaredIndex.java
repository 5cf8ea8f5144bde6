package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.model.IndexSpec;
import dev.compositeindex.processor.sql.IndexName;
import dev.compositeindex.processor.sql.IndexStatement;
import dev.compositeindex.processor.sql.PostgresRenderer;

/**
 * An index of the recorded or of the desired state.
 *
 * @param statement what it is
 * @param declaredBy the declaring class, by binary name
 */
public record DeclaredIndex(IndexStatement statement, String declaredBy) {

    public static DeclaredIndex of(IndexSpec index) {
        return new DeclaredIndex(PostgresRenderer.statement(index), index.declaredBy());
    }

    public IndexName name() {
        return statement.qualifiedName();
    }

    DeclaredIndex withName(String newName) {
        return new DeclaredIndex(statement.withName(newName), declaredBy);
    }
}
