package dev.compositeindex.cli.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.cli.database.DatabaseAddress;
import dev.compositeindex.cli.recording.Numbering;
import dev.compositeindex.cli.recording.Plan;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import dev.compositeindex.testing.TestSession;
import dev.compositeindex.testing.Witness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Declared indexes, held against those of real servers. */
@Tag("slow")
class AdoptionTest {
    private static final String COURSE =
            "CREATE TABLE course (id int PRIMARY KEY, title varchar(200), slug text, state text, created_at timestamptz)";

    @TempDir
    private Path folder;

    @ServerSource
    void tellsWhatBecameOfEachDeclaration(PostgresServer server) throws IOException, SQLException {
        AdoptedProject project = new AdoptedProject(folder, server.newDatabase());
        project.sql(
                COURSE,
                "CREATE TABLE lesson (id int)",
                "CREATE INDEX equal_idx ON course (state, created_at DESC) INCLUDE (slug) WITH (fillfactor = 70) WHERE course.state IN ('new', 'open')",
                "CREATE INDEX other_definition_idx ON course (title, slug)",
                "CREATE VIEW view_idx AS SELECT 1",
                "CREATE INDEX other_table_idx ON lesson (id)",
                "CREATE INDEX invalid_idx ON course (id)",
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'invalid_idx'::regclass",
                "CREATE INDEX old_name ON course (created_at)");
        course(
                project,
                "@CompositeIndex(name = \"equal_idx\", fields = {\"state\", \"createdAt DESC NULLS FIRST\"}, include = \"slug\","
                        + " where = \"{state} IN ('new', 'open')\")",
                "@CompositeIndex(name = \"other_definition_idx\", fields = \"title\", unique = true)",
                "@CompositeIndex(name = \"view_idx\", fields = \"slug\")",
                "@CompositeIndex(name = \"other_table_idx\", fields = \"id\")",
                "@CompositeIndex(name = \"invalid_idx\", fields = {\"id\", \"slug\"})",
                "@CompositeIndex(name = \"new_name\", fields = \"createdAt\")",
                "@CompositeIndex(name = \"missing_idx\", fields = {\"slug\", \"title\"})",
                "@CompositeIndex(name = \"refused_idx\", fields = \"slug\", where = \"{state} > 1\")");
        project.source(
                        "com/acme/Nowhere.java",
                        "package com.acme; @dev.compositeindex.CompositeIndex(name = \"nowhere_idx\", fields = \"x\") class Nowhere { int x; }")
                .compile(CompilerKind.JAVAC);

        Adoption adoption = project.adopt();

        assertThat(String.join("\n", adoption.text())).isEqualTo("""
                index                 class             database
                equal_idx             com.acme.Course   equal
                invalid_idx           com.acme.Course   INVALID
                missing_idx           com.acme.Course   missing
                new_name              com.acme.Course   under another name
                nowhere_idx           com.acme.Nowhere  missing
                other_definition_idx  com.acme.Course   different
                other_table_idx       com.acme.Course   different
                refused_idx           com.acme.Course   missing
                view_idx              com.acme.Course   different

                equal_idx: its storage parameters differ: declared are none, the database has fillfactor=70.
                  Declare what the database has, or change them there; the migration does neither.

                invalid_idx: it is INVALID: its build did not end, or has not ended. If no session is building it (see pg_stat_progress_create_index), run: REINDEX INDEX CONCURRENTLY public.invalid_idx; then adopt again.

                new_name: the database has it as old_name.
                  To adopt it, declare name = "old_name".

                nowhere_idx: there is no table nowhere on the search path ("$user", public).

                other_definition_idx: the index of its name is another one.
                  declared: CREATE UNIQUE INDEX other_definition_idx ON public.course USING btree (title)
                  database: CREATE INDEX other_definition_idx ON public.course USING btree (title, slug)
                  Declare what the database has, or give the declaration another name.

                other_table_idx: its name is taken by an index of public.lesson.
                  declared: CREATE INDEX other_table_idx ON public.course USING btree (id)
                  database: CREATE INDEX other_table_idx ON public.lesson USING btree (id)
                  Give one of the two another name.

                refused_idx: PostgreSQL refuses the definition on a copy of the table: operator does not exist: text > integer. Correct what it says.

                view_idx: its name is taken by the view public.view_idx.
                  Give one of the two another name.

                Left out, since no class could declare them: 1 index (1 of constraints).
                """);
        assertThat(adoption.hasFailed()).isTrue();
        assertThat(names(adoption.plan(Numbering.NEXT, Optional.empty(), Clock.systemUTC())))
                .containsExactly("create equal_idx");
    }

