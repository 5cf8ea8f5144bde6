package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The text of a key: {@code field path [ASC|DESC] [NULLS FIRST|LAST]}. */
final class KeyText {
    /** Possessive, so that the stack stays flat however long the text is. */
    private static final Pattern PATH = Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*+"
            + "(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*+)*+");

    private static final List<String> MODIFIERS = List.of("DESC", "ASC", "NULLS FIRST", "NULLS LAST");
    private static final String GRAMMAR =
            "A key is a field path, then optionally ASC or DESC, then NULLS FIRST or NULLS LAST";

    private KeyText() {}

    /** Parses a key's text. */
    static Checked<Key> parse(String text, Site site) {
        Deque<String> words = new ArrayDeque<>(List.of(text.strip().split("\\s+")));
        String path = words.removeFirst();
        if (path.isEmpty()) {
            return broken(site, "the key is empty. " + GRAMMAR + ".");
        }
        if (!PATH.matcher(path).matches()) {
            return broken(
                    site,
                    Printable.quoted(text) + " does not start with a field path. "
                            + (text.contains(",")
                                    ? "Write one key per element: fields = {\"a\", \"b DESC\"}."
                                    : GRAMMAR + ", for example \"createdAt DESC\"."));
        }
        boolean descending = false;
        if (!words.isEmpty() && isOneOf(words.peekFirst(), "ASC", "DESC")) {
            descending = isOneOf(words.removeFirst(), "DESC");
        }
        boolean nullsFirst = descending;
        if (!words.isEmpty() && isOneOf(words.peekFirst(), "NULLS")) {
            words.removeFirst();
            if (words.isEmpty() || !isOneOf(words.peekFirst(), "FIRST", "LAST")) {
                return broken(
                        site,
                        Printable.quoted(text) + " says NULLS without saying where. Write NULLS FIRST or NULLS LAST.");
            }
            nullsFirst = isOneOf(words.removeFirst(), "FIRST");
        }
        if (!words.isEmpty()) {
            return broken(site, unexpected(text, words.removeFirst()));
        }
        return Checked.of(new Key(path, descending, nullsFirst));
    }

    private static String unexpected(String text, String word) {
        String what = Printable.quoted(text) + " has an unexpected word, " + Printable.quoted(word) + ". ";
        if (isOneOf(word, "ASC", "DESC", "NULLS")) {
            return what + "The order is: field path, ASC or DESC, NULLS FIRST or NULLS LAST, each at most once.";
        }
        return what
                + Suggestions.nearest(word, MODIFIERS)
                        .map(near -> "Did you mean \"" + near + "\"?")
                        .orElse(GRAMMAR + ".");
    }

    private static boolean isOneOf(String word, String... keywords) {
        return List.of(keywords).contains(word.toUpperCase(Locale.ROOT));
    }

    private static Checked<Key> broken(Site site, String why) {
        return Checked.failed(new Problem(Code.BROKEN_KEY, site, why));
    }

    /**
     * A well-formed key.
     *
     * @param path the field path
     * @param descending whether {@code DESC} was said
     * @param nullsFirst where nulls go, the default filled in
     */
    record Key(String path, boolean descending, boolean nullsFirst) {}
}
