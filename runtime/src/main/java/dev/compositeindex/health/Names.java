package dev.compositeindex.health;

import dev.compositeindex.catalog.SqlText;
import java.util.regex.Pattern;

/** Names for people, and as SQL. */
final class Names {

    /** No keyword of any release looks like this but those of the second pattern. */
    private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9]*(?:_[a-z0-9]+)+|public");

    private static final Pattern KEYWORD = Pattern.compile("(?:current|session|system|merge|json|xml|character)_.*");

    private Names() {}

    /** A name as SQL. */
    static String sql(String raw) {
        return PLAIN.matcher(raw).matches() && !KEYWORD.matcher(raw).matches() ? raw : SqlText.name(raw);
    }

    /** A size. */
    static String bytes(long bytes) {
        if (bytes < 10L << 20) {
            return bytes / 1024 + " kB";
        }
        return bytes < 10L << 30 ? (bytes >> 20) + " MB" : (bytes >> 30) + " GB";
    }
}
