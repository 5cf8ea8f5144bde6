package dev.compositeindex.processor.migration;

import static dev.compositeindex.processor.migration.LedgerTest.declared;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.compositeindex.processor.model.Table;
import dev.compositeindex.testing.Impostors;
import dev.compositeindex.testing.StringConstants;
import dev.compositeindex.testing.UnqualifiedSql;
import dev.compositeindex.testing.Witness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Our scripts call nothing on the search path in the server's stead, whatever somebody has put there. What is authored names
 * the server's own here, so that whatever is called, is called by us.
 */
@Tag("slow")
class ImpostorsTest {
    private static final String PLACES = "dev.compositeindex.testing.Impostors#places";
    private static final Impostors IMPOSTORS = Impostors.ofModule(MigrationText.class);

    private static final Table T = new Table("", "t");
    private static final DeclaredIndex OLD = index("CREATE UNIQUE INDEX t_idx ON t (a, b)", "of the table");
    private static final DeclaredIndex NEW =
            index("CREATE INDEX t_idx ON t (pg_catalog.lower(b), a DESC) WHERE t.a OPERATOR(pg_catalog.>) 0", "");
    private static final DeclaredIndex SET = index(
            NEW.statement().definition().replace(" WHERE", " WITH (fillfactor=70) TABLESPACE pg_default WHERE"), "set");
    private static final DeclaredIndex RENAMED =
            index(SET.statement().withName("renamed_idx").definition(), "");
    private static final DeclaredIndex OTHER = index("CREATE INDEX other_idx ON t (b)", "");
    private static final String TEMPORARY = TemporaryName.of(NEW, Set.of());

    /** One of each verb, in an order in which they lead to something. */
    private static final List<Migration> STEPS = List.of(
            Scripts.create(OLD),
            Scripts.of(
                    new Section.Create(NEW.withName(TEMPORARY).withoutComment(), true),
                    new Section.Swap(NEW, TEMPORARY, Set.of(T))),
            Scripts.of(new Section.Drop(OLD.withName(TEMPORARY), Set.of(T), Set.of(NEW.name(), RENAMED.name()))),
            Scripts.of(new Section.Alter(NEW, SET)),
            Scripts.of(new Section.Rename(SET, RENAMED)),
            Scripts.of(
                    new Section.Follow(new LedgerEntry.MoveTable(new Table("", "s"), T), T, "", "T"),
                    new Section.Follow(new LedgerEntry.MoveColumn(T, "x", "a"), T, "a", "T")));

    @TempDir
    private Path folder;

    @BeforeAll
    static void plant() throws SQLException {
        IMPOSTORS.plant();
    }

    @Test
    void noNameIsLookedUp() {
        assertThat(UnqualifiedSql.in(StringConstants.ofModule(MigrationText.class)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource(PLACES)
    void scriptsThatAreRunByHandCallNone(Impostors.Place place) throws SQLException {
        PGSimpleDataSource database = IMPOSTORS.newDatabase(place);
        Witness witness = new Witness();
        assertNoneIsCalled("scripts by hand", place, database, witness, () -> {
            execute(
                    database,
                    "CREATE TABLE public.t (a integer, b pg_catalog.text)",
                    "CREATE TABLE public.u (a integer)");
            try (Connection connection = witness.watch(database).getConnection()) {
                for (Migration step : STEPS) {
                    Scripts.run(connection, step);
                    Scripts.run(connection, step);
                }
                assertThat(definition(database, "renamed_idx")).contains("lower(b)");

                execute(
                        database,
                        "CREATE INDEX other_idx ON public.u (a)",
                        "CREATE VIEW public.t_idx AS SELECT 1 AS one");
                List.of(
                                Scripts.create(OTHER),
                                Scripts.create(NEW),
                                Scripts.of(new Section.Drop(OTHER, Set.of(T), Set.of())),
                                Scripts.of(new Section.Rename(OTHER, OTHER.withName("another_idx"))),
                                Scripts.of(new Section.Follow(new LedgerEntry.MoveColumn(T, "a", "y"), T, "y", "T")))
                        .forEach(step -> assertThatThrownBy(() -> Scripts.run(connection, step))
                                .isInstanceOf(SQLException.class)
                                .extracting(e -> ((SQLException) e).getSQLState())
                                .isEqualTo("55000"));
            }
        });
    }

    @ParameterizedTest
    @MethodSource(PLACES)
    void scriptsThatAreGuardedCallNone(Impostors.Place place) throws SQLException {
        PGSimpleDataSource database = IMPOSTORS.newDatabase(place);
        Witness witness = new Witness();
        assertNoneIsCalled("scripts with the guard", place, database, witness, () -> {
            write("V1__create_table.sql", "CREATE TABLE public.t (a integer, b pg_catalog.text)");
            for (int i = 0; i < STEPS.size(); i++) {
                Migration step = STEPS.get(i);
                String file = step.fileName(new Version(Integer.toString(i + 2)));
                witness.script(step.text());
                write(file, step.text());
                if (step.configuration().isPresent()) {
                    write(file + ".conf", step.configuration().get());
                }
            }
            var flyway = Flyway.configure().locations("filesystem:" + folder);
            flyway.dataSource(Impostors.safely(database))
                    .defaultSchema("public")
                    .target("1")
                    .load()
                    .migrate();
            Flyway.configure()
                    .locations("filesystem:" + folder)
                    .dataSource(witness.watch(database))
                    .load()
                    .migrate();
            assertThat(definition(database, "renamed_idx")).contains("lower(b)");
        });
    }

    private static DeclaredIndex index(String definition, String comment) {
        DeclaredIndex index = declared("T", definition);
        return new DeclaredIndex(index.statement(), comment, index.declaredBy(), "", false);
    }

    private static void execute(PGSimpleDataSource database, String... statements) throws SQLException {
        try (Connection connection = Impostors.safely(database).getConnection()) {
            for (String sql : statements) {
                Scripts.execute(connection, sql);
            }
        }
    }

    private static String definition(PGSimpleDataSource database, String index) throws SQLException {
        try (Connection connection = Impostors.safely(database).getConnection()) {
            return Scripts.query(connection, "SELECT pg_get_indexdef('public." + index + "'::regclass)");
        }
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private static void assertNoneIsCalled(
            String flow, Impostors.Place place, PGSimpleDataSource database, Witness witness, ThrowingCallable action)
            throws SQLException {
        Throwable failure = catchThrowable(action);
        System.out.printf("%s, %d impostors, %s: %s%n", place, Impostors.count(database), flow, witness);
        assertThat(witness.callsOfOurs().stream().map(Witness.Call::toString).distinct())
                .isEmpty();
        assertThat(failure).isNull();
    }
}
