package dev.compositeindex.catalog;

import java.security.SecureRandom;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Lets the server say what declared indexes are, in the words that it has for its own ones. That is the only way to compare
 * them: it spells {@code IN} as {@code = ANY}, adds casts and parentheses, and does so differently from release to release;
 * and only it knows which operator class or collation a name leads to.
 *
 * <p>Each is built on an empty copy of its table, one copy for all probes of a table. It all happens in a function, which
 * makes it one round trip, and leaves nothing behind once the caller rolls its transaction back.
 */
public final class ProbeRunner {

    /**
     * Where the copies are made.
     *
     * @param schema as SQL
     * @param suffix makes their names differ from those of others in the same schema
     */
    public record Place(String schema, String suffix) {

        /** For who may create temporary tables. */
        public static final Place TEMPORARY = new Place("pg_temp", "");

        private static final SecureRandom RANDOM = new SecureRandom();

        /** A schema in which others may create things, too: under names that nobody has foreseen. */
        public static Place in(String schema) {
            return new Place(schema, "_%016x".formatted(RANDOM.nextLong()));
        }
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
     *
     * <p>Not {@code OR REPLACE}: a function of that name that is there already is somebody else's, and not to be called.
     */
    private static final String CREATE = """
            CREATE FUNCTION %1$s(
                place pg_catalog.text, suffix pg_catalog.text, tables pg_catalog.text[], names pg_catalog.text[],
                kinds pg_catalog.text[], clauses pg_catalog.text[])
            RETURNS TABLE (
                ord bigint, shape pg_catalog.text[], printed pg_catalog.text, expressions bigint, refused boolean, state pg_catalog.text,
                message pg_catalog.text)
            LANGUAGE plpgsql AS $body$
            DECLARE
                all_shapes pg_catalog.text[] := pg_catalog.array_fill(NULL::pg_catalog.text, ARRAY[pg_catalog.cardinality(tables)]);
                all_printed pg_catalog.text[] := all_shapes;
                all_expressions bigint[] := pg_catalog.array_fill(0::bigint, ARRAY[pg_catalog.cardinality(tables)]);
                all_refused boolean[] := pg_catalog.array_fill(false, ARRAY[pg_catalog.cardinality(tables)]);
                all_states pg_catalog.text[] := all_shapes;
                all_messages pg_catalog.text[] := all_shapes;
                copy pg_catalog.text := pg_catalog.concat('compositeindex_copy', suffix);
                subject pg_catalog.record;
                built pg_catalog.record;
                own boolean;
                i integer;
            BEGIN
                WHILE pg_catalog.to_regclass(pg_catalog.concat(place, copy)) IS NOT NULL LOOP
                    copy := pg_catalog.concat(copy, '_');
                END LOOP;
                FOR subject IN
                    SELECT u.source, u.own_name, pg_catalog.array_agg(u.o ORDER BY u.o) AS members
                      FROM (SELECT d.source, d.own_name, d.o::integer AS o,
                                   (pg_catalog.row_number() OVER (PARTITION BY d.source, d.own_name ORDER BY d.o)
                                    OPERATOR(pg_catalog.-) 1) OPERATOR(pg_catalog./) 50 AS batch
                              FROM ROWS FROM (pg_catalog.unnest(tables), pg_catalog.unnest(names))
                                   WITH ORDINALITY AS d (source, own_name, o)) u
                     GROUP BY u.source, u.own_name, u.batch
                     ORDER BY pg_catalog.min(u.o)
                LOOP
                    BEGIN
                        EXECUTE pg_catalog.format('CREATE TABLE %%s%%s (LIKE %%s INCLUDING GENERATED)', place, copy, subject.source);
                        FOREACH own IN ARRAY ARRAY[false, true] LOOP
                            EXIT WHEN own AND pg_catalog.to_regclass(pg_catalog.concat(place, subject.own_name)) IS NOT NULL;
                            FOREACH i IN ARRAY subject.members LOOP
                                CONTINUE WHEN own AND NOT all_refused[i];
                                BEGIN
                                    IF own THEN
                                        EXECUTE pg_catalog.format('ALTER TABLE %%s%%s RENAME TO %%s', place, copy, subject.own_name);
                                    END IF;
                                    EXECUTE pg_catalog.format('CREATE %%s %%s_%%s ON %%s%%s %%s', kinds[i], copy, i, place,
                                                              CASE WHEN own THEN subject.own_name ELSE copy END, clauses[i]);
                                    IF own THEN
                                        EXECUTE pg_catalog.format('ALTER TABLE %%s%%s RENAME TO %%s', place, subject.own_name, copy);
                                    END IF;
                                    all_refused[i] := false;
                                    all_states[i] := NULL;
                                EXCEPTION
                                    WHEN OTHERS THEN
                                        all_refused[i] := pg_catalog.left(SQLSTATE, 2) OPERATOR(pg_catalog.=) ANY ('{0A, 22, 42}')
                                            AND SQLSTATE OPERATOR(pg_catalog.<>) ALL ('{42501, 42P07}');
                                        all_states[i] := CASE
                                            WHEN own AND EXISTS (SELECT FROM pg_catalog.pg_type t
                                                                  WHERE t.oid OPERATOR(pg_catalog.=) pg_catalog.to_regtype(subject.own_name)
                                                                    AND t.typtype OPERATOR(pg_catalog.<>) 'c')
                                            THEN '42P01' ELSE SQLSTATE END;
                                        all_messages[i] := SQLERRM;
                                END;
                            END LOOP;
                        END LOOP;
                        FOR built IN
                            SELECT pg_catalog.split_part(c.relname, pg_catalog.concat(copy, '_'), 2)::integer AS number,
                                   %2$s::pg_catalog.text AS shape,
                                   %3$s AS printed,
                                   pg_catalog.hashtextextended(
                                       pg_catalog.regexp_replace(
                                           pg_catalog.concat(p.indexprs::pg_catalog.text, p.indpred::pg_catalog.text),
                                           ' :[a-z_]*(format|location|list_start|list_end) -?[0-9]+', '', 'g'), 0) AS expressions
                              FROM pg_catalog.pg_index p
                              JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) p.indexrelid
                             WHERE p.indrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(pg_catalog.concat(place, copy))
                        LOOP
                            all_shapes[built.number] := built.shape;
                            all_printed[built.number] := built.printed;
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
                            IF SQLSTATE OPERATOR(pg_catalog.=) '55P03' THEN
                                PERFORM pg_catalog.set_config('lock_timeout', '100ms', true);
                            END IF;
                    END;
                END LOOP;
                RETURN QUERY
                    SELECT r.o, r.p::pg_catalog.text[], r.c, r.e, r.f, r.s, r.m
                      FROM ROWS FROM (pg_catalog.unnest(all_shapes), pg_catalog.unnest(all_printed), pg_catalog.unnest(all_expressions),
                                      pg_catalog.unnest(all_refused), pg_catalog.unnest(all_states), pg_catalog.unnest(all_messages))
                           WITH ORDINALITY AS r (p, c, e, f, s, m, o);
            END
            $body$;
            """;

