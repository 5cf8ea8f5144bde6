package dev.compositeindex.processor.model;

import dev.compositeindex.processor.diagnostic.Site;
import java.util.List;

/**
 * One {@code @CompositeIndex} as it was written.
 *
 * @param site its place
 * @param fields the key texts
 * @param using the access method
 * @param unique whether it is unique
 * @param nullsDistinct whether nulls differ from each other
 * @param where the predicate, or empty
 * @param include the included field paths
 * @param with the storage parameters
 * @param tablespace the tablespace, or empty
 * @param comment the comment, or empty
 * @param renamedFrom the former name, or empty
 */
public record IndexDecl(
        Site.OfIndex site,
        List<String> fields,
        String using,
        boolean unique,
        boolean nullsDistinct,
        String where,
        List<String> include,
        List<String> with,
        String tablespace,
        String comment,
        String renamedFrom) {

    public IndexDecl {
        fields = List.copyOf(fields);
        include = List.copyOf(include);
        with = List.copyOf(with);
    }

    /** An index of which no more is said than its keys and whether it is unique. */
    public static IndexDecl simple(Site.OfIndex site, List<String> fields, boolean unique) {
        return new IndexDecl(site, fields, AccessMethod.DEFAULT, unique, true, "", List.of(), List.of(), "", "", "");
    }

    /** The given name, or empty. */
    public String name() {
        return site.name();
    }
}
