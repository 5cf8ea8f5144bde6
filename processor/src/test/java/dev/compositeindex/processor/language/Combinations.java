package dev.compositeindex.processor.language;

import dev.compositeindex.processor.model.AccessMethod;
import dev.compositeindex.processor.model.AccessMethod.Property;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Random declarations whose keys have types that their access method and operator class take. */
final class Combinations {
    /** Parts of keys that can be indexed. */
    static final List<String> PARTS = List.of(
            "title",
            "state",
            "amount",
            "price",
            "flag",
            "createdAt",
            "doc",
            "tags",
            "words",
            "span",
            "place",
            "address",
            "key",
            "order",
            "lower({title})",
            "lower({state})",
            "({amount} + 1)",
            "abs({price})",
            "({doc} ->> 'a')",
            "({doc} -> 'a')",
            "coalesce({title}, {state}::text)",
            "left({title}, 3)",
            "(NOT {flag})",
            "length({title})",
            "to_tsvector('simple', {title})",
            "(CASE WHEN {flag} THEN {amount} END)",
            "({createdAt} AT TIME ZONE 'UTC')",
            "md5({title} || '{\"a\":1}; --')",
            "age({createdAt}, {createdAt})");

    /** Parts that text alone shows to be none. */
    private static final List<String> REFUSED_PARTS = List.of(
            "now()",
            "random()",
            "max({amount})",
            "count(*)",
            "unnest({tags})",
            "age({createdAt})",
            "(SELECT 1)",
            "({amount} = (VALUES (1)))",
            "({createdAt} > CURRENT_TIMESTAMP)",
            "(EXISTS (SELECT FROM t))",
            "({title})",
            "({title} COLLATE \"C\")",
            "(row_number() OVER ())",
            "concat({title}, 'x')",
            "({amount} = $1)",
            "(DEFAULT)",
            "generate_series(1, {amount})",
            "(ctid)",
            "pg_catalog.clock_timestamp()",
            "to_char({createdAt}, 'YYYY')",
            "(sum({amount}) FILTER (WHERE {flag}))",
            "({amount}, {price})",
            "string_agg({title}, ',' ORDER BY {title})");

    private static final List<String> OPERATOR_CLASSES = List.of(
            "text_ops",
            "varchar_ops",
            "text_pattern_ops",
            "varchar_pattern_ops",
            "bpchar_pattern_ops",
            "int4_ops",
            "int8_ops",
            "numeric_ops",
            "bool_ops",
            "timestamptz_ops",
            "jsonb_ops",
            "jsonb_path_ops",
            "array_ops",
            "tsvector_ops",
            "range_ops",
            "point_ops",
            "kd_point_ops",
            "quad_point_ops",
            "inet_ops",
            "cidr_ops",
            "uuid_ops",
            "text_minmax_ops",
            "text_bloom_ops",
            "int4_minmax_ops",
            "int4_minmax_multi_ops",
            "int4_bloom_ops",
            "timestamptz_minmax_multi_ops",
            "inet_inclusion_ops",
            "range_inclusion_ops",
            "gin_trgm_ops",
            "gist_trgm_ops",
            "pg_catalog.text_ops",
            "\"text_ops\"",
            "TEXT_OPS",
            "pg_catalog.jsonb_path_ops");

    private static final List<String> PARAMETERS = List.of(
            "(siglen=100)",
            "(siglen=0)",
            "(siglen=2024)",
            "(siglen=2025)",
            "(values_per_range=8)",
            "(values_per_range=7)",
            "(values_per_range=256)",
            "(values_per_range=257)",
            "(n_distinct_per_range=-0.5)",
            "(n_distinct_per_range=-2)",
            "(false_positive_rate=0.25)",
            "(false_positive_rate=0.3)",
            "(false_positive_rate=0.01, n_distinct_per_range=100)",
            "(fillfactor=70)");

    static final List<String> PREDICATES = List.of(
            "{flag}",
            "{amount} > 0",
            "{title} LIKE 'x%' AND {state} IN ('a', 'b')",
            "{price} BETWEEN 1 AND 2.5",
            "{doc} @> '{\"a\": 1}'",
            "{createdAt} > '2020-01-01'",
            "{order} IS NOT NULL");

