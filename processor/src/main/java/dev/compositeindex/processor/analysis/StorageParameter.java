package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A storage parameter that a btree index has on every supported server, with a value that every server takes, so that
 * both can stand in SQL as they are.
 *
 * @param name in lower case
 * @param value as it was written, without the spaces around it
 */
record StorageParameter(String name, String value) {
    private static final SortedMap<String, Kind> KINDS =
            new TreeMap<>(Map.of("deduplicate_items", Kind.BOOLEAN, "fillfactor", Kind.PERCENTAGE));

    /** What a parameter takes. */
    private enum Kind {
        /** In one spelling: a server rounds fractions, and newer ones also read {@code 0x46}. */
        PERCENTAGE("[1-9][0-9]|100", "a whole number from 10 to 100"),
        /** What PostgreSQL reads as a boolean, shortened words included. */
        BOOLEAN("(?i:t(r(ue?)?)?|f(a(l(se?)?)?)?|y(es?)?|no?|on|off?|1|0)", "on or off");

        private final Pattern values;
        private final String words;

        Kind(String values, String words) {
            this.values = Pattern.compile(values);
            this.words = words;
        }
    }

    static Checked<StorageParameter> parse(String text, Site site) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            return bad(
                    site,
                    "%s has no value. Write name=value, for example \"fillfactor=70\"."
                            .formatted(Printable.quoted(text)));
        }
        String written = trimmed(text.substring(0, equals));
        String name = written.toLowerCase(Locale.ROOT);
        String value = trimmed(text.substring(equals + 1));
        Kind kind = KINDS.get(name);
        if (kind == null) {
            return bad(
                    site,
                    "an index has no storage parameter %s. %s"
                            .formatted(
                                    Printable.quoted(written),
                                    Suggestions.sentence(written, KINDS.keySet(), "storage parameters")));
        }
        if (!kind.values.matcher(value).matches()) {
            return bad(
                    site,
                    "%s takes %s, and not %s. Change the value."
                            .formatted(Printable.quoted(name), kind.words, Printable.quoted(value)));
        }
        return Checked.of(new StorageParameter(name, value));
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

    private static Checked<StorageParameter> bad(Site site, String text) {
        return Checked.failed(new Problem(Code.BAD_STORAGE_PARAMETER, site, text));
    }
}
