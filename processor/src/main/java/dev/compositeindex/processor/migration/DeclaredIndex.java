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
 * @param isJpas whether it is declared by JPA's annotation; never recorded
 */
public record DeclaredIndex(
        IndexStatement statement, String comment, String declaredBy, String renamedFrom, boolean isJpas) {

    public static DeclaredIndex of(IndexSpec index) {
        return new DeclaredIndex(
                PostgresRenderer.statement(index),
                index.settings().comment(),
                index.declaredBy(),
                index.settings().renamedFrom(),
                index.site().isJpas());
    }

    /** An index of which no more is said. */
    public static DeclaredIndex of(IndexStatement statement, String declaredBy) {
        return new DeclaredIndex(statement, "", declaredBy, "", false);
    }

    public IndexName name() {
        return statement.qualifiedName();
    }

    /** Whether the two are the same index, apart from their names and what can be changed without building anew. */
    boolean isSameIndexAs(DeclaredIndex other) {
        return statement
                .identity()
                .equals(other.statement.withName(statement.name()).identity());
    }

    /** Whether what can be changed without building anew is the same. */
    boolean hasSettingsOf(DeclaredIndex other) {
        return comment.equals(other.comment)
                && statement.storageParameters().equals(other.statement.storageParameters())
                && statement.tablespace().equals(other.statement.tablespace());
    }

    DeclaredIndex after(LedgerEntry.Move move) {
        return new DeclaredIndex(move.apply(statement), comment, declaredBy, renamedFrom, isJpas);
    }

    /** This index under the name of another declaration, and declared where that one is. */
    DeclaredIndex renamed(DeclaredIndex other) {
        return new DeclaredIndex(
                statement.withName(other.statement.name()), comment, other.declaredBy, "", other.isJpas);
    }

    /** The same without a comment. */
    DeclaredIndex withoutComment() {
        return new DeclaredIndex(statement, "", declaredBy, renamedFrom, isJpas);
    }

    DeclaredIndex withName(String newName) {
        return new DeclaredIndex(statement.withName(newName), comment, declaredBy, renamedFrom, isJpas);
    }
}