    /** With the very types that the function has, so that no other one of its name is meant. */
    private static final String CALL = """
            SELECT ord, shape, printed, expressions, refused, state, message
              FROM %s(?::pg_catalog.text, ?::pg_catalog.text, ?::pg_catalog.text[],
                        (SELECT pg_catalog.array_agg(pg_catalog.quote_ident(n) ORDER BY o)
                           FROM pg_catalog.unnest(?::pg_catalog.text[]) WITH ORDINALITY AS u (n, o)),
                        ?::pg_catalog.text[], ?::pg_catalog.text[])
             ORDER BY ord
            """;

    /** It may be the real table, named with its schema, in which no copy is; or a type that the copy hid. */
    private static final String NO_SUCH_TABLE = "42P01";

    private static final String SHAPE = ShapeSql.ofCopy("p.indexrelid", "copy", "subject.own_name");
    private static final String CLAUSES = ShapeSql.clausesOfCopy("p.indexrelid", "copy", "subject.own_name");

    private final Connection connection;
    private final Place place;
    private boolean created;

    public ProbeRunner(Connection connection, Place place) {
        this.connection = connection;
        this.place = place;
    }

    /**
     * What the server makes of each of them; the transaction is to be rolled back afterwards, also after a failure.
     *
     * @throws SQLException if the server can try none of them, or the connection is lost
     */
    public Map<Probe, Probe.Answer> build(Collection<Probe> wanted) throws SQLException {
        List<Probe> probes = wanted.stream().distinct().toList();
        Map<Probe, Probe.Answer> answers = new HashMap<>();
        if (probes.isEmpty()) {
            return answers;
        }
        String function = place.schema() + ".compositeindex_build" + place.suffix();
        String sql = (created ? "" : CREATE.formatted(function, SHAPE, CLAUSES)) + CALL.formatted(function);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, place.schema() + ".");
            statement.setString(2, place.suffix());
            statement.setArray(3, texts(probes, Probe::table));
            statement.setArray(4, texts(probes, Probe::tableName));
            statement.setArray(5, texts(probes, probe -> probe.unique() ? "UNIQUE INDEX" : "INDEX"));
            statement.setArray(6, texts(probes, Probe::clauses));
            statement.execute();
            if (!created) {
                statement.getMoreResults();
                created = true;
            }
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    answers.put(probes.get(rows.getInt("ord") - 1), answer(rows));
                }
            }
        }
        return answers;
    }

    /** Whether nothing more can be asked, whatever was wrong. */
    public boolean isLost() throws SQLException {
        return connection.isClosed();
    }

    private static Probe.Answer answer(ResultSet row) throws SQLException {
        Array shape = row.getArray("shape");
        if (shape != null) {
            return new Probe.Built(ShapeSql.read(shape), row.getString("printed"), row.getLong("expressions"));
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
