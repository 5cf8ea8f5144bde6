package dev.compositeindex.verify;

import dev.compositeindex.registry.IndexDefinition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets the server print declared predicates in the words that it uses for the predicates of its own indexes. That is the
 * only way to compare them: it spells {@code IN} as {@code = ANY}, adds casts and parentheses, and does so differently
 * from release to release.
 *
 * <p>Each predicate is given to an index on an empty temporary copy of its table. It all happens in a temporary function,
 * which makes it one round trip, and leaves nothing behind once the caller rolls its transaction back.
 */
final class PredicatePrinter {

    /**
     * While the copy exists, it hides a type of its name, be it {@code text}, {@code date} or the enumeration {@code
     * status}: the server would read and print predicates differently. So the copy has the table's own name only for a
     * predicate that is refused without it, because it names the table. Only what is wrong with the predicate
     * itself is an answer; that the server is out of memory, or a table locked, is not.
     */
    private static final String SQL = """
            CREATE FUNCTION pg_temp.compositeindex_print(tables text[], names text[], predicates text[])
            RETURNS TABLE (ord integer, printed text, refusal text) LANGUAGE plpgsql AS $body$
            DECLARE
                copy text;
            BEGIN
                FOR i IN 1 .. cardinality(tables) LOOP
                    ord := i;
                    copy := 'compositeindex_copy';
                    IF to_regclass('pg_temp.' || copy) IS NOT NULL THEN
                        copy := names[i];
                    END IF;
                    LOOP
                        printed := NULL;
                        refusal := NULL;
                        EXECUTE 'CREATE TEMPORARY TABLE ' || copy || ' (LIKE ' || tables[i] || ' INCLUDING GENERATED)';
                        BEGIN
                            EXECUTE 'CREATE INDEX compositeindex_probe ON pg_temp.' || copy || ' ((1)) WHERE ' || predicates[i];
                            SELECT pg_get_expr(x.indpred, x.indrelid) INTO STRICT printed
                              FROM pg_index x
                             WHERE x.indexrelid = 'pg_temp.compositeindex_probe'::regclass;
                        EXCEPTION WHEN OTHERS THEN
                            IF SQLSTATE = '42501' OR left(SQLSTATE, 2) NOT IN ('0A', '22', '42') THEN
                                RAISE;
                            END IF;
                            refusal := SQLERRM;
                        END;
                        EXECUTE 'DROP TABLE pg_temp.' || copy;
                        EXIT WHEN refusal IS NULL OR copy = names[i] OR to_regclass('pg_temp.' || names[i]) IS NOT NULL;
                        copy := names[i];
                    END LOOP;
                    RETURN NEXT;
                END LOOP;
            END
            $body$;
            SELECT ord, printed, refusal
              FROM pg_temp.compositeindex_print(?, (SELECT array_agg(quote_ident(n) ORDER BY o) FROM unnest(?) WITH ORDINALITY AS u (n, o)), ?)
            """;

    private final Connection connection;

    PredicatePrinter(Connection connection) {
        this.connection = connection;
    }

    /**
     * The declared predicates, printed; the transaction is to be rolled back afterwards.
     *
     * @param tables the partial indexes, each with its table as SQL, with schema
     */
    Map<IndexDefinition, PrintedPredicate> print(Map<IndexDefinition, String> tables) throws SQLException {
        Map<IndexDefinition, PrintedPredicate> printed = new LinkedHashMap<>();
        if (tables.isEmpty()) {
            return printed;
        }
        List<IndexDefinition> declared = List.copyOf(tables.keySet());
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setArray(
                    1, connection.createArrayOf("text", tables.values().toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text",
                            declared.stream().map(IndexDefinition::table).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "text",
                            declared.stream().map(IndexDefinition::where).toArray()));
            statement.execute();
            statement.getMoreResults();
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    IndexDefinition index = declared.get(rows.getInt("ord") - 1);
                    String refusal = rows.getString("refusal");
                    printed.put(
                            index,
                            refusal == null
                                    ? new PrintedPredicate(rows.getString("printed"), "")
                                    : new PrintedPredicate(index.where(), refusal));
                }
            }
        }
        return printed;
    }
}
