package dev.compositeindex.processor.adoption;

import dev.compositeindex.processor.adoption.CatalogIndex.Key;
import dev.compositeindex.processor.adoption.CatalogIndex.Kind;
import dev.compositeindex.processor.adoption.CatalogIndex.Shape;
import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.IndexName;
import dev.compositeindex.processor.sql.IndexStatement;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads the indexes of a database, and asks the server which of them are the declared ones.
 *
 * <p>All of it happens in one transaction, which is rolled back, in five round trips whatever is declared. Nothing is changed,
 * and no lock on a table of the user's is stronger than {@code ACCESS SHARE}, which every {@code SELECT} takes, nor waited
 * for longer than five seconds.
 */
final class DatabaseReader {
    private static final String SITUATION = """
            SELECT pg_is_in_recovery() AS is_standby,
                   current_setting('transaction_read_only')::boolean AS is_read_only,
                   has_database_privilege(current_database(), 'TEMPORARY') AS may_create_temporary,
                   quote_ident(current_user) AS role_name,
                   quote_ident(current_database()) AS database_name,
                   current_setting('search_path') AS search_path,
                   set_config('lock_timeout', '5s', true),
                   set_config('standard_conforming_strings', 'on', true)
            """;

    /**
     * One row per column of each ordinary index and of each whose name is declared; of the others a row to count. {@code
     * pg_index} is read as a JSON object once because {@code indnullsnotdistinct} exists only since 15.
     *
     * <p>An operator class counts as the default if it behaves as the default does: {@code varchar_ops} is stored as an
     * operator class of its own, but has the family and the input type of {@code text_ops}.
     */
    private static final String CATALOG = """
            WITH found AS MATERIALIZED (
                SELECT x.indexrelid, x.indrelid, c.relname AS index_name, c.relam, c.reloptions,
                       n.nspname AS schema_name, t.relname AS table_name,
                       CASE WHEN t.relpersistence = 't' THEN 'TEMPORARY'
                            WHEN t.relkind = 'p' OR t.relispartition OR c.relispartition THEN 'PARTITION'
                            WHEN EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = c.oid AND k.contype IN ('p', 'u', 'x'))
                            THEN 'CONSTRAINT'
                            WHEN EXISTS (SELECT FROM pg_depend d
                                          WHERE d.classid = 'pg_class'::regclass AND d.objid IN (c.oid, t.oid) AND d.deptype = 'e')
                            THEN 'EXTENSION'
                            WHEN c.relname = left(t.relname::text || '_s_idx', 63)
                                 AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'installed_rank')
                            THEN 'FLYWAY'
                            ELSE 'ORDINARY' END AS kind
                  FROM pg_index x
                  JOIN pg_class c ON c.oid = x.indexrelid
                  JOIN pg_class t ON t.oid = x.indrelid
                  JOIN pg_namespace n ON n.oid = t.relnamespace
                 WHERE n.nspname !~ '^pg_(catalog$|toast)' AND n.nspname <> 'information_schema'
            )
            SELECT f.indexrelid, f.kind, f.index_name, f.schema_name, f.table_name, f.reloptions,
                   w.wanted,
                   w.wanted AND pg_table_is_visible(f.indrelid) AS table_visible,
                   x.indisvalid AND x.indisready AND x.indislive AS usable,
                   pg_get_indexdef(x.indexrelid) AS definition,
                   am.amname AS method,
                   x.indisunique,
                   NOT coalesce(to_jsonb(x) ->> 'indnullsnotdistinct', 'false')::boolean AS nulls_distinct,
                   pg_get_expr(x.indpred, x.indrelid) AS predicate,
                   x.indnatts AS columns,
                   k.n <= x.indnkeyatts AS is_key,
                   coalesce(a.attname::text, pg_get_indexdef(x.indexrelid, k.n, true)) AS part,
                   a.attname IS NULL AS is_expression,
                   (x.indoption[k.n - 1] & 1) <> 0 AS descending,
                   (x.indoption[k.n - 1] & 2) <> 0 AS nulls_first,
                   CASE WHEN ia.attoptions IS NOT NULL
                          OR NOT EXISTS (SELECT FROM pg_opclass e
                                          WHERE e.opcmethod = oc.opcmethod AND e.opcfamily = oc.opcfamily
                                            AND e.opcintype = oc.opcintype AND e.opcdefault)
                          OR oc.opcintype <> base.type
                             AND EXISTS (SELECT FROM pg_opclass e
                                          WHERE e.opcmethod = oc.opcmethod AND e.opcintype = base.type
                                            AND e.opcdefault)
                        THEN quote_ident(oc.opcname) END AS operator_class,
                   CASE WHEN x.indcollation[k.n - 1] <> a.attcollation THEN quote_ident(co.collname) END AS collation_name
              FROM found f
              CROSS JOIN LATERAL (SELECT f.kind = 'ORDINARY' OR f.index_name::text = ANY (?) AS wanted) w
              LEFT JOIN pg_index x ON x.indexrelid = f.indexrelid AND w.wanted
              LEFT JOIN pg_am am ON am.oid = f.relam
              LEFT JOIN LATERAL generate_series(1, x.indnatts) AS k (n) ON true
              LEFT JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[k.n - 1] AND a.attnum <> 0
              LEFT JOIN pg_attribute ia ON ia.attrelid = x.indexrelid AND ia.attnum = k.n
              LEFT JOIN pg_opclass oc ON oc.oid = x.indclass[k.n - 1]
              LEFT JOIN pg_collation co ON co.oid = x.indcollation[k.n - 1]
              LEFT JOIN LATERAL (
                       WITH RECURSIVE domain AS (
                           SELECT ty.oid, ty.typtype, ty.typbasetype FROM pg_type ty WHERE ty.oid = a.atttypid
                           UNION ALL
                           SELECT ty.oid, ty.typtype, ty.typbasetype
                             FROM domain JOIN pg_type ty ON ty.oid = domain.typbasetype
                            WHERE domain.typtype = 'd')
                       SELECT domain.oid AS type FROM domain WHERE domain.typtype <> 'd') base ON true
             ORDER BY f.indexrelid, k.n
            """;

