package dev.compositeindex.catalog;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Lets the server say what declared indexes are, in the words that it has for its own ones. That is the only way to compare
 * them: it spells {@code IN} as {@code = ANY}, adds casts and parentheses, and does so differently from release to release;
 * and only it knows which operator class or collation a name leads to.
 *
 * <p>Each is built on an empty copy of its table, one copy for all probes of a table. It all happens in a function, which
 * makes it one round trip, and leaves nothing behind once the caller rolls its transaction back.
 */
public final class Probes {

    /**
     * Where the copies are made.
     *
     * @param schema as SQL
     * @param suffix makes their names differ from those of other sessions in the same schema
     */
    public record Place(String schema, String suffix) {

        /** For who may create temporary tables. */
        public static final Place TEMPORARY = new Place("pg_temp", "");
    }

    /**
     * While the copy exists in the temporary schema, it hides a type of its name, be it {@code text}, {@code date} or the
     * enumeration {@code status}: the server would read and print expressions differently. So the copy has the table's own
     * name only while a probe is built that is refused without it, because it names the table, and not while that is read.
     * Only what is wrong with the probe itself is a refusal; that the server is out of memory, or a table locked, is not.
     *
     * <p>What the server has parsed is kept as text with the places in the source, and with whether a function was written as
     * one or in the standard's way ({@code timezone('UTC', a)} or {@code a AT TIME ZONE 'UTC'}), neither of which matters.
     *
     * <p>Probe and copy are undone by an exception of our own, not dropped: that is faster, and gives up their locks, of
     * which the server has few. Whoever made one table wait in vain is given little time for the others.
     */
    private static final String SQL = """
            CREATE OR REPLACE FUNCTION %1$s(place text, suffix text, tables text[], names text[], kinds text[], clauses text[])
            RETURNS TABLE (ord bigint, shape text[], expressions bigint, refused boolean, state text, message text) LANGUAGE plpgsql AS $body$
            DECLARE
                all_shapes text[] := array_fill(NULL::text, ARRAY[cardinality(tables)]);
                all_expressions bigint[] := array_fill(0, ARRAY[cardinality(tables)]);
                all_refused boolean[] := array_fill(false, ARRAY[cardinality(tables)]);
                all_states text[] := all_shapes;
                all_messages text[] := all_shapes;
                subject record;
                copy text := 'compositeindex_copy' || suffix;
                probe text := 'compositeindex_probe' || suffix;
                own boolean;
                answer text;
                parsed bigint;
                i integer;
            BEGIN
                WHILE coalesce(to_regclass(place || copy), to_regclass(place || probe)) IS NOT NULL LOOP
                    copy := copy || '_';
                    probe := probe || '_';
                END LOOP;
                FOR subject IN
                    SELECT u.source, u.own_name, array_agg(u.o::integer ORDER BY u.o) AS members
                      FROM unnest(tables, names) WITH ORDINALITY AS u (source, own_name, o)
                     GROUP BY u.source, u.own_name
                     ORDER BY min(u.o)
                LOOP
                    BEGIN
                        EXECUTE 'CREATE TABLE ' || place || copy || ' (LIKE ' || subject.source || ' INCLUDING GENERATED)';
                        FOREACH own IN ARRAY ARRAY[false, true] LOOP
                            EXIT WHEN own AND to_regclass(place || subject.own_name) IS NOT NULL;
                            FOREACH i IN ARRAY subject.members LOOP
                                CONTINUE WHEN own AND NOT all_refused[i];
                                BEGIN
                                    IF own THEN
                                        EXECUTE 'ALTER TABLE ' || place || copy || ' RENAME TO ' || subject.own_name;
                                    END IF;
                                    EXECUTE 'CREATE ' || kinds[i] || ' ' || probe || ' ON ' || place
                                        || CASE WHEN own THEN subject.own_name ELSE copy END || ' ' || clauses[i];
                                    IF own THEN
                                        EXECUTE 'ALTER TABLE ' || place || subject.own_name || ' RENAME TO ' || copy;
                                    END IF;
                                    SELECT %2$s::text INTO STRICT answer;
                                    SELECT hashtextextended(
                                               regexp_replace(
                                                   concat(x.indexprs::text, x.indpred::text),
                                                   ' :[a-z_]*(format|location|list_start|list_end) -?[0-9]+', '', 'g'), 0)
                                      INTO STRICT parsed
                                      FROM pg_index x
                                     WHERE x.indexrelid = to_regclass(place || probe);
                                    RAISE SQLSTATE 'CI000';
                                EXCEPTION
                                    WHEN SQLSTATE 'CI000' THEN
                                        all_shapes[i] := answer;
                                        all_expressions[i] := parsed;
                                        all_refused[i] := false;
                                    WHEN OTHERS THEN
                                        all_refused[i] := SQLSTATE <> '42501' AND left(SQLSTATE, 2) IN ('0A', '22', '42');
                                        all_states[i] := SQLSTATE;
                                        all_messages[i] := SQLERRM;
                                END;
                            END LOOP;
                        END LOOP;
                        RAISE SQLSTATE 'CI000';
                    EXCEPTION
                        WHEN SQLSTATE 'CI000' THEN
                            NULL;
                        WHEN OTHERS THEN
                            FOREACH i IN ARRAY subject.members LOOP
                                IF all_shapes[i] IS NULL AND all_states[i] IS NULL THEN
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
                    SELECT r.o, r.p::text[], r.e, r.f, r.s, r.m
                      FROM unnest(all_shapes, all_expressions, all_refused, all_states, all_messages)
                           WITH ORDINALITY AS r (p, e, f, s, m, o);
            END
            $body$;
            SELECT ord, shape, expressions, refused, state, message
              FROM %1$s(?, ?, ?::text[], (SELECT array_agg(quote_ident(n) ORDER BY o) FROM unnest(?::text[]) WITH ORDINALITY AS u (n, o)), ?::text[], ?::text[])
             ORDER BY ord
            """;

