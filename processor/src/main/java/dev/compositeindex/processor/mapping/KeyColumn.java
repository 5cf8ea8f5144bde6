package dev.compositeindex.processor.mapping;

import java.util.ArrayList;
import java.util.List;

/**
 * A column of a field that has one or several.
 *
 * @param path the names of the fields that lead to what it holds, from where one looks; empty if that is not clear
 * @param logical its name before the naming strategy, to which names of foreign keys' columns refer
 * @param name its name in the database; empty if it cannot be told
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
        return withPath(path.isEmpty() ? path : longer);
    }

    /** The same column, as seen from somewhere else. */
    KeyColumn withPath(List<String> other) {
        return new KeyColumn(other, logical, name, table);
    }

    /** The column of another table that holds the same. */
    KeyColumn renamed(LogicalName newLogical, String newName) {
        return new KeyColumn(path, newLogical, newName, "");
    }

    /** The same column, whose name in the database cannot be told. */
    KeyColumn withoutName() {
        return new KeyColumn(path, logical, "", table);
    }

    boolean hasName() {
        return !name.isEmpty();
    }

    /** Whether the path begins with these fields. */
    boolean isBelow(List<String> fields) {
        return path.size() >= fields.size() && path.subList(0, fields.size()).equals(fields);
    }

    /** Whether a name that is written stands for it: its logical name, or that in the database. */
    boolean isCalled(String written) {
        LogicalName other = LogicalName.of(written);
        return logical.matches(other) || name.equals(other.text());
    }
}
