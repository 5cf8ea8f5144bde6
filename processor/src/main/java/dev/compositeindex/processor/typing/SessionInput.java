package dev.compositeindex.processor.typing;

import dev.compositeindex.processor.builtin.PgType;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Texts that two sessions read as two values: points in time without a zone, which is then the session's, and dates of which
 * the session's {@code DateStyle} says what is the day and what is the month.
 */
final class SessionInput {
    /** Nobody waits for more to be looked at. */
    private static final int LONGEST = 1000;

    private static final Set<String> OF_DAYS =
            Set.of("date", "timestamp", "timestamptz", "daterange", "tsrange", "tstzrange");
    private static final Set<String> OF_ZONES = Set.of("timestamptz", "timetz", "tstzrange");

    /** In a range or an array. */
    private static final Pattern VALUE = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\[\\](){},\"]++)");

    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    /** What texts of times may say beside a zone, by the first three letters. */
    private static final Set<String> NO_ZONES = Set.of(
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mon", "tue", "wed",
            "thu", "fri", "sat", "sun", "am", "pm", "ad", "bc", "j", "t", "at", "on");

    private static final Set<String> SAME_EVERYWHERE = Set.of("infinity", "epoch", "empty", "null");
    private static final Pattern OFFSET = Pattern.compile(
            "\\+\\d|(\\d:\\d\\d(:\\d\\d(\\.\\d*)?)?( ?[ap]m)?|t\\d{4,6}(\\.\\d*)?|(^|\\s)\\d{6}(\\.\\d*)?|\\s|bc|ad|[./]\\d{3,4}|j\\d+)\\s*-\\d");

    /** Two numbers, each of which may be the day, before or behind the year. */
    private static final Pattern EITHER_ORDER =
            Pattern.compile("(?<!\\d|\\d[-/.])(0?[1-9]|1[0-2])([-/.])(0?[1-9]|1[0-2])\\2(\\d{4}|\\d\\d)(?![\\d/.:])");

    private SessionInput() {}

    /** Whether a text is read by what the session says. Where that is not sure, it is not. */
    static boolean decides(PgType type, String text) {
        String name = element(type.name());
        return text.length() <= LONGEST
                && (OF_DAYS.contains(name) || OF_ZONES.contains(name))
                && values(type, text)
                        .map(value -> value.strip().toLowerCase(Locale.ROOT))
                        .filter(value -> !value.isEmpty())
                        .anyMatch(value -> OF_ZONES.contains(name) && isWithoutZone(value)
                                || OF_DAYS.contains(name) && isInEitherOrder(value));
    }

    private static Stream<String> values(PgType type, String text) {
        return type.isArray() || type.name().endsWith("range")
                ? VALUE.matcher(text).results().map(value -> value.group(1) == null ? value.group(2) : value.group(1))
                : Stream.of(text);
    }

    /** Of an array or a multirange, what is in it. */
    private static String element(String name) {
        return (name.startsWith("_") ? name.substring(1) : name).replace("multirange", "range");
    }

    private static boolean isWithoutZone(String value) {
        return !OFFSET.matcher(value).find() && WORD.matcher(value).results().allMatch(word -> isNoZone(word.group()));
    }

    private static boolean isNoZone(String word) {
        return !SAME_EVERYWHERE.contains(word) && NO_ZONES.contains(word.substring(0, Math.min(word.length(), 3)));
    }

    private static boolean isInEitherOrder(String value) {
        return EITHER_ORDER
                .matcher(value)
                .results()
                .anyMatch(date -> !number(date.group(1)).equals(number(date.group(3))));
    }

    private static String number(String digits) {
        return digits.length() == 1 ? "0" + digits : digits;
    }
}
