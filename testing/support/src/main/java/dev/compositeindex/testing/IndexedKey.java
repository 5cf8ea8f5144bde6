package dev.compositeindex.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * An index of one key in a database that has one of each: of every type, operator class, collation and order that go together,
 * as far as the server builds them.
 *
 * @param index its name
 * @param method its access method
 * @param part the column, or the expression
 * @param expression which of the two it is
 * @param collation as it was written; empty if none was
 * @param operatorClass as it was written; empty if none was
 * @param order as it was written; empty if it was not
 * @param meaning what the catalogue's columns say of it, by which the server goes: two with the same are the same index
 */
public record IndexedKey(
        String index,
        String method,
        String part,
        boolean expression,
        String collation,
        String operatorClass,
        String order,
        String meaning) {

    /** The table that all of them are on. */
    public static final String TABLE = "thing";

    /** The columns by themselves, and with another collation than the type's. */
    private static final String TYPES = """
            ctext text, cvarchar varchar(20), cbpchar bpchar(5), cname name, cchar "char", ccitext citext,
            ctextc text COLLATE "C", cvarcharc varchar COLLATE "POSIX",
            dvarchar of_varchar, ddvarchar of_of_varchar, dbpchar of_bpchar, dtextc of_text_c, dtextcx of_text_c COLLATE "POSIX",
            dcitext of_citext, denum of_mood, darray of_array, drange of_range,
            cenum mood, ccomposite pair, cints int[], ctexts text[], cvarchars varchar(5)[], cbpchars bpchar[], cenums mood[],
            ccitexts citext[], ccomposites pair[], crange int4range, cmultirange int4multirange, cdates daterange,
            cint2 int2, cint4 int4, cint8 int8, coid oid, cregclass regclass, cxid xid, cnumeric numeric, cfloat float8,
            cmoney money, cinet inet, ccidr cidr, cmac macaddr, cbit bit(3), cvarbit varbit, cbytea bytea, cuuid uuid, cbool bool,
            cdate date, cstamp timestamptz, cinterval interval, cjsonb jsonb, cvector tsvector, cbox box, cpoint point,
            cints2 int2vector, coids oidvector, ctuple tid, chstore hstore, cltree ltree,
            creed reed, cquill quill, cpen pen""";

    private static final List<String> EXPRESSIONS = List.of(
            "lower(ctext)",
            "(cvarchar || 'x')",
            "COALESCE(cvarchar, 'x')",
            "COALESCE(ddvarchar, 'x')",
            "lower(ctextc)",
            "lower((dtextcx)::text)",
            "(ccitext || 'x')",
            "(cbpchar || 'x')",
            "(ctexts[1])",
            "(cvarchars[1])",
            "(cjsonb -> 'a')",
            "(cjsonb ->> 'a')",
            "(cint4 + 1)",
            "array_append(cints, 1)",
            "COALESCE(denum, 'sad')");

    /** The server says of each whether it can be built; a name with a schema finds what the search path does not. */
    private static final String CREATE = """
            DO $do$
            DECLARE
                combination record;
                number int := 0;
            BEGIN
                FOR combination IN
                    SELECT p.part, m.amname AS method, c.name AS class, l.name AS coll, o.name AS sorting
                      FROM (SELECT attname::text, attcollation FROM pg_attribute
                             WHERE attrelid = 'thing'::regclass AND attnum > 0
                             UNION ALL
                            SELECT e, 100 FROM unnest(%s) AS e) p (part, own_coll)
                     CROSS JOIN pg_am m
                     CROSS JOIN LATERAL (
                               SELECT '' UNION ALL
                               SELECT format('%%s.%%I', opcnamespace::regnamespace, opcname) FROM pg_opclass
                                WHERE opcmethod = m.oid) c (name)
                     CROSS JOIN (VALUES (''), ('"C"'), ('"POSIX"'), ('"default"')) l (name)
                     CROSS JOIN (VALUES (''), ('DESC'), ('NULLS FIRST')) o (name)
                     WHERE m.amtype = 'i' AND abs(hashtext(p.part || m.amname)) %% %s = 0
                       AND (l.name = '' OR p.own_coll <> 0 AND m.amname IN ('btree', 'gist') AND o.name = '')
                       AND (o.name = '' OR m.amname = 'btree' AND c.name = '' AND p.part IN ('ctext', 'dvarchar', 'cint4'))
                LOOP
                    BEGIN
                        EXECUTE format('CREATE INDEX i%%s ON thing USING %%I (%%s%%s %%s %%s)',
                                       number, combination.method, combination.part,
                                       CASE WHEN combination.coll = '' THEN '' ELSE ' COLLATE ' || combination.coll END,
                                       combination.class, combination.sorting);
                        INSERT INTO written VALUES ('i' || number, combination.method, combination.part, combination.coll,
                                                    combination.class, combination.sorting);
                        number := number + 1;
                    EXCEPTION
                        WHEN OTHERS THEN
                            NULL;
                    END;
                END LOOP;
            END
            $do$""";

    private static final String READ = """
            SELECT w.*, x.indkey[0] = 0 AS expression,
                   concat_ws(' ', c.relam::regclass, x.indkey, pg_get_expr(x.indexprs, x.indrelid), x.indoption, x.indcollation,
                             oc.opcfamily, oc.opcintype, oc.opckeytype) AS meaning
              FROM written w
              JOIN pg_class c ON c.oid = to_regclass(w.index)
              JOIN pg_index x ON x.indexrelid = c.oid
              JOIN pg_opclass oc ON oc.oid = x.indclass[0]
             ORDER BY c.oid""";

    private static final String LIKE_TEXT = " LANGUAGE internal IMMUTABLE STRICT AS ";

    /**
     * Creates them in an empty database.
     *
     * @param share 1 for all of them; else how many pairs of a column, or an expression, and an access method there are for
     *     one whose indexes are made, all of them
     */
    public static List<IndexedKey> create(PGSimpleDataSource database, int share) throws SQLException {
        List<IndexedKey> keys = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String extension :
                    List.of("btree_gin", "btree_gist", "citext", "pg_trgm", "hstore", "ltree", "intarray")) {
                statement.execute("CREATE EXTENSION " + extension);
            }
            for (String type : List.of(
                    "TYPE mood AS ENUM ('sad', 'happy')",
                    "TYPE pair AS (x int, y text)",
                    "SCHEMA own",
                    // Two of one family, for two types, both of which a column of the second can have.
                    "OPERATOR FAMILY own.family USING hash",
                    "OPERATOR CLASS own.words FOR TYPE text USING hash FAMILY own.family AS FUNCTION 1 hashtext(text)",
                    "OPERATOR CLASS own.codes FOR TYPE varchar USING hash FAMILY own.family"
                            + " AS FUNCTION 1 (varchar, varchar) hashtext(text)",
                    "DOMAIN of_varchar AS varchar(20)",
                    "DOMAIN of_of_varchar AS of_varchar CHECK (VALUE <> '')",
                    "DOMAIN of_bpchar AS bpchar(7)",
                    "DOMAIN of_text_c AS text COLLATE \"C\"",
                    "DOMAIN of_citext AS citext",
                    "DOMAIN of_mood AS mood",
                    "DOMAIN of_array AS int[]",
                    "DOMAIN of_range AS int4range",
                    // Types without a default class of their own. Of two types that take them as they are, the
                    // preferred
                    // one counts, if it has their category; the only one; none.
                    "TYPE reed",
                    "FUNCTION reed_in(cstring) RETURNS reed" + LIKE_TEXT + "'textin'",
                    "FUNCTION reed_out(reed) RETURNS cstring" + LIKE_TEXT + "'textout'",
                    "TYPE reed (INPUT = reed_in, OUTPUT = reed_out, LIKE = text, CATEGORY = 'S')",
                    "CAST (reed AS text) WITHOUT FUNCTION AS IMPLICIT",
                    "CAST (reed AS bytea) WITHOUT FUNCTION AS IMPLICIT",
                    "TYPE quill",
                    "FUNCTION quill_in(cstring) RETURNS quill" + LIKE_TEXT + "'textin'",
                    "FUNCTION quill_out(quill) RETURNS cstring" + LIKE_TEXT + "'textout'",
                    "TYPE quill (INPUT = quill_in, OUTPUT = quill_out, LIKE = text)",
                    "CAST (quill AS bytea) WITHOUT FUNCTION AS IMPLICIT",
                    "TYPE pen",
                    "FUNCTION pen_in(cstring) RETURNS pen" + LIKE_TEXT + "'textin'",
                    "FUNCTION pen_out(pen) RETURNS cstring" + LIKE_TEXT + "'textout'",
                    "TYPE pen (INPUT = pen_in, OUTPUT = pen_out, LIKE = text)",
                    "CAST (pen AS text) WITHOUT FUNCTION AS IMPLICIT",
                    "CAST (pen AS bytea) WITHOUT FUNCTION AS IMPLICIT",
                    "TABLE " + TABLE + " (" + TYPES + ")",
                    "TEMPORARY TABLE written (index text, method text, part text, coll text, class text, sorting text)")) {
                statement.execute("CREATE " + type);
            }
            String expressions = EXPRESSIONS.stream()
                    .map(expression -> expression.replace("'", "''"))
                    .collect(Collectors.joining("', '", "ARRAY['", "']"));
            statement.execute(CREATE.formatted(expressions, share));
            try (ResultSet row = statement.executeQuery(READ)) {
                while (row.next()) {
                    keys.add(new IndexedKey(
                            row.getString("index"),
                            row.getString("method"),
                            row.getString("part"),
                            row.getBoolean("expression"),
                            row.getString("coll"),
                            row.getString("class"),
                            row.getString("sorting"),
                            row.getString("meaning")));
                }
            }
        }
        return keys;
    }
}
