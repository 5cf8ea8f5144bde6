package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.model.Table;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A migration of the team's own renames a table or a column: {@code ALTER TABLE course RENAME TO courses}, {@code … RENAME
 * COLUMN title TO heading} or {@code … SET SCHEMA shop}. Indexes follow by themselves.
 *
 * @param table the table as the statement names it
 * @param kind what about it has another name afterwards
 * @param from the column's old name; empty if it is not about a column
 * @param to the new name
 */
public record Renaming(Table table, Kind kind, String from, String to) implements RecordedPart {
    private static final Pattern CANDIDATE = Pattern.compile("\\bALTER\\s", Pattern.CASE_INSENSITIVE);

    /** The kinds of things that are renamed. */
    public enum Kind {
        TABLE,
        COLUMN,
        SCHEMA
    }

    /** What a statement renames, if it does. What is done in a {@code DO} block, nobody can tell. */
    static Optional<Renaming> of(String statement) {
        return CANDIDATE.matcher(statement).lookingAt()
                ? StatementWords.of(statement).flatMap(Renaming::statement)
                : Optional.empty();
    }

    /**
     * What it means for a table that was declared with a schema or without one, if it is the table that was renamed.
     *
     * @param declared a table as an index of ours names it
     */
    Optional<LedgerEntry.Move> move(Table declared) {
        boolean sameSchema = declared.schema().equals(table.schema())
                || declared.schema().isEmpty()
                || table.schema().isEmpty();
        if (!sameSchema || !declared.name().equals(table.name())) {
            return Optional.empty();
        }
        return Optional.of(
                switch (kind) {
                    case TABLE -> new LedgerEntry.MoveTable(declared, new Table(declared.schema(), to));
                    case SCHEMA -> new LedgerEntry.MoveTable(declared, new Table(to, declared.name()));
                    case COLUMN -> new LedgerEntry.MoveColumn(declared, from, to);
                });
    }

    private static Optional<Renaming> statement(StatementWords words) {
        if (!words.take("ALTER", "TABLE")) {
            return Optional.empty();
        }
        words.take("IF", "EXISTS");
        words.take("ONLY");
        List<String> name = words.name();
        if (name.isEmpty() || name.size() > 2) {
            return Optional.empty();
        }
        Table table = name.size() == 1 ? new Table("", name.get(0)) : new Table(name.get(0), name.get(1));
        if (words.take("SET", "SCHEMA")) {
            return words.last().map(schema -> new Renaming(table, Kind.SCHEMA, "", schema));
        }
        if (!words.take("RENAME")) {
            return Optional.empty();
        }
        if (words.take("TO")) {
            return words.last().map(to -> new Renaming(table, Kind.TABLE, "", to));
        }
        words.take("COLUMN");
        List<String> from = words.name();
        return from.size() == 1 && words.take("TO")
                ? words.last().map(to -> new Renaming(table, Kind.COLUMN, from.get(0), to))
                : Optional.empty();
    }
}
