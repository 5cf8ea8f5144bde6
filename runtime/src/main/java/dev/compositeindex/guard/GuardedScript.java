package dev.compositeindex.guard;

import dev.compositeindex.build.BuildSettings;
import dev.compositeindex.text.Log;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.flywaydb.core.api.FlywayException;

/** A migration of ours that runs without a transaction, on the session that is going to run it. */
final class GuardedScript {

    private static final Log LOG = Log.of(GuardedScript.class);

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
    private final SessionSettings session;
    private final List<AdvisoryLock> locks = new ArrayList<>();
    private final Set<IndexSection> done = new HashSet<>();
    private boolean blocked;
    private long lastLook;

    private GuardedScript(
            OurMigration migration,
            Connection connection,
            BuildSettings settings,
            List<IndexSection> sections,
            SessionSettings session) {
        this.migration = migration;
        this.connection = connection;
        this.settings = settings;
        this.sections = sections;
        this.session = session;
    }

    /** A script on the session that is going to run it; it must be {@linkplain #end ended}. */
    static GuardedScript of(OurMigration migration, Connection connection, BuildSettings settings) throws SQLException {
        List<IndexSection> sections = IndexSection.of(migration, connection, settings);
        return new GuardedScript(migration, connection, settings, sections, SessionSettings.forScript(connection));
    }

    /** The name that Flyway knows it by. */
    String name() {
        return migration.script();
    }

    /** Its sections, in order. */
    List<IndexSection> sections() {
        return sections;
    }

    /** The session that runs it. */
    Connection connection() {
        return connection;
    }

    /** The server's process of that session. */
    int process() {
        return session.process();
    }

    /**
     * Makes sure that this session is the only one that builds on the tables of the indexes. Until {@link #end}, nobody else
     * who asks for a lock gets it, not even when this process is killed while the server goes on building. Without a table,
     * the script will say so.
     *
     * @throws FlywayException if patience ends
     */
    void lockTables() throws SQLException {
        session.liftOfNetwork(connection);
        lock(sections.stream()
                .filter(IndexSection::hasTable)
                .map(IndexSection::table)
                .toList());
    }

    /** The same for some of the tables. */
    void lock(List<Long> tables) throws SQLException {
        // All in one order: of two that want the same ones, one gets the first, and then all.
        List<AdvisoryLock> wanted =
                tables.stream().distinct().sorted().map(AdvisoryLock::toBuild).toList();
        Waiting waiting = new Waiting(migration.script(), settings);
        for (int had = 0; had < wanted.size(); ) {
            List<AdvisoryLock> rest = wanted.subList(had, wanted.size());
            List<Boolean> got = AdvisoryLock.tryAll(rest, connection);
            int taken = got.indexOf(false);
            if (taken < 0) {
                locks.addAll(rest);
                return;
            }
            locks.addAll(rest.subList(0, taken));
            had += taken;
            AdvisoryLock.unlockAll(
                    IntStream.range(taken, rest.size())
                            .filter(got::get)
                            .mapToObj(rest::get)
                            .toList(),
                    connection);
            String holder = rest.get(taken).holder(connection);
            waiting.on("another instance, which may be gone, works on the same table: "
                    + (holder.isEmpty() ? "another session" : holder));
        }
    }

    /** Lets another session build on some of the tables. */
    void unlock(Collection<Long> tables) throws SQLException {
        List<AdvisoryLock> given = tables.stream().map(AdvisoryLock::toBuild).toList();
        AdvisoryLock.unlockAll(given, connection);
        locks.removeAll(given);
    }

    /** Switches the session's limits off, for statements that do not come from a script, which would do so itself. */
    void liftLimits() throws SQLException {
        SessionSettings.lift(connection);
    }

    /** Looks at all; true if nothing is in the way of any. */
    boolean look() throws SQLException {
        lastLook = System.nanoTime();
        return look(sections);
    }

    /** Looks at one again; true if nothing is in its way. */
    boolean look(IndexSection section) throws SQLException {
        return look(List.of(section));
    }

    private boolean look(List<IndexSection> some) throws SQLException {
        List<IndexSection> subjects =
                some.stream().filter(IndexSection::hasTable).toList();
        Look look = Look.at(subjects, connection);
        blocked = look.blocked();
        if (!look.obstructed()) {
            subjects.forEach(IndexSection::isFree);
        }
        return !look.obstructed();
    }

    /** Whether somebody may have been there, in the last look, whom a build would wait for. */
    boolean isBlocked() {
        return blocked;
    }

    /** Whether so much time has passed since the look at all that others may have begun something. */
    boolean isStale() {
        return System.nanoTime() - lastLook > FRESH_NANOS;
    }

    /** The statement of this section has run. */
    void done(IndexSection section) {
        done.add(section);
    }

    /**
     * The section that a statement builds, moves or drops the index of. One name may be in two schemas: the statements come in the
     * order of the sections, though somebody may have written several into one.
     */
    Optional<IndexSection> sectionOf(String sql) {
        Matcher statement = LONG.matcher(sql);
        if (!statement.matches()) {
            return Optional.empty();
        }
        List<String> names = Definition.parseName(statement.group("name"));
        List<IndexSection> candidates = sections.stream()
                .filter(section -> !names.isEmpty() && section.isAbout(names.get(names.size() - 1)))
                .toList();
        return candidates.stream()
                .filter(section -> !done.contains(section))
                .findFirst()
                .or(() -> candidates.stream().reduce((one, later) -> later));
    }

    /** Waits for those who build on the tables of indexes that only get other names, if the look at all is old. */
    void awaitBuildersBeforeNames() throws SQLException {
        List<IndexSection> instant =
                sections.stream().filter(IndexSection::isInstant).toList();
        if (!instant.isEmpty() && isStale() && !look(instant)) {
            for (IndexSection section : instant) {
                section.clearTheWay();
            }
        }
    }

    /** Whether the session is gone, and that is known. */
    boolean isClosed() {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    /** Others may build on the tables again, and the session's settings are what they were. */
    void end() {
        try {
            session.restore(connection, locks);
        } catch (SQLException e) {
            LOG.debug("The session that built may be gone, and its locks with it", e);
        }
    }
}
