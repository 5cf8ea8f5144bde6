package dev.compositeindex.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Indexes that JPA's {@code @Table} declares, taken over on request. */
class JpaIndexesTest {
    private static final String OPTION = "-Acompositeindex.jpaIndexes=true";
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

    private Compilation compilation() {
        return Compilation.in(folder)
                .classPath(Compilation.whereIs(jakarta.persistence.Entity.class))
                .classPath(Compilation.whereIs(javax.persistence.Entity.class));
    }

    private Compilation courses() {
        return compilation()
                .source("com/acme/Course.java", COURSE)
                .source("com/acme/Author.java", AUTHOR)
                .source("com/acme/Place.java", PLACE);
    }

    private static CompilationResult run(Compilation compilation) {
        return compilation.run(CompilerKind.JAVAC, new CompositeIndexProcessor());
    }

    @ParameterizedTest
    @EnumSource(CompilerKind.class)
    void indexesAreTakenOverByLogicalAndPhysicalNames(CompilerKind compiler) {
        CompilationResult result = courses().option(OPTION).run(compiler, new CompositeIndexProcessor());

        assertThat(result.errors()).isEmpty();
        assertThat(result.generated().get(FILE).lines())
                .containsExactly(
                        "compositeindex 1",
                        "name=\"Quoted Idx\"\ttable=course_row\tclass=com.acme.Course\tdefinition="
                                + "CREATE UNIQUE INDEX \"Quoted Idx\" ON course_row (created_at, mail_address)\tjpa=true",
                        "name=course_row_mail_address_author_id_town_0b7cdea5_idx\ttable=course_row\tclass=com.acme.Course\tdefinition="
                                + "CREATE INDEX course_row_mail_address_author_id_town_0b7cdea5_idx ON course_row "
                                + "(mail_address, author_id, town)\tjpa=true",
                        "name=coursetitleidx\ttable=course_row\tclass=com.acme.Course\tdefinition="
                                + "CREATE INDEX coursetitleidx ON course_row (title, created_at DESC)\tjpa=true");
        assertThat(result.generated())
                .containsKey("com/acme/CourseIndexes.java")
                .doesNotContainKey("com/acme/AuthorIndexes.java");
    }

    /** The discriminator, the foreign key and the order column of another class's collection: Hibernate makes such indexes. */
    @ParameterizedTest
    @EnumSource(CompilerKind.class)
    void columnsThatNoFieldHasAreTakenOver(CompilerKind compiler) {
        CompilationResult result = compilation()
                .source("com/acme/Step.java", """
                        package com.acme;

                        import jakarta.persistence.*;

                        @Entity
                        @DiscriminatorColumn(name = "stepKind")
                        @Table(indexes = @Index(name = "i", columnList = "stepKind DESC, plan_id, `listPosition`, title"))
                        public class Step {
                            @Id Long id;
                            String title;
                        }
                        """)
                .option(OPTION)
                .run(compiler, new CompositeIndexProcessor());

        assertThat(result.errors()).isEmpty();
        assertThat(result.generated().get(FILE))
                .contains("CREATE INDEX i ON step (step_kind DESC, plan_id, \"listPosition\", title)");
    }

    @Test
    void withoutTheOptionNothingHappens() {
        CompilationResult result = run(courses());

        assertThat(result.succeeded()).isTrue();
        assertThat(result.generated()).isEmpty();
    }

    @Test
    void aModuleWithoutAnyIndexGetsNoRegistry() {
        CompilationResult result =
                run(compilation().source("com/acme/Author.java", AUTHOR).option(OPTION));

        assertThat(result.succeeded()).isTrue();
        assertThat(result.generated()).isEmpty();
    }

