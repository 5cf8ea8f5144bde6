package dev.compositeindex.processor.sql;

import java.util.Set;

/**
 * The words that {@code quote_ident} quotes although they are plain lower-case letters: the union over PostgreSQL 14 to
 * 18 of {@code SELECT word FROM pg_get_keywords() WHERE catcode <> 'U'}. A test compares it with the servers.
 */
public final class Keywords {
    private static final Set<String> QUOTED = Set.of("""
            all analyse analyze and any array as asc asymmetric authorization between bigint binary bit
            boolean both case cast char character check coalesce collate collation column concurrently
            constraint create cross current_catalog current_date current_role current_schema
            current_time current_timestamp current_user dec decimal default deferrable desc distinct do
            else end except exists extract false fetch float for foreign freeze from full grant
            greatest group grouping having ilike in initially inner inout int integer intersect
            interval into is isnull join json json_array json_arrayagg json_exists json_object
            json_objectagg json_query json_scalar json_serialize json_table json_value lateral leading
            least left like limit localtime localtimestamp merge_action national natural nchar none
            normalize not notnull null nullif numeric offset on only or order out outer overlaps
            overlay placing position precision primary real references returning right row select
            session_user setof similar smallint some substring symmetric system_user table tablesample
            then time timestamp to trailing treat trim true union unique user using values varchar
            variadic verbose when where window with xmlattributes xmlconcat xmlelement xmlexists
            xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable
            """.strip().split("\\s+"));

    /** Those that are names of nothing: category {@code R}. */
    private static final Set<String> RESERVED = Set.of("""
            all analyse analyze and any array as asc asymmetric both case cast check collate column
            constraint create current_catalog current_date current_role current_time current_timestamp
            current_user default deferrable desc distinct do else end except false fetch for foreign from
            grant group having in initially intersect into lateral leading limit localtime localtimestamp
            not null offset on only or order placing primary references returning select session_user some
            symmetric system_user table then to trailing true union unique user using variadic when where
            window with
            """.strip().split("\\s+"));

    /** Those that are names of functions and types only: category {@code T}. */
    private static final Set<String> FUNCTIONS_OR_TYPES = Set.of("""
            authorization binary collation concurrently cross current_schema freeze full ilike inner is
            isnull join left like natural notnull outer overlaps right similar tablesample verbose
            """.strip().split("\\s+"));

    private Keywords() {}

    /** Whether the word can be the name of a column without quotes. */
    public static boolean canBeColumn(String word) {
        return !RESERVED.contains(word) && !FUNCTIONS_OR_TYPES.contains(word);
    }

    /** Whether the word can be the name of a function or a type without quotes; some have a syntax of their own. */
    public static boolean canBeFunction(String word) {
        return !QUOTED.contains(word) || FUNCTIONS_OR_TYPES.contains(word);
    }

    /** The words of a category of {@code pg_get_keywords()}; empty for those of which nothing is kept. */
    static Set<String> ofCategory(String category) {
        return switch (category) {
            case "R" -> RESERVED;
            case "T" -> FUNCTIONS_OR_TYPES;
            default -> Set.of();
        };
    }

    public static boolean needsQuotes(String word) {
        return QUOTED.contains(word);
    }
}