    /** All that the server tells apart, and nothing else. */
    @ServerSource
    void eachPartOfADefinitionCounts(PostgresServer server) throws IOException, SQLException {
        AdoptedProject project = new AdoptedProject(folder, server.newDatabase());
        List<String> others = new ArrayList<>(List.of(
                "INDEX %s ON course (title, state)",
                "INDEX %s ON course (state, title DESC)",
                "INDEX %s ON course (title)",
                "INDEX %s ON course (title, state DESC, slug) WHERE id > 0",
                "INDEX %s ON course (title, state DESC NULLS LAST) WHERE id > 0",
                "INDEX %s ON course (title NULLS FIRST, state DESC) WHERE id > 0",
                "INDEX %s ON course (title, state) WHERE id > 0",
                "INDEX %s ON course (title, state DESC) WHERE id > 1",
                "INDEX %s ON course (title, state DESC)",
                "INDEX %s ON course (title, state DESC) INCLUDE (slug) WHERE id > 0",
                "INDEX %s ON course (title) INCLUDE (state) WHERE id > 0",
                "INDEX %s ON course (title text_pattern_ops, state DESC) WHERE id > 0",
                "INDEX %s ON course (title COLLATE \"C\", state DESC) WHERE id > 0",
                "INDEX %s ON course (lower(title), state DESC) WHERE id > 0",
                "INDEX %s ON course USING hash (title) WHERE id > 0",
                "UNIQUE INDEX %s ON course (title, state DESC) WHERE id > 0"));
        if (server == PostgresServer.NEWEST) {
            others.add("UNIQUE INDEX %s ON course (title, state DESC) NULLS NOT DISTINCT WHERE id > 0");
        }
        List<String> equals = List.of(
                "INDEX %s ON course (title varchar_ops ASC, state DESC NULLS FIRST) WITH (fillfactor = 50) TABLESPACE pg_default WHERE 0 < id AND course.id > 0",
                "INDEX %s ON public.course USING btree (title, state DESC) WHERE (((id > 0)))");
        project.sql(COURSE);
        List<String> annotations = new ArrayList<>();
        for (int i = 0; i < others.size() + equals.size(); i++) {
            String name = "idx_%02d".formatted(i);
            String definition = i < others.size() ? others.get(i) : equals.get(i - others.size());
            project.sql("CREATE " + definition.formatted(name));
            annotations.add("@CompositeIndex(name = \"%s\", fields = {\"title\", \"state DESC\"}, where = \"%s\"%s)"
                    .formatted(
                            name,
                            i == others.size() ? "0 < {id} AND {id} > 0" : "{id} > 0",
                            definition.contains("DISTINCT") ? ", unique = true" : ""));
        }
        for (String annotation : annotations) {
            course(project, annotation).compile(CompilerKind.JAVAC);
            Finding finding = project.adopt().findings().get(0);
            assertThat(finding.outcome())
                    .as("%s", finding)
                    .isEqualTo(annotations.indexOf(annotation) < others.size() ? Outcome.DIFFERENT : Outcome.EQUAL);
        }
    }

