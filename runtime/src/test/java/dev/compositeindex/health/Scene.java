package dev.compositeindex.health;

import dev.compositeindex.catalog.CatalogEntry;
import dev.compositeindex.catalog.ForeignKey;
import dev.compositeindex.catalog.ListedIndex;
import dev.compositeindex.catalog.LiveIndex;
import dev.compositeindex.catalog.LiveIndex.Duty;
import dev.compositeindex.catalog.LiveTable;
import dev.compositeindex.catalog.ServerState;
import dev.compositeindex.catalog.Shape;
import dev.compositeindex.catalog.Snapshot;
import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.NullsOrder;
import dev.compositeindex.registry.SortOrder;
import dev.compositeindex.verify.IndexVerdict;
import dev.compositeindex.verify.Verdict;
import dev.compositeindex.verify.VerificationReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What could have been read of a table {@code course}, without a server. */
final class Scene {
    static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    Optional<Instant> databaseReset = Optional.of(NOW.minus(Duration.ofDays(100)));
    Optional<Instant> serverReset = Optional.empty();
    boolean standby;
    int standbys;
    int release = 18;
    double rows = 50_000;
    long dead;
    long sequentialScans = 5;
    long sequentialRows = 5 * 50_000;
    long indexScans = 1_000;
    LiveTable.Updates updates = new LiveTable.Updates(0, 0, 0);

    private final List<LiveIndex> indexes = new ArrayList<>();
    private final List<ForeignKey> foreignKeys = new ArrayList<>();
    private final List<IndexVerdict> verdicts = new ArrayList<>();

    /** An index under construction. */
    static final class Index {
        private final String name;
        private String method = "btree";
        private Shape.Uniqueness uniqueness = new Shape.Uniqueness(false, false, false, false);
        private final List<Shape.Key> keys = new ArrayList<>();
        private final List<String> include = new ArrayList<>();
        private String predicate = "";
        private final Set<Duty> duties = EnumSet.noneOf(Duty.class);
        private boolean valid = true;
        private LiveIndex.Space space = new LiveIndex.Space(1 << 20, 50_000, OptionalDouble.of(8));
        private LiveIndex.Counters counters = new LiveIndex.Counters(10, 100, Optional.empty());
        private final SortedMap<String, String> parameters = new TreeMap<>();

        Index(String name, String... columns) {
            this.name = name;
            for (String column : columns) {
                boolean descending = column.endsWith(" DESC");
                String part = column.replace(" DESC", "");
                keys.add(new Shape.Key(
                        part,
                        part.contains("("),
                        "",
                        "",
                        descending ? SortOrder.DESC : SortOrder.ASC,
                        descending ? NullsOrder.FIRST : NullsOrder.LAST));
            }
        }

        Index using(String method) {
            this.method = method;
            return this;
        }

        Index unique() {
            uniqueness = new Shape.Uniqueness(true, false, false, false);
            return duty(Duty.UNIQUE);
        }

        Index duty(Duty duty) {
            duties.add(duty);
            return this;
        }

        Index include(String column) {
            include.add(column);
            return this;
        }

        Index where(String predicate) {
            this.predicate = predicate;
            return this;
        }

        Index invalid() {
            valid = false;
            return this;
        }

        Index operatorClass(String name) {
            Shape.Key key = keys.remove(0);
            keys.add(0, new Shape.Key(key.part(), key.expression(), "", name, key.order(), key.nulls()));
            return this;
        }

        Index collate(String name) {
            Shape.Key key = keys.remove(0);
            keys.add(0, new Shape.Key(key.part(), key.expression(), name, "", key.order(), key.nulls()));
            return this;
        }

        Index with(String parameter, String value) {
            parameters.put(parameter, value);
            return this;
        }

        Index scanned(long times, Optional<Instant> last) {
            counters = new LiveIndex.Counters(times, times, last);
            return this;
        }

        Index takes(long bytes, double entries, OptionalDouble entryBytes) {
            space = new LiveIndex.Space(bytes, entries, entryBytes);
            return this;
        }
    }

    Scene undeclared(Index index) {
        indexes.add(new LiveIndex(
                100 + indexes.size(),
                1,
                index.name,
                ListedIndex.Kind.ORDINARY,
                new CatalogEntry.State(index.valid, true, true),
                index.duties,
                "CREATE INDEX " + index.name,
                new Shape(index.method, index.uniqueness, index.keys, index.include, index.predicate),
                true,
                index.parameters,
                index.space,
                index.counters));
        return this;
    }

    Scene declared(Index index) {
        verdicts.add(new IndexVerdict(
                IndexDefinition.of("app.Course", "CREATE INDEX " + index.name + " ON course (a)"),
                Verdict.VALID,
                List.of(),
                "",
                ""));
        return undeclared(index);
    }

    Scene foreignKey(String... columns) {
        foreignKeys.add(new ForeignKey(1, "fk", List.of(columns), "author"));
        return this;
    }

    Facts facts() {
        LiveTable table = new LiveTable(
                1,
                "public",
                "course",
                true,
                1 << 20,
                rows,
                dead,
                sequentialScans,
                sequentialRows,
                indexScans,
                updates,
                100);
        ServerState server = new ServerState(
                "",
                "18",
                release,
                standby,
                standbys,
                NOW,
                databaseReset,
                serverReset,
                NOW.minus(Duration.ofDays(200)),
                List.of());
        return Assembly.facts(
                List.of(new Snapshot(server, List.of(table), indexes, foreignKeys, List.of())),
                new VerificationReport(verdicts),
                Set.of(),
                Duration.ofDays(30),
                script -> Optional.empty());
    }

    /** The names of the indexes of which a check finds something that is worth acting on. */
    List<String> found(Check check) {
        return check.findings(facts()).stream()
                .filter(Finding::isSufficient)
                .map(Finding::index)
                .toList();
    }
}
