package dev.compositeindex.guard;

import dev.compositeindex.catalog.IndexAddress;
import dev.compositeindex.catalog.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A canonical definition, as a migration's header holds it, in its parts.
 *
 * @param text the whole of it
 * @param unique whether it is unique
 * @param address the index and its table
 * @param clauses what follows the table, as SQL
 */
record Definition(String text, boolean unique, IndexAddress address, String clauses) {

    private static final String NAME = "(\"(?:[^\"]|\"\")+\"|[^\\s\".(]+)";
    private static final Pattern CREATE = Pattern.compile(
            "CREATE\\s+(UNIQUE\\s+)?INDEX\\s+" + NAME + "\\s+ON\\s+(?:" + NAME + "\\.)?" + NAME + "\\s*([(uU].+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern QUALIFIED_NAME = Pattern.compile("(?:" + NAME + "\\.)?" + NAME);

    /** Reads a definition; empty if the text is none. */
    static Optional<Definition> parse(String text) {
        Matcher parts = CREATE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String schema = parts.group(3) == null ? "" : raw(parts.group(3));
        return Optional.of(new Definition(
                text,
                parts.group(1) != null,
                new IndexAddress(schema, raw(parts.group(4)), raw(parts.group(2))),
                parts.group(5)));
    }

    /** The same index under another name, raw. */
    Definition withName(String name) {
        String sql = "CREATE " + (unique ? "UNIQUE " : "") + "INDEX " + SqlText.name(name) + " ON "
                + (address.schema().isEmpty() ? "" : SqlText.name(address.schema()) + ".")
                + SqlText.name(address.table()) + " " + clauses;
        return new Definition(sql, unique, new IndexAddress(address.schema(), address.table(), name), clauses);
    }

    /** The statement that builds it, while writes go on. */
    String concurrentBuild() {
        return text.replaceFirst("(?i)\\sINDEX\\s", " INDEX CONCURRENTLY IF NOT EXISTS ");
    }

    /** The raw parts of {@code name} or {@code schema.name}, written as in SQL; empty if it is neither. */
    static List<String> parseName(String sql) {
        Matcher parts = QUALIFIED_NAME.matcher(sql);
        List<String> names = new ArrayList<>();
        if (parts.matches()) {
            if (parts.group(1) != null) {
                names.add(raw(parts.group(1)));
            }
            names.add(raw(parts.group(2)));
        }
        return names;
    }

    private static String raw(String name) {
        return name.startsWith("\"")
                ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                : name.toLowerCase(Locale.ROOT);
    }
}
