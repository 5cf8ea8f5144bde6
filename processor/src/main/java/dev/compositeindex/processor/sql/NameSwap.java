package dev.compositeindex.processor.sql;

import dev.compositeindex.processor.model.Table;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statement that exchanges the names of indexes that were built and of those that they replace, so that no name ever lacks an
 * index. One anonymous block, so it happens whole or not at all.
 *
 * <p>What is replaced gets a comment that says so, in the same block: nothing else would tell a second run from a first one.
 */
public final class NameSwap {
    /** The comment of an index that was replaced. The guard knows it, too. */
    public static final String MARK = "CompositeIndex: replaced, to be dropped";

    private NameSwap() {}

    /**
     * Two indexes.
     *
     * @param wanted the index as it is to be, under the name that it is to have
     * @param comment its comment; empty for none
     * @param other the name under which it was built, in the same schema
     * @param tables the tables that what is replaced may be on; what bears the name on another one is not touched
     */
    public record Pair(IndexStatement wanted, String comment, String other, Collection<Table> tables) {}

    /**
     * The block, terminated. Afterwards each index bears its name, and what bore it before, if anything did, bears the other. It
     * raises if a name would lead to what is not valid.
     */
    public static String of(List<Pair> pairs) {
        return AnonymousBlock.of("""
                 DECLARE s pg_catalog.record; -- instant; what was replaced is marked: a second run leaves the names where they are
                BEGIN
                    FOR s IN SELECT v.target, v.name, v.other, v.comment, v.tables, pg_catalog.concat(t.relnamespace::pg_catalog.regnamespace, '.') AS place FROM (VALUES
                %s
                      ) v (target, name, other, comment, tables) JOIN pg_catalog.pg_class t ON t.oid OPERATOR(pg_catalog.=) v.target LOOP
                        IF (pg_catalog.obj_description(pg_catalog.to_regclass(pg_catalog.format('%%s%%I', s.place, s.other)), 'pg_class')
                                OPERATOR(pg_catalog.=) %s) IS NOT TRUE THEN
                            IF EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indexrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(pg_catalog.format('%%s%%I', s.place, s.name)) AND i.indrelid OPERATOR(pg_catalog.=) ANY (s.tables::pg_catalog.oid[])) THEN
                                EXECUTE pg_catalog.format('COMMENT ON INDEX %%s%%I IS %%L', s.place, s.name, %s);
                                EXECUTE pg_catalog.format('ALTER INDEX %%s%%I RENAME TO compositeindex_swap', s.place, s.name);
                            END IF;
                            EXECUTE pg_catalog.format('ALTER INDEX %%s%%I RENAME TO %%I', s.place, s.other, s.name);
                            EXECUTE pg_catalog.format('COMMENT ON INDEX %%s%%I IS %%L', s.place, s.name, s.comment);
                            EXECUTE pg_catalog.format('ALTER INDEX IF EXISTS %%scompositeindex_swap RENAME TO %%I', s.place, s.other);
                        END IF;
                        IF NOT EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid OPERATOR(pg_catalog.=) s.target AND i.indisvalid AND i.indisready
                                AND i.indexrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(pg_catalog.format('%%s%%I', s.place, s.name))) THEN
                            RAISE EXCEPTION USING ERRCODE = '55000', MESSAGE = pg_catalog.concat(s.name, ' would not be valid'), HINT = 'Build it as its header says. Then: flyway repair'; END IF;
                    END LOOP;
                END
                """.formatted(rows(pairs), Identifiers.literal(MARK), Identifiers.literal(MARK)));
    }

    private static String rows(List<Pair> pairs) {
        return SqlRows.of(
                pairs.stream()
                        .map(pair -> List.of(
                                Identifiers.literal(
                                        Identifiers.quote(pair.wanted().table())),
                                Identifiers.literal(pair.wanted().name()),
                                Identifiers.literal(pair.other()),
                                pair.comment().isEmpty() ? "NULL" : Identifiers.literal(pair.comment()),
                                tables(pair)))
                        .toList(),
                "::pg_catalog.regclass",
                "",
                "",
                "",
                "");
    }

    private static String tables(Pair pair) {
        return pair.tables().stream()
                .map(table -> "pg_catalog.to_regclass(" + Identifiers.literal(Identifiers.quote(table)) + ")")
                .collect(Collectors.joining(", ", "ARRAY[", "]"));
    }
}
