package dev.compositeindex.cli.recording;

import static dev.compositeindex.testing.CompilerKind.JAVAC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.CompositeIndexProcessor;
import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.registry.IndexRegistry;
import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import dev.compositeindex.verify.IndexVerifier;
import dev.compositeindex.verify.VerificationReport;
import jakarta.persistence.Entity;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Classes with indexes of ours and of JPA's: nothing is dropped because the compiler was told something else. */
@Tag("slow")
class BesideJpaTest {
    private static final String COUNTED = "-Acompositeindex.jpaIndexes=true";
    private static final String UNCOUNTED = "-Acompositeindex.jpaIndexes=false";
    private static final String WITHOUT_PROCESSOR = "-proc:none";

    private static final String SLUG = "@CompositeIndex(name = \"slug_idx\", fields = \"slug\")";
    private static final String STATE = "@CompositeIndex(name = \"state_idx\", fields = \"state\")";
    private static final String TITLE = "@Index(name = \"titleIdx\", columnList = \"title\")";
    private static final String CREATED = "@Index(columnList = \"createdAt DESC, mail_address\", unique = true)";

    @TempDir
    private Path folder;

    private Path migrations;

    @BeforeEach
    void migrations() throws IOException {
        migrations = Files.createDirectories(folder.resolve("migrations"));
    }

    @ParameterizedTest
    @EnumSource
    void thoseOfJpaAreKeptIfTheOptionIsLostAndOursMayGo(CompilerKind compiler) throws IOException {
        compile(compiler, COUNTED, SLUG + STATE, TITLE + "," + CREATED);
        assertThat(recorded())
                .containsExactly(
                        "create course_created_at_mail_address_e675024a_idx",
                        "create slug_idx",
                        "create state_idx",
                        "create titleidx");

        compile(compiler, UNCOUNTED, SLUG, TITLE + "," + CREATED);

        assertThat(plan().value()).isEmpty();
        assertThat(plan().problems())
                .extracting(Problem::message)
                .containsExactly(lost("course_created_at_mail_address_e675024a_idx"), lost("titleidx"));

        compile(compiler, COUNTED, SLUG, TITLE);

        assertThat(recorded()).containsExactly("drop course_created_at_mail_address_e675024a_idx", "drop state_idx");
    }

    private static String lost(String index) {
        return "[CI084] " + index
                + " would be dropped, because it is not declared, but com.acme.Course has it in JPA's @Table. "
                + "Compile with -Acompositeindex.jpaIndexes=true, or remove it there.";
    }

    /** Each but the last is another index than JPA's, which never counted. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name = \"x\", fields = {\"createdAt DESC\", \"mail\"}, unique = true | true",
                "name = \"titleIdx\", fields = \"title\" | true",
                "fields = \"title\" | true",
                "fields = {\"createdAt DESC\", \"mail\"} | true",
                "fields = {\"createdAt\", \"mail\"}, unique = true | true",
                "fields = {\"mail\", \"createdAt DESC\"}, unique = true | true",
                "fields = {\"createdAt DESC\", \"mail\"}, unique = true, where = \"{id} > 0\" | true",
                "fields = {\"createdAt DESC\", \"mail\"}, unique = true, include = \"id\" | true",
                "name = \"titleidx\", fields = \"slug\" | false",
                "fields = {\"createdAt DESC\", \"mail\"}, unique = true | false"
            })
    void ofOursThatIsDropped(String index, boolean isDropped) throws IOException {
        compile(JAVAC, UNCOUNTED, SLUG + "@CompositeIndex(" + index + ")", TITLE + "," + CREATED);
        assertThat(recorded()).hasSize(2);

        compile(JAVAC, UNCOUNTED, SLUG, TITLE + "," + CREATED);

        assertThat(plan().problems())
                .extracting(problem -> problem.code().id())
                .containsExactlyElementsOf(isDropped ? List.of() : List.of("CI084"));
        assertThat(plan().value().isPresent()).isEqualTo(isDropped);
    }

    @Test
    void theLastOfOursMayGo() throws IOException {
        compile(JAVAC, UNCOUNTED, SLUG, TITLE);
        assertThat(recorded()).containsExactly("create slug_idx");

        compile(JAVAC, UNCOUNTED, "", TITLE);

        assertThat(recorded()).containsExactly("drop slug_idx");
    }

    /** It counts, so that nothing was lost. */
    @Test
    void anIndexThatCountsMayMoveToAnotherSchema() throws IOException {
        String table = "@dev.compositeindex.IndexedTable(value = \"course\", schema = \"%s\")";
        compile(JAVAC, COUNTED, table.formatted("a"), TITLE);
        assertThat(recorded()).containsExactly("create a.titleidx");

        compile(JAVAC, COUNTED, table.formatted("b"), TITLE);

        assertThat(recorded()).containsExactly("create b.titleidx", "drop a.titleidx");
    }

    /** The annotation that declares it is no part of an index. */
    @Test
    void whatMovesFromTheirAnnotationToOursIsNotBuiltAnew() throws IOException {
        compile(JAVAC, COUNTED, SLUG, TITLE);
        assertThat(recorded()).hasSize(2);

        compile(JAVAC, COUNTED, SLUG + "@CompositeIndex(name = \"titleidx\", fields = \"title\")", "");

        assertThat(recorded()).isEmpty();
    }

