package dev.compositeindex.guard;

import dev.compositeindex.build.BuildSettings;
import dev.compositeindex.catalog.CatalogEntry;
import dev.compositeindex.catalog.CatalogReader;
import dev.compositeindex.catalog.IndexAddress;
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
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** What one section of a migration of ours does to an index, on the session that is going to run it. */
final class IndexSection {

    private static final Log LOG = Log.of(IndexSection.class);

    /** The tables that indexes are on, or are going to be on. */
    private static final String TABLES = """
            SELECT t.oid, CASE WHEN t.oid IS NOT NULL
                               THEN pg_catalog.format('%s.%I', t.relnamespace::pg_catalog.regnamespace, t.relname) END AS name
              FROM ROWS FROM (pg_catalog.unnest(?::pg_catalog.text[]), pg_catalog.unnest(?::pg_catalog.text[]))
                   WITH ORDINALITY AS s (table_name, index_name, ord)
              LEFT JOIN pg_catalog.pg_index i ON i.indexrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(s.index_name)
              LEFT JOIN pg_catalog.pg_class t
                     ON t.oid OPERATOR(pg_catalog.=) coalesce(pg_catalog.to_regclass(s.table_name)::pg_catalog.oid, i.indrelid)
             ORDER BY s.ord
            """;

    private final String script;
    private final Section section;
    private final Connection connection;
    private final BuildSettings settings;
    private final long table;
    private final String tableName;
    private final String name;
    private boolean build;

    private IndexSection(
            String script,
            Section section,
            Connection connection,
            BuildSettings settings,
            long table,
            String tableName) {
        this.script = script;
        this.section = section;
        this.connection = connection;
        this.settings = settings;
        this.table = table;
        this.tableName = tableName;
        List<String> names = Definition.parseName(section.name());
        this.name = names.isEmpty() ? section.name() : names.get(names.size() - 1);
    }

