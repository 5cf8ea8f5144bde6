package dev.compositeindex.verify;

import java.util.List;
import java.util.Map;

/** A table with columns of many types, and what indexes on it can be made of. */
final class Vocabulary {

    static final List<String> TABLE = List.of(
            "CREATE SCHEMA ext",
            "CREATE EXTENSION pg_trgm SCHEMA ext",
            "CREATE EXTENSION bloom SCHEMA ext",
            "CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy')",
            "CREATE DOMAIN email AS text CHECK (value LIKE '%@%')",
            "CREATE DOMAIN amount AS numeric(10, 2)",
            """
            CREATE TABLE thing (
                gone int, id bigint, title varchar(200), slug text, code char(8), level text COLLATE "C", nm name,
                "Odd ""Col" text, is_published boolean, price numeric(10, 2), rating float8, qty int, small smallint,
                created_at timestamptz, updated_at timestamp, day date, at_time time, dur interval, tags text[], nums int[],
                data jsonb, mood mood, mail email, total amount, period tstzrange, spans int4range, addr inet, net cidr,
                mac macaddr, uid uuid, bits bit(8), vb varbit, bytes bytea, pt point, bx box, vec tsvector,
                twice int GENERATED ALWAYS AS (qty * 2) STORED)""",
            // The copy's columns have other numbers than those of a table that has lost one.
            "ALTER TABLE thing DROP COLUMN gone");

    static final Wording DEFAULT_COLLATION = Wording.of("", "\"default\"", "pg_catalog.\"default\"");
    static final List<Wording> COLLATIONS = List.of(
            DEFAULT_COLLATION,
            Wording.of("\"C\"", "pg_catalog.\"C\""),
            Wording.of("\"POSIX\"", "pg_catalog . \"POSIX\""));
    static final List<Wording> COLLATIONS_OF_C = List.of(
            Wording.of("", "\"C\"", "pg_catalog.\"C\""),
            Wording.of("\"default\"", "pg_catalog.\"default\""),
            Wording.of("\"POSIX\""));
    static final List<Wording> NO_COLLATION = List.of(Wording.NOTHING);

    /**
     * What a key can be.
     *
     * @param part a column's raw name, or the ways to write an expression
     * @param collations the first is the default
     * @param classes the operator classes, the first is the default
     */
    record Choice(Wording part, boolean expression, List<Wording> collations, List<Wording> classes) {}

    private static final Wording PATTERN = Wording.of("text_pattern_ops", "varchar_pattern_ops", "TEXT_PATTERN_OPS");

