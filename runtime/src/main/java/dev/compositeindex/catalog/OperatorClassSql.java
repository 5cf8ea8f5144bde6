package dev.compositeindex.catalog;

/**
 * Says in SQL which operator class a key has. Two are the same if they have the access method, the family, the input type and
 * the stored type in common: {@code varchar_ops} is an entry of its own in the catalogue, but behaves as {@code text_ops} does.
 */
final class OperatorClassSql {

    private static final String SAME = "(%1$s.opcmethod, %1$s.opcfamily, %1$s.opcintype, %1$s.opckeytype)"
            + " OPERATOR(pg_catalog.=) (%2$s.opcmethod, %2$s.opcfamily, %2$s.opcintype, %2$s.opckeytype)";

    /**
     * The server's own rule ({@code GetDefaultOpClass}, {@code IsBinaryCoercible}): of the default classes, that for the very
     * type; else the only one for its category's preferred type, if values of the type are such ones as they are; else the only
     * one that takes them as they are. Pseudo-types take whole kinds of types.
     */
    private static final String IMPLIED = """
            (oc.opcdefault AND oc.opcintype OPERATOR(pg_catalog.=) base.oid
             OR (SELECT pg_catalog.count(1) OPERATOR(pg_catalog.=) 1 AND pg_catalog.bool_and(%1$s)
                   FROM (SELECT e.opcmethod, e.opcfamily, e.opcintype, e.opckeytype,
                                pg_catalog.rank() OVER (ORDER BY e.opcintype OPERATOR(pg_catalog.<>) base.oid,
                                                                 NOT (et.typispreferred AND et.typcategory OPERATOR(pg_catalog.=)
                                                                                            base.typcategory)) AS place
                           FROM pg_catalog.pg_opclass e
                           JOIN pg_catalog.pg_type et ON et.oid OPERATOR(pg_catalog.=) e.opcintype
                          WHERE e.opcmethod OPERATOR(pg_catalog.=) oc.opcmethod AND e.opcdefault
                            AND (et.oid OPERATOR(pg_catalog.=) base.oid
                                 OR et.typtype OPERATOR(pg_catalog.=) 'p'
                                    AND et.typname OPERATOR(pg_catalog.=) ANY (
                                            CASE WHEN base.typsubscript OPERATOR(pg_catalog.=)
                                                      'pg_catalog.array_subscript_handler'::pg_catalog.regproc
                                                 THEN '{any, anyelement, anycompatible, anyarray, anycompatiblearray}'
                                                 WHEN base.typtype OPERATOR(pg_catalog.=) 'e'
                                                 THEN '{any, anyelement, anycompatible, anynonarray, anycompatiblenonarray, anyenum}'
                                                 WHEN base.typtype OPERATOR(pg_catalog.=) 'r'
                                                 THEN '{any, anyelement, anycompatible, anynonarray, anycompatiblenonarray, anyrange,
                                                        anycompatiblerange}'
                                                 WHEN base.typtype OPERATOR(pg_catalog.=) 'm'
                                                 THEN '{any, anyelement, anycompatible, anynonarray, anycompatiblenonarray,
                                                        anymultirange, anycompatiblemultirange}'
                                                 WHEN base.typtype OPERATOR(pg_catalog.=) 'c'
                                                 THEN '{any, anyelement, anycompatible, anynonarray, anycompatiblenonarray, record}'
                                                 ELSE '{any, anyelement, anycompatible, anynonarray, anycompatiblenonarray}'
                                                 END::pg_catalog.name[])
                                 OR EXISTS (SELECT FROM pg_catalog.pg_cast c
                                             WHERE (c.castsource, c.casttarget, c.castmethod, c.castcontext)
                                                   OPERATOR(pg_catalog.=) (base.oid, et.oid, 'b', 'i')))) d
                  WHERE d.place OPERATOR(pg_catalog.=) 1))""".formatted(SAME.formatted("d", "oc"));

    private static final String NAME = """
            pg_catalog.concat(
                CASE WHEN NOT pg_catalog.pg_opclass_is_visible(%1$s.oid)
                     THEN pg_catalog.concat(%1$s.opcnamespace::pg_catalog.regnamespace, '.') END,
                pg_catalog.quote_ident(%1$s.opcname))""";

    private OperatorClassSql() {}

    /**
     * Whether {@code oc}, a row of {@code pg_opclass}, is what the server takes if none is named for a key of the type
     * {@code base}, a row of {@code pg_type} that is no domain. If the type is not known, it is not.
     */
    static String isImplied() {
        return IMPLIED;
    }

    /** The name of a row of {@code pg_opclass}, with its schema where the search path does not lead to it. */
    static String name(String row) {
        return NAME.formatted(row);
    }

    /** Whether two rows of {@code pg_opclass} are the same operator class. */
    static String isSame(String one, String other) {
        return SAME.formatted(one, other);
    }
}
