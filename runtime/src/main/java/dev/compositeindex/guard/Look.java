package dev.compositeindex.guard;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether there is anything to care about before indexes are built, in one round trip. Nearly always there is not; what it is,
 * and whether it matters, others see who look longer.
 *
 * @param obstructed whether a name is taken, a table has an index that is not valid, or somebody may build on one
 * @param blocked whether somebody may be there whom a build would wait for: who has had a transaction for long, or has a lock
 *     on one of the tables
 */
record Look(boolean obstructed, boolean blocked) {

    /**
     * Taken after the tables' locks, in a statement of its own: what is seen together with a lock may be older than it. It reads
     * what the views read: to open and plan those takes a session more time, when it does so first, than all the rest.
     */
    private static final String SQL = """
            WITH here AS (
                SELECT db.oid FROM pg_catalog.pg_database db
                 WHERE db.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()),
            locks AS MATERIALIZED (
                SELECT l.pid, l.mode
                  FROM pg_catalog.pg_lock_status() l, here
                 WHERE l.locktype OPERATOR(pg_catalog.=) 'relation' AND l.database OPERATOR(pg_catalog.=) here.oid
                   AND l.relation OPERATOR(pg_catalog.=) ANY (?::pg_catalog.oid[])
                   AND l.mode OPERATOR(pg_catalog.=) ANY ('{RowExclusiveLock, ShareUpdateExclusiveLock, ShareLock,
                                                            ShareRowExclusiveLock, ExclusiveLock, AccessExclusiveLock}')
                   AND (l.pid OPERATOR(pg_catalog.=) pg_catalog.pg_backend_pid()) IS NOT TRUE)
            SELECT EXISTS (
                       SELECT FROM ROWS FROM (pg_catalog.unnest(?::pg_catalog.oid[]), pg_catalog.unnest(?::pg_catalog.text[]))
                                   AS n (table_id, index_name)
                         JOIN pg_catalog.pg_class t ON t.oid OPERATOR(pg_catalog.=) n.table_id
                         JOIN pg_catalog.pg_class c ON c.relname OPERATOR(pg_catalog.=) n.index_name
                                                   AND c.relnamespace OPERATOR(pg_catalog.=) t.relnamespace)
                   OR EXISTS (
                       SELECT FROM pg_catalog.pg_index i
                        WHERE i.indrelid OPERATOR(pg_catalog.=) ANY (?::pg_catalog.oid[]) AND NOT i.indisvalid)
                   OR EXISTS (SELECT FROM locks WHERE locks.mode OPERATOR(pg_catalog.<>) 'RowExclusiveLock')
                   OR EXISTS (
                       SELECT FROM pg_catalog.pg_stat_get_progress_info('CREATE INDEX') p, here
                        WHERE p.datid OPERATOR(pg_catalog.=) here.oid
                          AND p.relid OPERATOR(pg_catalog.=) ANY (?::pg_catalog.oid[])) AS obstructed,
                   EXISTS (SELECT FROM locks)
                   OR EXISTS (
                       SELECT FROM pg_catalog.pg_stat_get_activity(NULL) a, here
                        WHERE a.datid OPERATOR(pg_catalog.=) here.oid
                          AND a.pid OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid()
                          AND (a.backend_xmin IS NOT NULL OR a.backend_xid IS NOT NULL OR a.xact_start IS NOT NULL)
                          AND coalesce(pg_catalog.age(pg_catalog.clock_timestamp(), a.xact_start) OPERATOR(pg_catalog.>=)
                                       '1 s'::pg_catalog.interval, true))
                   AS blocked
            """;

    /** What is to be seen before these sections, all of which have a table. */
    static Look at(List<IndexSection> sections, Connection connection) throws SQLException {
        List<Long> tables = new ArrayList<>();
        List<Long> tablesOfNames = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (IndexSection section : sections) {
            tables.add(section.table());
            Optional<String> name = section.wantedName();
            if (name.isPresent()) {
                tablesOfNames.add(section.table());
                names.add(name.get());
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setArray(1, connection.createArrayOf("oid", tables.toArray()));
            statement.setArray(2, connection.createArrayOf("oid", tablesOfNames.toArray()));
            statement.setArray(3, connection.createArrayOf("text", names.toArray()));
            statement.setArray(4, connection.createArrayOf("oid", tables.toArray()));
            statement.setArray(5, connection.createArrayOf("oid", tables.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Look(row.getBoolean("obstructed"), row.getBoolean("blocked"));
            }
        }
    }
}
