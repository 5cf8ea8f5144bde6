package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.IndexName;
import dev.compositeindex.processor.sql.IndexStatement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the header of a section of ours. */
final class MigrationHeader {
    static final String START = "-- compositeindex: ";
    static final String DECLARED_BY = "-- declared by: ";
    static final String DEFINITION = "-- definition: ";
    static final String COMMENT = "-- comment: ";

    private static final String NAME = "((?:\"(?:[^\"]|\"\")++\"|[^\"\\s])++)";
    private static final Pattern CREATE = Pattern.compile(START + "create " + NAME + "\\s*");
    private static final Pattern DROP = Pattern.compile(START + "drop " + NAME + "\\s*");
    private static final Pattern RENAME = Pattern.compile(START + "rename " + NAME + " to " + NAME + "\\s*");
    private static final Pattern SWAP = Pattern.compile(START + "swap " + NAME + " with " + NAME + "\\s*");
    private static final Pattern SET = Pattern.compile(START + "set " + NAME + "\\s*");
    private static final Pattern MOVE = Pattern.compile(START + "move (table|column) " + NAME + " to " + NAME + "\\s*");

    /** Meant as ours, even if a hand has changed it so that it no longer is. */
    private static final Pattern MEANT = Pattern.compile(
            "\\s*--\\s*compositeindex(?:\\s*:|\\s+(?:create|drop|rename|swap|set|move)\\b).*",
            Pattern.CASE_INSENSITIVE);

    private final RecordedFile file;
    private final RecordedHeader header;

    private MigrationHeader(RecordedFile file, RecordedHeader header) {
        this.file = file;
        this.header = header;
    }

    /** Whether a line is the start of a header, be it a damaged one. */
    static boolean isMeant(String line) {
        return MEANT.matcher(line).matches();
    }

    /** The entry that a section of ours makes in the ledger. */
    static Checked<LedgerEntry> read(RecordedFile file, RecordedHeader header) {
        return new MigrationHeader(file, header).entry();
    }

    private Checked<LedgerEntry> entry() {
        String line = header.lines().get(0);
        Matcher create = CREATE.matcher(line);
        if (create.matches()) {
            return name(create.group(1))
                    .<Checked<LedgerEntry>>map(this::create)
                    .orElseGet(() -> noName(create.group(1)));
        }
        Matcher drop = DROP.matcher(line);
        if (drop.matches()) {
            return name(drop.group(1))
                    .map(name -> Checked.<LedgerEntry>of(new LedgerEntry.Drop(name)))
                    .orElseGet(() -> noName(drop.group(1)));
        }
        Matcher rename = RENAME.matcher(line);
        if (rename.matches()) {
            return two(rename, (from, to) -> index(to, index -> new LedgerEntry.Rename(from, index)));
        }
        Matcher swap = SWAP.matcher(line);
        if (swap.matches()) {
            return two(swap, (first, other) -> index(first, index -> new LedgerEntry.Swap(index, other)));
        }
        Matcher set = SET.matcher(line);
        if (set.matches()) {
            return name(set.group(1))
                    .map(name -> index(name, LedgerEntry.Set::new))
                    .orElseGet(() -> noName(set.group(1)));
        }
        Matcher move = MOVE.matcher(line);
        if (move.matches()) {
            return move(move.group(1).equals("table"), move.group(2), move.group(3));
        }
        return damaged(
                1,
                "the line %s is no entry of the ledger. After %s comes create x, drop x, rename x to y, swap x with y, set x, move table x to y or move column t.x to t.y."
                        .formatted(Printable.quoted(line), Printable.quoted(START)));
    }

    private Checked<LedgerEntry> create(IndexName name) {
        return index(name, LedgerEntry.Create::new);
    }

    private Checked<LedgerEntry> two(Matcher names, BiFunction<IndexName, IndexName, Checked<LedgerEntry>> entry) {
        Optional<IndexName> first = name(names.group(1));
        Optional<IndexName> second = name(names.group(2));
        if (first.isEmpty() || second.isEmpty()) {
            return noName(names.group(first.isEmpty() ? 1 : 2));
        }
        if (!first.get().schema().equals(second.get().schema()) || first.equals(second)) {
            return damaged(
                    1,
                    "%s and %s must be two names in one schema."
                            .formatted(Printable.of(names.group(1)), Printable.of(names.group(2))));
        }
        return entry.apply(first.get(), second.get());
    }

