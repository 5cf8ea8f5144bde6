package dev.compositeindex.processor.sql;

/**
 * A check stands before an index is dropped: an anonymous block that raises if the index is what logical replication knows rows
 * by. {@code DROP INDEX} says nothing about it, and afterwards a published table takes no updates and deletes.
 */
public final class ReplicaIdentityCheck {

    private ReplicaIdentityCheck() {}

    /** The block, terminated. */
    public static String of(IndexName index) {
        return AnonymousBlock.of("""

                BEGIN
                    IF EXISTS (
                            SELECT FROM pg_catalog.pg_index
                             WHERE indexrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(%1$s) AND indisreplident)
                    THEN
                        RAISE EXCEPTION USING
                            ERRCODE = 'object_in_use',
                            MESSAGE = %2$s,
                            HINT = 'Run ALTER TABLE … REPLICA IDENTITY USING INDEX … with another one; then: flyway repair';
                    END IF;
                END
                """.formatted(
                        Identifiers.literal(index.sql()),
                        Identifiers.literal(
                                "index " + index.sql() + " was not dropped: it is the replica identity of its table")));
    }
}