    /** The server prints some conditions in another way once it has read what it printed, as it does from a dump. */
    @ServerSource
    void whatIsPrintedInAnotherWayIsEqual(PostgresServer server) throws IOException, SQLException {
        String written = "title IN ('a', 'b')";
        String printed = "((title)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))";
        String dumped = "((title)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text]))";
        AdoptedProject project = new AdoptedProject(folder, server.newDatabase());
        project.sql(
                COURSE,
                "CREATE INDEX a_idx ON course (id) WHERE " + written,
                "CREATE INDEX b_idx ON course (id, slug) WHERE " + dumped,
                "CREATE INDEX c_idx ON course (lower(slug), (%s)) WHERE %s".formatted(written, dumped),
                "CREATE INDEX d_idx ON course (slug) WHERE " + written,
                "CREATE INDEX g_idx ON course (timezone('UTC', created_at))",
                "CREATE INDEX e_idx ON course (state) WHERE " + written,
                "CREATE INDEX f_idx ON course ((%s)) WHERE id > 0".formatted(written));
        course(
                        project,
                        annotation("a_idx", "\"id\"", printed),
                        annotation("b_idx", "{\"id\", \"slug\"}", written),
                        annotation("c_idx", "{\"lower(slug)\", \"" + printed + "\"}", written),
                        annotation("d_idx", "\"slug\"", printed.replace("'b'", "'c'")),
                        annotation("e_idx", "\"state\"", "NOT " + printed),
                        annotation("f_idx", "\"(" + written + ")\"", "id > 1"),
                        "@CompositeIndex(name = \"g_idx\", fields = \"({createdAt} AT TIME ZONE 'UTC')\")")
                .compile(CompilerKind.JAVAC);

        assertThat(project.adopt().findings())
                .extracting(Finding::outcome)
                .containsExactly(
                        Outcome.EQUAL,
                        Outcome.EQUAL,
                        Outcome.EQUAL,
                        Outcome.DIFFERENT,
                        Outcome.DIFFERENT,
                        Outcome.DIFFERENT,
                        Outcome.EQUAL);
    }

    /** As the verifier compares them: by what they do. */
    @ServerSource
    void storageParametersAreComparedByTheirEffect(PostgresServer server) throws IOException, SQLException {
        AdoptedProject project = new AdoptedProject(folder, server.newDatabase());
        project.sql(
                COURSE,
                "CREATE INDEX a_idx ON course (slug) WITH (fillfactor = '70', deduplicate_items = false)",
                "CREATE INDEX b_idx ON course (title) WITH (deduplicate_items = on)",
                "CREATE INDEX c_idx ON course (state) WITH (deduplicate_items = on)");
        course(
                        project,
                        "@CompositeIndex(name = \"a_idx\", fields = \"slug\", with = {\"fillfactor = 70\", \"deduplicate_items = off\"})",
                        "@CompositeIndex(name = \"b_idx\", fields = \"title\", with = \"deduplicate_items = 'true'\")",
                        "@CompositeIndex(name = \"c_idx\", fields = \"state\", with = \"deduplicate_items = off\")")
                .compile(CompilerKind.JAVAC);

        assertThat(project.adopt().findings())
                .allSatisfy(finding -> assertThat(finding.outcome()).isEqualTo(Outcome.EQUAL))
                .extracting(Finding::explanation)
                .containsExactly(
                        List.of(),
                        List.of(),
                        List.of(
                                "its storage parameters differ: declared are deduplicate_items=off, the database has deduplicate_items=on.",
                                "Declare what the database has, or change them there; the migration does neither."));
    }

    /** The same index may be there under another name, in other words. */
    @ServerSource
    void anotherNameIsFoundInOtherWords(PostgresServer server) throws IOException, SQLException {
        AdoptedProject project = new AdoptedProject(folder, server.newDatabase());
        project.sql(
                COURSE,
                "CREATE INDEX old_idx ON course (id) WHERE ((title)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text]))",
                "CREATE INDEX unlike_idx ON course (id) WHERE title IN ('a', 'c')",
                "CREATE INDEX taken_idx ON course (slug) WHERE title IN ('a', 'b')",
                "CREATE INDEX spare_idx ON course (slug, id) WHERE title IN ('a', 'b')");
        course(
                        project,
                        annotation("new_idx", "\"id\"", "title IN ('a', 'b')"),
                        annotation("taken_idx", "{\"slug\", \"id\"}", "title IN ('a', 'b')"))
                .compile(CompilerKind.JAVAC);

        assertThat(project.adopt().findings())
                .extracting(finding ->
                        finding.outcome() + ": " + finding.explanation().get(0))
                .containsExactly(
                        "OTHER_NAME: the database has it as old_idx.",
                        "DIFFERENT: the index of its name is another one.");
    }