    private static final List<Choice> BTREE = List.of(
            text(
                    "title",
                    Wording.of("", "varchar_ops", "text_ops", "pg_catalog.text_ops"),
                    PATTERN,
                    Wording.of("bpchar_ops")),
            text("slug", Wording.of("", "text_ops", "Varchar_Ops", "\"text_ops\""), PATTERN),
            text("Odd \"Col", Wording.of("", "text_ops"), PATTERN),
            text("mail", Wording.of("", "text_ops", "varchar_ops"), PATTERN),
            text("code", Wording.of("", "bpchar_ops"), Wording.of("bpchar_pattern_ops")),
            new Choice(Wording.of("level"), false, COLLATIONS_OF_C, List.of(Wording.of("", "text_ops"), PATTERN)),
            new Choice(Wording.of("nm"), false, COLLATIONS_OF_C, List.of(Wording.of("", "name_ops"))),
            column("id", "", "int8_ops"),
            column("qty", "", "int4_ops"),
            column("small", "", "int2_ops"),
            column("twice", "", "int4_ops"),
            column("price", "", "numeric_ops"),
            column("total", "", "numeric_ops"),
            column("rating", "", "float8_ops"),
            column("is_published", "", "bool_ops"),
            column("created_at", "", "timestamptz_ops"),
            column("updated_at", "", "timestamp_ops"),
            column("day", "", "date_ops"),
            column("at_time", "", "time_ops"),
            column("dur", "", "interval_ops"),
            column("tags", "", "array_ops"),
            column("data", "", "jsonb_ops"),
            column("mood", "", "enum_ops"),
            column("period", "", "range_ops"),
            column("addr", "", "inet_ops", "cidr_ops"),
            column("net", "", "inet_ops", "cidr_ops"),
            column("mac", "", "macaddr_ops"),
            column("uid", "", "uuid_ops"),
            column("bits", "", "bit_ops"),
            column("vb", "", "varbit_ops"),
            column("bytes", "", "bytea_ops"),
            column("vec", "", "tsvector_ops"),
            ofText(
                    "lower(title)",
                    "LOWER(title)",
                    "lower((title)::text)",
                    "pg_catalog.lower( \"title\" )",
                    "lower(thing.title)",
                    "(lower(title))"),
            ofText("upper(slug)", "\"upper\"(slug)", "UPPER (slug::text)"),
            ofText(
                    "coalesce(slug, '')",
                    "COALESCE(slug, ''::text)",
                    "coalesce(slug, text '')",
                    "coalesce(slug, CAST('' AS text))"),
            ofText("data ->> 'k'", "(data ->> 'k'::text)", "data OPERATOR(pg_catalog.->>) 'k'", "thing.data->>'k'"),
            ofText("slug || 'x'", "slug||'x'::text", "(slug) || ('x')"),
            ofText("CASE WHEN qty > 1 THEN slug ELSE 'a' END", "case when (qty>1) then slug else 'a'::text end"),
            ofText("substring(slug FROM 1 FOR 2)", "substring(slug, 1, 2)", "\"substring\"(slug, 1, 2)"),
            of(
                    "price * qty",
                    "price*qty::numeric",
                    "(price) * (qty)",
                    "price OPERATOR(pg_catalog.*) qty",
                    "price * CAST(qty AS numeric)"),
            of("qty + 1", "(qty)+1", "qty + 1::int", "qty + '1'::integer"),
            of("abs(qty)", "ABS( thing.qty )", "pg_catalog.abs(qty)"),
            of(
                    "date_trunc('day', created_at AT TIME ZONE 'UTC')",
                    "date_trunc('day'::text, (created_at AT TIME ZONE 'UTC'::text))",
                    "DATE_TRUNC('day', timezone('UTC', created_at))"),
            of("(created_at AT TIME ZONE 'UTC')::date", "CAST(created_at AT TIME ZONE 'UTC' AS date)"),
            of("tags[1]", "thing.tags[1]", "(tags)[1]"),
            of("is_published IS TRUE", "thing.is_published is true"),
            of("length(title)", "length(title::text)", "LENGTH(\"title\")"),
            of("extract(year FROM day)", "EXTRACT(YEAR FROM day)", "extract('year' FROM day)"));

