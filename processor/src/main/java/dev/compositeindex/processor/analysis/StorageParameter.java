package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.diagnostic.Suggestions;
import dev.compositeindex.processor.model.AccessMethod;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A storage parameter that an index of its access method has on every supported server, with a value that every server
 * takes, so that both can stand in SQL as they are. Those of an extension's method pass as long as they can be read.
 *
 * @param name in lower case
 * @param value as it was written, without the spaces and the quotes around it
 */
record StorageParameter(String name, String value) {
    private static final Map<AccessMethod, SortedMap<String, Kind>> KINDS = new EnumMap<>(Map.of(
            AccessMethod.BTREE, sorted("deduplicate_items", Kind.BOOLEAN, "fillfactor", Kind.PERCENTAGE),
            AccessMethod.HASH, sorted("fillfactor", Kind.PERCENTAGE),
            AccessMethod.GIST, sorted("buffering", Kind.BUFFERING, "fillfactor", Kind.PERCENTAGE),
            AccessMethod.SPGIST, sorted("fillfactor", Kind.PERCENTAGE),
            AccessMethod.GIN, sorted("fastupdate", Kind.BOOLEAN, "gin_pending_list_limit", Kind.KILOBYTES),
            AccessMethod.BRIN, sorted("autosummarize", Kind.BOOLEAN, "pages_per_range", Kind.PAGES)));

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final Pattern QUOTED = Pattern.compile("'[^']*'");

    /** A parameter takes values of one kind. */
    private enum Kind {
        /** In one spelling: a server rounds fractions, and newer ones also read {@code 0x46}. */
        PERCENTAGE("[1-9][0-9]|100", "a whole number from 10 to 100"),
        /** What PostgreSQL reads as a boolean, shortened words included. */
        BOOLEAN("(?i:t(r(ue?)?)?|f(a(l(se?)?)?)?|y(es?)?|no?|on|off?|1|0)", "on or off"),
        BUFFERING("(?i:on|off|auto)", "on, off or auto"),
        KILOBYTES("[1-9][0-9]*", 64, Integer.MAX_VALUE),
        PAGES("[1-9][0-9]*", 1, 131_072),
        /** What an extension's parameter may take, as far as it needs no quotes. */
        ANY("[A-Za-z_][A-Za-z0-9_]*|[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?", "a word or a number");

        private final Pattern values;
        private final String words;
        private final long least;
        private final long most;

        Kind(String values, String words) {
            this(values, words, Long.MIN_VALUE, Long.MAX_VALUE);
        }

        Kind(String values, long least, long most) {
            this(values, "a whole number from " + least + " to " + most, least, most);
        }

        Kind(String values, String words, long least, long most) {
            this.values = Pattern.compile(values);
            this.words = words;
            this.least = least;
            this.most = most;
        }

        boolean takes(String value) {
            if (!values.matcher(value).matches()) {
                return false;
            }
            boolean bounded = least != Long.MIN_VALUE;
            return !bounded
                    || value.length() <= Long.toString(most).length()
                            && Long.parseLong(value) >= least
                            && Long.parseLong(value) <= most;
        }
    }

    static Checked<StorageParameter> parse(String text, String method, Site site) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            return bad(
                    site,
                    "%s has no value. Write name=value, for example \"fillfactor=70\"."
                            .formatted(Printable.quoted(text)));
        }
        String written = trimmed(text.substring(0, equals));
        String name = written.toLowerCase(Locale.ROOT);
        String value = unquoted(trimmed(text.substring(equals + 1)));
        Optional<SortedMap<String, Kind>> known = AccessMethod.of(method).map(KINDS::get);
        Optional<Kind> kind = known.isPresent()
                ? Optional.ofNullable(known.get().get(name))
                : Optional.of(Kind.ANY).filter(any -> NAME.matcher(name).matches());
        if (kind.isEmpty()) {
            return bad(
                    site,
                    "a %s index has no storage parameter %s. %s"
                            .formatted(
                                    Printable.of(method),
                                    Printable.quoted(written),
                                    known.map(kinds ->
                                                    Suggestions.sentence(written, kinds.keySet(), "storage parameters"))
                                            .orElse("Write its name in letters, digits and underscores.")));
        }
        if (!kind.get().takes(value)) {
            return bad(
                    site,
                    "%s takes %s, and not %s. Change the value."
                            .formatted(Printable.quoted(name), kind.get().words, Printable.quoted(value)));
        }
        return Checked.of(new StorageParameter(name, value));
    }

    private static SortedMap<String, Kind> sorted(String name, Kind kind) {
        return new TreeMap<>(Map.of(name, kind));
    }

    private static SortedMap<String, Kind> sorted(String name, Kind kind, String other, Kind otherKind) {
        return new TreeMap<>(Map.of(name, kind, other, otherKind));
    }

    /** Nothing but spaces is taken off: of what cannot be seen, the message shows what it is. */
    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && text.charAt(start) == ' ') {
            start++;
        }
        while (start < end && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(start, end);
    }

    /** pg_dump writes all values in quotes. */
    private static String unquoted(String value) {
        return QUOTED.matcher(value).matches() ? value.substring(1, value.length() - 1) : value;
    }

    private static Checked<StorageParameter> bad(Site site, String text) {
        return Checked.failed(new Problem(Code.BAD_STORAGE_PARAMETER, site, text));
    }
}
