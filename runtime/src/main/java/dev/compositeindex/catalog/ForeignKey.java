package dev.compositeindex.catalog;

import java.util.List;

/**
 * Says which columns of a table refer to which table. All names are raw, but that of the other table.
 *
 * @param table the object identifier of the table that refers
 * @param name the constraint's name
 * @param columns the columns that refer, in order
 * @param referenced the other table, as SQL
 */
public record ForeignKey(long table, String name, List<String> columns, String referenced) {

    public ForeignKey {
        columns = List.copyOf(columns);
    }
}
