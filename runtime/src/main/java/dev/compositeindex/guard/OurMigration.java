package dev.compositeindex.guard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A migration of ours, as far as its header tells what it does to a running database. The header is what tells it from the
 * team's own.
 *
 * @param script the name that Flyway knows it by, {@code "V2__create_a.sql"}
 * @param verb what it does
 * @param name the index that it is about, as it is written in the first line
 * @param definition the index as it is afterwards; empty where the header has none, or none that can be read
 */
record OurMigration(String script, Verb verb, String name, Optional<Definition> definition) {

    private static final String FIRST_LINE = "-- compositeindex: ";
    private static final String DEFINITION = "-- definition: ";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** What migrations of ours do. */
    enum Verb {
        /** Builds an index. */
        CREATE,
        /** Drops one. */
        DROP,
        /** Changes one; where it moves it, the index is built anew. */
        SET,
        /** Renames, or records what was renamed: at once, in a transaction. */
        RENAME
    }

    /** Reads the header of a script; empty if it is not one of ours. Leaves the reader somewhere. */
    static Optional<OurMigration> read(String script, Reader text) throws IOException {
        BufferedReader lines = new BufferedReader(text);
        String first = lines.readLine();
        if (first != null && first.startsWith(BYTE_ORDER_MARK)) {
            first = first.substring(BYTE_ORDER_MARK.length());
        }
        if (first == null || !first.startsWith(FIRST_LINE)) {
            return Optional.empty();
        }
        List<String> words =
                List.of(first.substring(FIRST_LINE.length()).strip().split(" ", 2));
        Optional<Definition> definition = Optional.empty();
        for (String line = lines.readLine(); line != null && line.startsWith("--"); line = lines.readLine()) {
            if (line.startsWith(DEFINITION)) {
                definition =
                        Definition.parse(line.substring(DEFINITION.length()).strip());
            }
        }
        return Optional.of(
                new OurMigration(script, verb(words.get(0)), words.size() < 2 ? "" : words.get(1), definition));
    }

    /** Whether it cannot run in a transaction, whatever it changes. */
    boolean needsNoTransaction() {
        return verb == Verb.CREATE || verb == Verb.DROP;
    }

    private static Verb verb(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "create" -> Verb.CREATE;
            case "drop" -> Verb.DROP;
            case "set" -> Verb.SET;
            default -> Verb.RENAME;
        };
    }
}
