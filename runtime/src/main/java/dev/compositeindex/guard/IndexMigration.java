package dev.compositeindex.guard;

import dev.compositeindex.build.BuildSettings;
import dev.compositeindex.catalog.SqlText;
import dev.compositeindex.guard.OurMigration.Verb;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A migration of ours that builds or drops an index, on the session that is going to run it. */
final class IndexMigration {

    private static final Logger LOG = LoggerFactory.getLogger(IndexMigration.class);

    private final OurMigration migration;
    private final Connection connection;
    private final BuildSettings settings;
    private final long table;
    private final AdvisoryLock lock;
    private final Limits limits;
    private boolean locked;
    private boolean build;

    private IndexMigration(
            OurMigration migration, Connection connection, BuildSettings settings, long table, Limits limits) {
        this.limits = limits;
        this.migration = migration;
        this.connection = connection;
        this.settings = settings;
        this.table = table;
        this.lock = AdvisoryLock.toBuild(table);
    }

    /** A migration on the session that is going to run it; nothing is begun yet. */
    static IndexMigration of(OurMigration migration, Connection connection, BuildSettings settings)
            throws SQLException {
        String table = tableOf(migration, connection);
        return new IndexMigration(
                migration, connection, settings, table.isEmpty() ? 0 : Long.parseLong(table), Limits.of(connection));
    }

    /**
     * Makes sure that this session is the only one that builds on the index's table, and that the way is free: what a dead
     * build has left is dropped. Until {@link #end}, nobody else who asks for the lock gets it, not even when this process
     * is killed while the server goes on building. Without a table, the script will say so.
     *
     * @throws FlywayException if the index's name is taken, or patience ends
     */
    void begin() throws SQLException {
        limits.liftOfNetwork(connection);
        if (hasTable()) {
            lockTable();
            clearTheWay();
        }
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
        return migration.verb() == Verb.DROP;
    }

    /** The index, as it is written in the script. */
    String index() {
        return migration.name();
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
     * while others build on the table, who have waited for ours: see {@link #awaitBuilders}.
     *
     * @return whether nothing is left
     */
    boolean cleanUp() {
        if (migration.verb() != Verb.CREATE || migration.definition().isEmpty()) {
            return true;
        }
        try {
            Inspector inspector = new Inspector(connection);
            NameOccupant occupant = inspector.look(migration.definition().get());
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

    /** Others may build on the table again, and the session's limits are what they were. That first, whatever else fails. */
    void end() {
        try {
            if (locked) {
                lock.unlock(connection);
                locked = false;
            }
            limits.restore(connection);
        } catch (SQLException e) {
            LOG.debug("The session that built may be gone, and its lock with it", e);
        }
    }

    /** The identifier of the table that the index is on, or is going to be on; empty if there is none. */
    static String tableOf(OurMigration migration, Connection connection) throws SQLException {
        if (migration.definition().isPresent()) {
            var address = migration.definition().get().address();
            return Sql.text(
                    connection,
                    "SELECT pg_catalog.to_regclass(?)::pg_catalog.oid",
                    sql(address.schema(), address.table()));
        }
        return Sql.text(
                connection,
                "SELECT indrelid FROM pg_catalog.pg_index"
                        + " WHERE indexrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(?)",
                Definition.parseName(migration.name()).stream()
                        .map(SqlText::name)
                        .collect(Collectors.joining(".")));
    }

    private static String sql(String schema, String table) {
        return (schema.isEmpty() ? "" : SqlText.name(schema) + ".") + SqlText.name(table);
    }

    private void lockTable() throws SQLException {
        Waiting waiting = new Waiting(migration.script(), settings);
        while (!lock.tryLock(connection)) {
            String holder = lock.holder(connection);
            waiting.on("another instance, which may be gone, works on the same table: "
                    + (holder.isEmpty() ? "another session" : holder));
        }
        locked = true;
    }

    /**
     * Waits for who builds on the table, and looks at the index's name.
     *
     * @throws FlywayException if it is taken, or patience ends
     */
    void clearTheWay() throws SQLException {
        Waiting waiting = new Waiting(migration.script(), settings);
        awaitBuilders(waiting);
        if (migration.verb() == Verb.CREATE) {
            build = clear(migration.definition().orElseThrow(), waiting);
        } else {
            build = migration.verb() == Verb.SET;
        }
        if (migration.verb() != Verb.DROP) {
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
                LOG.info(
                        "{}: the index {} is there, valid and as declared: nothing to build",
                        migration.script(),
                        name());
                return false;
            } else if (occupant instanceof NameOccupant.InTheMaking making) {
                waiting.on(making.who());
            } else if (occupant instanceof NameOccupant.Leftover leftover) {
                new Leftovers(connection).drop(leftover.index());
            } else if (occupant instanceof NameOccupant.Taken taken) {
                throw new FlywayException(migration.script() + " builds the index " + migration.name()
                        + ", but that name is taken by " + taken.by()
                        + ". Rename or drop one of the two, or declare the index"
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
        List<String> names = Definition.parseName(migration.name());
        return names.isEmpty() ? migration.name() : names.get(names.size() - 1);
    }
}
