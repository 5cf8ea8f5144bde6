package dev.compositeindex.processor.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.IndexClause;
import dev.compositeindex.processor.sql.IndexName;
import dev.compositeindex.processor.sql.IndexStatement;
import dev.compositeindex.testing.Effort;
import dev.compositeindex.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random pairs of a recorded and a desired state, on real servers: what is planned leads from the one to the other, and
 * the table has its indexes all the way. {@code -Dplans=5000} tries more, {@code -Dplans.seed} others.
 */
@Tag("slow")
class PlannedMigrationsTest {
    private static final int PAIRS = Effort.of("plans", 60, 3_000);
    private static final long SEED = Long.getLong("plans.seed", 3);

    private static final List<Table> TABLES = List.of(new Table("", "t"), new Table("My \"Schema", "Tä$$ '\\ble"));
    private static final List<String> NAMES = List.of(
            "a_idx",
            "b_idx",
            "select",
            "Ünï\"cödé ' $$ \\ idx",
            "${x}; -- y",
            // As long as can be, and equal in all that fits into a temporary name.
            "long_" + "n".repeat(57) + "1",
            "long_" + "n".repeat(55) + "€");
    private static final List<List<String>> CLAUSES = List.of(
            List.of("(a)"),
            List.of("(b)"),
            List.of("(a DESC)"),
            List.of("(a, b DESC NULLS LAST)"),
            List.of("(a)", "INCLUDE (b, \"größe $$\")"),
            List.of("(b)", "WHERE a > 0 AND b <> 'include (it''s $$; -- \\)'"),
            List.of("(b)", "WHERE a IN (1, 2)"),
            List.of("(\"größe $$\")", "INCLUDE (a)", "WHERE t.a BETWEEN 1 AND 2"),
            List.of("((A * 2 + t.a) DESC, lower(b))"),
            List.of("(b COLLATE \"C\" text_pattern_ops DESC, abs(\"größe $$\"))"),
            List.of("(a)", "WHERE lower(b) COLLATE \"C\" > 'a' AND (a)::text <> 'a'"),
            List.of("USING hash (lower(b))"),
            List.of("USING gist (int4range(a, NULL), box(point(\"größe $$\", 0), point(1, a)))", "INCLUDE (b)"));

    private static final List<List<String>> STORAGE =
            List.of(List.of("WITH (fillfactor=70)"), List.of("WITH (deduplicate_items=off, fillfactor=80)"), List.of());
    private static final List<String> COMMENTS = List.of("it's $$ \\ -- a\ncomment; ☃", "of the table", "", "", "");
    private static final List<String> NEW_NAMES = List.of("first", "N\"ew '$$ \\ nàme", "renamed", "order");

    private int changes;
    private final Set<Class<?>> kinds = new HashSet<>();
    private int renamings;
    private int files;
    private int deaths;
    private int looks;

    @ParameterizedTest
    @EnumSource
    void everyPlanLeadsToWhatIsDesired(PostgresServer server) throws SQLException {
        Random random = new Random(SEED);
        long start = System.nanoTime();
        try (Connection connection = server.newDatabase().getConnection()) {
            Database database = new Database(connection);
            for (int pair = 0; pair < PAIRS; pair++) {
                List<DeclaredIndex> recorded = randomState(random);
                List<LedgerEntry.Move> renamed = renamings(random);
                List<DeclaredIndex> desired = next(after(recorded, renamed), renamed, random);
                try {
                    tryPair(database, recorded, renamed, desired);
                } catch (SQLException | AssertionError e) {
                    throw new AssertionError(
                            "pair %d of seed %d: %s, %s -> %s".formatted(pair, SEED, recorded, renamed, desired), e);
                }
            }
        }
        System.out.printf(
                "%s: %d pairs, %d tables and columns renamed by hand in between, %d changes, %d files, each run twice and "
                        + "killed %d times in all, %d looks in between, 0 gaps, %.1f s%n",
                server, PAIRS, renamings, changes, files, deaths, looks, (System.nanoTime() - start) / 1e9);
        assertThat(changes).isGreaterThan(PAIRS);
        assertThat(kinds).as("kinds of changes").hasSize(Change.class.getPermittedSubclasses().length);
    }

