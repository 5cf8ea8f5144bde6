package dev.compositeindex.processor.sql;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The check of all that a migration builds or renames: an anonymous block that raises unless each index is there, on its table,
 * valid and ready, and names those that are not. Needed because {@code IF NOT EXISTS} is content with any relation of that
 * name, also with what a dead build left behind, and {@code IF EXISTS} with nothing at all; the history would then say
 * success. Where all is well, it gives the indexes their comments: only here it is known what bears the names.
 */
public final class BuiltCheck {
    /** How the comment of an index says that the guard built it though nothing recorded it. The guard knows it, too. */
    private static final String PENDING = "CompositeIndex: not recorded, ";

    private static final String DROP =
            "What is INVALID, and built by nobody (see pg_stat_progress_create_index), or was built when nothing recorded it: DROP INDEX CONCURRENTLY";
    private static final String REINDEX =
            "What is INVALID: REINDEX INDEX CONCURRENTLY. What does not exist: build it as its header says";
    private static final String THEN = ". What else bears such a name: rename it. Then: flyway repair";

    private static final String UNLESS_REPLACED =
            "\n       AND (pg_catalog.obj_description(c.oid, 'pg_class') OPERATOR(pg_catalog.=) %s) IS NOT TRUE"
                    .formatted(Identifiers.literal(NameSwap.MARK));

    private BuiltCheck() {}

    /**
     * One of the indexes.
     *
     * @param statement the index
     * @param comment its comment; empty for none
     */
    public record Index(IndexStatement statement, String comment) {}

    /**
     * The block, terminated.
     *
     * @param indexes at least one
     * @param onlyBuilt whether each of them is built, and none renamed
     * @param anyReplaces whether any name is swapped with another one; it may have been already
     */
    public static String of(List<Index> indexes, boolean onlyBuilt, boolean anyReplaces) {
        return AnonymousBlock.of("""
                 DECLARE problems pg_catalog.text := ( -- IF NOT EXISTS is content with whatever bears the name, IF EXISTS with nothing
                    SELECT pg_catalog.string_agg(pg_catalog.concat(b.name, CASE WHEN c.oid IS NULL THEN ' does not exist' WHEN i.indrelid IS NULL THEN ' is no index'
                               WHEN i.indrelid OPERATOR(pg_catalog.=) t.oid THEN CASE WHEN i.indisvalid AND i.indisready THEN ' was built when nothing recorded it' ELSE ' is INVALID' END ELSE pg_catalog.concat(' is an index of ', i.indrelid::pg_catalog.regclass) END), ', ')
                      FROM (VALUES
                %s
                      ) b (name, target) JOIN pg_catalog.pg_class t ON t.oid OPERATOR(pg_catalog.=) b.target
                      LEFT JOIN pg_catalog.pg_class c ON (c.relnamespace, c.relname) OPERATOR(pg_catalog.=) (t.relnamespace, b.name) LEFT JOIN pg_catalog.pg_index i ON i.indexrelid OPERATOR(pg_catalog.=) c.oid
                     WHERE (i.indrelid OPERATOR(pg_catalog.=) t.oid AND i.indisvalid AND i.indisready AND pg_catalog.strpos(pg_catalog.concat(pg_catalog.obj_description(c.oid, 'pg_class')), %s) OPERATOR(pg_catalog.=) 0) IS NOT TRUE%s);
                BEGIN IF problems IS NOT NULL THEN
                    RAISE EXCEPTION USING ERRCODE = '55000', MESSAGE = pg_catalog.concat('not as recorded: ', problems),
                        HINT = %s; END IF;
                %sEND
                """.formatted(
                        rows(indexes),
                        Identifiers.literal(PENDING),
                        anyReplaces ? UNLESS_REPLACED : "",
                        Identifiers.literal((onlyBuilt ? DROP : REINDEX) + THEN),
                        indexes.stream()
                                .filter(index -> !index.comment().isEmpty())
                                .map(BuiltCheck::comment)
                                .collect(Collectors.joining())));
    }

    private static String rows(List<Index> indexes) {
        return SqlRows.of(
                indexes.stream()
                        .map(index -> List.of(
                                Identifiers.literal(index.statement().name()),
                                Identifiers.literal(
                                        Identifiers.quote(index.statement().table()))))
                        .toList(),
                "",
                "::pg_catalog.regclass");
    }

    private static String comment(Index index) {
        return """
                    EXECUTE pg_catalog.format('COMMENT ON INDEX %%s.%%I IS %%L', (SELECT t.relnamespace::pg_catalog.regnamespace FROM pg_catalog.pg_class t
                        WHERE t.oid OPERATOR(pg_catalog.=) %s::pg_catalog.regclass), %s, %s);
                """.formatted(
                        Identifiers.literal(Identifiers.quote(index.statement().table())),
                        Identifiers.literal(index.statement().name()),
                        Identifiers.literal(index.comment()));
    }
}
