package dev.compositeindex.cli.adoption;

import java.util.HashMap;
import java.util.Map;

/** Fields as they may be called, where the class of a table is not found. Pure. */
final class GuessedFields {

    private GuessedFields() {}

    /** The field of each column. */
    static Map<String, String> of(ExistingIndex index) {
        Map<String, String> guesses = new HashMap<>();
        index.columns().forEach(column -> guesses.put(column, camelCase(column)));
        return guesses;
    }

    private static String camelCase(String column) {
        StringBuilder name = new StringBuilder();
        boolean isStart = false;
        for (int c : column.codePoints().toArray()) {
            if (c == '_' || !Character.isJavaIdentifierPart(c)) {
                isStart = !name.isEmpty();
                continue;
            }
            name.appendCodePoint(isStart ? Character.toUpperCase(c) : c);
            isStart = false;
        }
        return name.isEmpty() || !Character.isJavaIdentifierStart(name.codePointAt(0)) ? "_" + name : name.toString();
    }
}
