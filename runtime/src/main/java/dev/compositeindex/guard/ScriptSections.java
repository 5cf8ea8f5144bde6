package dev.compositeindex.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the headers of ours in a script: they begin a line, outside quotes, dollar quotes, comments and the data of {@code COPY}.
 * As the processor finds them; what is damaged was told by it.
 */
final class ScriptSections {

    /** How a header starts. */
    static final String START = "-- compositeindex: ";

    private static final Pattern PART = Pattern.compile("""
            (?<comment>--[^\\n]*+|/\\*.*?(?:\\*/|\\z))
            |(?<end>;)
            |[eE]'(?:[^'\\\\]|''|\\\\.)*+(?:'|\\z)|'(?:[^']|'')*+(?:'|\\z)|"(?:[^"]|"")*+(?:"|\\z)
            |\\$(?<tag>(?:[\\p{L}_][\\p{L}\\p{N}_]*)?)\\$.*?(?:\\$\\k<tag>\\$|\\z)
            |(?<word>[\\p{L}\\p{N}_][\\p{L}\\p{N}_$]*+)
            |.
            """, Pattern.COMMENTS | Pattern.DOTALL);

    private static final Pattern COPY =
            Pattern.compile("COPY\\s.*\\sFROM\\s+STDIN\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern END_OF_DATA = Pattern.compile("^\\\\\\.\\s*?$", Pattern.MULTILINE);

    private ScriptSections() {}

    /**
     * A header.
     *
     * @param lines its lines
     * @param statements how many there are up to the next header
     */
    record Header(List<String> lines, int statements) {}

    /** The headers, in order; none if the script is not ours. */
    static List<Header> headers(String script) {
        List<Header> headers = new ArrayList<>();
        if (!script.contains(START)) {
            return headers;
        }
        int statement = 0;
        Matcher part = PART.matcher(script);
        while (part.find()) {
            if (script.startsWith(START, part.start()) && beginsLine(script, part.start())) {
                headers.add(new Header(lines(script, part.start()), 0));
            }
            if (part.group("comment") != null
                    && script.substring(statement, part.start()).isBlank()) {
                statement = part.end();
            } else if (part.group("end") != null) {
                String sql = script.substring(statement, part.start()).strip();
                statement = part.end();
                if (!sql.isEmpty() && !headers.isEmpty()) {
                    Header last = headers.remove(headers.size() - 1);
                    headers.add(new Header(last.lines(), last.statements() + 1));
                }
                if (COPY.matcher(sql).matches()) {
                    Matcher end = END_OF_DATA.matcher(script).region(statement, script.length());
                    statement = end.find() ? end.end() : script.length();
                    part.region(statement, script.length());
                }
            }
        }
        return headers;
    }

    private static List<String> lines(String script, int start) {
        List<String> lines = new ArrayList<>();
        script.substring(start)
                .lines()
                .takeWhile(line -> lines.isEmpty() || line.startsWith("--") && !line.startsWith(START))
                .forEach(lines::add);
        return lines;
    }

    private static boolean beginsLine(String script, int at) {
        return at == 0 || script.charAt(at - 1) == '\n';
    }
}
