package dev.compositeindex.processor.sql;

import dev.compositeindex.processor.model.Table;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * A migration that only records what another one renamed: an anonymous block that raises unless the new names are there and
 * the indexes are valid under them.
 */
public final class RenamingCheck {

    private RenamingCheck() {}

    /** The block, terminated, after a table got another name; the indexes are on it. */
    public static String table(Collection<IndexStatement> indexes) {
        return block(missingIndexes(indexes));
    }

    /** The block, terminated, after a column of a table got another name. */
    public static String column(Table table, String column, Collection<IndexStatement> indexes) {
        return block(missingIndexes(indexes)
                + """
                        ,
                                (SELECT %s
                                  WHERE NOT EXISTS (
                                    SELECT FROM pg_catalog.pg_attribute
                                     WHERE attrelid = to_regclass(%s) AND attname = %s AND NOT attisdropped))""".formatted(
                        Identifiers.literal("column " + Identifiers.quote(column) + " of " + Identifiers.quote(table)),
                        Identifiers.literal(Identifiers.quote(table)),
                        Identifiers.literal(column)));
    }

    private static String missingIndexes(Collection<IndexStatement> indexes) {
        return """
                (SELECT string_agg(format('index %%I on %%s', index_name, table_name), ', ')
                          FROM (VALUES
                            %s
                          ) AS wanted(index_name, table_name)
                         WHERE NOT EXISTS (
                            SELECT FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
                             WHERE i.indrelid = to_regclass(table_name) AND c.relname = index_name
                               AND i.indisvalid AND i.indisready))""".formatted(indexes.stream()
                .map(index -> "(%s, %s)"
                        .formatted(
                                Identifiers.literal(index.name()),
                                Identifiers.literal(Identifiers.quote(index.table()))))
                .collect(Collectors.joining(",\n            ")));
    }

    private static String block(String missing) {
        return AnonymousBlock.of("""

                DECLARE
                    missing text := concat_ws(', ',
                        %s);
                BEGIN
                    IF missing <> '' THEN
                        RAISE EXCEPTION USING
                            ERRCODE = 'object_not_in_prerequisite_state',
                            MESSAGE = 'not found, or not valid, after the renaming: ' || missing,
                            HINT = 'Run the migration that renames, or build the index; then migrate again';
                    END IF;
                END
                """.formatted(missing));
    }
}