    private static final Map<String, List<Choice>> OTHERS = Map.of(
            "hash",
                    List.of(
                            column("qty", "", "int4_ops"),
                            column("uid", "", "uuid_ops"),
                            text("slug", Wording.of("", "text_ops", "varchar_ops"), PATTERN),
                            ofText("lower(slug)", "LOWER( slug )")),
            "gin",
                    List.of(
                            column("tags", "", "array_ops"),
                            column("nums", "", "array_ops"),
                            column("vec", "", "tsvector_ops"),
                            new Choice(
                                    Wording.of("data"),
                                    false,
                                    NO_COLLATION,
                                    List.of(
                                            Wording.of("", "jsonb_ops"),
                                            Wording.of("jsonb_path_ops", "pg_catalog.jsonb_path_ops"))),
                            text("title", Wording.of("ext.gin_trgm_ops", "\"ext\".gin_trgm_ops")),
                            of("data -> 'k'", "(data->'k'::text)"),
                            of(
                                    "to_tsvector('english', slug)",
                                    "to_tsvector('english'::regconfig, slug)",
                                    "TO_TSVECTOR('pg_catalog.english', slug)")),
            "gist",
                    List.of(
                            column("period", "", "range_ops"),
                            column("pt", "", "point_ops"),
                            column("bx", "", "box_ops"),
                            column("addr", "inet_ops"),
                            new Choice(
                                    Wording.of("vec"),
                                    false,
                                    NO_COLLATION,
                                    List.of(
                                            Wording.of("", "tsvector_ops"),
                                            Wording.of(
                                                    "tsvector_ops(siglen=100)",
                                                    "tsvector_ops (siglen = '100')",
                                                    "tsvector_ops(SIGLEN=100)"),
                                            Wording.of("tsvector_ops(siglen=200)"))),
                            text(
                                    "title",
                                    Wording.of("ext.gist_trgm_ops"),
                                    Wording.of("ext.gist_trgm_ops(siglen=32)", "ext.gist_trgm_ops (siglen='32')"),
                                    Wording.of("ext.gist_trgm_ops(siglen=64)")),
                            of("box(pt, pt)", "box( thing.pt,pt )")),
            "spgist",
                    List.of(
                            text("slug", Wording.of("", "text_ops")),
                            new Choice(
                                    Wording.of("pt"),
                                    false,
                                    NO_COLLATION,
                                    List.of(Wording.of("", "quad_point_ops"), Wording.of("kd_point_ops"))),
                            column("period", "", "range_ops"),
                            column("addr", "", "inet_ops")),
            "brin",
                    List.of(
                            new Choice(
                                    Wording.of("created_at"),
                                    false,
                                    NO_COLLATION,
                                    List.of(
                                            Wording.of("", "timestamptz_minmax_ops"),
                                            Wording.of("timestamptz_minmax_multi_ops"),
                                            Wording.of(
                                                    "timestamptz_minmax_multi_ops(values_per_range=16)",
                                                    "timestamptz_minmax_multi_ops (VALUES_PER_RANGE = 16)"),
                                            Wording.of(
                                                    "timestamptz_bloom_ops(n_distinct_per_range=-0.2, false_positive_rate=0.02)",
                                                    "timestamptz_bloom_ops (false_positive_rate=0.02, n_distinct_per_range=-0.2)",
                                                    "timestamptz_bloom_ops (false_positive_rate=2.0e-2, n_distinct_per_range=-.20)"))),
                            new Choice(
                                    Wording.of("qty"),
                                    false,
                                    NO_COLLATION,
                                    List.of(
                                            Wording.of("", "int4_minmax_ops"),
                                            Wording.of("int4_bloom_ops"),
                                            Wording.of("int4_minmax_multi_ops"))),
                            column("day", "", "date_minmax_ops"),
                            of("qty * 2", "qty*2::int")),
            "bloom",
                    List.of(
                            new Choice(Wording.of("qty"), false, NO_COLLATION, List.of(Wording.of("", "ext.int4_ops"))),
                            text("slug", Wording.of("", "ext.text_ops"))));

    static final List<String> INCLUDED = List.of("id", "qty", "slug", "day", "Odd \"Col", "data");