    private void tryPair(
            Database database,
            List<DeclaredIndex> recorded,
            List<LedgerEntry.Move> renamed,
            List<DeclaredIndex> desired)
            throws SQLException {
        database.reset(recorded);
        List<RecordedFile> history = new ArrayList<>();
        migrations(plan(replay(List.of()), recorded)).forEach(migration -> record(history, migration));
        Ledger before = replay(history);
        assertThat(before.indexes()).hasSameElementsAs(asRecorded(recorded));
        for (LedgerEntry.Move move : renamed) {
            renamings++;
            database.execute(sql(move));
            history.add(RecordedFile.of("V%d__by_hand.sql".formatted(history.size() + 1), sql(move) + ";"));
        }

        List<Change> plan = plan(replay(history), desired);
        Map<IndexName, IndexName> successors = successors(plan);
        for (Change change : plan) {
            changes++;
            kinds.add(change.getClass());
        }
        for (Migration migration : migrations(plan)) {
            files++;
            record(history, migration);
            for (int i = 1; i < Scripts.count(migration); i++) {
                deaths++;
                Scripts.run(database.connection(), migration, i);
                assertNoGap(database.indexes(), recorded, desired, successors);
            }
            Scripts.run(database.connection(), migration);
            Map<IndexName, String> once = database.indexes();
            assertNoGap(once, recorded, desired, successors);
            Scripts.run(database.connection(), migration);
            assertThat(database.indexes()).as("after running again").isEqualTo(once);
        }

        assertThat(database.definitions()).isEqualTo(database.expected(desired));
        Ledger after = replay(history);
        assertThat(after.indexes()).hasSameElementsAs(asRecorded(desired));
        assertThat(plan(after, desired)).isEmpty();

        // As on a database whose history was lost.
        for (Migration migration : migrations(plan)) {
            Scripts.run(database.connection(), migration);
        }
        assertThat(database.definitions()).as("after all again").isEqualTo(database.expected(desired));
    }

    /** Every declaration that goes on has a valid index at any time, under its old name or its new one. */
    private void assertNoGap(
            Map<IndexName, String> now,
            List<DeclaredIndex> recorded,
            List<DeclaredIndex> desired,
            Map<IndexName, IndexName> successors) {
        looks++;
        Set<IndexName> goOn = desired.stream().map(DeclaredIndex::name).collect(Collectors.toSet());
        for (DeclaredIndex index : recorded) {
            IndexName name = index.name();
            if (goOn.contains(name)) {
                assertThat(now).containsKey(name);
            } else if (successors.containsKey(name)) {
                assertThat(now.containsKey(name) || now.containsKey(successors.get(name)))
                        .as("%s or %s", name, successors.get(name))
                        .isTrue();
            }
        }
        assertThat(now.values()).noneMatch(index -> index.contains("INVALID"));
    }

    /** Renamed declarations by their old names. */
    private static Map<IndexName, IndexName> successors(List<Change> plan) {
        Map<IndexName, IndexName> successors = new HashMap<>();
        for (Change change : plan) {
            if (change instanceof Change.RenameIndex rename) {
                successors.put(rename.from().name(), rename.to().name());
            }
        }
        return successors;
    }

    private static List<Migration> migrations(List<Change> plan) {
        List<Migration> migrations = Migrations.of(plan, Optional.empty());
        assertThat(migrations).hasSizeLessThanOrEqualTo(3);
        return migrations;
    }

    private static void record(List<RecordedFile> history, Migration migration) {
        history.add(RecordedFile.of(
                migration.fileName(new Version(Integer.toString(history.size() + 1))), migration.text()));
    }

    private static Ledger replay(List<RecordedFile> history) {
        var ledger = Ledger.replay(history);
        assertThat(ledger.problems()).isEmpty();
        return ledger.value().orElseThrow();
    }

    private static List<Change> plan(Ledger recorded, Collection<DeclaredIndex> desired) {
        var plan = MigrationPlanner.plan(recorded, desired);
        assertThat(plan.problems()).isEmpty();
        return plan.value().orElseThrow();
    }

