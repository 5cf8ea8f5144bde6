package dev.compositeindex.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.compatibility.MortalDataSource.Death;
import dev.compositeindex.processor.migration.DeclaredIndex;
import dev.compositeindex.testing.Effort;
import dev.compositeindex.testing.OwnThread;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database that is kept while developers declare, change, rename, remove, record, pull and clean, and start the application
 * again and again, which is killed at any moment. Each start must do without a manual step; afterwards each index is there as it is
 * recorded or, where it is not, declared; the history says what is; and what others made is as it was.
 */
@Timeout(value = 20 * 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KeptDatabaseTest {

    private static final int STEPS = Effort.of("kept.steps", 30, 200);
    private static final long SEED = Long.getLong("kept.seed", 14);

    /** About as many as a start has that builds something. */
    private static final int STATEMENTS = 150;

    private static final String TABLE = """
            CREATE TABLE course (id bigint PRIMARY KEY, c0 text, c1 text, c2 text, c3 text, c4 text, c5 text);
            INSERT INTO course SELECT n, n, n, n, n, n, n FROM generate_series(1, 1000) n;
            """;

    private static final String INDEXES = """
            SELECT c.relname,
                   concat_ws(' ', pg_get_indexdef(c.oid), NOT indisvalid,
                             'comment: ' || regexp_replace(obj_description(c.oid, 'pg_class'), '(, [0-9a-f]{8}){2}$', '')) AS text
              FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
             WHERE i.indrelid = 'course'::regclass AND NOT i.indisprimary AND c.relname NOT LIKE 'foreign%'
            """;

    private static final String FOREIGN = """
            SELECT string_agg(concat_ws(' ', oid, relname, obj_description(oid, 'pg_class')), ', ' ORDER BY relname)
              FROM pg_class WHERE relname LIKE 'foreign%'
            """;

    @TempDir
    private Path folder;

    private Database database;
    private Workplace ours;
    private SortedMap<Integer, Spec> recorded = new TreeMap<>();
    private final List<String> log = new ArrayList<>();
    private int declarations;

    @ServerSource
    void everyStartDoesWithoutAManualStep(PostgresServer server) throws Exception {
        Random random = new Random(SEED);
        database = Database.empty(server);
        Path migrations = Files.createDirectories(folder.resolve("migrations"));
        Files.writeString(migrations.resolve("V1__table.sql"), TABLE);
        ours = new Workplace(folder.resolve("ours"), migrations, new TreeMap<>());
        ours.declare(declarations++, random);
        restart();
        database.run(
                "CREATE INDEX foreign_plain ON course (c0, c1)",
                "CREATE INDEX foreign_marked ON course (c0)",
                "COMMENT ON INDEX foreign_marked IS 'CompositeIndex: not recorded, other.Indexes, 1a2b3c4d'");
        String foreign = database.query(FOREIGN);

        for (int step = 0; step < STEPS; step++) {
            step(random);
        }
        restart();

        assertThat(database.query(FOREIGN)).isEqualTo(foreign);
    }

    private void step(Random random) throws Exception {
        switch (random.nextInt(28)) {
            case 0, 1, 2, 3 -> ours.declare(declarations++, random);
            case 4, 5, 6, 7 -> ours.change(random);
            case 8, 9 -> ours.rename(random);
            case 10, 11 -> ours.remove(random);
            case 12, 13, 14 -> {
                if (ours.record()) {
                    recorded = new TreeMap<>(ours.declared());
                    log.add("record");
                }
            }
            case 15, 16, 17 -> pull(random);
            case 18 -> ours.clean();
            case 19, 20, 21, 22 -> kill(random);
            default -> restart();
        }
    }

    /** A colleague has recorded something, which may be about what we have not recorded yet. */
    private void pull(Random random) throws Exception {
        Workplace theirs = new Workplace(folder.resolve("theirs"), folder.resolve("migrations"), recorded);
        theirs.clean();
        for (int change = random.nextInt(3); change >= 0; change--) {
            int kind = theirs.declared().isEmpty() ? 0 : random.nextInt(6);
            switch (kind) {
                case 0 -> theirs.declare(declarations++, random);
                case 1 -> theirs.change(random);
                case 2 -> theirs.rename(random);
                case 3 -> theirs.remove(random);
                default -> collide(theirs, random);
            }
        }
        if (theirs.declared().isEmpty() || !theirs.record()) {
            return;
        }
        Set<Integer> all = new TreeSet<>(recorded.keySet());
        all.addAll(theirs.declared().keySet());
        for (int number : all) {
            Spec after = theirs.declared().get(number);
            if (after == null) {
                ours.declared().remove(number);
            } else if (!after.equals(recorded.get(number))) {
                ours.put(number, after);
            }
        }
        if (ours.declared().isEmpty()) {
            ours.declare(declarations++, random);
        }
        recorded = new TreeMap<>(theirs.declared());
        log.add("pull");
    }

    /** They record the name that we have not recorded: for the same index, for another one, or for one that they rename. */
    private void collide(Workplace theirs, Random random) {
        Spec spec = ours.declared().get(ours.any(random));
        switch (random.nextInt(3)) {
            case 0 -> theirs.put(declarations++, spec);
            case 1 -> theirs.put(declarations++, spec.withSettings(spec.comment(), spec.fillfactor() == 0 ? 70 : 0));
            default -> {
                int number = theirs.any(random);
                theirs.put(number, theirs.declared().get(number).withName(spec.name()));
            }
        }
    }

    /** While it builds what is new; that is gone again when the next process starts, or not. */
    private void kill(Random random) throws Exception {
        int number = declarations++;
        ours.declare(number, random);
        ours.compile();
        Death death = Death.values()[random.nextInt(Death.values().length)];
        boolean whileItBuilds = random.nextBoolean();
        int last = 1 + random.nextInt(whileItBuilds ? 6 : STATEMENTS);
        MortalDataSource process = new MortalDataSource(database.copy(), last, whileItBuilds, death);
        log.add("kill " + death);
        try {
            OwnThread.call(() -> flyway(process.dataSource()).migrate()).join();
        } catch (CompletionException e) {
            assertThat(process.isDead()).as("%s", e).isTrue();
        }
        if (random.nextBoolean()) {
            ours.declared().remove(number);
        }
    }

    private void restart() throws Exception {
        ours.compile();
        log.add("start");
        try {
            OwnThread.call(() -> flyway(database.copy()).migrate()).join();
        } catch (CompletionException e) {
            throw new AssertionError(log + ": a manual step is needed with seed " + SEED, e);
        }
        assertThat(indexes()).as("seed %d, %s", SEED, log).isEqualTo(expected());
        assertThat(database.query("SELECT count(*) || ' ' || bool_and(success) FROM flyway_schema_history"))
                .isEqualTo(ours.migrations() + " true");
    }

    private Flyway flyway(DataSource dataSource) throws Exception {
        return Flyway.configure(ours.classLoader())
                .dataSource(dataSource)
                .locations("filesystem:" + folder.resolve("migrations"))
                .load();
    }

    private SortedMap<String, String> expected() throws Exception {
        SortedMap<String, String> expected = new TreeMap<>();
        for (DeclaredIndex index : ours.recorded()) {
            expected.put(index.statement().name(), text(index, index.comment()));
        }
        Set<String> names = new HashSet<>(expected.keySet());
        for (DeclaredIndex index : ours.pending()) {
            assertThat(names.add(index.statement().name())).isTrue();
            expected.put(
                    index.statement().name(),
                    text(
                            index,
                            (index.comment().isEmpty() ? "" : index.comment() + "\n")
                                    + "CompositeIndex: not recorded, app.Indexes"));
        }
        return expected;
    }

    private static String text(DeclaredIndex index, String comment) {
        return index.statement()
                        .definition()
                        .replace(" ON course (", " ON public.course USING btree (")
                        .replace("fillfactor=70", "fillfactor='70'")
                + " f" + (comment.isEmpty() ? "" : " comment: " + comment);
    }

    private SortedMap<String, String> indexes() throws SQLException {
        SortedMap<String, String> indexes = new TreeMap<>();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(INDEXES)) {
            while (rows.next()) {
                indexes.put(rows.getString("relname"), rows.getString("text"));
            }
        }
        return indexes;
    }
}
