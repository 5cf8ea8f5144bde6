package dev.compositeindex.processor.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a script that somebody else wrote into statements, as far as PostgreSQL's lexical rules tell where they end.
 * Total: of what is no SQL, something comes out. What never ends goes to the end of the script, as for PostgreSQL; so each
 * character is read once.
 */
public final class SqlScript {
    private static final Pattern PART = Pattern.compile("""
            (?<comment>--[^\\n]*+|/\\*.*?(?:\\*/|\\z))
            |(?<end>;)
            |(?<quoted>[eE]'(?:[^'\\\\]|''|\\\\.)*+(?:'|\\z)|'(?:[^']|'')*+(?:'|\\z)|"(?:[^"]|"")*+(?:"|\\z)
                |\\$(?<tag>(?:[\\p{L}_][\\p{L}\\p{N}_]*)?)\\$.*?(?:\\$\\k<tag>\\$|\\z))
            |(?<word>[\\p{L}\\p{N}_][\\p{L}\\p{N}_$]*+)
            |(?<other>.)
            """, Pattern.COMMENTS | Pattern.DOTALL);

    private static final Pattern COPY =
            Pattern.compile("COPY\\s.*\\sFROM\\s+STDIN\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern END_OF_DATA = Pattern.compile("^\\\\\\.\\s*?$", Pattern.MULTILINE);

    private SqlScript() {}

    /** The statements in order, without comments, terminators and the data of {@code COPY}; none is blank. */
    public static List<String> statements(String script) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        Matcher part = PART.matcher(script);
        while (part.find()) {
            if (part.group("end") == null) {
                statement.append(part.group("comment") != null ? " " : part.group());
                continue;
            }
            boolean dataFollows = COPY.matcher(statement.toString().strip()).matches();
            add(statements, statement);
            if (dataFollows) {
                Matcher end = END_OF_DATA.matcher(script).region(part.end(), script.length());
                part.region(end.find() ? end.end() : script.length(), script.length());
            }
        }
        add(statements, statement);
        return List.copyOf(statements);
    }

    private static void add(List<String> statements, StringBuilder statement) {
        if (!statement.toString().isBlank()) {
            statements.add(statement.toString().strip());
        }
        statement.setLength(0);
    }
}