    /**
     * What an index stands for, in one text: all that {@code pg_get_indexdef} prints, but for its name, its table and its
     * storage parameters. Operator classes are equal if they behave alike, as above.
     */
    private static final String SHAPE = """
            CREATE FUNCTION pg_temp.compositeindex_shape(index oid) RETURNS text LANGUAGE sql STABLE AS $body$
                SELECT ROW(c.relam, x.indisunique, to_jsonb(x) ->> 'indnullsnotdistinct', x.indimmediate, x.indisexclusion,
                           x.indnkeyatts,
                           (SELECT array_agg(ROW(a.attname, x.indoption[k.n - 1], oc.opcfamily, oc.opcintype,
                                                 x.indcollation[k.n - 1], ia.attoptions)::text ORDER BY k.n)
                              FROM generate_series(1, x.indnatts) AS k (n)
                              LEFT JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[k.n - 1] AND a.attnum <> 0
                              LEFT JOIN pg_attribute ia ON ia.attrelid = x.indexrelid AND ia.attnum = k.n
                              LEFT JOIN pg_opclass oc ON oc.oid = x.indclass[k.n - 1]),
                           pg_get_expr(x.indexprs, x.indrelid), pg_get_expr(x.indpred, x.indrelid))::text
                  FROM pg_index x
                  JOIN pg_class c ON c.oid = x.indexrelid
                 WHERE x.indexrelid = $1
            $body$
            """;

