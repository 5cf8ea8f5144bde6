package dev.compositeindex.processor.sql;

import dev.compositeindex.processor.model.Table;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The check that stands before statements that name indexes: an anonymous block that raises unless each name leads to the index, or
 * the index is gone. {@code DROP INDEX} and {@code ALTER INDEX} follow the search path and would hit an index of the same
 * name on another table, or, with {@code IF EXISTS}, be content without having found the one that is there.
 */
public final class NameCheck {
    private static final String REPLICA_IDENTITY =
            "WHEN i.indisreplident THEN ' is the replica identity of its table'\n               ";
    private static final String OR_REPLICA_IDENTITY = " OR i.indisreplident";
    private static final String OTHER =
            "Set search_path so that each name leads to its index, or rename the other relation. Then: flyway repair";
    private static final String IDENTITY =
            ". Of a replica identity: run ALTER TABLE … REPLICA IDENTITY USING INDEX … with another index before";

    private NameCheck() {}

    /**
     * An index that is named.
     *
     * @param name its name
     * @param tables the tables that it may be on; they may be gone
     */
    public record Named(IndexName name, Collection<Table> tables) {}

    /** The block, terminated, before indexes are changed. */
    public static String beforeChanges(List<Named> indexes) {
        return block(indexes, List.of(), false, "changed");
    }

    /**
     * The block, terminated, before indexes are dropped. It also raises if one is what logical replication knows rows by: {@code
     * DROP INDEX} says nothing about it, and afterwards a published table takes no updates and deletes.
     *
     * @param kept indexes to which no name must lead, though they may be on such a table
     * @param anyUnique whether any of them is unique
     */
    public static String beforeDrops(List<Named> indexes, Collection<IndexName> kept, boolean anyUnique) {
        return block(indexes, kept, anyUnique, "dropped");
    }

    private static String block(List<Named> indexes, Collection<IndexName> kept, boolean anyUnique, String done) {
        return AnonymousBlock.of("""
                 DECLARE problems pg_catalog.text := ( -- each name must lead to the index that is meant, or to nothing
                    SELECT pg_catalog.string_agg(pg_catalog.concat(n.name, CASE %sWHEN n.found IS NULL THEN ' leads to nothing' ELSE ' leads to another relation' END), ', ')
                      FROM (SELECT v.name, v.tables, pg_catalog.to_regclass(v.name)::pg_catalog.oid AS found, pg_catalog.parse_ident(v.name) AS parts FROM (VALUES
                %s
                      ) v (name, tables)) n LEFT JOIN (pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) i.indexrelid)
                        ON c.relname OPERATOR(pg_catalog.=) n.parts[pg_catalog.cardinality(n.parts)] AND i.indrelid OPERATOR(pg_catalog.=) ANY (n.tables::pg_catalog.oid[])
                     WHERE %scoalesce(i.indexrelid, 0) OPERATOR(pg_catalog.<>) coalesce(n.found, 0)%s);
                BEGIN IF problems IS NOT NULL THEN
                    RAISE EXCEPTION USING ERRCODE = '55000', MESSAGE = pg_catalog.concat('nothing was %s: in the search path ', problems),
                        HINT = %s; END IF;
                END
                """.formatted(
                        anyUnique ? REPLICA_IDENTITY : "",
                        rows(indexes),
                        kept.isEmpty() ? "" : leadsTo(kept),
                        anyUnique ? OR_REPLICA_IDENTITY : "",
                        done,
                        Identifiers.literal(OTHER + (anyUnique ? IDENTITY : ""))));
    }

    private static String rows(List<Named> indexes) {
        return SqlRows.of(
                indexes.stream()
                        .map(index -> List.of(Identifiers.literal(index.name().sql()), tables(index)))
                        .toList(),
                "",
                "");
    }

    private static String tables(Named index) {
        return index.tables().stream()
                .map(table -> "pg_catalog.to_regclass(" + Identifiers.literal(Identifiers.quote(table)) + ")")
                .collect(Collectors.joining(", ", "ARRAY[", "]"));
    }

    private static String leadsTo(Collection<IndexName> kept) {
        return kept.stream()
                .map(name -> "pg_catalog.to_regclass(" + Identifiers.literal(name.sql()) + ")")
                .collect(Collectors.joining(
                        ", ", "n.found OPERATOR(pg_catalog.=) ANY (ARRAY[", "]::pg_catalog.oid[]) OR "));
    }
}
