package dev.compositeindex.guard;

import dev.compositeindex.build.BuildSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A migration of ours that runs without a transaction, on the session that is going to run it. */
final class GuardedScript {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedScript.class);

    /** A look that is older may be wrong: a statement before may have taken long. */
    private static final long FRESH_NANOS = 1_000_000_000L;

    private static final String NAME = "(?<name>\"(?:[^\"]|\"\")+\"|[^\\s\".(;]+)";

    /** A statement that takes long, and the index that it is about; comments may stand before. */
    private static final Pattern LONG = Pattern.compile(
            "(?:\\s|--[^\\n]*\\n|/\\*.*?\\*/)*+(?:CREATE\\s+(?:UNIQUE\\s+)?INDEX\\s+CONCURRENTLY(?:\\s+IF\\s+NOT\\s+EXISTS)?"
                    + "|DROP\\s+INDEX\\s+CONCURRENTLY(?:\\s+IF\\s+EXISTS)?|REINDEX\\b[^;]*?\\sINDEX\\s+CONCURRENTLY)\\s+(?:"
                    + NAME.replace("name", "schema") + "\\.)?" + NAME + ".*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final OurMigration migration;
    private final Connection connection;
    private final BuildSettings settings;
    private final List<IndexSection> sections;
    private final Limits limits;
    private final Deque<AdvisoryLock> locks = new ArrayDeque<>();
    private long lastLook;

    private GuardedScript(
            OurMigration migration,
            Connection connection,
            BuildSettings settings,
            List<IndexSection> sections,
            Limits limits) {
        this.migration = migration;
        this.connection = connection;
        this.settings = settings;
        this.sections = List.copyOf(sections);
        this.limits = limits;
    }

    /** A script on the session that is going to run it; nothing is begun yet. */
    static GuardedScript of(OurMigration migration, Connection connection, BuildSettings settings) throws SQLException {
        List<IndexSection> sections = new ArrayList<>();
        for (OurMigration.Section section : migration.sections()) {
            sections.add(IndexSection.of(migration.script(), section, connection, settings));
        }
        return new GuardedScript(migration, connection, settings, sections, Limits.of(connection));
    }

    /** Its sections, in order. */
    List<IndexSection> sections() {
        return sections;
    }

    /**
     * Makes sure that this session is the only one that builds on the tables of the indexes. Until {@link #end}, nobody else
     * who asks for a lock gets it, not even when this process is killed while the server goes on building. Without a table,
     * the script will say so.
     *
     * @throws FlywayException if patience ends
     */
    void lockTables() throws SQLException {
        limits.liftOfNetwork(connection);
        TreeSet<Long> tables = new TreeSet<>();
        sections.stream()
                .filter(IndexSection::hasTable)
                .map(IndexSection::table)
                .forEach(tables::add);
        // All in one order: of two that want the same ones, one gets the first, and then all.
        for (long table : tables) {
            AdvisoryLock lock = AdvisoryLock.toBuild(table);
            Waiting waiting = new Waiting(migration.script(), settings);
            while (!lock.tryLock(connection)) {
                String holder = lock.holder(connection);
                waiting.on("another instance, which may be gone, works on the same table: "
                        + (holder.isEmpty() ? "another session" : holder));
            }
            locks.push(lock);
        }
    }

    /** All has been looked at just now. */
    void looked() {
        lastLook = System.nanoTime();
    }

    /** Whether so much time has passed since the last look that others may have begun something. */
    boolean isStale() {
        return System.nanoTime() - lastLook > FRESH_NANOS;
    }

    /** The section that a statement builds, moves or drops the index of. */
    Optional<IndexSection> sectionOf(String sql) {
        Matcher statement = LONG.matcher(sql);
        if (!statement.matches()) {
            return Optional.empty();
        }
        List<String> names = Definition.parseName(statement.group("name"));
        return names.isEmpty()
                ? Optional.empty()
                : sections.stream()
                        .filter(section -> section.isAbout(names.get(names.size() - 1)))
                        .findFirst();
    }

    /** Waits for those who build on the tables of indexes that only get other names. */
    void awaitBuildersBeforeNames() throws SQLException {
        for (IndexSection section : sections) {
            if (section.isInstant()) {
                section.clearTheWay();
            }
        }
    }

    /** Others may build on the tables again, and the session's limits are what they were. That first, whatever else fails. */
    void end() {
        try {
            while (!locks.isEmpty()) {
                locks.pop().unlock(connection);
            }
            limits.restore(connection);
        } catch (SQLException e) {
            LOG.debug("The session that built may be gone, and its locks with it", e);
        }
    }
}