    /** The sections of a migration on the session that is going to run it; nothing is begun yet. */
    static List<IndexSection> of(OurMigration migration, Connection connection, BuildSettings settings)
            throws SQLException {
        List<Section> all = migration.sections();
        List<IndexSection> sections = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
            statement.setArray(1, names(all, IndexSection::sqlOfTable, connection));
            statement.setArray(2, names(all, IndexSection::sqlOfDropped, connection));
            try (ResultSet rows = statement.executeQuery()) {
                for (Section section : all) {
                    rows.next();
                    sections.add(new IndexSection(
                            migration.script(),
                            section,
                            connection,
                            settings,
                            rows.getLong("oid"),
                            String.valueOf(rows.getString("name"))));
                }
            }
        }
        return List.copyOf(sections);
    }

    private static Array names(List<Section> sections, Function<Section, @Nullable String> name, Connection connection)
            throws SQLException {
        return connection.createArrayOf("text", sections.stream().map(name).toArray());
    }

    private static @Nullable String sqlOfTable(Section section) {
        return section.definition()
                .map(definition -> {
                    String schema = definition.address().schema();
                    return (schema.isEmpty() ? "" : SqlText.name(schema) + ".")
                            + SqlText.name(definition.address().table());
                })
                .orElse(null);
    }

    /** What is dropped need not say which table it is of. */
    private static @Nullable String sqlOfDropped(Section section) {
        List<String> names = Definition.parseName(section.name());
        return section.verb() != Verb.DROP || section.definition().isPresent() || names.isEmpty()
                ? null
                : names.stream().map(SqlText::name).collect(Collectors.joining("."));
    }

    boolean hasTable() {
        return table != 0;
    }

    /** Whether there is something to build. */
    boolean builds() {
        return build;
    }

    /** Whether the index is dropped. */
    boolean drops() {
        return section.verb() == Verb.DROP;
    }

    /** Whether it only takes a name or a setting, in a statement that does not say which index it is about. */
    boolean isInstant() {
        return section.verb() == Verb.CHANGE || section.verb() == Verb.RENAME;
    }

    /** Whether a statement that builds or drops an index of this raw name is this section's. */
    boolean isAbout(String rawName) {
        return !isInstant() && name.equals(rawName);
    }

    /** The index, as it is written in the script. */
    String index() {
        return section.name();
    }

    /** The object identifier of its table. */
    long table() {
        return table;
    }

    /** Its table, as SQL, with schema. */
    String tableName() {
        return tableName;
    }

    /** The raw name that is to be free, or to be that of the index, before or afterwards; empty if it does not matter. */
    Optional<String> wantedName() {
        return switch (section.verb()) {
            case CREATE -> Optional.of(name);
            case RENAME ->
                section.definition().map(definition -> definition.address().name());
            default -> Optional.empty();
        };
    }

    /**
     * Why it cannot be built, and what to do, where rows have equal keys.
     *
     * @param message what the server says
     */
    String equalKeys(String message) {
        String query = EqualKeys.query(tableName, table, name, connection);
        return "%s: the unique index %s on %s%s cannot be built, because rows have equal keys. The server says: %s.%s Remove such rows and"
                        .formatted(
                                script,
                                index(),
                                tableName,
                                section.declaredBy().isEmpty() ? "" : " (declared by " + section.declaredBy() + ")",
                                message.strip().replaceFirst("\\.$", ""),
                                query.isEmpty() ? "" : " This lists the keys: " + query + ";")
                + " start again; nothing else is to be done: no repair, and nothing from a backup.";
    }

    /** What it does, as the header says. */
    Section header() {
        return section;
    }

    /** Another session has built it. */
    void isBuilt() {
        build = false;
    }

    /** A look at all that could be in the way has found nothing. */
    void isFree() {
        build = section.verb() == Verb.CREATE || section.verb() == Verb.MOVE;
    }

    /**
     * Drops what this session's failed build has left, if that can be done soon; the next start would do it otherwise. Not
     * while others build on the table, who have waited for ours: see {@link #awaitBuilders}. Nor what was there, and valid,
     * before.
     *
     * @return whether nothing is left
     */
    boolean cleanUp() {
        if (section.verb() != Verb.CREATE || section.definition().isEmpty() || !build) {
            return true;
        }
        try {
            Inspector inspector = new Inspector(connection);
            NameOccupant occupant = inspector.look(section.definition().get());
            if (!(occupant instanceof NameOccupant.Leftover leftover)) {
                return true;
            }
            if (!inspector.buildersOf(table).isEmpty()) {
                return false;
            }
            new Leftovers(connection).dropSoon(leftover.index());
            return true;
        } catch (SQLException e) {
            LOG.debug("What the failed build has left stays until the next start", e);
            return false;
        }
    }

    /**
     * Waits for who builds on the table, and looks at the index's name.
     *
     * @throws FlywayException if it is taken, or patience ends
     */
    void clearTheWay() throws SQLException {
        if (!hasTable()) {
            return;
        }
        Waiting waiting = new Waiting(script, settings);
        awaitBuilders(waiting);
        if (section.verb() == Verb.CREATE) {
            build = clear(section.definition().orElseThrow(), waiting);
        } else {
            freeName();
            build = section.verb() == Verb.MOVE;
        }
        if (section.verb() == Verb.CREATE || section.verb() == Verb.MOVE) {
            new Leftovers(connection).dropOfReindex(name, table);
        }
    }

    /**
     * Drops what bears the name that an index is about to take, if it was built when nothing recorded it. Not once the index has
     * taken it.
     */
    void freeName() throws SQLException {
        Optional<String> former = section.formerName();
        if (former.isEmpty()
                || section.definition().isEmpty()
                || Sql.text(connection, "SELECT pg_catalog.to_regclass(?)", former.get())
                        .isEmpty()) {
            return;
        }
        IndexAddress address = section.definition().get().address();
        if (new CatalogReader(connection).read(List.of(address)).get(0) instanceof CatalogEntry.Index index
                && index.settings().mark().isPresent()) {
            new Leftovers(connection).dropUnrecorded(index);
        }
    }

    /** Makes the name free for an index; false if it is there already. */
    private boolean clear(Definition wanted, Waiting waiting) throws SQLException {
        while (true) {
            NameOccupant occupant = look(wanted);
            if (occupant instanceof NameOccupant.Free) {
                return true;
            } else if (occupant instanceof NameOccupant.Built built) {
                LOG.debug("{}: the index {} is there, valid and as declared: nothing to build", script, index());
                takeOver(built.index());
                return false;
            } else if (occupant instanceof NameOccupant.Replaceable replaceable) {
                new Leftovers(connection).dropUnrecorded(replaceable.index());
            } else if (occupant instanceof NameOccupant.Replaced) {
                LOG.debug("{}: the index {} has replaced another one already: nothing to build", script, index());
                return false;
            } else if (occupant instanceof NameOccupant.InTheMaking making) {
                waiting.on(making.who());
            } else if (occupant instanceof NameOccupant.Leftover leftover) {
                new Leftovers(connection).drop(leftover.index());
            } else if (occupant instanceof NameOccupant.Taken taken) {
                throw Refusal.of(script + " builds the index " + index() + ", but that name is taken by "
                        + taken.by() + ". Rename or drop one of the two, or declare the index"
                        + " under another name; then start again.");
            }
            awaitBuilders(waiting);
        }
    }

    /** Where the index is withdrawn, what stands in for it is as right as itself. */
    private NameOccupant look(Definition wanted) throws SQLException {
        Inspector inspector = new Inspector(connection);
        NameOccupant occupant = inspector.look(wanted);
        return section.withdrawn() && occupant instanceof NameOccupant.Taken
                ? inspector.look(section.standIn().orElseThrow())
                : occupant;
    }

    /** Where the index is withdrawn and not there, lets another one take its name, so that there is nothing to build. */
    void standIn() throws SQLException {
        if (!section.withdrawn() || !build) {
            return;
        }
        LOG.info("{}: the index {} is withdrawn: an empty one takes its name until it is dropped", script, index());
        String statement = section.standIn().orElseThrow().text().replaceFirst("INDEX", "INDEX CONCURRENTLY");
        SessionSettings.withoutLimits(connection, () -> Sql.run(connection, statement));
        build = false;
    }

    /** From here on it is recorded. Its comment was that of a declaration; the script gives it the one that it records. */
    private void takeOver(CatalogEntry.Index index) throws SQLException {
        if (index.settings().mark().isPresent()) {
            Comments.set(connection, index.sqlName(), "");
        }
    }

    /** Whoever waits in a lock's queue while it holds a snapshot is waited for by the build that holds the lock. */
    private void awaitBuilders(Waiting waiting) throws SQLException {
        Inspector inspector = new Inspector(connection);
        waiting.whileThereAre(() -> inspector.buildersOf(table));
    }
}
