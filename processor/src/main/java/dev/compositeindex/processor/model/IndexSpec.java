package dev.compositeindex.processor.model;

import dev.compositeindex.processor.diagnostic.Site;
import java.util.List;

/**
 * An index that is valid and resolved to columns. All names are raw.
 *
 * @param site where it was declared
 * @param name given or derived
 * @param table the table
 * @param method the access method, raw
 * @param unique whether it is unique
 * @param nullsDistinct whether nulls of a unique index differ from each other; true for all others
 * @param keys the keys; never empty
 * @param include the included columns
 * @param where the predicate; empty if there is none
 * @param settings all that is no part of the index's identity
 */
public record IndexSpec(
        Site.OfIndex site,
        String name,
        Table table,
        String method,
        boolean unique,
        boolean nullsDistinct,
        List<KeySpec> keys,
        List<String> include,
        AuthoredSql where,
        IndexSettings settings) {

    public IndexSpec {
        keys = List.copyOf(keys);
        include = List.copyOf(include);
    }

    /** The columns of its keys, those of expressions included, in order. Raw. */
    public List<String> keyColumns() {
        return keys.stream().flatMap(key -> key.part().columns().stream()).toList();
    }

    /** The declaring class, by binary name. */
    public String declaredBy() {
        return site.entity();
    }

    public IndexSpec withName(String newName) {
        return new IndexSpec(site, newName, table, method, unique, nullsDistinct, keys, include, where, settings);
    }
}
