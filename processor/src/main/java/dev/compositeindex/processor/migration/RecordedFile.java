package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.sql.SqlScript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A file among the recorded migrations.
 *
 * @param path its path below the migrations' folder, with {@code /}
 * @param parts what counts in it, in order, if it is SQL
 * @param runsAlone whether it has a statement that cannot run in a transaction with others
 * @param text what is in it, if it is Flyway's configuration of a script; else empty
 */
public record RecordedFile(String path, List<RecordedPart> parts, boolean runsAlone, String text) {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String CONFIGURATION = ".conf";
    private static final Pattern INTERESTING =
            Pattern.compile("compositeindex|\\b(?:ALTER|DROP|INDEX)\\s", Pattern.CASE_INSENSITIVE);
    private static final Pattern VERSION = Pattern.compile("[0-9]+(?:[._][0-9]+)*");
    private static final Pattern CONCURRENT = Pattern.compile(
            "(?:CREATE|DROP|REINDEX)\\b[^']*?\\bCONCURRENTLY\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    public RecordedFile {
        parts = List.copyOf(parts);
    }

    /** A file of which only the name counts: a Java migration, say. */
    static RecordedFile named(String path) {
        return new RecordedFile(path, List.of(), false, "");
    }

    /** Flyway's configuration of a script, {@code V2__a.sql.conf}. */
    static RecordedFile configuration(String path, String text) {
        return new RecordedFile(path, List.of(), false, text);
    }

    /**
     * A script by its text.
     *
     * @param path its path
     * @param text its content; one of the team's may have been in any charset, and only ours is UTF-8
     */
    static RecordedFile of(String path, String text) {
        String script = text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        if (!INTERESTING.matcher(script).find()) {
            return named(path);
        }
        int[] lineEnds = IntStream.range(0, script.length())
                .filter(i -> script.charAt(i) == '\n')
                .toArray();
        List<RecordedPart> parts = new ArrayList<>();
        boolean runsAlone = false;
        for (SqlScript.Piece piece : SqlScript.pieces(script)) {
            if (!piece.isComment()) {
                Renaming.of(piece.text()).ifPresent(parts::add);
                parts.addAll(Dropping.of(piece.text(), line(lineEnds, piece.start())));
                Building.of(piece.text()).ifPresent(parts::add);
                runsAlone |= CONCURRENT.matcher(piece.text()).matches();
            } else if (MigrationHeader.isMeant(piece.text())) {
                parts.add(header(script, piece.start(), line(lineEnds, piece.start())));
            }
        }
        return new RecordedFile(path, parts, runsAlone, "");
    }

    /** The header of which a comment is the first line. The rest of the script is not copied: there may be thousands. */
    private static RecordedHeader header(String script, int start, int number) {
        List<String> lines = new ArrayList<>();
        int at = script.lastIndexOf('\n', start) + 1;
        while (at < script.length() && (lines.isEmpty() || script.startsWith("--", at))) {
            int end = at;
            while (end < script.length() && script.charAt(end) != '\n' && script.charAt(end) != '\r') {
                end++;
            }
            String line = script.substring(at, end);
            if (!lines.isEmpty() && MigrationHeader.isMeant(line)) {
                break;
            }
            lines.add(line);
            at = end + (script.startsWith("\r\n", end) ? 2 : 1);
        }
        return new RecordedHeader(number, lines);
    }

    /** The number of the line that a place is in, from 1. */
    private static int line(int[] lineEnds, int place) {
        int found = Arrays.binarySearch(lineEnds, place);
        return 1 + (found < 0 ? -found - 1 : found);
    }

    /**
     * The Java migrations among the classes of a compilation: they are not in the class output yet.
     *
     * @param classes qualified names
     * @param location the Flyway location
     */
    public static List<RecordedFile> compiled(Collection<String> classes, String location) {
        String packagePrefix = location.replace('/', '.') + ".";
        return classes.stream()
                .filter(name -> name.startsWith(packagePrefix))
                .map(name -> named(name.substring(packagePrefix.length()).replace('.', '/') + ".java"))
                .toList();
    }

    /** Its name, without folders. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The folder that it is in, below the migrations' folder; empty if in that. */
    String folder() {
        return path.substring(0, path.length() - name().length());
    }

    /** Its name with another version: the first number in it, which a prefix does not have. */
    String nameWith(Version version) {
        return VERSION.matcher(name()).replaceFirst(version.text());
    }

    /** Whether it has a header of ours. */
    boolean isOurs() {
        return parts.stream().anyMatch(RecordedHeader.class::isInstance);
    }

    /** Its first header of ours, which it has. */
    Site site() {
        return site(parts.stream()
                .filter(RecordedHeader.class::isInstance)
                .mapToInt(part -> ((RecordedHeader) part).line())
                .findFirst()
                .orElse(1));
    }

    /** The path of Flyway's configuration of a script. */
    static String configurationOf(String script) {
        return script + CONFIGURATION;
    }

    /** Whether it is Flyway's configuration of a script in SQL. */
    static boolean isConfiguration(String path) {
        return path.endsWith(CONFIGURATION)
                && FileStyle.isScript(path.substring(0, path.length() - CONFIGURATION.length()));
    }

    /** Whether Flyway would find this configuration beside a script. */
    boolean isConfigurationOf(RecordedFile script) {
        return path.equals(configurationOf(script.path()));
    }

    /** A line of it, from 1. */
    Site site(int line) {
        return new Site.OfFile(path, line);
    }
}