    /** A round trip takes long to a database that is far away. */
    @ServerSource
    void roundTripsDoNotDependOnWhatIsDeclared(PostgresServer server) throws IOException, SQLException {
        PGSimpleDataSource database = server.newDatabase();
        new AdoptedProject(folder, database).sql(COURSE, "CREATE INDEX idx_0 ON course (id) WHERE title IN ('a', 'c')");
        List<String> annotations = new ArrayList<>();
        List<Integer> statements = new ArrayList<>();
        for (int count : List.of(1, 20)) {
            for (int i = annotations.size(); i < count; i++) {
                annotations.add(annotation("idx_" + i, "\"id\"", "title IN ('a', 'b" + i + "')"));
            }
            Witness witness = new Witness();
            Adoption adoption = course(
                            new AdoptedProject(folder, witness.watch(database)), annotations.toArray(String[]::new))
                    .compile(CompilerKind.JAVAC)
                    .adopt();
            assertThat(adoption.findings()).hasSize(count);
            statements.add(witness.statements());
        }

        assertThat(statements).containsExactly(8, 8);
    }

    private static String annotation(String name, String fields, String where) {
        return "@CompositeIndex(name = \"%s\", fields = %s, where = \"%s\")".formatted(name, fields, where);
    }

    /** Flyway finds the index where it is, and builds it where it is not. */
    @ServerSource
    void whatIsRecordedRunsWhereTheIndexIsAndWhereItIsNot(PostgresServer server) throws IOException, SQLException {
        PGSimpleDataSource production = server.newDatabase();
        AdoptedProject project = new AdoptedProject(folder, production);
        project.sql(COURSE, "CREATE INDEX slug_idx ON course (slug) WHERE state LIKE 'o%'");
        Files.writeString(project.migrations().resolve("V7__tables.sql"), COURSE + ";");
        course(project, "@CompositeIndex(name = \"slug_idx\", fields = \"slug\", where = \"{state} LIKE 'o%'\")")
                .compile(CompilerKind.JAVAC);
        String before = oids(production);

        assertThat(names(project.record())).containsExactly("create slug_idx");

        assertThat(Files.list(project.migrations())
                        .map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrder("V7__tables.sql", "V8__create_slug_idx.sql", "V8__create_slug_idx.sql.conf");
        assertThat(project.recording()
                        .plan(Numbering.NEXT, Optional.empty(), Clock.systemUTC())
                        .value())
                .hasValueSatisfying(plan -> assertThat(plan.isEmpty()).isTrue());
        migrate(production, project, "7");
        assertThat(oids(production)).as("not built anew").contains(before);
        PGSimpleDataSource empty = server.newDatabase();
        migrate(empty, project, "0");
        assertThat(TestSession.ofThread(empty).text("SELECT indexdef FROM pg_indexes WHERE indexname = 'slug_idx'"))
                .isEqualTo(TestSession.ofThread(production)
                        .text("SELECT indexdef FROM pg_indexes WHERE indexname = 'slug_idx'"));
        assertThat(project.adopt().text())
                .startsWith("1 declared index is recorded already.", "")
                .doesNotContain("index  class  database");
    }

    /** Nothing is left behind, and the strongest lock that lets others read is not in the way. */
    @ServerSource
    void changesNothingAndTakesNoLockThatWritersTake(PostgresServer server) throws IOException, SQLException {
        PGSimpleDataSource database = server.newDatabase();
        AdoptedProject project = new AdoptedProject(folder, database);
        project.sql(COURSE, "CREATE INDEX slug_idx ON course (slug) WHERE course.state <> 'x'");
        course(
                        project,
                        "@CompositeIndex(name = \"slug_idx\", fields = \"slug\", where = \"course.state <> 'x'\")",
                        "@CompositeIndex(name = \"title_idx\", fields = \"title\")")
                .compile(CompilerKind.JAVAC);
        Set<String> before = TestSession.ofThread(database).catalogue();
        try (Connection writer = database.getConnection();
                Statement statement = writer.createStatement();
                Connection connection = database.getConnection()) {
            writer.setAutoCommit(false);
            statement.execute("LOCK TABLE course IN EXCLUSIVE MODE");

            Adoption adoption =
                    AdoptedProject.value(Adoption.of(project.recording(), MappingOptions.DEFAULT, connection));

            assertThat(adoption.findings())
                    .extracting(Finding::outcome)
                    .containsExactly(Outcome.EQUAL, Outcome.MISSING);
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.isClosed()).isFalse();
        }
        assertThat(TestSession.ofThread(database).catalogue()).isEqualTo(before);
    }

