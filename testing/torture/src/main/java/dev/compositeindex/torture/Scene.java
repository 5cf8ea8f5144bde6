package dev.compositeindex.torture;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a fault strikes: a start of some instances, under way.
 *
 * @param server the server
 * @param database the round's database
 * @param release what is started
 * @param fleet the instances
 * @param monitor who looks
 * @param neighbour another application with an index on one of the tables
 */
record Scene(Server server, String database, Release release, Fleet fleet, Monitor monitor, Neighbour neighbour) {

    private static final String LOCK_HOLDERS = """
            SELECT a.pid, a.application_name, l.classid
              FROM pg_locks l
              JOIN pg_stat_activity a ON a.pid = l.pid
             WHERE l.locktype = 'advisory' AND l.granted AND a.datname = current_database()
             ORDER BY a.pid, l.classid, l.objid""";

    /** Flyway's lock is "Flyway" in ASCII plus a hash of 32 bits, so the upper half is "Fl" or next to it. */
    private static final long FLYWAY = 0x466C;

    /** A session that holds an advisory lock. */
    record LockHolder(long pid, String application, boolean ofFlyway) {}

    Connection connect() throws SQLException {
        return server.connect(database);
    }

    /** Who holds advisory locks now. */
    List<LockHolder> lockHolders() throws SQLException {
        try (Connection connection = connect()) {
            return Sql.rows(connection, LOCK_HOLDERS).stream()
                    .map(row -> new LockHolder(
                            Long.parseLong(row.get(0)), row.get(1), Math.abs(Long.parseLong(row.get(2)) - FLYWAY) <= 1))
                    .toList();
        }
    }

    /** The instance that builds, or holds Flyway's lock and so is about to. */
    Optional<Fleet.Start> builder() throws SQLException {
        Stream<String> names = Stream.concat(
                monitor.current().stream().map(Monitor.Build::application),
                lockHolders().stream().filter(LockHolder::ofFlyway).map(LockHolder::application));
        List<Fleet.Start> alive = fleet.alive();
        return names.flatMap(name -> alive.stream().filter(start -> start.name().equals(name)))
                .findFirst();
    }

    /** The instances that wait. */
    List<Fleet.Start> waiters() throws SQLException {
        Optional<Fleet.Start> builder = builder();
        return fleet.alive().stream()
                .filter(start -> builder.isPresent() && !start.equals(builder.get()))
                .toList();
    }
}