    static final List<Wording> PREDICATES = List.of(
            Wording.of(
                    "is_published",
                    "(is_published)",
                    "IS_PUBLISHED",
                    "thing.is_published",
                    "\"is_published\"",
                    "((thing.\"is_published\"))"),
            Wording.of("NOT is_published", "not(is_published)", "(NOT (is_published))"),
            Wording.of(
                    "slug IN ('a', 'b')",
                    "slug = ANY (ARRAY['a', 'b'])",
                    "slug = ANY (ARRAY['a'::text, 'b'::text])",
                    "slug in ('a'::text,'b')"),
            Wording.of("slug IN ('b', 'a')"),
            Wording.of(
                    "title IN ('a', 'b')",
                    "(title)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])",
                    "(title)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text])"),
            Wording.of("slug NOT IN ('a', 'b')", "slug <> ALL (ARRAY['a', 'b'])", "slug<>all(array['a'::text,'b'])"),
            Wording.of("slug LIKE 'A%'", "slug ~~ 'A%'", "slug ~~ 'A%'::text", "(slug like ('A%'))"),
            Wording.of("slug ILIKE 'A%'", "slug ~~* 'A%'"),
            Wording.of("slug NOT LIKE 'A%'", "slug !~~ 'A%'"),
            Wording.of(
                    "title = 'A'",
                    "(title)::text = 'A'::text",
                    "title::text = 'A'",
                    "title OPERATOR(pg_catalog.=) 'A'"),
            Wording.of("title <> 'A'", "title != 'A'", "(title)::text<>'A'::text"),
            Wording.of(
                    "price BETWEEN 1 AND 2",
                    "price >= 1 AND price <= 2",
                    "(price >= 1::numeric) AND (price <= (2)::numeric)"),
            Wording.of("price > 1 AND price < 2", "price > 1 and (price < 2)"),
            Wording.of("qty > 5", "(qty>5)", "thing.qty > 5", "qty > '5'::int", "qty > CAST('5' AS integer)"),
            Wording.of("qty > 6"),
            Wording.of("mood = 'happy'", "mood = 'happy'::mood", "mood = CAST('happy' AS public.mood)"),
            Wording.of("mail IS NOT NULL", "mail NOTNULL", "thing.mail is not null"),
            Wording.of("mail IS NULL", "mail ISNULL"),
            Wording.of(
                    "created_at > '2020-01-01 00:00Z'",
                    "created_at > timestamptz '2020-01-01 01:00+01'",
                    "created_at > '2020-01-01 00:00:00+00'::timestamp with time zone"),
            Wording.of(
                    "updated_at AT TIME ZONE 'UTC' > '2020-01-01 00:00Z'",
                    "timezone('UTC', updated_at) > '2020-01-01 00:00Z'::timestamptz",
                    "(updated_at at time zone 'UTC'::text) > '2020-01-01 00:00Z'"),
            Wording.of("lower(title) = 'a'", "pg_catalog.lower(title::text) = 'a'", "LOWER(\"title\") = 'a'::text"),
            Wording.of("coalesce(qty, 0) = 0", "COALESCE(thing.qty, 0) = 0"),
            Wording.of("data ? 'k'", "data OPERATOR(pg_catalog.?) 'k'::text", "thing.data ? 'k'"),
            Wording.of("data @> '{\"a\": 1}'", "data @> '{\"a\":   1}'::jsonb"),
            Wording.of("tags && ARRAY['a']", "tags && array['a'::text]"),
            Wording.of("is_published IS NOT TRUE", "(is_published) is not true"),
            Wording.of("\"Odd \"\"Col\" = 'x'", "thing.\"Odd \"\"Col\" = 'x'::text"),
            Wording.of("thing IS NOT NULL", "thing.* IS NOT NULL", "(thing) is not null"),
            Wording.of(
                    "is_published AND qty > 1 OR slug = 'a'",
                    "(is_published AND (qty > 1)) OR (slug = 'a'::text)",
                    "((is_published and qty > 1) or slug='a')"),
            Wording.of(
                    "is_published AND (qty > 1 OR slug = 'a')", "is_published AND ((qty > 1) OR (slug = 'a'::text))"));

    static final Map<String, List<String>> PARAMETERS = Map.of(
            "btree", List.of("fillfactor=70", "fillfactor=90", "deduplicate_items=off"),
            "hash", List.of("fillfactor=60", "fillfactor=61"),
            "gin", List.of("fastupdate=off", "gin_pending_list_limit=128"),
            "gist", List.of("buffering=on", "fillfactor=50"),
            "spgist", List.of("fillfactor=40", "fillfactor=41"),
            "brin", List.of("pages_per_range=64", "autosummarize=on"),
            "bloom", List.of("length=64", "length=96"));

    private Vocabulary() {}

    static List<Choice> choices(String method) {
        return method.equals("btree") ? BTREE : OTHERS.get(method);
    }

    private static Choice text(String column, Wording... classes) {
        return new Choice(Wording.of(column), false, COLLATIONS, List.of(classes));
    }

    private static Choice column(String column, String... ways) {
        return new Choice(Wording.of(column), false, NO_COLLATION, List.of(Wording.of(ways)));
    }

    private static Choice of(String... ways) {
        return new Choice(Wording.of(ways), true, NO_COLLATION, List.of(Wording.NOTHING));
    }

    private static Choice ofText(String... ways) {
        return new Choice(Wording.of(ways), true, COLLATIONS, List.of(Wording.of("", "text_ops"), PATTERN));
    }
}
