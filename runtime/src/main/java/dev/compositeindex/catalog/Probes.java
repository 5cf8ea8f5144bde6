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
     * <p>Copies and probes are undone by an exception of our own, not dropped: that is faster, and gives up their locks, of
     * which the server has few. So no copy has more than 50 probes, which are read at once. Whoever made one table wait in
     * vain is given little time for the others.
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
                copy text := 'compositeindex_copy' || suffix;
                subject record;
                built record;
                own boolean;
                i integer;
            BEGIN
                WHILE to_regclass(place || copy) IS NOT NULL LOOP
                    copy := copy || '_';
                END LOOP;
                FOR subject IN
                    SELECT u.source, u.own_name, array_agg(u.o ORDER BY u.o) AS members
                      FROM (SELECT d.source, d.own_name, d.o::integer AS o,
                                   (row_number() OVER (PARTITION BY d.source, d.own_name ORDER BY d.o) - 1) / 50 AS batch
                              FROM unnest(tables, names) WITH ORDINALITY AS d (source, own_name, o)) u
                     GROUP BY u.source, u.own_name, u.batch
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
                                    EXECUTE 'CREATE ' || kinds[i] || ' ' || copy || '_' || i || ' ON ' || place
                                        || CASE WHEN own THEN subject.own_name ELSE copy END || ' ' || clauses[i];
                                    IF own THEN
                                        EXECUTE 'ALTER TABLE ' || place || subject.own_name || ' RENAME TO ' || copy;
                                    END IF;
                                    all_refused[i] := false;
                                    all_states[i] := NULL;
                                EXCEPTION
                                    WHEN OTHERS THEN
                                        all_refused[i] := left(SQLSTATE, 2) IN ('0A', '22', '42') AND SQLSTATE NOT IN ('42501', '42P07');
                                        all_states[i] := CASE
                                            WHEN own AND EXISTS (SELECT FROM pg_type t
                                                                  WHERE t.oid = to_regtype(subject.own_name) AND t.typtype <> 'c')
                                            THEN '42P01' ELSE SQLSTATE END;
                                        all_messages[i] := SQLERRM;
                                END;
                            END LOOP;
                        END LOOP;
                        FOR built IN
                            SELECT split_part(c.relname, copy || '_', 2)::integer AS number,
                                   %2$s::text AS shape,
                                   hashtextextended(
                                       regexp_replace(
                                           concat(p.indexprs::text, p.indpred::text),
                                           ' :[a-z_]*(format|location|list_start|list_end) -?[0-9]+', '', 'g'), 0) AS expressions
                              FROM pg_index p
                              JOIN pg_class c ON c.oid = p.indexrelid
                             WHERE p.indrelid = to_regclass(place || copy)
                        LOOP
                            all_shapes[built.number] := built.shape;
                            all_expressions[built.number] := built.expressions;
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

    /** It may be the real table, named with its schema, in which no copy is; or a type that the copy hid. */
    private static final String NO_SUCH_TABLE = "42P01";

    private static final String SHAPE = ShapeSql.ofCopy("p.indexrelid", "copy", "subject.own_name");

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
