package dev.compositeindex.verify;

import dev.compositeindex.registry.IndexDefinition;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Lets the server print declared predicates in the words that it uses for the predicates of its own indexes. That is the
 * only way to compare them: it spells {@code IN} as {@code = ANY}, adds casts and parentheses, and does so differently
 * from release to release.
 *
 * <p>Each predicate is given to an index on an empty temporary copy of its table, one copy for all predicates of a table.
 * It all happens in a temporary function, which makes it one round trip, and leaves nothing behind once the caller rolls
 * its transaction back.
 */
final class PredicatePrinter {

    /**
     * While the copy exists, it hides a type of its name, be it {@code text}, {@code date} or the enumeration {@code
     * status}: the server would read and print predicates differently. So the copy has the table's own name only for a
     * predicate that is refused without it, because it names the table. Only what is wrong with the predicate
     * itself is a refusal; that the server is out of memory, or a table locked, is not.
     *
     * <p>Index and copy are undone by an exception of our own, not dropped: that is faster, and gives up their locks, of
     * which the server has few. Whoever made one table wait in vain is given little time for the others.
     */
    private static final String SQL = """
            CREATE FUNCTION pg_temp.compositeindex_print(tables text[], names text[], predicates text[])
            RETURNS TABLE (ord bigint, printed text, refused boolean, state text, message text) LANGUAGE plpgsql AS $body$
            DECLARE
                all_printed text[] := array_fill(NULL::text, ARRAY[cardinality(tables)]);
                all_refused boolean[] := array_fill(false, ARRAY[cardinality(tables)]);
                all_states text[] := all_printed;
                all_messages text[] := all_printed;
                subject record;
                copy text;
                answer text;
                i integer;
            BEGIN
                FOR subject IN
                    SELECT u.source, u.own_name, array_agg(u.o::integer ORDER BY u.o) AS members
                      FROM unnest(tables, names) WITH ORDINALITY AS u (source, own_name, o)
                     GROUP BY u.source, u.own_name
                     ORDER BY min(u.o)
                LOOP
                    BEGIN
                        copy := 'compositeindex_copy';
                        IF to_regclass('pg_temp.' || copy) IS NOT NULL THEN
                            copy := subject.own_name;
                        END IF;
                        EXECUTE 'CREATE TEMPORARY TABLE ' || copy || ' (LIKE ' || subject.source || ' INCLUDING GENERATED)';
                        LOOP
                            FOREACH i IN ARRAY subject.members LOOP
                                CONTINUE WHEN all_printed[i] IS NOT NULL;
                                BEGIN
                                    EXECUTE 'CREATE INDEX compositeindex_probe ON pg_temp.' || copy || ' ((1)) WHERE ' || predicates[i];
                                    SELECT pg_get_expr(x.indpred, x.indrelid) INTO STRICT answer
                                      FROM pg_index x
                                     WHERE x.indexrelid = to_regclass('pg_temp.compositeindex_probe');
                                    RAISE SQLSTATE 'CI000';
                                EXCEPTION
                                    WHEN SQLSTATE 'CI000' THEN
                                        all_printed[i] := answer;
                                    WHEN OTHERS THEN
                                        all_refused[i] := SQLSTATE <> '42501' AND left(SQLSTATE, 2) IN ('0A', '22', '42');
                                        all_states[i] := SQLSTATE;
                                        all_messages[i] := SQLERRM;
                                END;
                            END LOOP;
                            EXIT WHEN copy = subject.own_name
                                OR to_regclass('pg_temp.' || subject.own_name) IS NOT NULL
                                OR NOT EXISTS (SELECT FROM unnest(subject.members) AS m (o)
                                                WHERE all_printed[m.o] IS NULL AND all_refused[m.o]);
                            EXECUTE 'ALTER TABLE pg_temp.' || copy || ' RENAME TO ' || subject.own_name;
                            copy := subject.own_name;
                        END LOOP;
                        RAISE SQLSTATE 'CI000';
                    EXCEPTION
                        WHEN SQLSTATE 'CI000' THEN
                            NULL;
                        WHEN OTHERS THEN
                            FOREACH i IN ARRAY subject.members LOOP
                                IF all_printed[i] IS NULL AND all_states[i] IS NULL THEN
                                    all_states[i] := SQLSTATE;
                                    all_messages[i] := SQLERRM;
                                END IF;
                            END LOOP;
                            IF SQLSTATE = '55P03' THEN
                                PERFORM set_config('lock_timeout', '100ms', true);
                            END IF;
                    END;
                END LOOP;
                RETURN QUERY
                    SELECT r.o, r.p, r.f, r.s, r.m
                      FROM unnest(all_printed, all_refused, all_states, all_messages) WITH ORDINALITY AS r (p, f, s, m, o);
            END
            $body$;
            SELECT ord, printed, refused, state, message
              FROM pg_temp.compositeindex_print(?::text[], (SELECT array_agg(quote_ident(n) ORDER BY o) FROM unnest(?::text[]) WITH ORDINALITY AS u (n, o)), ?::text[])
            """;

    private final Connection connection;

    PredicatePrinter(Connection connection) {
        this.connection = connection;
    }

    /**
     * What the server makes of the declared predicates; the transaction is to be rolled back afterwards.
     *
     * @param tables the partial indexes, each with its table as SQL, with schema
     * @throws SQLException if the connection is lost
     */
    Map<IndexDefinition, PrintedPredicate> print(Map<IndexDefinition, String> tables) throws SQLException {
        if (tables.isEmpty()) {
            return Map.of();
        }
        try {
            return ask(tables);
        } catch (SQLException e) {
            String state = e.getSQLState() == null ? "" : e.getSQLState();
            if (state.isEmpty() || state.startsWith("08") || state.startsWith("57P")) {
                throw e;
            }
            String message = message(e);
            Map<IndexDefinition, PrintedPredicate> unknown = new LinkedHashMap<>();
            tables.keySet()
                    .forEach(index -> unknown.put(
                            index, PrintedPredicate.Unknown.nothingTemporary(index.where(), state, message)));
            return unknown;
        }
    }

    private Map<IndexDefinition, PrintedPredicate> ask(Map<IndexDefinition, String> tables) throws SQLException {
        Map<IndexDefinition, PrintedPredicate> printed = new LinkedHashMap<>();
        List<IndexDefinition> declared = List.copyOf(tables.keySet());
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setArray(1, texts(tables.values().stream()));
            statement.setArray(2, texts(declared.stream().map(IndexDefinition::table)));
            statement.setArray(3, texts(declared.stream().map(IndexDefinition::where)));
            statement.execute();
            statement.getMoreResults();
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    IndexDefinition index = declared.get(rows.getInt("ord") - 1);
                    printed.put(index, answer(index.where(), tables.get(index), rows));
                }
            }
        }
        return printed;
    }

    private static PrintedPredicate answer(String where, String table, ResultSet row) throws SQLException {
        if (row.getString("printed") != null) {
            return new PrintedPredicate.Printed(row.getString("printed"));
        }
        String message = row.getString("message");
        return row.getBoolean("refused")
                ? new PrintedPredicate.Refused(where, message)
                : PrintedPredicate.Unknown.outOfReach(where, table, row.getString("state"), message);
    }

    private Array texts(Stream<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    /** The first line of what the server says, without its severity, which is in the server's language. */
    private static String message(SQLException e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return message.substring(message.indexOf(": ") + 1).strip();
    }
}
