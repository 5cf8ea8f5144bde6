package dev.compositeindex.guard;

import dev.compositeindex.testing.OwnThread;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.TestSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/** A folder of migrations and a database of its own, with the sessions of one test, which end with it. */
final class Project implements AutoCloseable {

    /** The table of all these tests. Statements in the scripts are those of our real scripts, without their checks. */
    static final String TABLE = "CREATE TABLE course (id bigint PRIMARY KEY, level text, slug text)";

    static final String PLAIN = "CREATE INDEX course_idx ON course (level)";
    static final String UNIQUE = "CREATE UNIQUE INDEX course_idx ON course (level)";

    private static final String FIRST = "V1__create_table.sql";

    private static final Map<PostgresServer, PGSimpleDataSource> TEMPLATES = new EnumMap<>(PostgresServer.class);

    private final PGSimpleDataSource database;
    private final Path folder;
    private final TestSession own;
    private final List<Connection> sessions = new ArrayList<>();

    private Project(PGSimpleDataSource database, Path folder) {
        this.database = database;
        this.folder = folder;
        this.own = new TestSession(database);
    }

    /** A project with nothing in it. */
    static Project of(PGSimpleDataSource database, Path folder) {
        return new Project(database, folder);
    }

    /** A project whose first migration, the team's own, has run already: on a database that all these are copies of. */
    static Project withTable(PostgresServer server, Path folder) throws SQLException {
        synchronized (TEMPLATES) {
            PGSimpleDataSource template = TEMPLATES.get(server);
            if (template == null) {
                template = server.newDatabase();
                try (Project first = new Project(template, folder)) {
                    first.write(FIRST, TABLE);
                    first.migrate();
                    first.run("INSERT INTO course SELECT n, n::text, n::text FROM generate_series(1, 100) n");
                }
                TEMPLATES.put(server, template);
            }
            Project project = new Project(server.newDatabase(template), folder);
            project.write(FIRST, TABLE);
            return project;
        }
    }

    PGSimpleDataSource database() {
        return database;
    }

    /** The migration that builds an index, as the processor writes it, in short. */
    Project create(int version, String definition) {
        return create(version, definition, "");
    }

    /**
     * The same, but it first passes a gate, after the guard has looked who would block it. Who comes while it is closed
     * blocks the build itself.
     */
    Project createBehindGate(int version, String definition) {
        return create(version, definition, "SELECT pg_advisory_lock(1); SELECT pg_advisory_unlock(1); ");
    }

    private Project create(int version, String definition, String before) {
        String name = definition.replaceFirst("CREATE (UNIQUE )?INDEX (\\S+) .*", "$2");
        return script(
                "V%d__create_%s.sql".formatted(version, name.replaceAll("\\W", "_")),
                "create " + name,
                definition,
                before + definition.replaceFirst("INDEX", "INDEX CONCURRENTLY IF NOT EXISTS"));
    }

    /** A migration of ours, which runs without a transaction. */
    Project script(String file, String verb, String definition, String statement) {
        write(file, """
                -- compositeindex: %s
                -- declared by: app.Course
                %s
                SET statement_timeout = 0;
                SET lock_timeout = 0;
                %s;
                RESET lock_timeout;
                RESET statement_timeout;
                """.formatted(verb, definition.isEmpty() ? "" : "-- definition: " + definition, statement));
        write(file + ".conf", "executeInTransaction=false\nplaceholderReplacement=false\n");
        return this;
    }

    void write(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String file) {
        try {
            Files.delete(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Flyway on this database, as an application configures it. */
    FluentConfiguration flyway() {
        return Flyway.configure().dataSource(database).locations("filesystem:" + folder);
    }

    MigrateResult migrate() {
        return flyway().load().migrate();
    }

    /** An instance that starts on a thread of its own. */
    CompletableFuture<MigrateResult> start(FluentConfiguration flyway) {
        return OwnThread.call(() -> flyway.load().migrate());
    }

    /** A session in a transaction that has read this, and so has a snapshot that every build waits for in the end. */
    Connection reader(String query) throws SQLException {
        Connection session = session();
        session.setAutoCommit(false);
        session.prepareStatement(query).execute();
        return session;
    }

    Connection session() throws SQLException {
        Connection session = database.getConnection();
        sessions.add(session);
        return session;
    }

    /** A session that keeps the gate closed, until it is opened. */
    Connection closeGate() throws SQLException {
        Connection gate = session();
        Sql.text(gate, "SELECT pg_advisory_lock(1)");
        return gate;
    }

    /** Waits until a migration stands at the gate. */
    void awaitSomebodyAtGate() {
        await("SELECT count(*) > 0 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
                + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
    }

    static void open(Connection gate) throws SQLException {
        Sql.text(gate, "SELECT pg_advisory_unlock(1)");
    }

    /** Takes a lock, which must be free. */
    static void lock(AdvisoryLock lock, Connection session) throws SQLException {
        if (!AdvisoryLock.tryAll(List.of(lock), session).get(0)) {
            throw new AssertionError("somebody has the lock");
        }
    }

    static int process(Connection session) throws SQLException {
        return session.unwrap(PGConnection.class).getBackendPID();
    }

    /** Runs a statement on a session, on a thread of its own. */
    static CompletableFuture<Boolean> start(Connection session, String sql) {
        return OwnThread.call(() -> {
            try (Statement statement = session.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    void run(String... statements) {
        own.run(statements);
    }

    /** Runs a statement that must fail. */
    void fail(String sql) {
        own.fail(sql);
    }

    String query(String sql) {
        return own.text(sql);
    }

    /** The state of an index: its object identifier, and its flags valid, ready and live. */
    String flags(String index) {
        return query(
                "SELECT concat_ws(',', indisvalid, indisready, indislive) FROM pg_index WHERE indexrelid = to_regclass('"
                        + index + "')");
    }

    String oid(String index) {
        return query("SELECT to_regclass('" + index + "')::oid");
    }

    /** All that the history says, in order: {@code 1 true, 2 true}. */
    String history() {
        return query(
                "SELECT string_agg(version || ' ' || success, ', ' ORDER BY installed_rank) FROM flyway_schema_history");
    }

    /** Waits until a query gives {@code t}. */
    void await(String condition) {
        own.await(condition);
    }

    /** The same for what is so only now and then, and not for long, while something goes on. */
    void awaitMomentDuring(CompletableFuture<?> something, String condition) {
        own.awaitMomentDuring(something, condition);
    }

    /** Waits until a build in this database has come to this phase. */
    void awaitBuild(String phase) {
        await("SELECT count(*) > 0 FROM pg_stat_progress_create_index WHERE datname = current_database() AND phase = '"
                + phase + "'");
    }

    @Override
    public void close() throws SQLException {
        for (Connection session : sessions) {
            session.abort(Runnable::run);
        }
        own.close();
    }
}
