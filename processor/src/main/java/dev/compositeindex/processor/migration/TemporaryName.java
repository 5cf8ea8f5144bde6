package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.IndexName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * The name under which the successor of an index is built: {@code <name>_<hash8>_swap}. The hash is that of the new
 * definition: what an abandoned attempt at another one left in a database is not taken for it.
 */
final class TemporaryName {
    private static final int READABLE_BYTES = 49;
    private static final String SUFFIX = "_swap";

    private TemporaryName() {}

    /** A name that is none of those taken; the same for the same input. */
    static String of(DeclaredIndex index, Set<IndexName> taken) {
        String readable = Identifiers.prefix(index.statement().name(), READABLE_BYTES);
        for (int attempt = 0; ; attempt++) {
            String name = readable + "_" + hash8(index.statement().definition() + "\n" + attempt) + SUFFIX;
            if (!taken.contains(new IndexName(index.name().schema(), name))) {
                return name;
            }
        }
    }

    private static String hash8(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
