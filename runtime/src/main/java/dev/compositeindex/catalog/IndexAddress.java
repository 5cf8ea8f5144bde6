package dev.compositeindex.catalog;

/**
 * Where an index is to be found. All names are raw.
 *
 * @param schema the schema of its table, and so its own; empty for the one that the search path leads to
 * @param table its table
 * @param name its name
 */
public record IndexAddress(String schema, String table, String name) {

    /** The table as people write it, {@code "shop.orders"}. */
    public String qualifiedTable() {
        return schema.isEmpty() ? table : schema + "." + table;
    }
}