    /** The declaring class and the old name are no part of the state. */
    private static List<DeclaredIndex> asRecorded(Collection<DeclaredIndex> indexes) {
        return indexes.stream()
                .map(index -> new DeclaredIndex(index.statement(), index.comment(), index.declaredBy(), "", false))
                .toList();
    }

    private static List<DeclaredIndex> randomState(Random random) {
        List<DeclaredIndex> state = new ArrayList<>();
        for (Table table : TABLES) {
            List<String> names = shuffled(NAMES, random);
            List<IndexStatement> definitions = shuffled(definitions(table), random);
            int size = random.nextInt(5);
            for (int i = 0; i < size; i++) {
                state.add(declared(definitions.get(i).withName(names.get(i)), "", random));
            }
        }
        return state;
    }

    /** None, a table, a column, or one after the other. */
    private static List<LedgerEntry.Move> renamings(Random random) {
        List<LedgerEntry.Move> renamings = new ArrayList<>();
        List<String> names = shuffled(NEW_NAMES, random);
        for (Table table : shuffled(TABLES, random)) {
            Table now = table;
            if (random.nextInt(4) == 0) {
                now = new Table(table.schema(), names.remove(0));
                renamings.add(new LedgerEntry.MoveTable(table, now));
            }
            if (random.nextInt(4) == 0) {
                renamings.add(
                        new LedgerEntry.MoveColumn(now, random.nextBoolean() ? "a" : "größe $$", names.remove(0)));
            }
        }
        return renamings;
    }

    private static String sql(LedgerEntry.Move move) {
        String table = "ALTER TABLE " + Identifiers.quote(move.table()) + " RENAME ";
        return move instanceof LedgerEntry.MoveColumn column
                ? table + "COLUMN " + Identifiers.quote(column.from()) + " TO " + Identifiers.quote(column.to())
                : table + "TO "
                        + Identifiers.quote(((LedgerEntry.MoveTable) move).to().name());
    }

    private static List<DeclaredIndex> after(List<DeclaredIndex> indexes, List<LedgerEntry.Move> renamed) {
        List<DeclaredIndex> after = indexes;
        for (LedgerEntry.Move move : renamed) {
            after = after.stream().map(index -> index.after(move)).toList();
        }
        return after;
    }

    /** Each index is kept, redefined, renamed, redefined and renamed, set otherwise, or dropped; new ones come. */
    private static List<DeclaredIndex> next(
            List<DeclaredIndex> recorded, List<LedgerEntry.Move> renamed, Random random) {
        List<DeclaredIndex> next = new ArrayList<>();
        for (Table table : TABLES) {
            Map<String, DeclaredIndex> byName = new LinkedHashMap<>();
            List<String> names = shuffled(NAMES, random);
            List<IndexStatement> definitions = shuffled(definitions(table), random).stream()
                    .map(definition -> after(List.of(DeclaredIndex.of(definition, "")), renamed)
                            .get(0)
                            .statement())
                    .collect(Collectors.toCollection(ArrayList::new));
            Table now = definitions.get(0).table();
            List<DeclaredIndex> before = recorded.stream()
                    .filter(index -> index.statement().table().equals(now))
                    .toList();
            for (DeclaredIndex index : before) {
                int fate = random.nextInt(6);
                String old = index.statement().name();
                String name = fate == 2 || fate == 3 ? names.remove(0) : old;
                IndexStatement definition = fate == 1 || fate == 3
                        ? definitions.remove(0)
                        : fate == 4 ? index.statement().identity() : index.statement();
                if (fate == 0) {
                    byName.putIfAbsent(name, index);
                } else if (fate < 5) {
                    byName.putIfAbsent(
                            name, declared(definition.withName(name), random.nextBoolean() ? old : "", random));
                }
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                byName.putIfAbsent(names.get(i), declared(definitions.get(i).withName(names.get(i)), "", random));
            }
            // Two equal indexes cannot be declared.
            Map<IndexStatement, DeclaredIndex> distinct = new LinkedHashMap<>();
            byName.values()
                    .forEach(index ->
                            distinct.putIfAbsent(index.statement().identity().withName(""), index));
            next.addAll(distinct.values());
        }
        return next;
    }

