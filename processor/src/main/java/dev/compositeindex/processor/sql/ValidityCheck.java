package dev.compositeindex.processor.sql;

/**
 * The end of a migration that builds or renames an index: an anonymous block that raises unless the index is there, on
 * its table, valid and ready. Needed because {@code IF NOT EXISTS} is content with any relation of that name, also with
 * what a dead build left behind, and {@code IF EXISTS} with nothing at all; the history would then say success.
 */
public final class ValidityCheck {

    private ValidityCheck() {}

    /** The block, terminated, after a build. */
    public static String built(IndexStatement index) {
        String name = index.qualifiedName().sql();
        return block(
                index,
                "built",
                "When no session is building it (see pg_stat_progress_create_index), run: DROP INDEX CONCURRENTLY IF EXISTS "
                        + name + "; then: flyway repair",
                "Another relation bears the name " + name + ": rename one of the two, then: flyway repair");
    }

    /** The block, terminated, after a renaming that is undone when the block raises. */
    public static String renamed(IndexName from, IndexStatement index) {
        String name = index.qualifiedName().sql();
        return block(
                index,
                "renamed",
                "Run: REINDEX INDEX CONCURRENTLY " + from.sql() + "; then migrate again",
                "Neither " + from.sql() + " nor " + name + " is the index. Build it: " + index.concurrentBuildLine()
                        + "; then migrate again");
    }

    private static String block(IndexStatement index, String done, String invalidHint, String otherHint) {
        String table = Identifiers.quote(index.table());
        return AnonymousBlock.of("""

                DECLARE
                    problem pg_catalog.text;
                BEGIN
                    SELECT CASE
                               WHEN i.indexrelid IS NULL THEN 'its name is taken by a relation that is no index'
                               WHEN i.indrelid OPERATOR(pg_catalog.<>) t.oid
                               THEN pg_catalog.concat('its name is taken by an index of ', i.indrelid::pg_catalog.regclass)
                               WHEN NOT (i.indisvalid AND i.indisready) THEN 'it is INVALID'
                               ELSE ''
                           END
                      INTO problem
                      FROM pg_catalog.pg_class t
                      JOIN pg_catalog.pg_class c ON c.relnamespace OPERATOR(pg_catalog.=) t.relnamespace
                                                AND c.relname OPERATOR(pg_catalog.=) %1$s
                      LEFT JOIN pg_catalog.pg_index i ON i.indexrelid OPERATOR(pg_catalog.=) c.oid
                     WHERE t.oid OPERATOR(pg_catalog.=) %2$s::pg_catalog.regclass;
                    IF problem OPERATOR(pg_catalog.=) '' THEN
                        RETURN;
                    END IF;
                    RAISE EXCEPTION USING
                        ERRCODE = 'object_not_in_prerequisite_state',
                        MESSAGE = pg_catalog.concat(%3$s, coalesce(problem, 'it does not exist')),
                        HINT = CASE
                                   WHEN problem OPERATOR(pg_catalog.=) 'it is INVALID' THEN %4$s
                                   ELSE %5$s
                               END;
                END
                """.formatted(
                        Identifiers.literal(index.name()),
                        Identifiers.literal(table),
                        Identifiers.literal(
                                "index " + index.qualifiedName().sql() + " on " + table + " was not " + done + ": "),
                        Identifiers.literal(invalidHint),
                        Identifiers.literal(otherHint)));
    }
}