    private Checked<LedgerEntry> move(boolean isTable, String from, String to) {
        Deque<String> before = new ArrayDeque<>(Identifiers.parse(from));
        Deque<String> after = new ArrayDeque<>(Identifiers.parse(to));
        String column = isTable || before.isEmpty() ? "" : before.removeLast();
        String newColumn = isTable || after.isEmpty() ? "" : after.removeLast();
        Optional<Table> table = table(before);
        Optional<Table> newTable = table(after);
        if (table.isEmpty() || newTable.isEmpty() || from.equals(to) || !isTable && !table.equals(newTable)) {
            return damaged(
                    1,
                    "%s and %s must be %s."
                            .formatted(
                                    Printable.of(from),
                                    Printable.of(to),
                                    isTable ? "two tables" : "two columns of one table, such as course.title"));
        }
        return Checked.of(
                isTable
                        ? new LedgerEntry.MoveTable(table.get(), newTable.get())
                        : new LedgerEntry.MoveColumn(table.get(), column, newColumn));
    }

    private static Optional<Table> table(Deque<String> parts) {
        return switch (parts.size()) {
            case 1 -> Optional.of(new Table("", parts.getFirst()));
            case 2 -> Optional.of(new Table(parts.getFirst(), parts.getLast()));
            default -> Optional.empty();
        };
    }

    /** Adds the index as the other lines of the header describe it. */
    private Checked<LedgerEntry> index(IndexName name, Function<DeclaredIndex, LedgerEntry> entry) {
        int declaredBy = find(DECLARED_BY);
        int definition = find(DEFINITION);
        if (declaredBy < 0 || definition < 0) {
            return damaged(
                    1,
                    "the header has no line that starts with %s."
                            .formatted(Printable.quoted(declaredBy < 0 ? DECLARED_BY : DEFINITION)));
        }
        String text = header.lines().get(definition).substring(DEFINITION.length());
        Optional<IndexStatement> statement = IndexStatement.parse(text);
        if (statement.isEmpty()) {
            return damaged(
                    definition + 1,
                    "%s is not of the form CREATE [UNIQUE] INDEX name ON table (key, …) …."
                            .formatted(Printable.quoted(text)));
        }
        if (!statement.get().qualifiedName().equals(name)) {
            return damaged(
                    definition + 1,
                    "the definition is that of %s, but the first line is about %s."
                            .formatted(
                                    Printable.of(statement.get().qualifiedName().sql()), Printable.of(name.sql())));
        }
        int comment = find(COMMENT);
        Optional<String> commentText = comment < 0
                ? Optional.of("")
                : Identifiers.parseLiteral(
                        header.lines().get(comment).substring(COMMENT.length()).strip());
        if (commentText.isEmpty()) {
            return damaged(
                    comment + 1,
                    "%s is no literal of the form E'…'."
                            .formatted(
                                    Printable.quoted(header.lines().get(comment).substring(COMMENT.length()))));
        }
        return Checked.of(entry.apply(new DeclaredIndex(
                statement.get(),
                commentText.get(),
                header.lines().get(declaredBy).substring(DECLARED_BY.length()).strip(),
                "",
                false)));
    }

    private int find(String start) {
        for (int i = 1; i < header.lines().size(); i++) {
            if (header.lines().get(i).startsWith(start)) {
                return i;
            }
        }
        return -1;
    }

    private static Optional<IndexName> name(String sql) {
        return IndexName.parse(sql);
    }

    private Checked<LedgerEntry> noName(String text) {
        return damaged(
                1,
                "%s is no name of an index. Write it as in SQL, at most 63 bytes.".formatted(Printable.quoted(text)));
    }

    private Checked<LedgerEntry> damaged(int line, String text) {
        return Checked.failed(new Problem(
                Code.DAMAGED_HEADER,
                file.site(header.line() + line - 1),
                text + " Correct it, or restore the header from version control."));
    }
}
