package dev.compositeindex.plans;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition as the server prints it in a plan or in an index's definition.
 *
 * @param text the condition, or empty if there is none
 */
record Condition(String text) {
    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");
    private static final Pattern CAST = Pattern.compile(
            "::(?:character varying|bit varying|double precision"
                    + "|time(?:stamp)?(?:\\(\\d+\\))? with(?:out)? time zone|\"(?:[^\"]|\"\")*\"|[\\w.]+)(?:\\(\\d+(?:,\\d+)?\\))?(?:\\[\\])*");
    private static final Pattern PLAIN = Pattern.compile("[\\w$]+");
    private static final Pattern PARAMETER = Pattern.compile("\\$\\d+");

    /** Whether it is about a column, or an expression, as one writes it in SQL or as the catalogue names it. */
    boolean mentions(String key) {
        String bare = bare();
        if (!PLAIN.matcher(unquoted(key)).matches() && !key.startsWith("\"")) {
            return squeezed(bare).contains(squeezed(new Condition(key).bare()));
        }
        String name = unquoted(key);
        return Pattern.compile("(?<![\\w$\"])(?:" + Pattern.quote(name) + "|\""
                        + Pattern.quote(name.replace("\"", "\"\"")) + "\")(?![\\w$\"(])")
                .matcher(bare)
                .find();
    }

    /** The parameters, {@code $1}, that stand beside a column in a comparison. */
    List<String> parametersFor(String column) {
        List<String> found = new ArrayList<>();
        for (String comparison : bare().split("\\b(?:AND|OR)\\b")) {
            if (new Condition(comparison).mentions(column)) {
                Matcher parameter = PARAMETER.matcher(comparison);
                while (parameter.find()) {
                    found.add(parameter.group());
                }
            }
        }
        return found;
    }

    /** Without texts and types, in which anything may stand. */
    private String bare() {
        return CAST.matcher(LITERAL.matcher(text).replaceAll("''")).replaceAll("");
    }

    private static String squeezed(String text) {
        return text.replaceAll("[\\s()]", "");
    }

    private static String unquoted(String key) {
        return key.length() > 1 && key.startsWith("\"") && key.endsWith("\"")
                ? key.substring(1, key.length() - 1).replace("\"\"", "\"")
                : key;
    }
}
