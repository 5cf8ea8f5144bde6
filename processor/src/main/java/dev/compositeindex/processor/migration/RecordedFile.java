package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.sql.SqlScript;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

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
    private static final Pattern INTERESTING = Pattern.compile("compositeindex|\\bALTER\\s", Pattern.CASE_INSENSITIVE);
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
        List<RecordedPart> parts = new ArrayList<>();
        boolean runsAlone = false;
        Headers headers = new Headers(script);
        for (SqlScript.Piece piece : SqlScript.pieces(script)) {
            if (!piece.isComment()) {
                Renaming.of(piece.text()).ifPresent(parts::add);
                runsAlone |= CONCURRENT.matcher(piece.text()).matches();
            } else if (MigrationHeader.isMeant(piece.text())) {
                parts.add(headers.at(piece.start()));
            }
        }
        return new RecordedFile(path, parts, runsAlone, "");
    }

    /** The headers of a script, asked for from its beginning to its end: it may have thousands. */
    private static final class Headers {
        private final String script;
        private int number = 1;
        private int counted;

        private Headers(String script) {
            this.script = script;
        }

        /** The one of which a comment is the first line. */
        private RecordedHeader at(int comment) {
            int beginning = script.lastIndexOf('\n', comment) + 1;
            for (; counted < beginning; counted++) {
                number += script.charAt(counted) == '\n' ? 1 : 0;
            }
            List<String> lines = new ArrayList<>();
            int at = beginning;
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

    /** Whether Flyway would find this configuration beside a script. */
    boolean isConfigurationOf(RecordedFile script) {
        return path.equals(script.path() + CONFIGURATION);
    }

    /** A line of it, from 1. */
    Site site(int line) {
        return new Site.OfFile(path, line);
    }
}