    private static final List<String> REFUSED_PREDICATES = List.of(
            "{createdAt} > now()",
            "{createdAt} > current_date",
            "{amount} = (SELECT 1)",
            "max({amount}) > 1",
            "{amount} > random()",
            "{amount} = $1",
            "xmin IS NULL",
            "{title} = current_user",
            "count(*) OVER () > 1",
            "EXISTS (TABLE t)",
            "{createdAt} < timeofday()::timestamptz",
            "pg_backend_pid() = {amount}");

    static final List<String> WIDE_PARTS = List.of(
            "(CASE {state} WHEN 'a' THEN 1 WHEN 'b' THEN 2 ELSE {amount} END)",
            "(extract(epoch FROM {createdAt} AT TIME ZONE 'UTC'))",
            "substring({title} FROM 2 FOR 3)",
            "substring({title}, 2)",
            "substring({title} SIMILAR '%#\"a#\"%' ESCAPE '#')",
            "trim(BOTH ' ' FROM {title})",
            "overlay({title} PLACING 'x' FROM 1)",
            "position('a' IN {title})",
            "(cast({amount} AS numeric(10, 2)))",
            "(({tags})[1])",
            "({title} COLLATE \"C\" || 'x')",
            "nullif({title}, '')",
            "greatest({amount}, 1, -2)",
            "(- {amount} * 2 ^ 3 % 5)",
            "(({doc} #>> '{a,b}')::int)",
            "(interval '1 day' * {amount})",
            "(date '2020-01-01' + {amount})",
            "(double precision '1.5' * {amount})",
            "(ARRAY[{amount}, 1][1:2] || 3)",
            "make_interval(days => {amount})",
            "(coalesce({title}, '') || {state})",
            "(({title})::varchar(3))",
            "(({title} || 'x')::character varying(5)::text)",
            "(~ {amount})",
            "({amount} OPERATOR(pg_catalog.+) 1)");

    static final List<String> WIDE_PREDICATES = List.of(
            "{title} NOT IN ('a', 'b') OR {amount} BETWEEN SYMMETRIC 1 AND 5 AND NOT {flag}",
            "{title} SIMILAR TO 'a%' ESCAPE '#'",
            "{title} IS DISTINCT FROM {state} AND {flag} IS NOT TRUE",
            "({amount}, {price}) > (1, 2)",
            "{amount} = ANY (ARRAY[1, 2])",
            "{title} LIKE ANY (ARRAY['a%', 'b%'])",
            "CASE WHEN {flag} THEN {amount} > 1 ELSE false END",
            "{doc} ? 'a' AND {doc}->'b' IS NOT NULL",
            "({createdAt}, interval '1 day') OVERLAPS ({createdAt}, {createdAt})",
            "{title} ILIKE 'x' COLLATE \"C\" ISNULL",
            "{createdAt} >= timestamp with time zone '2020-01-01' AND {key} <> uuid '00000000-0000-0000-0000-000000000000'",
            "{words} @@ to_tsquery('simple', 'a & b')",
            "NOT ({flag} AND {flag} = true) IS UNKNOWN",
            "{title} ~ '^a' AND {title} !~* 'b$'",
            "{span} && int4range(1, 5) OR {address} << inet '10.0.0.0/8'");

    private static final List<String> STORAGE = List.of(
            "fillfactor=70",
            "fillfactor=9",
            "fillfactor=101",
            "deduplicate_items=off",
            "buffering=auto",
            "buffering=maybe",
            "fastupdate=off",
            "gin_pending_list_limit=64",
            "gin_pending_list_limit=63",
            "pages_per_range=32",
            "pages_per_range=0",
            "autosummarize=on",
            "autosummarize=2",
            "lists=100",
            "fillfactor=70.0");

    private final Random random;

    /** By method, the keys without order that the server takes. */
    private final Map<String, List<String>> fitting;

    /** Method and name of each operator class. */
    private final Set<String> known;

    private Combinations(Random random, Set<String> known, Map<String, List<String>> fitting) {
        this.random = random;
        this.known = known;
        this.fitting = fitting;
    }

