package dev.compositeindex.guard;

import dev.compositeindex.catalog.PendingMark;
import dev.compositeindex.catalog.SqlText;
import dev.compositeindex.guard.DeclaredModule.DeclaredIndex;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * An index that is declared, and that no migration records.
 *
 * <p>It is built under a name that no index of others has, and gets its own, and the mark, in one transaction. So whenever its
 * build dies, the name tells whose it is; and what it replaces serves until it is there.
 *
 * @param declared the index
 * @param registry the registry that declares it
 */
record PendingIndex(DeclaredIndex declared, String registry) {

    private static final String PREFIX = "compositeindex_";
    private static final Pattern TEMPORARY = Pattern.compile(PREFIX + "[0-9a-f]{8}_.*", Pattern.DOTALL);
    private static final int LONGEST_NAME = 63;

    static PendingIndex of(DeclaredModule module, DeclaredIndex declared) {
        return new PendingIndex(declared, module.registry());
    }

    Definition definition() {
        return declared.definition();
    }

    /**
     * Its comment with the mark.
     *
     * @param server the server's own definition of it
     */
    String comment(String server) {
        return PendingMark.of(registry, definition().text(), server).on(declared.comment());
    }

    /** Its table as SQL. */
    String sqlTable() {
        String schema = definition().address().schema();
        return (schema.isEmpty() ? "" : SqlText.name(schema) + ".")
                + SqlText.name(definition().address().table());
    }

    /** The index under the name that it is built under. */
    Definition temporary() {
        return definition()
                .withName(temporaryName(
                        PendingMark.of(registry, definition().text(), "").hash()));
    }

    /** A name for what has this index's name now, and is replaced. */
    String nameForReplaced(long oid) {
        return temporaryName("%08x".formatted(oid));
    }

    /** Whether a name, raw, is one of these. */
    static boolean isTemporary(String name) {
        return TEMPORARY.matcher(name).matches();
    }

    private String temporaryName(String hash) {
        String name = PREFIX + hash + "_" + definition().address().name();
        while (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            name = name.substring(0, name.offsetByCodePoints(name.length(), -1));
        }
        return name;
    }
}