    /** What fails for one index hides no other. */
    @ServerSource
    void whatCannotBeComparedIsToldOfThatIndexAlone(PostgresServer server) throws IOException, SQLException {
        PGSimpleDataSource database = server.newDatabase();
        AdoptedProject project = new AdoptedProject(folder, database);
        project.sql(
                COURSE,
                "CREATE INDEX a_idx ON course (slug) WHERE public.course.state = 'x'",
                "CREATE INDEX b_idx ON course (title)");
        course(
                        project,
                        "@CompositeIndex(name = \"a_idx\", fields = \"slug\", where = \"public.course.state = 'x'\")",
                        "@CompositeIndex(name = \"b_idx\", fields = \"title\")")
                .compile(CompilerKind.JAVAC);

        Adoption adoption = project.adopt();

        assertThat(adoption.findings()).extracting(Finding::outcome).containsExactly(Outcome.UNKNOWN, Outcome.EQUAL);
        assertThat(adoption.findings().get(0).explanation())
                .startsWith(
                        "PostgreSQL refuses the definition on a copy of the table: invalid reference to FROM-clause entry for table \"course\".")
                .contains(
                        "declared: CREATE INDEX a_idx ON course (slug) WHERE public.course.state = 'x'",
                        "database: CREATE INDEX a_idx ON public.course USING btree (slug) WHERE (state = 'x'::text)");
        assertThat(adoption.hasFailed()).isTrue();
    }