    /** A class file has no place for what its compiler was told, and numbers alone would not tell it. */
    @ParameterizedTest
    @EnumSource
    void aFileThatIsOutOfDateIsSeen(CompilerKind compiler) throws IOException {
        compile(compiler, UNCOUNTED, SLUG + STATE, TITLE);
        touch(compiler, SLUG, TITLE);
        assertThat(stale()).contains(": com.acme.Course (1 in the class, 2 in the file).");

        compile(compiler, COUNTED, SLUG, TITLE);
        touch(compiler, SLUG + STATE, TITLE);
        assertThat(stale()).contains(": com.acme.Course (2 in the class, 1 in the file).");
        touch(compiler, SLUG + STATE, "");
        assertThat(stale())
                .contains(
                        ": @Index on com.acme.Course (0 in the class, 1 in the file), com.acme.Course (2 in the class, 1 in the file).");
        touch(compiler, SLUG, TITLE + "," + CREATED);
        assertThat(stale()).contains(": @Index on com.acme.Course (2 in the class, 1 in the file).");
        touch(compiler, SLUG, TITLE);
        assertThat(read().problems()).isEmpty();
    }

    @ServerSource
    void bothAreBuiltAndVerified(PostgresServer server) throws Exception {
        DataSource database = server.newDatabase();
        Files.writeString(
                migrations.resolve("V1__tables.sql"),
                "CREATE TABLE course (id bigint, title text, slug text, state text, created_at timestamptz, mail_address text);\n");
        compile(JAVAC, COUNTED, SLUG + STATE, TITLE + "," + CREATED);
        assertThat(recorded()).hasSize(4);
        assertThat(valid(database))
                .containsExactly("slug_idx", "state_idx", "titleidx", "course_created_at_mail_address_e675024a_idx");

        compile(JAVAC, COUNTED, SLUG, CREATED);
        assertThat(recorded()).containsExactly("drop state_idx", "drop titleidx");
        assertThat(valid(database)).containsExactly("slug_idx", "course_created_at_mail_address_e675024a_idx");
    }

    /** What the database has after all migrations. */
    private List<String> valid(DataSource database) throws IOException {
        Flyway.configure()
                .dataSource(database)
                .locations("filesystem:" + migrations)
                .load()
                .migrate();
        URL[] classes = {classes().toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader())) {
            VerificationReport report = IndexVerifier.of(database).verify(IndexRegistry.load(loader));
            assertThat(report.allValid()).as(report.summary()).isTrue();
            return report.verdicts().stream()
                    .map(verdict -> verdict.index().name())
                    .toList();
        }
    }

    /** Compiles from nothing. */
    private void compile(CompilerKind compiler, String option, String ours, String theirs) throws IOException {
        if (Files.exists(classes())) {
            try (Stream<Path> files = Files.walk(classes())) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        CompilationResult result =
                compilation(ours, theirs).option(option).run(compiler, new CompositeIndexProcessor());
        assertThat(result.errors()).isEmpty();
    }

    /** Compiles as tools do that know of no processor. */
    private void touch(CompilerKind compiler, String ours, String theirs) {
        assertThat(compilation(ours, theirs)
                        .option(WITHOUT_PROCESSOR)
                        .run(compiler)
                        .errors())
                .isEmpty();
    }

    private Compilation compilation(String ours, String theirs) {
        return Compilation.in(folder)
                .classPath(Compilation.whereIs(Entity.class))
                .source("com/acme/Course.java", """
                        package com.acme;
                        import dev.compositeindex.CompositeIndex;
                        import jakarta.persistence.*;
                        @Entity
                        %s
                        @Table(indexes = {%s})
                        class Course {
                            @Id Long id; String title; String slug; String state; java.time.Instant createdAt;
                            @Column(name = "mailAddress") String mail;
                        }
                        """.formatted(ours, theirs));
    }

    private Path classes() {
        return folder.resolve("classes");
    }

    private Checked<Recording> read() {
        return Recording.read(List.of(CompiledModule.ofClassOutput(classes())), List.of(migrations));
    }

    private Checked<Plan> plan() {
        Checked<Recording> recording = read();
        assertThat(recording.problems()).isEmpty();
        return recording.value().orElseThrow().plan(Numbering.NEXT, Optional.empty(), Clock.systemUTC());
    }

    /** Plans, records, and says what. */
    private List<String> recorded() {
        Checked<Plan> plan = plan();
        assertThat(plan.problems()).isEmpty();
        assertThat(read().value()
                        .orElseThrow()
                        .write(plan.value().orElseThrow())
                        .problems())
                .isEmpty();
        return plan.value().orElseThrow().sections().stream()
                .map(step -> step.entry().summary())
                .toList();
    }

    private String stale() {
        Checked<Recording> recording = read();
        assertThat(recording.value()).isEmpty();
        assertThat(recording.problems()).hasSize(1);
        return recording.problems().get(0).message();
    }
}
