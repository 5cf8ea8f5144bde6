package dev.compositeindex.cli.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.CompositeIndexProcessor;
import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Indexes that JPA's {@code @Table} declares, recorded. */
class JpaRecordingTest {
    private static final String FILE = "META-INF/compositeindex/com.acme.Indexes.indexes";
    private static final String COURSE = """
            package com.acme;

            import jakarta.persistence.*;

            @Entity
            @Table(
                    name = "course_row",
                    indexes = {
                        @Index(name = "courseTitleIdx", columnList = "title, createdAt DESC"),
                        @Index(name = "`Quoted Idx`", columnList = "created_at asc,mail_address", unique = true),
                        @Index(columnList = "mailAddress, author_id, town")
                    })
            public class Course {
                @Id Long id;
                String title;
                java.time.Instant createdAt;
                @Column(name = "mailAddress") String mail;
                @ManyToOne Author author;
                Place place;
            }
            """;
    private static final String AUTHOR = """
            package com.acme;

            import jakarta.persistence.*;

            @Entity
            @Table(indexes = {})
            public class Author {
                @Id Long id;
            }
            """;
    private static final String PLACE = """
            package com.acme;

            @jakarta.persistence.Embeddable
            public class Place {
                String town;
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void theyAreRecordedAndCheckedAndNeverDroppedByAccident() throws IOException {
        assertThat(Compilation.in(folder)
                        .classPath(Compilation.whereIs(jakarta.persistence.Entity.class))
                        .source("com/acme/Course.java", COURSE)
                        .source("com/acme/Author.java", AUTHOR)
                        .source("com/acme/Place.java", PLACE)
                        .option("-Acompositeindex.jpaIndexes=true")
                        .run(CompilerKind.JAVAC, new CompositeIndexProcessor())
                        .errors())
                .isEmpty();
        Path migrations = Files.createDirectories(folder.resolve("migrations"));
        Recording recording = read(migrations);
        Checked<Plan> plan = plan(recording);
        assertThat(plan.problems()).isEmpty();
        assertThat(recording.write(plan.value().orElseThrow()).problems()).isEmpty();
        assertThat(plan(read(migrations)).value().orElseThrow().sections()).isEmpty();

        for (String generated : List.of(FILE, "META-INF/services/dev.compositeindex.registry.IndexRegistry")) {
            Files.delete(folder.resolve("classes").resolve(generated));
        }
        Checked<Plan> without = plan(read(migrations));

        assertThat(without.value()).isEmpty();
        assertThat(without.problems())
                .extracting(Problem::message)
                .hasSize(3)
                .contains(
                        "[CI084] coursetitleidx would be dropped, because it is not declared, but com.acme.Course has it in JPA's @Table. "
                                + "Compile with -Acompositeindex.jpaIndexes=true, or remove it there.");
    }

    /** What is left out of JPA's indexes is in the class file all the same, and there is nothing to compile anew. */
    @Test
    void whatIsNotTakenOverIsNotMissed() throws IOException {
        Path migrations = Files.createDirectories(folder.resolve("migrations"));
        for (String columns : List.of("name, name", "now()")) {
            compile("""
                    @Table(indexes = {@Index(name = "a", columnList = "name"), @Index(name = "b", columnList = "%s")})
                    """.formatted(columns));
            assertThat(read(migrations).declared()).hasSize(1);
        }
        // As after mvn clean: with no index left, there is nothing that would be written in the place of these.
        Files.delete(folder.resolve("classes").resolve(FILE));
        compile("@Table(indexes = @Index(name = \"b\", columnList = \"name, name\"))");
        assertThat(read(migrations).declared()).isEmpty();
    }

    private void compile(String table) {
        assertThat(Compilation.in(folder)
                        .classPath(Compilation.whereIs(jakarta.persistence.Entity.class))
                        .source(
                                "com/acme/Author.java",
                                "package com.acme; import jakarta.persistence.*; @Entity " + table
                                        + " public class Author { @Id Long id; String name; }")
                        .option("-Acompositeindex.jpaIndexes=true")
                        .run(CompilerKind.JAVAC, new CompositeIndexProcessor())
                        .errors())
                .isEmpty();
    }

    private Recording read(Path migrations) {
        Checked<Recording> recording =
                Recording.read(List.of(CompiledModule.ofClassOutput(folder.resolve("classes"))), List.of(migrations));
        assertThat(recording.problems()).isEmpty();
        return recording.value().orElseThrow();
    }

    private static Checked<Plan> plan(Recording recording) {
        return recording.plan(Numbering.NEXT, Optional.empty(), Clock.systemUTC());
    }
}
