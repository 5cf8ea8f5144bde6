package dev.compositeindex.processor.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a script that somebody else wrote into statements, as far as PostgreSQL's lexical rules tell where they end.
 * Total: of what is no SQL, something comes out.
 */
public final class SqlScript {
    private static final Pattern PART = Pattern.compile("""
            (?<comment>--[^\\n]*+|/\\*.*?\\*/)
            |(?<end>;)
            |(?<quoted>[eE]'(?:[^'\\\\]|''|\\\\.)*+'|'(?:[^']|'')*+'|"(?:[^"]|"")*+"|\\$(?<tag>(?:[\\p{L}_][\\p{L}\\p{N}_]*)?)\\$.*?\\$\\k<tag>\\$)
            |(?<word>[\\p{L}\\p{N}_]++)
            |(?<other>.)
            """, Pattern.COMMENTS | Pattern.DOTALL);

    private SqlScript() {}

    /** The statements in order, without comments and terminators; none is blank. */
    public static List<String> statements(String script) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        Matcher part = PART.matcher(script);
        while (part.find()) {
            if (part.group("end") != null) {
                add(statements, statement);
            } else {
                statement.append(part.group("comment") != null ? " " : part.group());
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
