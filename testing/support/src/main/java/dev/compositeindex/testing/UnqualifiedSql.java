package dev.compositeindex.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what the server would look up on the search path, in SQL that reads the catalogue, whether or not a test runs it. Knows
 * no more of SQL than what ours is made of: that calls have no space before their parentheses, and that nothing but a name
 * has a dot before it.
 */
public final class UnqualifiedSql {

    private static final Pattern SQL =
            Pattern.compile("pg_catalog\\.|^\\s*\\(?(?:SELECT|WITH|INSERT|UPDATE|DELETE|DO)\\s");

    private static final Pattern QUALIFIED =
            Pattern.compile("OPERATOR\\(pg_catalog\\.[^)]+\\)|\\bpg_(?:catalog|temp)\\.\\w+");

    /** Literals, comments, places for values, and what is the language's own. */
    private static final Pattern HARMLESS = Pattern.compile("E?'(?:[^']|'')*'|--[^\\n]*|%%?(?:\\d+\\$)?\\w|\\?"
            + "|\\b(?:ERRCODE|MESSAGE|HINT|SET \\w+) =|\\bEXCEPTION USING\\b|\\(LIKE\\b|\\bSELECT \\*|\\b(?:FOR \\w+|FOREACH \\w+) IN\\b|\\bDROP \\w+ IF EXISTS\\b"
            + "|::(?:int|integer|bigint|boolean)\\b|\\bpg_temp\\b");

    private static final Pattern LOOKED_UP = Pattern.compile("""
            (?<!:)[-+*/<>=~!@\\#^&|]+
            |::\\s*\\w+
            |\\b(?:IN|LIKE|ILIKE|SIMILAR|BETWEEN|NULLIF|USING|NATURAL|IS\\ (?:NOT\\ )?DISTINCT|CASE\\s+(?!WHEN)\\w+)\\b
            |(?<![\\w.])(?:pg_\\w+|(?!coalesce|greatest|least|extract|array|row)[a-z_]\\w*(?=\\())
            |(?<=\\w\\s)(?<!SELECT\\s)(?:text|oid|name|record|jsonb|regclass)(?=\\[|\\s*(?::=|;|,|\\)|RETURNS))
            """, Pattern.COMMENTS | Pattern.CASE_INSENSITIVE);

    private UnqualifiedSql() {}

    /** What is looked up, with what stands around it. */
    public static List<String> in(StringConstants constants) {
        List<String> found = new ArrayList<>();
        for (String constant : constants.list()) {
            if (SQL.matcher(constant).find()) {
                String sql = HARMLESS.matcher(constant).replaceAll(" ");
                Matcher name = LOOKED_UP.matcher(QUALIFIED.matcher(sql).replaceAll("."));
                while (name.find()) {
                    found.add(name.group() + " in "
                            + constant.strip().lines().findFirst().orElse(""));
                }
            }
        }
        return found;
    }
}