    /**
     * Builds each declared index on an empty temporary table like the real one, and compares its shape with those of the
     * real table's indexes: the server has read both. Each has a subtransaction of its own that is always rolled back: what
     * fails for one hides no other, and locks and files do not pile up. A copy with the table's own name gives it up
     * before anything is printed, since it hides a type of that name.
     */
    private static final String COMPARISON = """
            CREATE FUNCTION pg_temp.compositeindex_probe(tables text[], names text[], copies text[], builds text[])
            RETURNS TABLE (ord integer, table_schema text, table_kind text, relation_kind text, same bigint[], printed text, refusal text)
            LANGUAGE plpgsql AS $body$
            DECLARE
                copy constant text := 'pg_temp.compositeindex_copy';
                target oid;
                built oid;
                actual jsonb := (
                    SELECT jsonb_object_agg(i.shape, i.oids)
                      FROM (SELECT x.indrelid || ' ' || pg_temp.compositeindex_shape(x.indexrelid) AS shape,
                                   jsonb_agg(x.indexrelid::bigint) AS oids
                              FROM pg_index x
                             WHERE x.indrelid IN (SELECT to_regclass(t.name) FROM unnest(tables) AS t (name))
                             GROUP BY 1) i);
            BEGIN
                FOR i IN 1 .. cardinality(tables) LOOP
                    ord := i;
                    same := NULL;
                    printed := NULL;
                    refusal := NULL;
                    target := to_regclass(tables[i]);
                    SELECT n.nspname, t.relkind INTO table_schema, table_kind
                      FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace
                     WHERE t.oid = target;
                    SELECT c.relkind INTO relation_kind
                      FROM pg_class c JOIN pg_class t ON t.relnamespace = c.relnamespace
                     WHERE t.oid = target AND c.relname::text = names[i];
                    BEGIN
                        IF target IS NULL THEN
                            RAISE SQLSTATE 'CI000';
                        END IF;
                        EXECUTE 'CREATE TEMPORARY TABLE ' || copies[i] || ' (LIKE ' || tables[i] || ')';
                        EXECUTE builds[i];
                        IF copies[i] <> copy THEN
                            EXECUTE 'ALTER TABLE ' || copies[i] || ' RENAME TO compositeindex_copy';
                        END IF;
                        SELECT x.indexrelid INTO STRICT built FROM pg_index x WHERE x.indrelid = copy::regclass;
                        same := ARRAY(SELECT jsonb_array_elements_text(
                                          actual -> (target || ' ' || pg_temp.compositeindex_shape(built)))::bigint);
                        printed := pg_get_indexdef(built);
                        RAISE SQLSTATE 'CI000';
                    EXCEPTION
                        WHEN SQLSTATE 'CI000' THEN
                            NULL;
                        WHEN OTHERS THEN
                            refusal := SQLERRM;
                    END;
                    RETURN NEXT;
                END LOOP;
            END
            $body$
            """;

    private static final String PROBE = "SELECT * FROM pg_temp.compositeindex_probe(?, ?, ?, ?) ORDER BY ord";

    private static final Comparator<CatalogIndex> ORDER = Comparator.comparing(
                    (CatalogIndex index) -> index.name().schema())
            .thenComparing(CatalogIndex::table)
            .thenComparing(CatalogIndex::name);

    private final Connection connection;

    private DatabaseReader(Connection connection) {
        this.connection = connection;
    }