    @ServerSource
    void aTableThatMayNotBeReadIsTold(PostgresServer server) throws IOException, SQLException {
        PGSimpleDataSource database = server.newDatabase();
        String role = role(database, "adopt_reader");
        AdoptedProject project = new AdoptedProject(folder, database);
        project.sql(COURSE, "CREATE INDEX slug_idx ON course (slug)");
        course(project, "@CompositeIndex(name = \"slug_idx\", fields = \"slug\")")
                .compile(CompilerKind.JAVAC);
        try (Connection connection = database.getConnection()) {
            run(connection, "SET SESSION AUTHORIZATION " + role);

            Adoption adoption =
                    AdoptedProject.value(Adoption.of(project.recording(), MappingOptions.DEFAULT, connection));

            assertThat(adoption.findings())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.outcome()).isEqualTo(Outcome.UNKNOWN))
                    .satisfies(finding -> assertThat(finding.explanation())
                            .first()
                            .asString()
                            .endsWith("permission denied for table course."));
        }
    }

    @ServerSource
    void aReadOnlyConnectionIsRefused(PostgresServer server) throws IOException, SQLException {
        AdoptedProject project = new AdoptedProject(folder, server.newDatabase());
        course(project).compile(CompilerKind.JAVAC);
        PGSimpleDataSource database = server.newDatabase();
        try (Connection connection = database.getConnection()) {
            connection.setReadOnly(true);

            assertThat(message(project, connection))
                    .isEqualTo("[CI044] the connection is read-only, and adopt compares definitions with a temporary "
                            + "table, in a transaction that it rolls back. Connect without readOnly and "
                            + "default_transaction_read_only.");
        }
    }

    @ServerSource
    void aRoleWithoutTemporaryTablesIsRefused(PostgresServer server) throws IOException, SQLException {
        PGSimpleDataSource database = server.newDatabase();
        String role = role(database, "adopt_nobody");
        AdoptedProject project = new AdoptedProject(folder, database);
        course(project).compile(CompilerKind.JAVAC);
        String name = database.getDatabaseName();
        project.sql("REVOKE TEMPORARY ON DATABASE " + name + " FROM PUBLIC");
        try (Connection connection = database.getConnection()) {
            run(connection, "SET SESSION AUTHORIZATION " + role);

            assertThat(message(project, connection))
                    .isEqualTo(("[CI044] the role %s may not create temporary tables, which adopt needs to compare "
                                    + "definitions, in a transaction that it rolls back. Run: GRANT TEMPORARY ON DATABASE %s TO %s")
                            .formatted(role, name, role));
        }
    }

    @Test
    void whatTheDriverSaysIsToldWithoutTheUrl() throws IOException {
        AdoptedProject project = new AdoptedProject(folder, PostgresServer.NEWEST.newDatabase());
        course(project).compile(CompilerKind.JAVAC);
        for (String url : List.of(
                "jdbc:postgresql://localhost:1/x?user=me&password=secret",
                "jdbc:postgresql://localhost:port/x?password=secret",
                "jdbc:postgresql:/secret:secret@x",
                "jdbc:oracle:secret")) {
            DatabaseAddress address = new DatabaseAddress(url, Optional.of("me"), Optional.of("secret"));
            assertThat(Adoption.of(project.recording(), MappingOptions.DEFAULT, address)
                            .problems())
                    .singleElement()
                    .satisfies(problem ->
                            assertThat(problem.message()).startsWith("[CI044] ").doesNotContain("secret", ".."));
            assertThat(address).asString().doesNotContain("secret");
        }
    }

    /** An index of a constraint does what the declaration says, unless the constraint may be deferred. */
    @ServerSource
    void constraintsHaveIndexes(PostgresServer server) throws IOException, SQLException {
        AdoptedProject project = new AdoptedProject(folder, server.newDatabase());
        project.sql(
                COURSE,
                "ALTER TABLE course ADD CONSTRAINT slug_key UNIQUE (slug)",
                "ALTER TABLE course ADD CONSTRAINT title_key UNIQUE (title) DEFERRABLE");
        course(
                        project,
                        "@CompositeIndex(name = \"slug_key\", fields = \"slug\", unique = true)",
                        "@CompositeIndex(name = \"title_key\", fields = \"title\", unique = true)")
                .compile(CompilerKind.JAVAC);

        Adoption adoption = project.adopt();

        assertThat(adoption.findings()).extracting(Finding::outcome).containsExactly(Outcome.EQUAL, Outcome.DIFFERENT);
        assertThat(adoption.undeclared()).isEmpty();
    }

    /** PostgreSQL refuses to build there concurrently, even if the index exists. */
    @ServerSource
    void partitionedTablesAreTold(PostgresServer server) throws IOException, SQLException {
        AdoptedProject project = new AdoptedProject(folder, server.newDatabase());
        project.sql(
                "CREATE TABLE course (slug text) PARTITION BY LIST (slug)",
                "CREATE TABLE course_a PARTITION OF course FOR VALUES IN ('a')",
                "CREATE INDEX slug_idx ON course (slug)");
        course(project, "@CompositeIndex(name = \"slug_idx\", fields = \"slug\")")
                .compile(CompilerKind.JAVAC);

        Adoption adoption = project.adopt();

        assertThat(adoption.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.outcome()).isEqualTo(Outcome.DIFFERENT));
        assertThat(adoption.text())
                .anyMatch(line -> line.startsWith("slug_idx: its table is partitioned, or a partition,"))
                .contains("Left out, since no class could declare them: 2 indexes (2 of partitioned tables).");
    }

    @ServerSource
    void theSearchPathLeadsToTables(PostgresServer server) throws IOException, SQLException {
        PGSimpleDataSource database = server.newDatabase();
        AdoptedProject project = new AdoptedProject(folder, database);
        project.sql(
                "CREATE SCHEMA first",
                COURSE,
                "CREATE TABLE first.course (slug text, id int)",
                "CREATE INDEX slug_idx ON public.course (slug)",
                "CREATE INDEX slug_idx ON first.course (slug)",
                "CREATE INDEX id_idx ON public.course (id)",
                "CREATE INDEX id_idx ON first.course (slug, id)");
        course(
                        project,
                        "@CompositeIndex(name = \"slug_idx\", fields = \"slug\")",
                        "@CompositeIndex(name = \"id_idx\", fields = \"id\")")
                .compile(CompilerKind.JAVAC);
        try (Connection connection = database.getConnection()) {
            run(connection, "SET search_path = first, public");

            Adoption adoption =
                    AdoptedProject.value(Adoption.of(project.recording(), MappingOptions.DEFAULT, connection));

            assertThat(adoption.findings())
                    .extracting(finding -> finding.index().name() + " " + finding.outcome())
                    .containsExactly("id_idx DIFFERENT", "slug_idx EQUAL");
            assertThat(adoption.undeclared())
                    .singleElement()
                    .satisfies(table -> assertThat(table.table().schema()).isEqualTo("public"))
                    .satisfies(table -> assertThat(table.declaring()).isEmpty());
        }
    }

    @ServerSource
    void whatIsRecordedIsLeftAlone(PostgresServer server) throws IOException, SQLException {
        AdoptedProject project = new AdoptedProject(folder, server.newDatabase());
        project.sql(COURSE, "CREATE INDEX slug_idx ON course (slug)", "CREATE INDEX title_idx ON course (title)");
        course(
                        project,
                        "@CompositeIndex(name = \"slug_idx\", fields = \"slug\")",
                        "@CompositeIndex(name = \"title_idx\", fields = \"title\")")
                .compile(CompilerKind.JAVAC);
        project.record();
        // Another definition, and a declaration less: both are for record to plan.
        course(project, "@CompositeIndex(name = \"slug_idx\", fields = {\"slug\", \"title\"})")
                .compile(CompilerKind.JAVAC);

        Adoption adoption = project.adopt();

        assertThat(adoption.findings()).isEmpty();
        assertThat(adoption.undeclared()).isEmpty();
        assertThat(adoption.plan(Numbering.NEXT, Optional.empty(), Clock.systemUTC())
                        .isEmpty())
                .isTrue();
    }

    @ServerSource
    void twoHundredTakeAMoment(PostgresServer server) throws IOException, SQLException {
        AdoptedProject project = new AdoptedProject(folder, server.newDatabase());
        project.sql(COURSE);
        List<String> annotations = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            project.sql("CREATE INDEX idx_" + i + " ON course (slug, id) WHERE id IN (" + i + ", -1)");
            annotations.add(
                    "@CompositeIndex(name = \"idx_%d\", fields = {\"slug\", \"id\"}, where = \"{id} IN (%d, -1)\")"
                            .formatted(i, i));
        }
        course(project, annotations.toArray(String[]::new)).compile(CompilerKind.JAVAC);
        long start = System.nanoTime();

        Adoption adoption = project.adopt();

        System.out.printf("%s: 200 indexes compared in %d ms%n", server, (System.nanoTime() - start) / 1_000_000);
        assertThat(adoption.findings()).hasSize(200).allMatch(finding -> finding.outcome() == Outcome.EQUAL);
    }

    static AdoptedProject course(AdoptedProject project, String... annotations) {
        return project.source(
                "com/acme/Course.java",
                "package com.acme;\nimport dev.compositeindex.CompositeIndex;\n"
                        + String.join("\n", annotations)
                        + "\nclass Course { int id; String title, slug, state; java.time.Instant createdAt; }\n");
    }

    private static String message(AdoptedProject project, Connection connection) throws IOException {
        var checked = Adoption.of(project.recording(), MappingOptions.DEFAULT, connection);
        assertThat(checked.value()).isEmpty();
        return checked.problems().get(0).message();
    }

    private static List<String> names(Plan plan) {
        return plan.sections().stream().map(step -> step.entry().summary()).toList();
    }

    private static void migrate(PGSimpleDataSource database, AdoptedProject project, String baseline)
            throws IOException {
        assertThat(Flyway.configure()
                        .dataSource(database)
                        .baselineOnMigrate(true)
                        .baselineVersion(baseline)
                        .locations("filesystem:" + project.migrations())
                        .load()
                        .migrate()
                        .success)
                .isTrue();
    }

    private static String oids(PGSimpleDataSource database) throws SQLException {
        return TestSession.ofThread(database)
                .text("SELECT c.oid || ' ' || c.relfilenode FROM pg_class c WHERE relname = 'slug_idx'");
    }

    private static String role(PGSimpleDataSource database, String prefix) throws SQLException {
        String role = prefix + "_" + database.getDatabaseName();
        TestSession.ofThread(database).run("CREATE ROLE " + role);
        return role;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
