package dev.compositeindex.torture;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at a database every few milliseconds, from its own connection: who builds which index, and which indexes are valid.
 * What must never be, even for a moment, it keeps.
 */
final class Monitor implements AutoCloseable {
    private static final long PERIOD_MILLIS = 15;

    private static final Pattern BUILT = Pattern.compile(
            "INDEX\\s+CONCURRENTLY\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?(?:(?:\"(?:[^\"]|\"\")+\"|\\w+)\\.)?(\"(?:[^\"]|\"\")+\"|\\w+)");

    private static final String BUILDS = """
            SELECT p.pid, a.application_name, a.query, p.index_relid, p.phase
              FROM pg_stat_progress_create_index p
              JOIN pg_stat_activity a ON a.pid = p.pid
             WHERE p.datname = current_database()
             ORDER BY a.query_start""";

    private static final String INDEXES = """
            SELECT i.indexrelid, n.nspname || '.' || c.relname, i.indisvalid, c.relfilenode
              FROM pg_index i
              JOIN pg_class c ON c.oid = i.indexrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE i.indexrelid >= 16384 AND n.nspname <> 'pg_toast' AND NOT i.indisprimary""";

    /** A build as seen in one look; the index has no object identifier until it is in the catalogue. */
    record Build(long pid, String application, String index, long oid, String phase) {}

    private final Server server;
    private final String database;
    private final Predicate<String> isAlive;
    private final Thread thread;
    private volatile boolean stopped;

    private List<Build> current = List.of();
    private int looks;
    /** By the object identifier of what is built: a statement that finds the index there builds nothing. */
    private final Map<Long, Build> builds = new LinkedHashMap<>();

    private final Set<Long> orphans = new HashSet<>();
    private final Set<String> violations = new LinkedHashSet<>();
    /** The files that a valid index of a name has had, in order: {@code oid/relfilenode}. */
    private final Map<String, Set<String>> valid = new HashMap<>();

    private final Set<String> before = new HashSet<>();
    private final Map<String, Set<String>> entries = new HashMap<>();
    private final Set<String> everValid = new HashSet<>();
    private final Set<String> everInvalid = new HashSet<>();

    /** Begins to look. A build of a session whose application name is not alive is an orphan. */
    Monitor(Server server, String database, Predicate<String> isAlive) {
        this.server = server;
        this.database = database;
        this.isAlive = isAlive;
        this.thread = new Thread(this::watch, "monitor");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        while (!stopped) {
            try (Connection connection = server.connect(database)) {
                while (!stopped) {
                    look(connection);
                    Thread.sleep(PERIOD_MILLIS);
                }
            } catch (SQLException e) {
                if (!Connections.isLost(e)) {
                    violation("the monitor cannot look: " + e.getMessage());
                    return;
                }
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void pause() {
        synchronized (this) {
            current = List.of();
        }
        try {
            Thread.sleep(PERIOD_MILLIS);
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    private void look(Connection connection) throws SQLException {
        List<Build> seen = new ArrayList<>();
        for (List<String> row : Sql.rows(connection, BUILDS)) {
            builtBy(row.get(2))
                    .ifPresent(index -> seen.add(new Build(
                            Long.parseLong(row.get(0)), row.get(1), index, Long.parseLong(row.get(3)), row.get(4))));
        }
        List<List<String>> indexes = Sql.rows(connection, INDEXES);
        synchronized (this) {
            looks++;
            current = List.copyOf(seen);
            seen.forEach(this::sawBuild);
            twice(seen).ifPresent(violations::add);
            indexes.forEach(this::sawIndex);
            notifyAll();
        }
    }

    /** The index that a statement builds, as it is named. */
    static Optional<String> builtBy(String query) {
        Matcher matcher = BUILT.matcher(query);
        return matcher.find() && !query.stripLeading().startsWith("DROP")
                ? Optional.of(unquoted(matcher.group(1)))
                : Optional.empty();
    }

    private static String unquoted(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }

    /** What is wrong if two sessions build one index. */
    static Optional<String> twice(List<Build> builds) {
        Map<String, Build> byIndex = new HashMap<>();
        for (Build build : builds) {
            Build other = byIndex.put(build.index(), build);
            if (other != null) {
                return Optional.of("two sessions at once build %s: %s (%s) and %s (%s)"
                        .formatted(
                                build.index(), other.application(), other.phase(), build.application(), build.phase()));
            }
        }
        return Optional.empty();
    }

    private void sawBuild(Build build) {
        if (build.oid() == 0) {
            return;
        }
        builds.putIfAbsent(build.oid(), build);
        if (build.application().startsWith("instance-") && !isAlive.test(build.application())) {
            orphans.add(build.oid());
        }
    }

    private void sawIndex(List<String> row) {
        if (looks == 1) {
            before.add(row.get(0));
        } else if (!before.contains(row.get(0))) {
            entries.computeIfAbsent(row.get(1), name -> new HashSet<>()).add(row.get(0));
        }
        if (row.get(2).equals("t")) {
            everValid.add(row.get(0));
            valid.computeIfAbsent(row.get(1), name -> new LinkedHashSet<>()).add(row.get(0) + "/" + row.get(3));
        } else {
            everInvalid.add(row.get(0));
        }
    }

    private synchronized void violation(String text) {
        violations.add(text);
    }

    /** Who builds now. */
    synchronized List<Build> current() {
        return current;
    }

    /** How many builds have begun. */
    synchronized int builds() {
        return builds.size();
    }

    /**
     * How often each index ({@code schema.name}) was made that was not there at the first look: the entries that the catalogue
     * had under its name, valid or not. A build may be over between two looks; its index is not.
     */
    synchronized Map<String, Integer> madeByIndex() {
        Map<String, Integer> counts = new TreeMap<>();
        entries.forEach((name, oids) -> counts.put(name, oids.size()));
        return counts;
    }

    synchronized int looks() {
        return looks;
    }

    /** How many builds went on after the JVM that began them was gone. */
    synchronized int orphans() {
        return orphans.size();
    }

    /** Whether the index with this {@code oid} was built, or moved, by one of them. */
    synchronized boolean isOrphan(String oid) {
        return orphans.contains(Long.valueOf(oid));
    }

    /** How many indexes were seen invalid and were never seen valid: leftovers, if they are gone at the end. */
    synchronized int leftovers() {
        return (int)
                everInvalid.stream().filter(oid -> !everValid.contains(oid)).count();
    }

    /** What was seen that must never be. */
    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    /** The files of the valid indexes of a name ({@code schema.name}), in the order in which they were seen. */
    synchronized List<String> filesOf(String name) {
        return List.copyOf(valid.getOrDefault(name, Set.of()));
    }

    /** Waits for the next look. */
    synchronized void awaitLook() throws InterruptedException {
        wait(PERIOD_MILLIS * 4);
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
