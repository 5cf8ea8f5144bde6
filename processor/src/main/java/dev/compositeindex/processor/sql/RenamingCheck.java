package dev.compositeindex.processor.sql;

import dev.compositeindex.processor.model.Table;

/**
 * A migration that only records what another one renamed: an anonymous block that raises unless the new name is there. An
 * index follows its table and columns by itself, so there is nothing else to see to.
 */
public final class RenamingCheck {

    private RenamingCheck() {}

    /** The block, terminated, after a table got another name. */
    public static String table(Table table) {
        return block(
                "pg_catalog.to_regclass(" + Identifiers.literal(Identifiers.quote(table)) + ") IS NULL",
                "table " + Identifiers.quote(table));
    }

    /** The block, terminated, after a column of a table got another name. */
    public static String column(Table table, String column) {
        return block(
                """
                NOT EXISTS (
                        SELECT FROM pg_catalog.pg_attribute
                         WHERE attrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(%s)
                           AND attname OPERATOR(pg_catalog.=) %s AND NOT attisdropped)""".formatted(Identifiers.literal(Identifiers.quote(table)), Identifiers.literal(column)),
                "column " + Identifiers.quote(column) + " of table " + Identifiers.quote(table));
    }

    private static String block(String isMissing, String what) {
        return AnonymousBlock.of("""

                BEGIN
                    IF %s THEN
                        RAISE EXCEPTION USING
                            ERRCODE = 'object_not_in_prerequisite_state',
                            MESSAGE = %s,
                            HINT = 'Run the migration that renames before this one; then migrate again';
                    END IF;
                END
                """.formatted(isMissing, Identifiers.literal("there is no " + what)));
    }
}
