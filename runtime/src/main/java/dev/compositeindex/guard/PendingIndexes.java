package dev.compositeindex.guard;

import dev.compositeindex.build.BuildSettings;
import dev.compositeindex.catalog.CatalogEntry;
import dev.compositeindex.catalog.PendingMark;
import dev.compositeindex.catalog.SqlText;
import dev.compositeindex.guard.OurMigration.Section;
import dev.compositeindex.guard.OurMigration.Verb;
import dev.compositeindex.text.Log;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.flywaydb.core.api.FlywayException;

/**
 * Builds what is declared and no migration records, once all migrations have run; and drops what was built so and is declared no
 * more. What bears no mark of ours is never touched.
 */
final class PendingIndexes {

    private static final Log LOG = Log.of(PendingIndexes.class);

    private static final String SUBJECT = "What is not recorded";
    private static final int MOST_TOLD = 5;

    /**
     * What may be dropped, as far as the server can tell; neither what a constraint needs, nor a replica identity. And, with no
     * name as SQL, what of these is not there under its name, though its table is.
     */
    private static final String MARKED = """
            SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS sql_name, n.nspname, c.relname, d.description
              FROM pg_catalog.pg_index i
              JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) i.indexrelid
              JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
              LEFT JOIN pg_catalog.pg_description d
                   ON (d.objoid, d.classoid, d.objsubid)
                      OPERATOR(pg_catalog.=) (c.oid, 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid, 0)
             WHERE (c.relname OPERATOR(pg_catalog.~) '^compositeindex_[0-9a-f]{8}_'
                    OR pg_catalog.strpos(d.description, ?) OPERATOR(pg_catalog.>) 0)
               AND NOT i.indisreplident AND pg_catalog.pg_has_role(c.relowner, 'USAGE')
               AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conindid OPERATOR(pg_catalog.=) c.oid)
             UNION ALL
            SELECT NULL, NULL, r.index_name, NULL
              FROM ROWS FROM (pg_catalog.unnest(?::pg_catalog.text[]), pg_catalog.unnest(?::pg_catalog.text[])) AS r (index_name, table_name)
             WHERE pg_catalog.to_regclass(r.table_name) IS NOT NULL
               AND NOT EXISTS (SELECT FROM pg_catalog.pg_class c
                                WHERE c.relname OPERATOR(pg_catalog.=) r.index_name
                                  AND c.relkind OPERATOR(pg_catalog.=) ANY ('{i,I}'))
             ORDER BY 1, 3
            """;

    private final List<DeclaredModule> modules;
    private final Scripts scripts;
    private final HistoryTable history;
    private final Connection connection;
    private final BuildSettings settings;
    private final Runner runner;

    PendingIndexes(
            List<DeclaredModule> modules,
            Scripts scripts,
            HistoryTable history,
            Connection connection,
            BuildSettings settings,
            Runner runner) {
        this.modules = List.copyOf(modules);
        this.scripts = scripts;
        this.history = history;
        this.connection = connection;
        this.settings = settings;
        this.runner = runner;
    }

    /**
     * A statement that builds or drops an index, and what comes after.
     *
     * @param section what it does
     * @param sql the statement
     * @param afterwards what is done while nobody else builds on the table yet
     */
    record Step(Section section, String sql, Sql.Work afterwards) {}

    /** Runs statements one after the other, as guarded as those of a script. */
    @FunctionalInterface
    interface Runner {
        void run(String subject, List<Step> steps);
    }

    /**
     * All of it.
     *
     * @throws FlywayException if something else bears the name of an index, patience ends, or a build fails
     */
    void build() throws SQLException {
        if (modules.stream().allMatch(module -> module.pending().isEmpty())) {
            runner.run(SUBJECT, drops());
            return;
        }
        String path = history.searchFirst(connection);
        try {
            runner.run(SUBJECT, builds());
            runner.run(SUBJECT, drops());
        } finally {
            restore(path);
        }
    }

