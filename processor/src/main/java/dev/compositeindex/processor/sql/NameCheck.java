package dev.compositeindex.processor.sql;

import dev.compositeindex.processor.model.Table;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A check stands before a statement that names an index: an anonymous block that raises unless the name leads to the index, or
 * the index is gone. {@code DROP INDEX}, {@code ALTER INDEX} and {@code COMMENT ON INDEX} follow the search path and would
 * hit an index of the same name on another table, or, with {@code IF EXISTS}, be content without having found the one
 * that is there.
 */
public final class NameCheck {

    private NameCheck() {}

    /**
     * The block, terminated.
     *
     * @param index the index
     * @param tables the tables that it may be on; they may be gone
     * @param others indexes to which the name must not lead, though they may be on such a table
     * @param done what is to be done with it, such as {@code dropped}
     */
    public static String of(IndexName index, Collection<Table> tables, Collection<IndexName> others, String done) {
        return AnonymousBlock.of("""

                DECLARE
                    tables pg_catalog.oid[] := ARRAY[%1$s]::pg_catalog.oid[];
                    found pg_catalog.oid := pg_catalog.to_regclass(%2$s);
                BEGIN
                    IF %5$sNOT EXISTS (
                            SELECT FROM pg_catalog.pg_index i
                             WHERE i.indexrelid OPERATOR(pg_catalog.=) found AND i.indrelid OPERATOR(pg_catalog.=) ANY (tables))
                        AND (found IS NOT NULL OR EXISTS (
                            SELECT FROM pg_catalog.pg_index i
                              JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) i.indexrelid
                             WHERE i.indrelid OPERATOR(pg_catalog.=) ANY (tables) AND c.relname OPERATOR(pg_catalog.=) %3$s))
                    THEN
                        RAISE EXCEPTION USING
                            ERRCODE = 'object_not_in_prerequisite_state',
                            MESSAGE = pg_catalog.concat(%4$s, CASE WHEN found IS NULL THEN 'nothing' ELSE 'another relation' END),
                            HINT = 'Set search_path so that it leads to the index, or rename the other relation; then: flyway repair';
                    END IF;
                END
                """.formatted(
                        regclasses(tables.stream().map(Identifiers::quote)),
                        Identifiers.literal(index.sql()),
                        Identifiers.literal(index.name()),
                        Identifiers.literal("index " + index.sql() + " was not " + done
                                + ": in the search path the name leads to "),
                        others.isEmpty()
                                ? ""
                                : "found OPERATOR(pg_catalog.=) ANY (ARRAY[%s]::pg_catalog.oid[]) OR "
                                        .formatted(regclasses(others.stream().map(IndexName::sql)))));
    }

    private static String regclasses(Stream<String> names) {
        return names.map(name -> "pg_catalog.to_regclass(" + Identifiers.literal(name) + ")")
                .collect(Collectors.joining(", "));
    }
}
