package dev.compositeindex.build;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Internal. The values of the {@link BuildSetting}s.
 *
 * @param patience how long a build may be blocked in one go; null for no limit
 * @param queryLength what a blocking query is cut to; 0 hides it
 * @param progressInterval how often a running build is logged
 * @param parallel how many builds of a script there are at once, at most
 */
public record BuildSettings(@Nullable Duration patience, int queryLength, Duration progressInterval, int parallel) {

    static final int DEFAULT_QUERY_LENGTH = 200;

    /** What holds if nothing is set. */
    public static final BuildSettings DEFAULT = new BuildSettings(null, DEFAULT_QUERY_LENGTH, Duration.ofSeconds(10));

    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9})\\s*([smh])");

    /** Settings with one build at a time. */
    public BuildSettings(@Nullable Duration patience, int queryLength, Duration progressInterval) {
        this(patience, queryLength, progressInterval, 1);
    }

    /**
     * The settings that properties give. A property that is missing or blank has its default.
     *
     * @param property a property's value by its name, or null
     * @throws IllegalArgumentException if values are wrong; the message names each property, its value and what it must
     *     look like
     */
    public static BuildSettings from(Function<String, @Nullable String> property) {
        Values values = new Values(property, new ArrayList<>());
        BuildSettings settings = new BuildSettings(
                values.get(BuildSetting.PATIENCE, BuildSettings::duration, DEFAULT.patience),
                values.orDefault(BuildSetting.QUERY_LENGTH, BuildSettings::length, DEFAULT.queryLength),
                values.orDefault(BuildSetting.PROGRESS_INTERVAL, BuildSettings::duration, DEFAULT.progressInterval),
                values.orDefault(BuildSetting.PARALLEL, BuildSettings::builds, DEFAULT.parallel));
        if (!values.mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", values.mistakes));
        }
        return settings;
    }

    private static Duration duration(String text) {
        Matcher matcher = SHORT_DURATION.matcher(text.toLowerCase(Locale.ROOT));
        Duration duration = matcher.matches()
                ? Duration.parse("PT" + matcher.group(1) + matcher.group(2).toUpperCase(Locale.ROOT))
                : Duration.parse(text);
        // What is too long for a number of nanoseconds throws, too.
        if (duration.toNanos() < 1_000_000) {
            throw new DateTimeException("too short");
        }
        return duration;
    }

    private static Integer length(String text) {
        int length = Integer.parseInt(text);
        if (length < 0) {
            throw new NumberFormatException("negative");
        }
        return length;
    }

    private static Integer builds(String text) {
        int builds = Integer.parseInt(text);
        if (builds < 1) {
            throw new NumberFormatException("none");
        }
        return builds;
    }

    private record Values(Function<String, @Nullable String> property, List<String> mistakes) {

        <T> T orDefault(BuildSetting setting, Function<String, T> parser, T otherwise) {
            T value = get(setting, parser, otherwise);
            return value == null ? otherwise : value;
        }

        <T> @Nullable T get(BuildSetting setting, Function<String, T> parser, @Nullable T otherwise) {
            String text = property.apply(setting.key());
            if (text == null || text.isBlank()) {
                return otherwise;
            }
            try {
                return parser.apply(text.strip());
            } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
                mistakes.add("%s=%s: must be %s".formatted(setting.key(), text.strip(), setting.form()));
                return otherwise;
            }
        }
    }
}
