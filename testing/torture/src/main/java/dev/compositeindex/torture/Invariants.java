package dev.compositeindex.torture;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What must hold once all instances are up, whatever happened before. Seen from outside, with plain SQL: none of our code
 * that is tested has a say in it. A violation is a sentence.
 */
final class Invariants {
    private static final String INDEXES = """
            SELECT n.nspname || '.' || c.relname, i.indisvalid AND i.indisready AND i.indislive,
                   pg_get_indexdef(c.oid) || coalesce(' TABLESPACE ' || t.spcname, '')
              FROM pg_index i
              JOIN pg_class c ON c.oid = i.indexrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_tablespace t ON t.oid = c.reltablespace
             WHERE n.nspname NOT IN ('pg_catalog', 'pg_toast', 'information_schema')
               AND NOT i.indisprimary
               AND i.indrelid <> 'flyway_schema_history'::regclass""";

    /** Toast tables have indexes of their own, which a rebuild of all of a table's indexes may leave as well. */
    private static final String INVALID_ANYWHERE = """
            SELECT i.indexrelid::regclass::text
              FROM pg_index i
             WHERE NOT (i.indisvalid AND i.indisready AND i.indislive)""";

    private static final String HISTORY = """
            SELECT version, count(*), bool_and(success)
              FROM flyway_schema_history
             WHERE version IS NOT NULL
             GROUP BY version""";

    private static final String LEFT_BEHIND = """
            SELECT 'a lock of ' || coalesce(a.application_name, 'nobody') || ' on ' || l.classid || '/' || l.objid
              FROM pg_locks l
              LEFT JOIN pg_stat_activity a ON a.pid = l.pid
             WHERE l.locktype = 'advisory'
               AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
             UNION ALL
            SELECT 'a build by ' || a.application_name
              FROM pg_stat_progress_create_index p
              JOIN pg_stat_activity a ON a.pid = p.pid
             WHERE p.datname = current_database()""";

    private Invariants() {}

    /** Whether indexes and history are those of a release, and nothing is left of how they came to be. */
    static List<String> violations(Connection connection, Application application) throws SQLException {
        List<String> violations = new ArrayList<>();
        violations.addAll(ofIndexes(connection, application.release()));
        violations.addAll(ofHistory(connection, application.versions()));
        Sql.column(connection, INVALID_ANYWHERE)
                .forEach(index -> violations.add("the index %s is not valid".formatted(index)));
        Sql.column(connection, LEFT_BEHIND).forEach(left -> violations.add(left + " is left behind"));
        return violations;
    }

    private static List<String> ofIndexes(Connection connection, Release release) throws SQLException {
        Map<String, String> found = new TreeMap<>();
        List<String> violations = new ArrayList<>();
        for (List<String> row : Sql.rows(connection, INDEXES)) {
            found.put(row.get(0), row.get(2));
        }
        release.indexes().forEach((name, definition) -> {
            String actual = found.remove(name);
            if (actual == null) {
                violations.add("the index %s is not there".formatted(name));
            } else if (!actual.equals(definition)) {
                violations.add("the index %s must be \"%s\" and is \"%s\"".formatted(name, definition, actual));
            }
        });
        found.keySet().forEach(name -> violations.add("there is an index %s that nobody declares".formatted(name)));
        return violations;
    }

    private static List<String> ofHistory(Connection connection, int versions) throws SQLException {
        Map<String, List<String>> found = new HashMap<>();
        for (List<String> row : Sql.rows(connection, HISTORY)) {
            found.put(row.get(0), row);
        }
        List<String> violations = new ArrayList<>();
        for (int version = 1; version <= versions; version++) {
            List<String> row = found.remove(Integer.toString(version));
            if (row == null) {
                violations.add("version %d is not in the history".formatted(version));
            } else if (!row.get(2).equals("t")) {
                violations.add("version %d is in the history as failed".formatted(version));
            } else if (!row.get(1).equals("1")) {
                violations.add("version %d is in the history %s times".formatted(version, row.get(1)));
            }
        }
        found.keySet().forEach(version -> violations.add("version %s is in the history".formatted(version)));
        return violations;
    }

    /**
     * Whether each valid index was left alone: it gets another file once for each release that changes it, and no more. A move to
     * another tablespace is the exception: {@code REINDEX} has no {@code IF}, and Flyway cannot skip a statement, so that a move
     * which a session has finished whose instance was gone is done once more.
     *
     * @param releases the release from which the instances started, those in between, and theirs
     */
    static List<String> rebuilt(Monitor monitor, List<Release> releases) {
        List<String> violations = new ArrayList<>();
        releases.get(releases.size() - 1).indexes().keySet().forEach(name -> {
            List<String> files = monitor.filesOf(name);
            long definitions = releases.stream()
                    .map(release -> release.indexes().get(name))
                    .filter(Objects::nonNull)
                    .map(Invariants::withoutParameters)
                    .distinct()
                    .count();
            boolean isMoved = releases.stream()
                    .map(release -> release.indexes().get(name))
                    .anyMatch(definition -> definition != null && definition.contains(" TABLESPACE "));
            long finishedByOrphans = isMoved
                    ? files.stream()
                            .filter(file -> monitor.isOrphan(file.substring(0, file.indexOf('/'))))
                            .count()
                    : 0;
            if (files.size() > definitions + finishedByOrphans) {
                violations.add("the index %s was built again although it was valid: %s".formatted(name, files));
            }
        });
        return violations;
    }

    /** A storage parameter changes no file. */
    private static String withoutParameters(String definition) {
        return definition.replaceAll(" WITH \\(.*?\\)", "");
    }
}
