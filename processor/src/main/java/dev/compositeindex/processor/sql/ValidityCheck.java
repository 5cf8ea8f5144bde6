package dev.compositeindex.processor.sql;

import dev.compositeindex.processor.model.IndexSpec;

/**
 * The end of a migration that builds an index: an anonymous block that raises unless the index is there, on its table,
 * valid and ready. Needed because {@code IF NOT EXISTS} is content with any relation of that name, also with what a dead
 * build left behind, and the history would then say success.
 */
public final class ValidityCheck {

    private ValidityCheck() {}

    /** The block, terminated. */
    public static String of(IndexSpec index) {
        String qualifiedName = Identifiers.qualified(index.table().schema(), index.name());
        String table = Identifiers.quote(index.table());
        String body = """

                DECLARE
                    problem text;
                BEGIN
                    SELECT CASE
                               WHEN i.indexrelid IS NULL THEN 'its name is taken by a relation that is no index'
                               WHEN i.indrelid <> t.oid THEN 'its name is taken by an index of ' || i.indrelid::regclass
                               WHEN NOT (i.indisvalid AND i.indisready) THEN 'it is INVALID'
                               ELSE ''
                           END
                      INTO problem
                      FROM pg_catalog.pg_class t
                      JOIN pg_catalog.pg_class c ON c.relnamespace = t.relnamespace AND c.relname = %1$s
                      LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
                     WHERE t.oid = %2$s::regclass;
                    IF problem = '' THEN
                        RETURN;
                    END IF;
                    RAISE EXCEPTION USING
                        ERRCODE = 'object_not_in_prerequisite_state',
                        MESSAGE = %3$s || coalesce(problem, 'it does not exist'),
                        HINT = CASE problem
                                   WHEN 'it is INVALID' THEN %4$s
                                   ELSE %5$s
                               END;
                END
                """.formatted(
                        Identifiers.literal(index.name()),
                        Identifiers.literal(table),
                        Identifiers.literal("index " + qualifiedName + " on " + table + " was not built: "),
                        Identifiers.literal(
                                "When no session is building it (see pg_stat_progress_create_index), run: DROP INDEX CONCURRENTLY IF EXISTS "
                                        + qualifiedName + "; then: flyway repair"),
                        Identifiers.literal("Another relation bears the name " + qualifiedName
                                + ": rename one of the two, then: flyway repair"));
        String quote = dollarQuote(body);
        return "DO " + quote + body + quote + ";\n";
    }

    /** A dollar quote that does not occur in the text: a name may contain anything. */
    private static String dollarQuote(String text) {
        String quote = "$$";
        for (int i = 0; text.contains(quote); i++) {
            quote = "$check" + i + "$";
        }
        return quote;
    }
}
