package dev.compositeindex.processor.language;

import jakarta.persistence.Entity;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An index on the trial's table: as the annotation says it, and, without the processor, as a person would in SQL. */
record Declaration(
        List<String> fields,
        String using,
        boolean unique,
        boolean nullsDistinct,
        String where,
        List<String> include,
        List<String> with) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    /** The field of a column. */
    static String field(String column) {
        return column.equals("created_at") ? "createdAt" : column;
    }

    /** A class with this index, called {@code T} and a number like its table, with a field for each of the trial's columns. */
    String source(int number) {
        StringBuilder fields = new StringBuilder();
        Trial.COLUMNS.forEach((column, type) -> fields.append(
                "@jakarta.persistence.Column(columnDefinition = \"%s\") String %s; ".formatted(type, field(column))));
        return """
                @jakarta.persistence.Entity @dev.compositeindex.IndexedTable("t%1$d") %2$s class T%1$d { %3$s }
                """.formatted(number, annotation().replace("name = \"i\"", "name = \"i" + number + "\""), fields);
    }

    /** What those classes need on the class path. */
    static Path jpa() {
        return Path.of(URI.create(
                Entity.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    /** The statement, put together by nothing but text. */
    String sql() {
        StringBuilder sql = new StringBuilder("CREATE " + (unique ? "UNIQUE " : "") + "INDEX i ON t USING " + using);
        sql.append(fields.stream().map(Declaration::key).collect(Collectors.joining(", ", " (", ")")));
        if (!include.isEmpty()) {
            sql.append(include.stream().map(Declaration::key).collect(Collectors.joining(", ", " INCLUDE (", ")")));
        }
        sql.append(nullsDistinct ? "" : " NULLS NOT DISTINCT");
        sql.append(with.isEmpty() ? "" : " WITH (" + String.join(", ", with) + ")");
        sql.append(where.isEmpty() ? "" : " WHERE " + columns(where));
        return sql.toString();
    }

    /** The annotation, for a compiler. */
    String annotation() {
        List<String> attributes = new ArrayList<>(List.of("name = \"i\"", "fields = " + array(fields)));
        attributes.add("using = " + literal(using));
        attributes.add("unique = " + unique);
        attributes.add("nullsDistinct = " + nullsDistinct);
        attributes.add("where = " + literal(where));
        attributes.add("include = " + array(include));
        attributes.add("with = " + array(with));
        return "@dev.compositeindex.CompositeIndex(" + String.join(", ", attributes) + ")";
    }

    /** A key that is a field starts with its name; in all others, fields are in braces. */
    private static String key(String text) {
        Matcher start = Pattern.compile("\\w+").matcher(text);
        boolean isField = start.lookingAt() && Trial.COLUMNS.containsKey(column(start.group()));
        return isField ? '"' + column(start.group()) + '"' + text.substring(start.end()) : columns(text);
    }

    private static String columns(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(field -> '"' + column(field.group(1)) + '"');
    }

    private static String column(String field) {
        return field.equals("createdAt") ? "created_at" : field;
    }

    static String array(List<String> texts) {
        return texts.stream().map(Declaration::literal).collect(Collectors.joining(", ", "{", "}"));
    }

    static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                literal.append('\\').append((char) c);
            } else if (c < ' ') {
                literal.append("\\%03o".formatted(c));
            } else {
                literal.append(c < 0x7f ? Character.toString(c) : "\\u%04x".formatted(c));
            }
        });
        return literal.append('"').toString();
    }
}
