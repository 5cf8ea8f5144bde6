package dev.compositeindex.processor.mapping;

import java.util.ArrayList;
import java.util.List;

/**
 * A column of a field that has one or several.
 *
 * @param path the names of the fields that lead to what it holds, from where one looks; empty if that is not clear
 * @param logical its name before the naming strategy, to which names of foreign keys' columns refer
 * @param name its name in the database
 * @param table the table that it is said to be in, as written, or empty
 */
record KeyColumn(List<String> path, LogicalName logical, String name, String table) {

    KeyColumn {
        path = List.copyOf(path);
    }

    /** The same column, as seen from a field above. */
    KeyColumn below(String field) {
        List<String> longer = new ArrayList<>(List.of(field));
        longer.addAll(path);
        return new KeyColumn(path.isEmpty() ? path : longer, logical, name, table);
    }

    boolean endsWith(List<String> names) {
        return path.size() >= names.size()
                && path.subList(path.size() - names.size(), path.size()).equals(names);
    }
}