    /** Where the connection is lost, so is what was set. */
    private void restore(String path) {
        try {
            HistoryTable.search(path, connection);
        } catch (SQLException e) {
            LOG.debug("The search path cannot be given back", e);
        }
    }

    private List<Step> builds() throws SQLException {
        List<PendingIndex> all = modules.stream()
                .flatMap(module -> module.pending().stream().map(declared -> PendingIndex.of(module, declared)))
                .toList();
        List<PendingGlance> glances = PendingGlance.at(all, connection);
        List<Step> builds = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (isToBuild(all.get(i), glances.get(i))) {
                builds.add(build(all.get(i)));
            }
        }
        return builds;
    }

    private Step build(PendingIndex index) {
        Definition temporary = index.temporary();
        Section section = new Section(
                Verb.CREATE,
                SqlText.name(temporary.address().name()),
                Optional.of(temporary),
                false,
                true,
                index.declared().declaredBy());
        return new Step(section, temporary.concurrentBuild(), () -> giveName(index));
    }

    private boolean isToBuild(PendingIndex index, PendingGlance glance) throws SQLException {
        return switch (glance.kind()) {
            case NO_TABLE -> {
                LOG.warn(
                        "{} is declared and no migration records it: not built, since there is no table {}",
                        name(index),
                        index.definition().address().qualifiedTable());
                yield false;
            }
            case ABSENT -> true;
            case AS_BUILT -> false;
            case UNSURE -> isToBuild(index);
        };
    }

    private boolean isToBuild(PendingIndex index) throws SQLException {
        NameOccupant occupant = look(index);
        if (occupant instanceof NameOccupant.Taken && isRecorded(index)) {
            LOG.warn("{} is not as it is declared, but as a migration has recorded it: record the change", name(index));
            return false;
        }
        refuse(index, occupant);
        if (!(occupant instanceof NameOccupant.Built built)) {
            return true;
        }
        Optional<PendingMark> mark = built.index().settings().mark();
        if (mark.isPresent()) {
            mark(built.index().sqlName(), index);
        }
        return false;
    }

    /** What bears the name, once nobody builds it. */
    private NameOccupant look(PendingIndex index) throws SQLException {
        Inspector inspector = new Inspector(connection);
        Waiting waiting = new Waiting(name(index), settings);
        NameOccupant occupant = inspector.look(index.definition());
        while (occupant instanceof NameOccupant.InTheMaking making) {
            waiting.on(making.who());
            occupant = inspector.look(index.definition());
        }
        return occupant;
    }

    private static void refuse(PendingIndex index, NameOccupant occupant) {
        if (occupant instanceof NameOccupant.Taken taken) {
            throw Refusal.of("The index " + name(index) + " is declared, but that name is taken by "
                    + taken.by()
                    + ". Rename or drop one of the two, or declare the index under another name; then start"
                    + " again.");
        }
    }

    /** Whether a migration that was applied is about an index of this name: then the change of a declaration is to be recorded. */
    private boolean isRecorded(PendingIndex index) throws SQLException {
        return history.applied(connection).stream()
                .flatMap(script -> scripts.ours(script).stream())
                .flatMap(migration -> migration.sections().stream())
                .flatMap(section -> section.definition().stream())
                .anyMatch(definition -> definition
                        .address()
                        .name()
                        .equals(index.definition().address().name()));
    }

    /** The index is built: it gets its name, and what had that before another one, for which it is dropped. */
    private void giveName(PendingIndex index) throws SQLException {
        PendingGlance glance = PendingGlance.at(List.of(index), connection).get(0);
        Optional<CatalogEntry.Index> replaced = Optional.empty();
        if (glance.kind() != PendingGlance.Kind.ABSENT) {
            NameOccupant occupant = look(index);
            refuse(index, occupant);
            if (occupant instanceof NameOccupant.Built) {
                return;
            } else if (occupant instanceof NameOccupant.Leftover leftover) {
                new Leftovers(connection).drop(leftover.index());
            } else if (occupant instanceof NameOccupant.Replaceable replaceable) {
                replaced = Optional.of(replaceable.index());
            }
        }
        String former = replaced.map(CatalogEntry.Index::sqlName).orElse("");
        String nameForFormer =
                replaced.map(old -> index.nameForReplaced(old.oid())).orElse("");
        Sql.inTransaction(connection, () -> {
            if (!former.isEmpty()) {
                rename(former, nameForFormer);
            }
            rename(glance.qualified(index.temporary().address().name()), name(index));
            mark(glance.qualified(name(index)), index);
        });
        LOG.info("{} is built. No migration records it yet", name(index));
    }

    /** Says in the comment of an index what it was built from, and what the server made of it. */
    private void mark(String sqlName, PendingIndex index) throws SQLException {
        String server = Sql.text(
                connection, "SELECT pg_catalog.pg_get_indexdef(pg_catalog.to_regclass(?)::pg_catalog.oid)", sqlName);
        Comments.set(connection, sqlName, index.comment(server));
    }

    private void rename(String from, String to) throws SQLException {
        Sql.run(connection, "ALTER INDEX " + from + " RENAME TO " + SqlText.name(to));
    }

    /** What dead builds have left under their names, and what is declared no more. What is recorded must be there by now. */
    private List<Step> drops() throws SQLException {
        List<Step> drops = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(MARKED)) {
            statement.setString(1, PendingMark.START);
            List<Definition> recorded = recorded();
            statement.setArray(
                    2, texts(recorded, definition -> definition.address().name()));
            statement.setArray(3, texts(recorded, PendingIndexes::table));
            List<String> absent = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String name = rows.getString("relname");
                    if (rows.getString("sql_name") == null) {
                        absent.add(name);
                        continue;
                    }
                    String comment = rows.getString("description");
                    if (PendingIndex.isTemporary(name)
                            || isSuperfluous(rows.getString("nspname"), name, comment == null ? "" : comment)) {
                        drops.add(drop(rows.getString("sql_name")));
                    }
                }
            }
            tellAbsent(absent);
        }
        return drops;
    }

    /** Whether its registry declares it no more. Registries that are not here may still do. */
    private boolean isSuperfluous(String schema, String name, String comment) {
        return PendingMark.in(comment).stream()
                .flatMap(mark ->
                        modules.stream().filter(module -> module.registry().equals(mark.registry())))
                .anyMatch(module -> module.indexes().stream().noneMatch(index -> index.mayBe(schema, name)));
    }

    private static Step drop(String sqlName) {
        return new Step(
                new Section(Verb.DROP, sqlName, Optional.empty(), false, true, ""),
                "DROP INDEX CONCURRENTLY IF EXISTS " + sqlName,
                () -> LOG.info("{} is dropped: no migration recorded it, and it is declared no more", sqlName));
    }

    private static String name(PendingIndex index) {
        return index.definition().address().name();
    }

    private static String table(Definition definition) {
        String schema = definition.address().schema();
        return (schema.isEmpty() ? "" : SqlText.name(schema) + ".")
                + SqlText.name(definition.address().table());
    }

    private List<Definition> recorded() {
        return modules.stream()
                .flatMap(module -> module.indexes().stream()
                        .filter(index -> !module.pending().contains(index)))
                .map(DeclaredModule.DeclaredIndex::definition)
                .toList();
    }

    private Array texts(List<Definition> definitions, Function<Definition, String> text) throws SQLException {
        return connection.createArrayOf("text", definitions.stream().map(text).toArray());
    }

    /** Flyway says nothing of files that it does not look at. */
    private void tellAbsent(List<String> absent) {
        if (!absent.isEmpty()) {
            LOG.warn(
                    "Declared, recorded by migrations, and not there, though all migrations that Flyway has found have run: {}{}."
                            + " Flyway looks {}. Are the recorded files there, and called so? If they have run, somebody has dropped"
                            + " the indexes: the verifier says what to do",
                    String.join(", ", absent.subList(0, Math.min(MOST_TOLD, absent.size()))),
                    absent.size() > MOST_TOLD ? " and %d more".formatted(absent.size() - MOST_TOLD) : "",
                    scripts.whereFlywayLooks());
        }
    }
}