    @Test
    void aWarningCallsBothIndexesWhatTheyAre() {
        CompilationResult result =
                run(compilation().source("com/acme/Author.java", """
                        package com.acme;

                        import javax.persistence.*;

                        @Entity
                        @Table(indexes = {@Index(name = "a", columnList = "x"), @Index(name = "b", columnList = "x, y"),
                            @Index(name = "c", columnList = "x")})
                        public class Author {
                            @Id Long id;
                            int x;
                            int y;
                        }
                        """).option(OPTION));

        assertThat(result.messages())
                .extracting(Message::text)
                .filteredOn(text -> text.startsWith("[CI017]") || text.startsWith("[CI085]"))
                .extracting(text -> text.replaceFirst("( serves every query|\\. Remove).*", ""))
                .containsExactly(
                        "[CI017] @Index #3 \"c\" on com.acme.Author: this is the same index as @Index #1 on com.acme.Author",
                        "[CI085] @Index #1 \"a\" on com.acme.Author: @Index #2 \"b\" on com.acme.Author",
                        "[CI085] @Index #3 \"c\" on com.acme.Author: @Index #2 \"b\" on com.acme.Author");
    }

    @ParameterizedTest
    @EnumSource(CompilerKind.class)
    void mistakesAreToldAtTheTable(CompilerKind compiler) {
        CompilationResult result = compilation()
                .source("com/acme/Author.java", """
                        package com.acme;

                        import javax.persistence.*;

                        @Entity
                        @Table(indexes = {@Index(name = "a", columnList = "nam"), @Index(name = "b", columnList = "name, name NULLS"), @Index(columnList = "")})
                        public class Author {
                            @Id Long id;
                            String name;
                        }
                        """)
                .option(OPTION)
                .run(compiler, new CompositeIndexProcessor());

        assertThat(result.errors()).isEmpty();
        assertThat(result.messages())
                .filteredOn(message -> message.text().startsWith("[CI09"))
                .allSatisfy(message -> assertThat(message.line()).isEqualTo(6L))
                .extracting(message -> message.text().strip().replaceFirst("( over: .CI\\d+.).*", "$1"))
                .containsExactlyInAnyOrder(
                        "[CI093] @Table on com.acme.Author: nothing in the class has the column \"nam\", which is taken over by its name, "
                                + "as Hibernate does. That is right if a collection of another class has its foreign key or its order there. "
                                + "Or did you mean \"name\"?",
                        "[CI092] @Index #2 \"b\" on com.acme.Author: it is not taken over: [CI007]",
                        "[CI092] @Index #3 on com.acme.Author: it is not taken over: [CI007]");
    }

    @Test
    void aPartialBuildReadsThemFromClassFiles() throws IOException {
        String whole = run(courses().option(OPTION)).generated().get(FILE);
        Path src = folder.resolve("src/com/acme/Course.java");
        Files.delete(src);

        CompilationResult partial = run(compilation()
                .source("com/acme/Tag.java", """
                        package com.acme;

                        @dev.compositeindex.CompositeIndex(name = "tag_name_idx", fields = "name")
                        public class Tag {
                            String name;
                        }
                        """)
                .classPath(folder.resolve("classes"))
                .option(OPTION));

        assertThat(partial.errors()).isEmpty();
        assertThat(partial.generated().get(FILE))
                .contains("tag_name_idx")
                .contains(whole.lines().skip(1).toList());
    }

    /** Class files do not tell what was left out, so the file does, also of a class that this compile was not handed. */
    @Test
    void whatIsLeftOutIsCounted() throws IOException {
        Compilation both = compilation()
                .source("com/acme/Author.java", author("Author", "name, name"))
                .source("com/acme/Editor.java", author("Editor", "name"))
                .option(OPTION);
        String first = "compositeindex 1\tleftOut=com.acme.Author:1\n";
        assertThat(run(both).generated().get(FILE)).startsWith(first);
        Files.delete(folder.resolve("src/com/acme/Author.java"));

        CompilationResult partial = run(compilation()
                .source("com/acme/Editor.java", author("Editor", "name"))
                .classPath(folder.resolve("classes"))
                .option(OPTION));

        assertThat(partial.errors()).isEmpty();
        assertThat(partial.generated().get(FILE)).startsWith(first);
    }

    private static String author(String name, String columns) {
        return """
                package com.acme;

                import jakarta.persistence.*;

                @Entity
                @Table(indexes = @Index(columnList = "%s"))
                public class %s { @Id Long id; String name; }
                """.formatted(columns, name);
    }
}
