package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.IndexName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A migration of the team's own drops an index, or what it is on: {@code DROP INDEX}, {@code DROP TABLE}, {@code ALTER
 * TABLE … DROP COLUMN}, {@code DROP SCHEMA … CASCADE}; or it takes the name off an index.
 *
 * @param kind what is dropped
 * @param name the index, the table, or the table of the column, as the statement names it; of a schema, only the schema
 * @param column the column; empty if it is not about one
 * @param statement the statement, for people
 * @param line where it begins, from 1
 */
public record Dropping(Kind kind, Table name, String column, String statement, int line) implements RecordedPart {
    private static final Pattern CANDIDATE = Pattern.compile("(?:ALTER|DROP)\\s", Pattern.CASE_INSENSITIVE);

    /** The kinds of things that are dropped. */
    public enum Kind {
        INDEX,
        TABLE,
        COLUMN,
        SCHEMA
    }

    /** What a statement drops, in order. What is done in a {@code DO} block, nobody can tell. */
    static List<Dropping> of(String statement, int line) {
        return CANDIDATE.matcher(statement).lookingAt()
                ? StatementWords.of(statement)
                        .map(words -> new Reader(words, statement, line).droppings())
                        .orElse(List.of())
                : List.of();
    }

    /**
     * Whether an index goes with it. As PostgreSQL has it, one goes with each column that it is about.
     *
     * @param index as it is in a database that has run all migrations before
     */
    boolean concerns(DeclaredIndex index) {
        Table table = index.statement().table();
        return switch (kind) {
            case INDEX -> isAbout(index.name());
            case TABLE -> mayBe(table);
            case COLUMN -> mayBe(table) && RenamedColumns.mentions(index.statement(), column);
            case SCHEMA -> !table.schema().isEmpty() && table.schema().equals(name.schema());
        };
    }

    /** Whether it names an index, and may mean this one. */
    boolean isAbout(IndexName index) {
        return kind == Kind.INDEX && mayBe(new Table(index.schema(), index.name()));
    }

    /** Whether it names the index, or its table, with the same schema, or like it without one. */
    boolean isExactly(DeclaredIndex index) {
        IndexName indexName = index.name();
        return kind == Kind.INDEX
                ? name.equals(new Table(indexName.schema(), indexName.name()))
                : name.equals(index.statement().table());
    }

    /** The search path may lead to any schema. */
    private boolean mayBe(Table other) {
        return name.name().equals(other.name())
                && (name.schema().equals(other.schema())
                        || name.schema().isEmpty()
                        || other.schema().isEmpty());
    }

    /** Reads one statement. */
    private static final class Reader {
        private final StatementWords words;
        private final String statement;
        private final int line;
        private final List<Dropping> found = new ArrayList<>();

        Reader(StatementWords words, String statement, int line) {
            this.words = words;
            this.statement = statement;
            this.line = line;
        }

        List<Dropping> droppings() {
            if (words.take("DROP", "INDEX")) {
                words.take("CONCURRENTLY");
                names(Kind.INDEX);
            } else if (words.take("DROP", "TABLE") || words.take("DROP", "MATERIALIZED", "VIEW")) {
                names(Kind.TABLE);
            } else if (words.take("DROP", "SCHEMA")) {
                schemas();
            } else if (words.take("ALTER", "TABLE")) {
                columns();
            } else if (words.take("ALTER", "INDEX")) {
                words.take("IF", "EXISTS");
                Optional<Table> index = qualified();
                if (words.take("RENAME", "TO")) {
                    index.ifPresent(name -> add(Kind.INDEX, name, ""));
                }
            }
            return found;
        }

        private void names(Kind kind) {
            words.take("IF", "EXISTS");
            do {
                qualified().ifPresent(name -> add(kind, name, ""));
            } while (words.takeSign(","));
            if (!isEnd()) {
                found.clear();
            }
        }

        /** Without {@code CASCADE} it succeeds only where nothing is in the schema. */
        private void schemas() {
            words.take("IF", "EXISTS");
            do {
                List<String> name = words.name();
                if (name.size() == 1) {
                    add(Kind.SCHEMA, new Table(name.get(0), ""), "");
                }
            } while (words.takeSign(","));
            if (!words.take("CASCADE") || !words.isAtEnd()) {
                found.clear();
            }
        }

        private void columns() {
            words.take("IF", "EXISTS");
            words.take("ONLY");
            Optional<Table> table = qualified();
            words.takeSign("*");
            while (table.isPresent() && !words.isAtEnd()) {
                if (words.take("DROP") && !words.take("CONSTRAINT")) {
                    words.take("COLUMN");
                    words.take("IF", "EXISTS");
                    List<String> column = words.name();
                    if (column.size() == 1) {
                        add(Kind.COLUMN, table.get(), column.get(0));
                    }
                }
                words.skipToNextPart();
            }
        }

        private boolean isEnd() {
            return words.isAtEnd() || (words.take("CASCADE") || words.take("RESTRICT")) && words.isAtEnd();
        }

        private Optional<Table> qualified() {
            List<String> name = words.name();
            return switch (name.size()) {
                case 1 -> Optional.of(new Table("", name.get(0)));
                case 2 -> Optional.of(new Table(name.get(0), name.get(1)));
                default -> Optional.empty();
            };
        }

        private void add(Kind kind, Table name, String column) {
            found.add(new Dropping(kind, name, column, statement.replaceAll("\\s+", " "), line));
        }
    }
}