    /**
     * Reads the database of an open connection, which is in no transaction, and is not closed.
     *
     * @param declared the declared indexes
     * @return nothing, but what is in the way, if the role or the server does not allow it
     */
    static Checked<Database> read(Connection connection, List<IndexStatement> declared) {
        try {
            connection.setAutoCommit(false);
            try {
                return new DatabaseReader(connection).read(declared);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            return refused("the database cannot be read: " + DatabaseAddress.reason(e)
                    + ". Correct what it says, and run adopt again.");
        }
    }

    private Checked<Database> read(List<IndexStatement> declared) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        if (!product.equals("PostgreSQL")) {
            return refused("the URL leads to %s. Name a PostgreSQL database.".formatted(Printable.of(product)));
        }
        String searchPath;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SITUATION)) {
            row.next();
            if (row.getBoolean("is_standby")) {
                return refused("the server is a standby, on which no temporary table can be created, "
                        + "and only with one can the server compare definitions. Connect to the primary.");
            }
            if (row.getBoolean("is_read_only")) {
                return refused(
                        "the connection is read-only, and adopt compares definitions with a temporary table, "
                                + "in a transaction that it rolls back. Connect without readOnly and default_transaction_read_only.");
            }
            if (!row.getBoolean("may_create_temporary")) {
                return refused(
                        ("the role %s may not create temporary tables, which adopt needs to compare definitions, "
                                        + "in a transaction that it rolls back. Run: GRANT TEMPORARY ON DATABASE %s TO %s")
                                .formatted(
                                        Printable.of(row.getString("role_name")),
                                        Printable.of(row.getString("database_name")),
                                        Printable.of(row.getString("role_name"))));
            }
            searchPath = row.getString("search_path");
        }
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        List<CatalogIndex> indexes = readIndexes(declared, counts);
        return Checked.of(new Database(searchPath, indexes, counts, probe(declared)));
    }

    private List<CatalogIndex> readIndexes(List<IndexStatement> declared, Map<Kind, Integer> counts)
            throws SQLException {
        List<CatalogIndex> indexes = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(CATALOG)) {
            statement.setArray(1, texts(declared, IndexStatement::name));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Kind kind = Kind.valueOf(rows.getString("kind"));
                    counts.merge(kind, 1, Integer::sum);
                    if (rows.getBoolean("wanted")) {
                        indexes.add(readIndex(rows, kind));
                    }
                }
            }
        }
        indexes.sort(ORDER);
        return indexes;
    }

    /** Reads all rows of one index; leaves the result at the last of them. */
    private static CatalogIndex readIndex(ResultSet rows, Kind kind) throws SQLException {
        long oid = rows.getLong("indexrelid");
        IndexName name = new IndexName(rows.getString("schema_name"), rows.getString("index_name"));
        String table = rows.getString("table_name");
        boolean tableVisible = rows.getBoolean("table_visible");
        boolean usable = rows.getBoolean("usable");
        String definition = rows.getString("definition");
        String method = rows.getString("method");
        boolean unique = rows.getBoolean("indisunique");
        boolean nullsDistinct = rows.getBoolean("nulls_distinct");
        String predicate = orEmpty(rows, "predicate");
        SortedMap<String, String> parameters = new TreeMap<>();
        for (String parameter : DatabaseReader.<String>list(rows, "reloptions")) {
            int equals = parameter.indexOf('=');
            parameters.put(parameter.substring(0, equals), parameter.substring(equals + 1));
        }
        List<Key> keys = new ArrayList<>();
        List<String> include = new ArrayList<>();
        int more = rows.getInt("columns");
        do {
            if (rows.getBoolean("is_key")) {
                keys.add(readKey(rows));
            } else {
                include.add(rows.getString("part"));
            }
            more--;
        } while (more > 0 && rows.next());
        Shape shape = new Shape(method, unique, nullsDistinct, keys, include, predicate);
        return new CatalogIndex(oid, name, table, tableVisible, kind, usable, definition, shape, parameters);
    }

    private static Key readKey(ResultSet row) throws SQLException {
        return new Key(
                row.getString("part"),
                row.getBoolean("is_expression"),
                row.getBoolean("descending"),
                row.getBoolean("nulls_first"),
                orEmpty(row, "operator_class"),
                orEmpty(row, "collation_name"));
    }

    private List<Probe> probe(List<IndexStatement> declared) throws SQLException {
        List<Probe> probes = new ArrayList<>();
        if (declared.isEmpty()) {
            return probes;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(SHAPE + ";" + COMPARISON);
        }
        try (PreparedStatement statement = connection.prepareStatement(PROBE)) {
            statement.setArray(1, texts(declared, index -> Identifiers.quote(index.table())));
            statement.setArray(2, texts(declared, IndexStatement::name));
            statement.setArray(3, texts(declared, DatabaseReader::copy));
            statement.setArray(4, texts(declared, index -> index.identity().buildOn(copy(index))));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    probes.add(new Probe(
                            orEmpty(row, "table_schema"),
                            orEmpty(row, "table_kind"),
                            orEmpty(row, "relation_kind"),
                            list(row, "same"),
                            orEmpty(row, "printed"),
                            orEmpty(row, "refusal")));
                }
            }
        }
        return probes;
    }

    /** The table's name only where a predicate needs it: while the copy has it, it hides a type of that name. */
    private static String copy(IndexStatement index) {
        return "pg_temp."
                + (index.qualifiesColumns() ? Identifiers.quote(index.table().name()) : "compositeindex_copy");
    }

    private Array texts(List<IndexStatement> declared, Function<IndexStatement, String> part) throws SQLException {
        return connection.createArrayOf("text", declared.stream().map(part).toArray());
    }

    @SuppressWarnings("unchecked") // the server says which type it has
    private static <T> List<T> list(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : Arrays.asList((T[]) array.getArray());
    }

    private static String orEmpty(ResultSet row, String column) throws SQLException {
        String value = row.getString(column);
        return value == null ? "" : value;
    }

    private static <T> Checked<T> refused(String text) {
        return Checked.failed(new Problem(Code.DATABASE, new Site.OfModule(), text));
    }
}
