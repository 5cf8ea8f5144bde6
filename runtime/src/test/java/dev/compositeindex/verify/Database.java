package dev.compositeindex.verify;

import dev.compositeindex.catalog.CatalogEntry;
import dev.compositeindex.catalog.CatalogReader;
import dev.compositeindex.catalog.IndexAddress;
import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.TestSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of its own for one test, with a table to index. */
record Database(PGSimpleDataSource dataSource) {

    static Database empty(PostgresServer server) {
        return new Database(server.newDatabase());
    }

    static Database withCourses(PostgresServer server) {
        return empty(server).run("""
                CREATE TABLE course (
                    id bigint PRIMARY KEY,
                    title varchar(200),
                    slug text NOT NULL,
                    level text,
                    is_published boolean,
                    price numeric(10, 2),
                    created_at timestamptz)""");
    }

    /** The same database as a role without any privilege but to connect. */
    static Database asNobody(Database database) {
        database.run(
                "DO $$ BEGIN CREATE ROLE nobody LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$");
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(database.dataSource().getUrl());
        dataSource.setUser("nobody");
        return new Database(dataSource);
    }

    /** The same database on a standby that has replayed everything. */
    static Database onStandby(PostgresServer server, Database database) {
        return new Database(server.onStandby(database.dataSource()));
    }

    /** The same database, with a setting that the role may have by default. */
    static Database withSetting(Database database, String setting) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(database.dataSource().getUrl());
        dataSource.setUser(database.dataSource().getUser());
        dataSource.setOptions("-c " + setting);
        return new Database(dataSource);
    }

    Database run(String... statements) {
        session().run(statements);
        return this;
    }

    /** Runs statements of which one is expected to fail. */
    Database runFailing(String sql) {
        session().fail(sql);
        return this;
    }

    String queryForText(String sql) {
        return session().text(sql);
    }

    /** Waits until a query gives {@code t}. */
    void await(String condition) {
        session().await(condition);
    }

    private TestSession session() {
        return TestSession.ofThread(dataSource);
    }

    IndexVerdict verdict(IndexDefinition index) {
        return verify(index).verdicts().get(0);
    }

    /** What the catalogue holds for an index that is there. */
    CatalogEntry.Index found(IndexDefinition index) {
        try (Connection connection = dataSource.getConnection()) {
            return (CatalogEntry.Index) new CatalogReader(connection)
                    .read(List.of(new IndexAddress(index.schema(), index.table(), index.name())))
                    .get(0);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    VerificationReport verify(IndexDefinition... indexes) {
        return IndexVerifier.of(dataSource).verify(() -> List.of(indexes));
    }

    /** Runs the statements at the end of a verdict's repair. */
    void repair(IndexVerdict verdict) {
        String repair = verdict.repair();
        String sql = repair.substring(
                repair.indexOf("run: ") < 0 ? repair.indexOf("Run: ") + 5 : repair.indexOf("run: ") + 5);
        for (String statement : sql.split(";(?= |$)")) {
            run(statement);
        }
    }

    /** All that the catalogue holds. */
    Set<String> catalogue() {
        return session().catalogue();
    }
}
