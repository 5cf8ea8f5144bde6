package dev.compositeindex.processor.sql;

/**
 * The statement that exchanges the names of two indexes of a table, so that the name never lacks an index. One anonymous
 * block, so it happens whole or not at all.
 *
 * <p>Which of the two is the wanted one is asked of the server: it builds the definition on an empty copy of the table
 * and prints it, as it prints the two indexes. Nothing else would tell a second run from a first one.
 */
public final class NameSwap {

    /** What differs between definitions of the same index on two tables. No backslashes: literals may read them. */
    private static final String HEAD =
            "^CREATE (UNIQUE )?INDEX NAME ON NAME[.]NAME ".replace("NAME", "(\"([^\"]|\"\")+\"|[^\". ]+)");

    private NameSwap() {}

    /**
     * The block, terminated. Afterwards the index of that definition bears its name, and what bore it before, if anything
     * did, bears the other.
     *
     * @param wanted the definition, under the name that it is to have
     * @param other the name under which it was built, in the same schema
     * @param spare a name that nothing bears
     */
    public static String of(IndexStatement wanted, String other, String spare) {
        String table = Identifiers.quote(wanted.table());
        // The copy hides a type of its name, such as text or an enumeration called as the table. So it has the table's
        // name only where a predicate needs it.
        String copy = "pg_temp."
                + (wanted.qualifiesColumns() ? Identifiers.quote(wanted.table().name()) : "compositeindex_copy");
        return AnonymousBlock.of("""

                DECLARE
                    target pg_catalog.oid := %1$s::pg_catalog.regclass;
                    namespace pg_catalog.name := (
                        SELECT n.nspname
                          FROM pg_catalog.pg_class t
                          JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) t.relnamespace
                         WHERE t.oid OPERATOR(pg_catalog.=) target);
                    done boolean;
                    built boolean;
                BEGIN
                    -- How this server prints the definition, to tell which of the two indexes it is.
                    CREATE TEMPORARY TABLE %2$s (LIKE %3$s);
                    %4$s;
                    WITH printed AS (
                        SELECT i.indrelid, c.relname, i.indisvalid AND i.indisready AS usable, i.indisunique,
                               pg_catalog.regexp_replace(pg_catalog.pg_get_indexdef(c.oid), %11$s, '') AS definition
                          FROM pg_catalog.pg_index i
                          JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) i.indexrelid
                         WHERE i.indrelid OPERATOR(pg_catalog.=) ANY (ARRAY[target, %5$s::pg_catalog.regclass])
                    )
                    SELECT pg_catalog.bool_or(i.relname OPERATOR(pg_catalog.=) %6$s),
                           pg_catalog.bool_or(i.relname OPERATOR(pg_catalog.=) %7$s)
                      INTO done, built
                      FROM printed i
                      JOIN printed w ON (w.indisunique, w.definition) OPERATOR(pg_catalog.=) (i.indisunique, i.definition)
                     WHERE i.indrelid OPERATOR(pg_catalog.=) target AND i.usable AND w.indrelid OPERATOR(pg_catalog.<>) target;
                    DROP TABLE %2$s;
                    IF done THEN
                        RETURN;
                    ELSIF built IS NOT TRUE THEN
                        RAISE EXCEPTION USING
                            ERRCODE = 'object_not_in_prerequisite_state',
                            MESSAGE = %8$s,
                            HINT = %9$s;
                    END IF;
                    IF pg_catalog.to_regclass(pg_catalog.format('%%I.%%I', namespace, %6$s)) IS NULL THEN -- its table or column is gone
                        EXECUTE pg_catalog.format('ALTER INDEX %%I.%%I RENAME TO %%I', namespace, %7$s, %6$s);
                    ELSE
                        EXECUTE pg_catalog.format('ALTER INDEX %%I.%%I RENAME TO %%I', namespace, %6$s, %10$s);
                        EXECUTE pg_catalog.format('ALTER INDEX %%I.%%I RENAME TO %%I', namespace, %7$s, %6$s);
                        EXECUTE pg_catalog.format('ALTER INDEX %%I.%%I RENAME TO %%I', namespace, %10$s, %7$s);
                    END IF;
                END
                """.formatted(
                        Identifiers.literal(table),
                        copy,
                        table,
                        wanted.buildOn(copy),
                        Identifiers.literal(copy),
                        Identifiers.literal(wanted.name()),
                        Identifiers.literal(other),
                        Identifiers.literal("index " + wanted.qualifiedName().sql() + " on " + table
                                + " was not replaced: neither it nor "
                                + new IndexName(wanted.table().schema(), other).sql()
                                + " is valid and has the new definition"),
                        Identifiers.literal("Build it, then migrate again: "
                                + wanted.withName(other).concurrentBuildLine()),
                        Identifiers.literal(spare),
                        Identifiers.literal(HEAD)));
    }
}
