package dev.compositeindex.guard;

import dev.compositeindex.build.BuildSettings;
import dev.compositeindex.catalog.SqlText;
import dev.compositeindex.guard.OurMigration.Section;
import dev.compositeindex.guard.OurMigration.Verb;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one section of a migration of ours does to an index, on the session that is going to run it. */
final class IndexSection {

    private static final Logger LOG = LoggerFactory.getLogger(IndexSection.class);

    private final String script;
    private final Section section;
    private final Connection connection;
    private final BuildSettings settings;
    private final long table;
    private boolean build;

    private IndexSection(String script, Section section, Connection connection, BuildSettings settings, long table) {
        this.script = script;
        this.section = section;
        this.connection = connection;
        this.settings = settings;
        this.table = table;
    }

    /** A section on the session that is going to run it; nothing is begun yet. */
    static IndexSection of(String script, Section section, Connection connection, BuildSettings settings)
            throws SQLException {
        String table = tableOf(section, connection);
        return new IndexSection(script, section, connection, settings, table.isEmpty() ? 0 : Long.parseLong(table));
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
        return section.verb() == Verb.CHANGE;
    }

    /** Whether a statement that builds or drops an index of this raw name is this section's. */
    boolean isAbout(String rawName) {
        return !isInstant() && name().equals(rawName);
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
    String tableName() throws SQLException {
        return Sql.text(
                connection,
                "SELECT pg_catalog.format('%s.%I', relnamespace::pg_catalog.regnamespace, relname) FROM pg_catalog.pg_class"
                        + " WHERE oid OPERATOR(pg_catalog.=) ?::pg_catalog.oid",
                table);
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

    /** The identifier of the table that the index is on, or is going to be on; empty if there is none. */
    static String tableOf(Section section, Connection connection) throws SQLException {
        if (section.definition().isPresent()) {
            var address = section.definition().get().address();
            return Sql.text(
                    connection,
                    "SELECT pg_catalog.to_regclass(?)::pg_catalog.oid",
                    sql(address.schema(), address.table()));
        }
        if (section.verb() != Verb.DROP) {
            return "";
        }
        return Sql.text(
                connection,
                "SELECT indrelid FROM pg_catalog.pg_index"
                        + " WHERE indexrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(?)",
                Definition.parseName(section.name()).stream().map(SqlText::name).collect(Collectors.joining(".")));
    }

    private static String sql(String schema, String table) {
        return (schema.isEmpty() ? "" : SqlText.name(schema) + ".") + SqlText.name(table);
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
            build = section.verb() == Verb.MOVE;
        }
        if (section.verb() == Verb.CREATE || section.verb() == Verb.MOVE) {
            new Leftovers(connection).dropOfReindex(name(), table);
        }
    }

    /** Makes the name free for an index; false if it is there already. */
    private boolean clear(Definition wanted, Waiting waiting) throws SQLException {
        while (true) {
            NameOccupant occupant = new Inspector(connection).look(wanted);
            if (occupant instanceof NameOccupant.Free) {
                return true;
            } else if (occupant instanceof NameOccupant.Built) {
                LOG.info("{}: the index {} is there, valid and as declared: nothing to build", script, index());
                return false;
            } else if (occupant instanceof NameOccupant.Replaced) {
                LOG.info("{}: the index {} has replaced another one already: nothing to build", script, index());
                return false;
            } else if (occupant instanceof NameOccupant.InTheMaking making) {
                waiting.on(making.who());
            } else if (occupant instanceof NameOccupant.Leftover leftover) {
                new Leftovers(connection).drop(leftover.index());
            } else if (occupant instanceof NameOccupant.Taken taken) {
                throw new FlywayException(script + " builds the index " + index() + ", but that name is taken by "
                        + taken.by() + ". Rename or drop one of the two, or declare the index"
                        + " under another name; then start again.");
            }
            awaitBuilders(waiting);
        }
    }

    /** Whoever waits in a lock's queue while it holds a snapshot is waited for by the build that holds the lock. */
    private void awaitBuilders(Waiting waiting) throws SQLException {
        Inspector inspector = new Inspector(connection);
        waiting.whileThereAre(() -> inspector.buildersOf(table));
    }

    /** The index's raw name. */
    private String name() {
        List<String> names = Definition.parseName(section.name());
        return names.isEmpty() ? section.name() : names.get(names.size() - 1);
    }
}
