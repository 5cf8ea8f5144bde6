package dev.compositeindex.processor.migration;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the SQL migrations of a folder are called. Flyway can be told another prefix, separator and other suffixes than {@code
 * V}, {@code __} and {@code .sql}; nobody tells us, but the files show it.
 *
 * @param prefix what is before the version
 * @param separator what is after it
 * @param suffixes the endings; at least one
 */
public record FileStyle(String prefix, String separator, List<String> suffixes) {
    /** What Flyway does unless it is told otherwise. */
    public static final FileStyle FLYWAYS = new FileStyle("V", "__", List.of(".sql"));

    private static final String VERSION = "[0-9]+(?:[._][0-9]+)*";

    /** A suffix may have a word before its last part: {@code .POSTGRESQL.sql}. */
    private static final Pattern SUFFIX =
            Pattern.compile("(?:\\.[A-Za-z][A-Za-z0-9-]*)?\\.(?:[a-z0-9]*sql|ddl|dml)$", Pattern.CASE_INSENSITIVE);

    private static final Pattern NAME = Pattern.compile(
            "(?<prefix>[A-Za-z]*[-_]?)" + VERSION + "(?<separator>[-_]+)(?<rest>[^-_.].*)", Pattern.DOTALL);

    /** What Flyway runs at other times, unless it is told otherwise. */
    private static final List<String> OTHER_PREFIXES = List.of("B", "U", "R");

    private static final List<String> POSTGRES = List.of("postgres", "pgsql", ".pg.");

    public FileStyle {
        suffixes = List.copyOf(suffixes);
    }

    /**
     * What the files show. Those of the team's own tell, and only where there are none, ours. If one is called as Flyway does
     * it, or if they do not agree, it is as Flyway does it.
     */
    static FileStyle of(Collection<RecordedFile> files) {
        List<FileStyle> styles = shown(files, false);
        if (styles.isEmpty()) {
            styles = shown(files, true);
        }
        List<FileStyle> beginnings = styles.stream()
                .map(style -> new FileStyle(style.prefix, style.separator, FLYWAYS.suffixes))
                .distinct()
                .toList();
        FileStyle beginning = beginnings.size() == 1 ? beginnings.get(0) : FLYWAYS;
        List<String> suffixes = styles.stream()
                .filter(beginning::beginsLike)
                .flatMap(style -> style.suffixes.stream())
                .distinct()
                .sorted(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()))
                .toList();
        return new FileStyle(beginning.prefix, beginning.separator, suffixes.isEmpty() ? FLYWAYS.suffixes : suffixes);
    }

    /** What each of the files shows, if it has a version. */
    private static List<FileStyle> shown(Collection<RecordedFile> files, boolean ours) {
        return files.stream()
                .filter(file -> file.isOurs() == ours)
                .flatMap(file -> of(file.name()).stream())
                .toList();
    }

    private static Optional<FileStyle> of(String fileName) {
        String suffix = suffix(fileName);
        Matcher name = NAME.matcher(fileName.substring(0, fileName.length() - suffix.length()));
        return !suffix.isEmpty() && name.matches() && !OTHER_PREFIXES.contains(name.group("prefix"))
                ? Optional.of(new FileStyle(name.group("prefix"), name.group("separator"), List.of(suffix)))
                : Optional.empty();
    }

    /** The ending of a script in SQL; empty if it is none. */
    static String suffix(String fileName) {
        Matcher suffix = SUFFIX.matcher(fileName);
        return suffix.find() ? suffix.group() : "";
    }

    /** Whether a file is a script in SQL, be it versioned or not. */
    static boolean isScript(String fileName) {
        return !suffix(fileName).isEmpty();
    }

    private boolean beginsLike(FileStyle other) {
        return prefix.equals(other.prefix) && separator.equals(other.separator);
    }

    /** The version of a file that Flyway would run once: in this style, or in Flyway's own. */
    Optional<Version> version(String fileName) {
        return Version.ofFileName(fileName).or(() -> {
            Matcher name = pattern("(?:" + Pattern.quote(prefix) + "|B)").matcher(fileName);
            return name.matches() ? Optional.of(new Version(name.group(1))) : Optional.empty();
        });
    }

    /** Whether Flyway, told this style, runs a script of this name once. */
    boolean fits(String fileName) {
        return pattern(Pattern.quote(prefix)).matcher(fileName).matches();
    }

    /** Flyway looks for the first separator: where that is an underscore, a version has none. */
    private Pattern pattern(String beginning) {
        return Pattern.compile(
                "%s(%s)(?:%s.*)?(?:%s)"
                        .formatted(
                                beginning,
                                separator.equals("_") ? VERSION.replace("_", "") : VERSION,
                                Pattern.quote(separator),
                                suffixes.stream().map(Pattern::quote).collect(Collectors.joining("|"))),
                Pattern.DOTALL);
    }

    /** What a new script is called. Of several endings it gets one that the others end with, too, or one that speaks of PostgreSQL. */
    String fileName(Version version, String title) {
        return prefix + version.text() + separator + title + suffix();
    }

    private String suffix() {
        String shortest = suffixes.get(0);
        return suffixes.stream().allMatch(suffix -> suffix.endsWith(shortest))
                ? shortest
                : suffixes.stream()
                        .filter(suffix -> POSTGRES.stream().anyMatch(suffix.toLowerCase(Locale.ROOT)::contains))
                        .findFirst()
                        .orElse(shortest);
    }
}