    private static List<IndexStatement> definitions(Table table) {
        List<IndexStatement> definitions = new ArrayList<>();
        for (List<String> clauses : CLAUSES) {
            for (boolean unique : new boolean[] {false, true}) {
                if (unique && clauses.get(0).startsWith("USING")) {
                    continue;
                }
                List<String> own = clauses.stream()
                        .map(clause -> clause.replace("t.a", table.equals(TABLES.get(0)) ? "t.a" : "a"))
                        .toList();
                definitions.add(IndexStatement.of(unique, "", table, own));
            }
        }
        return definitions;
    }

    /** With some storage parameters and some comment. */
    private static DeclaredIndex declared(IndexStatement statement, String renamedFrom, Random random) {
        List<String> clauses = new ArrayList<>(
                statement.identity().clauses().stream().map(IndexClause::text).toList());
        boolean partial = clauses.get(clauses.size() - 1).startsWith("WHERE");
        List<String> storage = STORAGE.get(random.nextInt(STORAGE.size()));
        if (!clauses.get(0).startsWith("USING") || !storage.toString().contains("deduplicate")) {
            clauses.addAll(clauses.size() - (partial ? 1 : 0), storage);
        }
        return new DeclaredIndex(
                IndexStatement.of(statement.unique(), statement.name(), statement.table(), clauses),
                COMMENTS.get(random.nextInt(COMMENTS.size())),
                "com.acme.T",
                renamedFrom,
                false);
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        List<T> shuffled = new ArrayList<>(list);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    /** The two tables on a server. */
    private static final class Database {
        private final Connection connection;

        Database(Connection connection) {
            this.connection = connection;
        }

        Connection connection() {
            return connection;
        }

        void reset(List<DeclaredIndex> indexes) throws SQLException {
            execute("DROP SCHEMA IF EXISTS \"My \"\"Schema\" CASCADE");
            execute("DROP SCHEMA public CASCADE");
            execute("CREATE SCHEMA public");
            execute("CREATE SCHEMA \"My \"\"Schema\"");
            for (Table table : TABLES) {
                execute("CREATE TABLE " + Identifiers.quote(table) + " (a int, b text, \"größe $$\" int)");
            }
            for (DeclaredIndex index : indexes) {
                build(index);
            }
        }

        private void build(DeclaredIndex index) throws SQLException {
            execute(index.statement().definition());
            execute("COMMENT ON INDEX " + index.name().sql() + " IS " + Identifiers.literal(index.comment()));
        }

        /** What each index is, as the server prints it, apart from its name. */
        Map<IndexName, String> definitions() throws SQLException {
            return read("");
        }

        /** The same, with identity and state of each. */
        Map<IndexName, String> indexes() throws SQLException {
            return read(
                    "indexrelid || CASE WHEN indisvalid AND indisready AND indislive THEN ' ' ELSE ' INVALID ' END || ");
        }

        /** What would be there if the indexes had been built as they are declared. */
        Map<IndexName, String> expected(List<DeclaredIndex> indexes) throws SQLException {
            try {
                execute("BEGIN");
                for (IndexName name : definitions().keySet()) {
                    execute("DROP INDEX " + name.sql());
                }
                for (DeclaredIndex index : indexes) {
                    build(index);
                }
                return definitions();
            } finally {
                execute("ROLLBACK");
            }
        }

        private Map<IndexName, String> read(String prefix) throws SQLException {
            Map<IndexName, String> indexes = new TreeMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("""
                            SELECT nspname, relname, %s replace(pg_get_indexdef(indexrelid), quote_ident(relname) || ' ON ', 'ON ')
                                   || coalesce(' -- ' || obj_description(indexrelid, 'pg_class'), '')
                              FROM pg_index JOIN pg_class c ON c.oid = indexrelid JOIN pg_namespace n ON n.oid = relnamespace
                             WHERE nspname IN ('public', 'My "Schema')""".formatted(prefix))) {
                while (row.next()) {
                    String schema = row.getString(1);
                    indexes.put(
                            new IndexName(schema.equals("public") ? "" : schema, row.getString(2)), row.getString(3));
                }
            }
            return indexes;
        }

        private void execute(String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
