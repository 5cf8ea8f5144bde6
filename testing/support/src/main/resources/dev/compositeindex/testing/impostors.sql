-- Plants impostors in the schema strangers: for each name in pg_temp.word, and each operator in pg_temp.symbol, that pg_catalog
-- has. Each says INFO, which every client gets, whatever is rolled back, and does what is asked of it by asking the real one;
-- but aggregates give nothing. Run once, by a session with nothing but pg_catalog on its search path.

CREATE SCHEMA strangers;
GRANT USAGE ON SCHEMA strangers TO PUBLIC;

CREATE SEQUENCE strangers.impostor_calls;
GRANT USAGE ON SEQUENCE strangers.impostor_calls TO PUBLIC;

CREATE FUNCTION strangers.impostor_called(impostor text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    RAISE INFO 'impostor %', impostor;
    IF pg_catalog.nextval('strangers.impostor_calls') OPERATOR(pg_catalog.>) 50000 THEN
        -- No plan knows their operators, so that a query may take hours.
        RAISE EXCEPTION 'impostors are called again and again';
    END IF;
    RETURN true;
END
$$;

-- What our SQL may pass to functions and operators.
CREATE TEMPORARY TABLE passed AS
    SELECT unnest('{text,name,varchar,bpchar,"\"char\"",oid,int2,int4,int8,bool,float8,xid,regclass,regtype,regnamespace,
                    timestamptz,interval,jsonb,pg_node_tree,inet,int2vector,oidvector,text[],name[],oid[],int2[],int4[],
                    int8[],float8[],bool[]}'::regtype[])::oid AS type;

-- The types that are passed for a type without being asked.
CREATE TEMPORARY TABLE taken AS
    SELECT t.oid AS wanted, t.oid AS given FROM pg_type t WHERE t.typtype <> 'p'
     UNION
    SELECT c.casttarget, c.castsource FROM pg_cast c
     WHERE c.castcontext = 'i' AND c.castsource IN (SELECT type FROM passed);

-- What stands for each polymorphic type at once; also the rows of tables.
CREATE TEMPORARY TABLE element AS
    SELECT t.oid AS type, t.typarray FROM pg_type t
     WHERE t.oid IN (SELECT type FROM passed)
        OR t.typrelid IN (SELECT c.oid FROM pg_class c JOIN pg_temp.word w ON c.relname = w.name WHERE c.relkind = 'r');

CREATE FUNCTION pg_temp.types(types oid[]) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    RETURN (SELECT coalesce(string_agg(format_type(t, NULL), ', ' ORDER BY o), '') FROM unnest(types) WITH ORDINALITY AS u (t, o));
END
$$;

CREATE FUNCTION pg_temp.arguments(count integer) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    RETURN (SELECT coalesce(string_agg('$' || n, ', ' ORDER BY n), '') FROM generate_series(1, count) AS n);
END
$$;

CREATE FUNCTION pg_temp.resolved(types oid[], type oid, typarray oid) RETURNS oid[] LANGUAGE plpgsql AS $$
BEGIN
    RETURN (SELECT coalesce(array_agg(
               CASE WHEN t IN ('anyelement'::regtype, 'anynonarray'::regtype, 'anycompatible'::regtype,
                               'anycompatiblenonarray'::regtype, '"any"'::regtype) THEN type
                    WHEN t IN ('anyarray'::regtype, 'anycompatiblearray'::regtype) THEN typarray
                    ELSE t END ORDER BY o), '{}')
      FROM unnest(types) WITH ORDINALITY AS u (t, o));
END
$$;

-- The types of arguments that a function of these may be called with: at most two of them are not what it wants.
CREATE FUNCTION pg_temp.given(wanted oid[]) RETURNS SETOF oid[] LANGUAGE sql AS $$
    WITH one AS (
        SELECT o, given FROM unnest(wanted) WITH ORDINALITY AS u (t, o) JOIN pg_temp.taken ON taken.wanted = t
    )
    SELECT wanted
     UNION
    SELECT (SELECT array_agg(CASE w.o WHEN a.o THEN a.given WHEN b.o THEN b.given ELSE w.t END ORDER BY w.o)
              FROM unnest(wanted) WITH ORDINALITY AS w (t, o))
      FROM one a
      JOIN one b ON a.o <= b.o
$$;

-- With what stands for polymorphic types; several of "any" may differ, as far as there are two.
CREATE FUNCTION pg_temp.variants(wanted oid[], result oid, OUT given oid[], OUT returned oid)
RETURNS SETOF record LANGUAGE sql AS $$
    WITH polymorphic AS (
        SELECT count(*) FILTER (WHERE t = '"any"'::regtype) AS anys, count(*) AS all_of_them
          FROM unnest(wanted) AS t
         WHERE t IN (SELECT oid FROM pg_type WHERE typtype = 'p' AND typname LIKE 'any%')
    )
    SELECT g, result FROM polymorphic, pg_temp.given(wanted) AS g WHERE all_of_them = 0
     UNION
    SELECT wanted, result FROM polymorphic WHERE all_of_them > 0 AND anys = 0
     UNION
    SELECT pg_temp.resolved(wanted, e.type, e.typarray), (pg_temp.resolved(ARRAY[result], e.type, e.typarray))[1]
      FROM polymorphic, pg_temp.element e
     WHERE all_of_them > 0
       AND (e.typarray <> 0 OR NOT wanted || result && ARRAY['anyarray'::regtype, 'anycompatiblearray'::regtype]::oid[])
     UNION
    SELECT (SELECT array_agg(CASE WHEN w.t <> '"any"'::regtype THEN w.t
                                  WHEN w.o = cardinality(wanted) THEN b.type
                                  ELSE a.type END ORDER BY w.o)
              FROM unnest(wanted) WITH ORDINALITY AS w (t, o)), result
      FROM polymorphic, pg_temp.element a, pg_temp.element b
     WHERE anys = 2
       AND ARRAY[a.type, b.type] <@ '{text,name,varchar,"\"char\"",oid,int2,int4,int8,bool,regclass}'::regtype[]::oid[]
$$;

CREATE FUNCTION pg_temp.plant_function(original pg_proc, given oid[], returned oid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    signature text := quote_ident(original.proname) || '(' || pg_temp.types(given) || ')';
    call text := 'pg_catalog.' || quote_ident(original.proname) || '(' || pg_temp.arguments(cardinality(given)) || ')';
    columns text := (
        SELECT string_agg(quote_ident(original.proargnames[o]) || ' ' || format_type(t, NULL), ', ' ORDER BY o)
          FROM unnest(original.proallargtypes) WITH ORDINALITY AS u (t, o)
         WHERE original.proargmodes[o] IN ('o', 't'));
BEGIN
    EXECUTE 'CREATE FUNCTION strangers.' || signature || ' RETURNS '
        || CASE WHEN columns IS NOT NULL THEN 'TABLE (' || columns || ')'
                ELSE CASE WHEN original.proretset THEN 'SETOF ' ELSE '' END || format_type(returned, NULL) END
        || ' LANGUAGE plpgsql AS '
        || quote_literal('BEGIN PERFORM strangers.impostor_called(' || quote_literal(signature) || '); '
                         || CASE WHEN original.prokind = 'w' THEN 'RETURN NULL'
                                 WHEN original.proretset THEN 'RETURN QUERY SELECT * FROM ' || call
                                 ELSE 'RETURN ' || call END || '; END');
END
$$;

-- Asks the real one's parts where a function in PL/pgSQL can; else it gives null.
CREATE FUNCTION pg_temp.plant_aggregate(original pg_proc, number integer, given oid[], returned oid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    parts pg_aggregate;
    signature text := quote_ident(original.proname) || '(' || CASE given WHEN '{}' THEN '*' ELSE pg_temp.types(given) END || ')';
    state text := format_type(returned, NULL);
    body text := 'BEGIN PERFORM strangers.impostor_called(' || quote_literal(signature) || '); RETURN NULL; END';
    step text := 'BEGIN RETURN NULL; END';
    strictness text := '';
    beginning text := '';
BEGIN
    SELECT a.* INTO parts
      FROM pg_aggregate a
      JOIN pg_proc p ON p.oid = a.aggtransfn
     WHERE a.aggfnoid = original.oid AND a.aggfinalfn = 0 AND a.aggtranstype = returned
       AND string_to_array(original.proargtypes::text, ' ')::oid[] = given
       AND NOT EXISTS (SELECT FROM pg_type t WHERE t.oid = returned AND t.typtype = 'p');
    IF FOUND THEN
        body := replace(body, 'NULL', '$1');
        step := format('BEGIN RETURN pg_catalog.%s(%s); END', parts.aggtransfn::regproc,
                       pg_temp.arguments((SELECT pronargs FROM pg_proc p WHERE p.oid = parts.aggtransfn)));
        strictness := CASE WHEN (SELECT proisstrict FROM pg_proc p WHERE p.oid = parts.aggtransfn) THEN ' STRICT' ELSE '' END;
        beginning := coalesce(', INITCOND = ' || quote_literal(parts.agginitval), '');
    END IF;
    EXECUTE format('CREATE FUNCTION strangers.impostor_step_%s(%s) RETURNS %s LANGUAGE plpgsql%s AS %L',
                   number, pg_temp.types(returned || given), state, strictness, step);
    EXECUTE format('CREATE FUNCTION strangers.impostor_end_%s(%s) RETURNS %s LANGUAGE plpgsql AS %L',
                   number, state, state, body);
    EXECUTE format('CREATE AGGREGATE strangers.%s (SFUNC = strangers.impostor_step_%s, STYPE = %s,'
                   ' FINALFUNC = strangers.impostor_end_%2$s%4$s)', signature, number, state, beginning);
END
$$;

-- $1 and $2 by an operator of pg_catalog.
CREATE FUNCTION pg_temp.operation(symbol text, left_type oid) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    RETURN CASE WHEN left_type IS NULL THEN format('OPERATOR(pg_catalog.%s) $1', symbol)
                ELSE format('$1 OPERATOR(pg_catalog.%s) $2', symbol) END;
END
$$;

-- Null if pg_catalog has no such operator, or several.
CREATE FUNCTION pg_temp.result(symbol text, left_type oid, right_type oid) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    result text;
BEGIN
    EXECUTE 'SELECT pg_typeof('
        || replace(replace(pg_temp.operation(symbol, left_type),
                           '$1', 'NULL::' || format_type(coalesce(left_type, right_type), NULL)),
                   '$2', 'NULL::' || format_type(right_type, NULL)) || ')' INTO result;
    RETURN result;
EXCEPTION
    WHEN undefined_function OR ambiguous_function OR undefined_object THEN
        RETURN NULL;
END
$$;

CREATE FUNCTION pg_temp.plant_operator(symbol text, number integer, left_type oid, right_type oid, returned text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    a text := format_type(left_type, NULL);
    b text := format_type(right_type, NULL);
BEGIN
    EXECUTE format('CREATE FUNCTION strangers.impostor_operator_%s(%s) RETURNS %s LANGUAGE plpgsql AS %L',
                   number, concat_ws(', ', a, b), returned,
                   format('BEGIN PERFORM strangers.impostor_called(%L); RETURN %s; END',
                          concat_ws(' ', a, symbol, b), pg_temp.operation(symbol, left_type)));
    EXECUTE format('CREATE OPERATOR strangers.%s (%sRIGHTARG = %s, FUNCTION = strangers.impostor_operator_%s)',
                   symbol, 'LEFTARG = ' || a || ', ', b, number);
END
$$;

DO $$
DECLARE
    original pg_proc;
    arguments oid[];
    found record;
    number integer := 0;
BEGIN
    FOR original IN
        SELECT p.*
          FROM pg_proc p
          JOIN pg_temp.word w ON w.name = p.proname
         WHERE p.pronamespace = 'pg_catalog'::regnamespace
           AND NOT ARRAY['internal', 'cstring', 'trigger', 'event_trigger', 'language_handler']::regtype[]::oid[]
                   && (string_to_array(p.proargtypes::text, ' ')::oid[] || p.prorettype)
           AND NOT EXISTS (SELECT FROM pg_aggregate a WHERE a.aggfnoid = p.oid AND a.aggkind <> 'n')
    LOOP
        FOR arguments IN
            -- With fewer arguments where there are defaults, with more where it takes as many as one likes.
            SELECT CASE WHEN original.provariadic = '"any"'::regtype
                        THEN a[: cardinality(a) - 1] || array_fill('"any"'::regtype::oid, ARRAY[n])
                        ELSE a[: cardinality(a) - n + 1] END
              FROM (SELECT string_to_array(original.proargtypes::text, ' ')::oid[]) AS s (a),
                   generate_series(1, CASE WHEN original.provariadic = '"any"'::regtype THEN 5 ELSE original.pronargdefaults + 1 END) AS n
        LOOP
            FOR found IN SELECT DISTINCT * FROM pg_temp.variants(arguments, original.prorettype) LOOP
                BEGIN
                    IF original.prokind = 'a' THEN
                        number := number + 1;
                        PERFORM pg_temp.plant_aggregate(original, number, found.given, found.returned);
                    ELSE
                        PERFORM pg_temp.plant_function(original, found.given, found.returned);
                    END IF;
                EXCEPTION
                    -- What two of pg_catalog take, and what no function may take or return.
                    WHEN duplicate_function OR invalid_function_definition OR datatype_mismatch OR feature_not_supported THEN
                        NULL;
                END;
            END LOOP;
        END LOOP;
    END LOOP;

    -- Its results first: each new operator lets the server forget what it knows of all.
    CREATE TEMPORARY TABLE operation AS
        WITH original AS (
            SELECT o.oprname, nullif(o.oprleft, 0) AS l, o.oprright AS r
              FROM pg_operator o
              JOIN pg_temp.symbol s ON s.name = o.oprname
             WHERE o.oprnamespace = 'pg_catalog'::regnamespace
        ), wanted AS (
            SELECT * FROM original
             UNION
            SELECT o.oprname, r.types[2], r.types[1]
              FROM original o
              JOIN pg_type p ON p.oid IN (o.l, o.r) AND p.typtype = 'p'
              CROSS JOIN pg_temp.element e
              CROSS JOIN pg_temp.resolved(ARRAY[o.r, o.l], e.type, e.typarray) AS r (types)
        ), given AS (
            SELECT DISTINCT w.oprname AS symbol, l.given AS l, r.given AS r
              FROM wanted w
              LEFT JOIN pg_temp.taken l ON l.wanted = w.l AND l.given IN (SELECT type FROM pg_temp.passed)
              JOIN pg_temp.taken r ON r.wanted = w.r AND r.given IN (SELECT type FROM pg_temp.passed)
             WHERE (l.given IS NULL) = (w.l IS NULL)
        )
        SELECT symbol, l, r, pg_temp.result(symbol, l, r) AS returned FROM given;
    FOR found IN SELECT * FROM pg_temp.operation WHERE returned IS NOT NULL LOOP
        number := number + 1;
        PERFORM pg_temp.plant_operator(found.symbol, number, found.l, found.r, found.returned);
    END LOOP;

    FOR found IN
        SELECT t.typname, CASE t.typtype WHEN 'b' THEN t.typname ELSE 'text' END AS base
          FROM pg_type t
          JOIN pg_temp.word w ON w.name = t.typname
         WHERE t.typnamespace = 'pg_catalog'::regnamespace AND t.typtype IN ('b', 'p')
    LOOP
        EXECUTE format('CREATE DOMAIN strangers.%I AS pg_catalog.%I CHECK (strangers.impostor_called(%L))',
                       found.typname, found.base, 'type ' || found.typname);
    END LOOP;

    FOR found IN
        SELECT c.relname,
               string_agg(quote_ident(a.attname) || CASE a.atttypid WHEN 'anyarray'::regtype THEN '::text' ELSE '' END, ', ' ORDER BY a.attnum)
                   || CASE c.relkind WHEN 'r' THEN ', xmin, xmax' ELSE '' END AS columns
          FROM pg_class c
          JOIN pg_temp.word w ON w.name = c.relname
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
         WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind IN ('r', 'v')
         GROUP BY c.relname, c.relkind
    LOOP
        EXECUTE format('CREATE VIEW strangers.%I AS SELECT %s FROM pg_catalog.%1$I WHERE (SELECT strangers.impostor_called(%3$L))',
                       found.relname, found.columns, 'relation ' || found.relname);
    END LOOP;
END
$$;

GRANT SELECT ON ALL TABLES IN SCHEMA strangers TO PUBLIC;
