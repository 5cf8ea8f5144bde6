package dev.compositeindex.guard;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A migration of ours that runs in a transaction: it gives indexes other names and settings, and builds none.
 *
 * @param connection that is going to run it
 * @param group whether other migrations share the transaction
 */
record TransactionalScript(OurMigration migration, Connection connection, boolean group) {

    /** Waits for who builds on the tables, and makes names free. */
    void begin(BuildContext context) throws SQLException {
        List<IndexSection> sections = IndexSection.of(migration, connection, context.settings());
        if (context.own().isPresent() && !group) {
            awaitBuilders(sections, context.own().get(), context);
        }
        for (IndexSection section : sections) {
            section.freeName();
        }
    }

    /**
     * What runs in a transaction has a snapshot, with which it waits for the index's lock: a {@code REINDEX} that holds the
     * lock would wait for the snapshot, and be ended by the deadlock. So it is waited for before, on our own session, and
     * without the snapshot that the transaction has so far. A group of migrations has locks that others may wait for.
     */
    private void awaitBuilders(List<IndexSection> sections, OwnSession session, BuildContext context)
            throws SQLException {
        Set<Long> tables = new TreeSet<>();
        for (IndexSection section : sections) {
            if (section.hasTable()) {
                tables.add(section.table());
            }
        }
        // Also gives up the snapshot of the statement before.
        boolean snapshotIsGone =
                Sql.text(connection, "SHOW transaction_isolation").equals("read committed");
        if (snapshotIsGone) {
            for (long table : tables) {
                new Waiting(migration.script(), context.settings()).whileThereAre(() -> session.buildersOf(table));
            }
        }
    }
}
