package dev.compositeindex.catalog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the comment of an index says, on its last line, that the guard built though no migration records it: so it may be
 * replaced and dropped again. Recorded migrations look for it, too.
 *
 * @param registry the registry that declares the index, by the name of its class
 * @param hash what the definition was that it was built from
 * @param built what the server's own definition of it was then; empty if that is not known
 */
public record PendingMark(String registry, String hash, String built) {

    /** How each begins; as our scripts look for it. */
    public static final String START = "CompositeIndex: not recorded, ";

    private static final Pattern MARKED =
            Pattern.compile("(?:(.*)\n)?" + START + "(\\S+), ([0-9a-f]{8})(?:, ([0-9a-f]{8}))?", Pattern.DOTALL);

    /**
     * The mark of an index that a registry declares with this definition.
     *
     * @param server the server's own definition of it; empty if it is not built yet
     */
    public static PendingMark of(String registry, String definition, String server) {
        return new PendingMark(registry, hash(definition), server.isEmpty() ? "" : hash(server));
    }

    /** The mark in a comment. */
    public static Optional<PendingMark> in(String comment) {
        Matcher marked = MARKED.matcher(comment);
        return marked.matches()
                ? Optional.of(new PendingMark(
                        marked.group(2), marked.group(3), marked.group(4) == null ? "" : marked.group(4)))
                : Optional.empty();
    }

    /** What a comment says besides. */
    public static String without(String comment) {
        Matcher marked = MARKED.matcher(comment);
        if (!marked.matches()) {
            return comment;
        }
        return marked.group(1) == null ? "" : marked.group(1);
    }

    /** The comment with this mark. */
    public String on(String comment) {
        return (comment.isEmpty() ? "" : comment + "\n") + START + registry + ", " + hash
                + (built.isEmpty() ? "" : ", " + built);
    }

    /** Whether it was built from this definition, settings included. */
    public boolean isOf(String definition) {
        return hash.equals(hash(definition));
    }

    /** Whether the server's own definition is what it was then: neither its table nor its columns were renamed. */
    public boolean isAsBuilt(String server) {
        return hash(server).equals(built);
    }

    private static String hash(String definition) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(definition.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