    /** Asks the server which part fits which operator class, alone in an index. */
    static Combinations fitting(Trial trial, Random random) throws SQLException {
        Map<String, List<String>> fitting = new TreeMap<>();
        for (String method : AccessMethod.names()) {
            List<String> keys = new ArrayList<>();
            for (String part : PARTS) {
                keys.add(part);
                OPERATOR_CLASSES.forEach(operatorClass -> keys.add(part + " " + operatorClass));
                keys.add(part + " COLLATE \"C\"");
                keys.add(part + " COLLATE pg_catalog.ucs_basic");
                OPERATOR_CLASSES.forEach(operatorClass -> keys.add(part + " COLLATE \"C\" " + operatorClass));
            }
            List<Trial.Outcome> outcomes = trial.attempt(
                    keys.stream().map(key -> index(method, key).sql()).toList());
            List<String> accepted = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                if (outcomes.get(i).accepted()) {
                    accepted.add(keys.get(i));
                }
            }
            fitting.put(method, accepted);
        }
        return new Combinations(random, trial.operatorClasses(), fitting);
    }

    private static Declaration index(String method, String key) {
        return new Declaration(List.of(key), method, false, true, "", List.of(), List.of());
    }

    Declaration next() {
        String method = any(AccessMethod.names());
        List<String> keys = new ArrayList<>();
        boolean several = AccessMethod.of(method).orElseThrow().has(Property.SEVERAL_KEYS);
        int count = oneIn(60) ? 33 : oneIn(several ? 2 : 10) ? 1 + random.nextInt(3) : 1;
        for (int i = 0; i < count; i++) {
            keys.add(key(method));
        }
        return new Declaration(
                keys,
                method,
                oneIn(chance(method, Property.UNIQUE, 3)),
                !oneIn(chance(method, Property.UNIQUE, 5)),
                oneIn(3) ? any(PREDICATES) : oneIn(20) ? any(REFUSED_PREDICATES) : "",
                include(method),
                with(method));
    }

    /** One that is accepted: plain, so that what a mutation does to it can be seen. */
    Declaration nextAccepted() {
        String method = any(AccessMethod.names());
        String predicate = oneIn(2) ? any(PREDICATES) : any(WIDE_PREDICATES);
        return new Declaration(
                List.of(oneIn(2) ? any(fitting.get(method)) : any(wide(method))),
                method,
                false,
                true,
                oneIn(2) ? predicate : "",
                List.of(),
                List.of());
    }

    /** Expressions of many forms, of types that all but two of the methods take. */
    private List<String> wide(String method) {
        return method.equals("gist") || method.equals("spgist") ? fitting.get(method) : WIDE_PARTS;
    }

    private String key(String method) {
        if (oneIn(40)) {
            return any(REFUSED_PARTS);
        }
        String key = any(fitting.get(method));
        if (oneIn(25)) {
            // One of another method, on whatever type: it is refused for the method before the type is looked at.
            key = any(PARTS) + " " + otherMethods(method);
        } else if (oneIn(25) && key.endsWith("_ops")) {
            key += any(PARAMETERS);
        }
        return key
                + (oneIn(8) ? any(List.of(" ASC", " DESC", " desc")) : "")
                + (oneIn(chance(method, Property.ORDER, 4)) ? any(List.of(" NULLS FIRST", " NULLS LAST")) : "");
    }

    /** A known operator class that the method does not have. */
    private String otherMethods(String method) {
        List<String> others = OPERATOR_CLASSES.stream()
                .filter(name ->
                        !known.contains(method + " " + name.replace("\"", "").toLowerCase(Locale.ROOT)))
                .toList();
        return any(others);
    }

    private List<String> include(String method) {
        if (!oneIn(chance(method, Property.INCLUDE, 3))) {
            return List.of();
        }
        List<String> columns = new ArrayList<>(List.of(any(PARTS.subList(0, 14))));
        if (oneIn(3)) {
            columns.add(any(
                    List.of("price", "doc", "lower({title})", "title DESC", "title COLLATE \"C\"", "title text_ops")));
        }
        return columns;
    }

    private List<String> with(String method) {
        if (!oneIn(5)) {
            return List.of();
        }
        return oneIn(3) && !method.equals("gin") ? List.of("fillfactor=80") : List.of(any(STORAGE));
    }

    /** Seldom what the method cannot do. */
    private static int chance(String method, Property property, int ifItCan) {
        return AccessMethod.of(method).orElseThrow().has(property) ? ifItCan : 25;
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