    /** It may be the real table, named with its schema, in which no copy is. */
    private static final String NO_SUCH_TABLE = "42P01";

    private static final String SHAPE = ShapeSql.of("to_regclass(place || probe)", "true");

    private final Connection connection;

    public Probes(Connection connection) {
        this.connection = connection;
    }

    /**
     * What the server makes of each of them; the transaction is to be rolled back afterwards, also after a failure.
     *
     * @throws SQLException if the server can try none of them, or the connection is lost
     */
    public List<Probe.Answer> build(List<Probe> probes, Place place) throws SQLException {
        List<Probe.Answer> answers = new ArrayList<>();
        if (probes.isEmpty()) {
            return answers;
        }
        String function = place.schema() + ".compositeindex_build" + place.suffix();
        try (PreparedStatement statement = connection.prepareStatement(SQL.formatted(function, SHAPE))) {
            statement.setString(1, place.schema() + ".");
            statement.setString(2, place.suffix());
            statement.setArray(3, texts(probes, Probe::table));
            statement.setArray(4, texts(probes, Probe::tableName));
            statement.setArray(5, texts(probes, probe -> probe.unique() ? "UNIQUE INDEX" : "INDEX"));
            statement.setArray(6, texts(probes, Probe::clauses));
            statement.execute();
            statement.getMoreResults();
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    answers.add(answer(rows));
                }
            }
        }
        return answers;
    }

    private static Probe.Answer answer(ResultSet row) throws SQLException {
        Array shape = row.getArray("shape");
        if (shape != null) {
            return new Probe.Built(ShapeSql.read(shape), row.getLong("expressions"));
        }
        String state = row.getString("state");
        String message = row.getString("message");
        return row.getBoolean("refused")
                ? new Probe.Refused(message, !state.equals(NO_SUCH_TABLE))
                : new Probe.Untried(state, message);
    }

    private Array texts(List<Probe> probes, Function<Probe, String> part) throws SQLException {
        return connection.createArrayOf("text", probes.stream().map(part).toArray());
    }
}
