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

    /**
     * A piece of a script.
     *
     * @param isComment whether it is a comment of one line, else a statement
     * @param text the comment from its two dashes on; or the statement, without comments and terminator, not blank
     * @param start where the comment, or the statement's first word, begins in the script
     */
    public record Piece(boolean isComment, String text, int start) {}

    /**
     * Statements and those comments of one line that begin a line, in the order of their ends. The data of {@code COPY} is
     * left out.
     */
    public static List<Piece> pieces(String script) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        int start = 0;
        Matcher part = PART.matcher(script);
        while (part.find()) {
            String comment = part.group("comment");
            if (comment != null && comment.startsWith("--") && beginsLine(script, part.start())) {
                pieces.add(new Piece(true, comment.stripTrailing(), part.start()));
            }
            if (part.group("end") == null) {
                String text = comment != null ? " " : part.group();
                if (!statement.isEmpty() || !text.isBlank()) {
                    start = statement.isEmpty() ? part.start() : start;
                    statement.append(text);
                }
                continue;
            }
            boolean dataFollows = COPY.matcher(statement.toString().strip()).matches();
            add(pieces, statement, start);
            if (dataFollows) {
                Matcher end = END_OF_DATA.matcher(script).region(part.end(), script.length());
                part.region(end.find() ? end.end() : script.length(), script.length());
            }
        }
        add(pieces, statement, start);
        return List.copyOf(pieces);
    }

    /** White space may stand before. */
    private static boolean beginsLine(String script, int at) {
        int before = at - 1;
        while (before >= 0 && (script.charAt(before) == ' ' || script.charAt(before) == '\t')) {
            before--;
        }
        return before < 0 || script.charAt(before) == '\n';
    }

    private static void add(List<Piece> pieces, StringBuilder statement, int start) {
        if (!statement.toString().isBlank()) {
            pieces.add(new Piece(false, statement.toString().strip(), start));
        }
        statement.setLength(0);
    }
}
