package dev.compositeindex.processor.sql;

import dev.compositeindex.processor.model.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names between their raw form, as the catalogue holds them, and the form that SQL reads. */
public final class Identifiers {
    /** {@code NAMEDATALEN - 1}: what PostgreSQL keeps of a name; the rest is cut with a mere NOTICE. */
    public static final int MAX_BYTES = 63;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final Pattern PART = Pattern.compile("\"((?:[^\"]|\"\")++)\"|([\\p{L}_][\\p{L}\\p{N}_$]*)");

    private static final Pattern LITERAL = Pattern.compile("E'(?:[^'\\\\]|''|\\\\\\\\|\\\\u[0-9a-f]{4})*+'");
    private static final Pattern ESCAPE = Pattern.compile("''|\\\\\\\\|\\\\u([0-9a-f]{4})");

    private Identifiers() {}

    /** A raw name as SQL reads it: quoted exactly when {@code quote_ident} of any supported server quotes it. */
    public static String quote(String raw) {
        if (isPlain(raw) && !Keywords.needsQuotes(raw)) {
            return raw;
        }
        return '"' + raw.replace("\"", "\"\"") + '"';
    }

    private static boolean isPlain(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '_' && (c < 'a' || c > 'z') && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !raw.isEmpty();
    }

    /** A table as SQL reads it, with its schema if it has one. */
    public static String quote(Table table) {
        return qualified(table.schema(), table.name());
    }

    /** A name in a schema as SQL reads it; an empty schema is left out. */
    public static String qualified(String schema, String name) {
        return schema.isEmpty() ? quote(name) : quote(schema) + "." + quote(name);
    }

    /** A name that may follow its schema's, as SQL reads it. */
    public static String qualified(List<String> parts) {
        return parts.stream().map(Identifiers::quote).collect(Collectors.joining("."));
    }

    /**
     * The raw parts of a possibly qualified, possibly quoted name: the inverse of {@link #qualified}. Unquoted parts are
     * folded to lower case, as PostgreSQL folds them; empty if the text is no such name.
     */
    public static List<String> parse(String sql) {
        List<String> parts = new ArrayList<>();
        Matcher part = PART.matcher(sql);
        int at = 0;
        while (part.find() && part.start() == at) {
            parts.add(part.group(1) != null ? part.group(1).replace("\"\"", "\"") : fold(part.group(2)));
            if (part.end() == sql.length()) {
                return List.copyOf(parts);
            }
            if (sql.charAt(part.end()) != '.') {
                return List.of();
            }
            at = part.end() + 1;
            part.region(at, sql.length());
        }
        return List.of();
    }

    /** Only ASCII: what a server does with other letters depends on its encoding. */
    private static String fold(String unquoted) {
        StringBuilder folded = new StringBuilder(unquoted);
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            folded.setCharAt(i, c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
        }
        return folded.toString();
    }

    /** The length that counts for {@link #MAX_BYTES}. */
    public static int bytes(String raw) {
        return raw.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The longest prefix of at most that many bytes that ends between two characters. */
    public static String prefix(String raw, int maxBytes) {
        int end = 0;
        int bytes = 0;
        while (end < raw.length()) {
            int character = raw.codePointAt(end);
            bytes += bytes(Character.toString(character));
            if (bytes > maxBytes) {
                break;
            }
            end += Character.charCount(character);
        }
        return raw.substring(0, end);
    }

    /**
     * A string literal that every server reads the same, whatever {@code standard_conforming_strings} says, and whatever
     * line ends a checkout gives the file.
     */
    public static String literal(String text) {
        return text.chars().anyMatch(c -> c == '\\' || isLost(c))
                ? literalOnOneLine(text)
                : "'" + text.replace("'", "''") + "'";
    }

    /** The text of a literal as {@link #literalOnOneLine} writes it; empty if it is none. */
    public static Optional<String> parseLiteral(String sql) {
        if (!LITERAL.matcher(sql).matches()) {
            return Optional.empty();
        }
        return Optional.of(ESCAPE.matcher(sql.substring(2, sql.length() - 1))
                .replaceAll(escape -> Matcher.quoteReplacement(
                        escape.group(1) != null
                                ? Character.toString(Integer.parseInt(escape.group(1), 16))
                                : escape.group().substring(1))));
    }

    /** The same, always with escapes: the form that a header has. */
    public static String literalOnOneLine(String text) {
        StringBuilder escaped = new StringBuilder("E'");
        text.chars().forEach(c -> {
            if (c == '\'' || c == '\\') {
                escaped.append((char) c).append((char) c);
            } else if (isLost(c)) {
                escaped.append("\\u%04x".formatted(c));
            } else {
                escaped.append((char) c);
            }
        });
        return escaped.append('\'').toString();
    }

    /**
     * Whether a character does not reach the server as it stands in a script, or seems to end a line of it: what follows would
     * be in the next line of a migration's header, where it is a statement. Flyway removes byte order marks wherever they are.
     */
    public static boolean isLost(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> c == BYTE_ORDER_MARK;
        };
    }
}
