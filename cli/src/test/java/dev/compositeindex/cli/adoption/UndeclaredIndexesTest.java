package dev.compositeindex.cli.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.cli.adoption.UndeclaredIndexes.OfTable;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Indexes that no class declares: what can be declared, on which class, and what cannot. */
@Tag("slow")
class UndeclaredIndexesTest {
    @TempDir
    private Path folder;

    @ServerSource
    void whatADeclarationCannotSayIsListedWithItsReason(PostgresServer server) throws IOException, SQLException {
        AdoptedProject project = new AdoptedProject(folder, server.newDatabase());
        project.sql(
                "CREATE TABLE course (title text, slug varchar(9), tags text[], secret int, state text COLLATE \"C\", other int)",
                "CREATE EXTENSION pg_trgm",
                "CREATE SCHEMA own",
                "CREATE COLLATION own.de (LOCALE = 'C')",
                "CREATE OPERATOR CLASS own.texts FOR TYPE text USING hash AS FUNCTION 1 hashtext(text)",
                "CREATE INDEX a_method ON course USING gin (tags)",
                "CREATE INDEX b_hash ON course USING hash (title own.texts)",
                "CREATE INDEX c_expression ON course ((upper(title) || E'\n') COLLATE \"C\" text_pattern_ops DESC, lower(title))",
                "CREATE INDEX d_opclass ON course USING gist (title gist_trgm_ops (siglen = 100))",
                "CREATE INDEX e_collation ON course (title COLLATE own.de text_pattern_ops NULLS FIRST)",
                "CREATE INDEX f_twice ON course (title, title DESC)",
                "CREATE INDEX f_ways ON course (title, title text_pattern_ops, title COLLATE own.de)",
                "CREATE INDEX g_included_twice ON course (title) INCLUDE (title)",
                "CREATE INDEX h_no_field ON course (title, other)",
                "CREATE INDEX i_collection ON course (tags)",
                "CREATE INDEX j_transient ON course (secret)",
                "CREATE INDEX k_fine ON course (slug varchar_ops, state)",
                "CREATE INDEX l_equal ON course (slug, state) WITH (fillfactor = 50)",
                "CREATE INDEX m_invalid ON course (state)",
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'm_invalid'::regclass",
                "CREATE INDEX \"tab\t\" ON course (state, title)",
                "CREATE INDEX \" \" ON course (state, title, slug)",
                "ALTER TABLE course ADD \"a\nb\" int",
                "CREATE INDEX z_predicate ON course (title) WHERE \"a\nb\" > 0");
        project.source(
                        "com/acme/Course.java",
                        "package com.acme; class Course { String title, slug, state; java.util.ArrayList<Course> tags; @Transient int secret; static int other; @interface Transient {} }")
                .compile(CompilerKind.JAVAC);

        OfTable table = only(project.adopt());

        assertThat(reasons(table))
                .containsExactly(
                        Map.entry(" ", "its name is blank, or contains a control character"),
                        Map.entry(
                                "a_method",
                                "@CompositeIndex(name = \"a_method\", fields = \"\\\"tags\\\"\", using = \"gin\")"),
                        Map.entry(
                                "b_hash",
                                "@CompositeIndex(name = \"b_hash\", fields = \"title own.\\\"texts\\\"\", using = \"hash\")"),
                        Map.entry(
                                "c_expression",
                                "@CompositeIndex(name = \"c_expression\", fields = {\"((upper({title}) || E'\\\\u000a'::text)) COLLATE \\\"C\\\" text_pattern_ops DESC\", \"lower({title})\"})"),
                        Map.entry(
                                "d_opclass",
                                "@CompositeIndex(name = \"d_opclass\", fields = \"title gist_trgm_ops(siglen=100)\", using = \"gist\")"),
                        Map.entry(
                                "e_collation",
                                "@CompositeIndex(name = \"e_collation\", fields = \"title COLLATE own.de text_pattern_ops NULLS FIRST\")"),
                        Map.entry("f_twice", "column title is in it twice"),
                        Map.entry(
                                "f_ways",
                                "@CompositeIndex(name = \"f_ways\", fields = {\"title\", \"title text_pattern_ops\", \"title COLLATE own.de\"})"),
                        Map.entry("g_included_twice", "column title is in it twice"),
                        Map.entry(
                                "h_no_field",
                                "@CompositeIndex(name = \"h_no_field\", fields = {\"title\", \"\\\"other\\\"\"})"),
                        Map.entry(
                                "i_collection", "@CompositeIndex(name = \"i_collection\", fields = \"\\\"tags\\\"\")"),
                        Map.entry(
                                "j_transient", "@CompositeIndex(name = \"j_transient\", fields = \"\\\"secret\\\"\")"),
                        Map.entry("k_fine", "@CompositeIndex(name = \"k_fine\", fields = {\"slug\", \"state\"})"),
                        Map.entry("l_equal", "it does the same as k_fine; one of the two can go"),
                        Map.entry(
                                "m_invalid", "it is INVALID; if no session is building it, drop it or build it again"),
                        Map.entry("tab\t", "its name is blank, or contains a control character"),
                        Map.entry("z_predicate", "a quoted name in its predicate contains a control character"));
        assertThat(project.adopt().text())
                .containsSubsequence(
                        "Not declared, on public.course. Paste into com.acme.Course:",
                        "  @CompositeIndex(name = \"h_no_field\", fields = {\"title\", \"\\\"other\\\"\"})",
                        "  @CompositeIndex(name = \"k_fine\", fields = {\"slug\", \"state\"})",
                        "",
                        "Not declared, and cannot be declared:",
                        "  CREATE INDEX f_twice ON public.course USING btree (title, title DESC)",
                        "    column title is in it twice")
                .contains(
                        "  CREATE INDEX z_predicate ON public.course USING btree (title) WHERE (\"a\\u000ab\" > 0)",
                        "  CREATE INDEX \"tab\\u0009\" ON public.course USING btree (state, title)");
        if (server == PostgresServer.NEWEST) {
            project.sql("CREATE UNIQUE INDEX null_key ON course (slug) NULLS NOT DISTINCT");
            project.sql("CREATE INDEX null_idx ON course (slug, title) NULLS NOT DISTINCT");
            assertThat(reasons(only(project.adopt())))
                    .containsEntry(
                            "null_key",
                            "@CompositeIndex(name = \"null_key\", fields = \"slug\", unique = true, nullsDistinct = false)")
                    .containsEntry("null_idx", "it is NULLS NOT DISTINCT without being unique, which says nothing");
        }
    }

    /** The compiler wants what an extension brings for built-in types to be named, and what it brings for its own not. */
    @ServerSource
    void anOperatorClassOfAnExtensionIsNamed(PostgresServer server) throws IOException, SQLException {
        AdoptedProject project = new AdoptedProject(folder, server.newDatabase());
        project.sql(
                "CREATE EXTENSION btree_gin",
                "CREATE EXTENSION btree_gist",
                "CREATE EXTENSION citext",
                "CREATE TABLE lesson (room int, span tstzrange, tags text[], host citext)",
                "CREATE INDEX gin_idx ON lesson USING gin (room, tags)",
                "CREATE INDEX gist_idx ON lesson USING gist (room, span)",
                "CREATE INDEX host_idx ON lesson (host, room)");
        project.source(
                        "com/acme/Lesson.java",
                        "package com.acme; class Lesson { int room; String span, host; String[] tags; }")
                .compile(CompilerKind.JAVAC);

        assertThat(reasons(only(project.adopt())))
                .containsExactly(
                        Map.entry(
                                "gin_idx",
                                "@CompositeIndex(name = \"gin_idx\", fields = {\"room int4_ops\", \"tags\"}, using = \"gin\")"),
                        Map.entry(
                                "gist_idx",
                                "@CompositeIndex(name = \"gist_idx\", fields = {\"room gist_int4_ops\", \"span\"}, using = \"gist\")"),
                        Map.entry("host_idx", "@CompositeIndex(name = \"host_idx\", fields = {\"host\", \"room\"})"));
    }

    /** What the server takes by itself needs no name: for a type that has no class of its own, that is text's. */
    @ServerSource
    void anOperatorClassThatIsNotTheDefaultIsNamed(PostgresServer server) throws IOException, SQLException {
        AdoptedProject project = new AdoptedProject(folder, server.newDatabase());
        project.sql(
                "CREATE DOMAIN code AS varchar(20)",
                "CREATE TABLE lesson (code varchar(20), room code)",
                "CREATE INDEX a_idx ON lesson (code bpchar_ops)",
                "CREATE INDEX b_idx ON lesson (code varchar_ops)",
                "CREATE INDEX c_idx ON lesson (code text_ops)",
                "CREATE INDEX d_idx ON lesson (code varchar_pattern_ops)",
                "CREATE INDEX e_idx ON lesson (code text_pattern_ops)",
                "CREATE INDEX f_idx ON lesson (room bpchar_ops)",
                "CREATE INDEX g_idx ON lesson (room text_ops)");
        String source =
                "package com.acme; import dev.compositeindex.CompositeIndex; %s class Lesson { String code, room; }";
        project.source("com/acme/Lesson.java", source.formatted("")).compile(CompilerKind.JAVAC);

        Map<String, String> printed = reasons(only(project.adopt()));
        assertThat(printed)
                .containsExactly(
                        Map.entry("a_idx", "@CompositeIndex(name = \"a_idx\", fields = \"code bpchar_ops\")"),
                        Map.entry("b_idx", "@CompositeIndex(name = \"b_idx\", fields = \"code\")"),
                        Map.entry("c_idx", "it does the same as b_idx; one of the two can go"),
                        Map.entry("d_idx", "@CompositeIndex(name = \"d_idx\", fields = \"code varchar_pattern_ops\")"),
                        Map.entry("e_idx", "it does the same as d_idx; one of the two can go"),
                        Map.entry("f_idx", "@CompositeIndex(name = \"f_idx\", fields = \"room bpchar_ops\")"),
                        Map.entry("g_idx", "@CompositeIndex(name = \"g_idx\", fields = \"room\")"));
        String annotations = printed.values().stream()
                .filter(annotation -> annotation.startsWith("@"))
                .collect(Collectors.joining(" "));
        project.source("com/acme/Lesson.java", source.formatted(annotations)).compile(CompilerKind.JAVAC);
        assertThat(project.adopt().findings())
                .hasSize(5)
                .allSatisfy(finding -> assertThat(finding.outcome()).isEqualTo(Outcome.EQUAL));
    }

    @ServerSource
    void whatIsNobodysToDeclareIsCounted(PostgresServer server) throws IOException, SQLException {
        AdoptedProject project = new AdoptedProject(folder, server.newDatabase());
        project.sql(
                "CREATE TABLE flyway_schema_history (installed_rank int PRIMARY KEY, success boolean)",
                "CREATE INDEX flyway_schema_history_s_idx ON flyway_schema_history (success)",
                "CREATE TABLE looks_like_it (success boolean)",
                "CREATE INDEX looks_like_it_s_idx ON looks_like_it (success)",
                "CREATE TABLE of_extension (a int)",
                "CREATE INDEX of_extension_idx ON of_extension (a)",
                "ALTER EXTENSION plpgsql ADD TABLE of_extension",
                "CREATE EXTENSION btree_gist",
                "CREATE TABLE room (a int UNIQUE, EXCLUDE USING gist (a WITH =))",
                "CREATE TABLE part (a int) PARTITION BY LIST (a)",
                "CREATE TABLE part_1 PARTITION OF part FOR VALUES IN (1)",
                "CREATE INDEX part_idx ON part (a)",
                "CREATE INDEX part_1_own_idx ON part_1 (a DESC)");
        project.source("A.java", "class A {}").compile(CompilerKind.JAVAC);

        assertThat(String.join("\n", project.adopt().text())).isEqualTo("""
                No index is declared.

                Not declared, no class found for table public.looks_like_it. The fields are guesses:
                  @CompositeIndex(name = "looks_like_it_s_idx", fields = "success")

                Left out, since no class could declare them: 8 indexes (3 of constraints, 3 of partitioned tables, 1 of extensions, 1 of Flyway's history).
                """);
    }

    @ParameterizedTest
    @EnumSource
    void theClassIsFoundByItsTable(CompilerKind compiler) throws IOException, SQLException {
        AdoptedProject project = new AdoptedProject(folder, PostgresServer.NEWEST.newDatabase());
        project.sql("CREATE SCHEMA other");
        for (String table : List.of(
                "by_name",
                "named",
                "declared",
                "twin",
                "inner_one",
                "inherited",
                "other.scoped",
                "other.by_name",
                "kind",
                "local",
                "nobody")) {
            project.sql(
                    "CREATE TABLE " + table + " (first_column int, second_column int)",
                    "CREATE INDEX %1$s_idx ON %2$s (second_column, first_column DESC)"
                            .formatted(table.replace('.', '_'), table));
        }
        String fields = "int firstColumn, secondColumn;";
        project.source("a/ByName.java", "package a; class ByName { %s }".formatted(fields))
                .source("a/Named.java", "package a; class Named { %s }".formatted(fields))
                .source(
                        "b/Whatever.java",
                        "package b; @dev.compositeindex.IndexedTable(\"named\") class Whatever { %s }"
                                .formatted(fields))
                .source(
                        "b/Scoped.java",
                        "package b; @dev.compositeindex.IndexedTable(value = \"scoped\", schema = \"other\") record Scoped(int firstColumn, int secondColumn) {}")
                .source(
                        "a/Declared.java",
                        "package a; @dev.compositeindex.IndexedTable(\"declared\") class Declared { %s }"
                                .formatted(fields))
                .source(
                        "z/Declares.java",
                        "package z; @dev.compositeindex.IndexedTable(\"declared\") @dev.compositeindex.CompositeIndex(name = \"x_idx\", fields = \"firstColumn\") class Declares { %s }"
                                .formatted(fields))
                .source("a/Twin.java", "package a; class Twin { int firstColumn; }")
                .source("b/Twin.java", "package b; class Twin { %s }".formatted(fields))
                .source("c/Twin.java", "package c; class Twin { %s }".formatted(fields))
                .source(
                        "a/Outer$.java",
                        "package a; class Outer$ { class InnerOne { %s } void m() { class Local { %s } new Object() { %s }; } }"
                                .formatted(fields, fields, fields))
                .source("a/Inherited.java", "package a; class Inherited extends Middle { int firstColumn; }")
                .source("a/Middle.java", "package a; class Middle extends Base { transient int firstColumn; }")
                .source("a/Base.java", "package a; abstract class Base { private int secondColumn; }")
                .source("a/Kind.java", "package a; enum Kind { ; int firstColumn, secondColumn; }")
                .compile(compiler);

        Map<String, String> classes = new TreeMap<>();
        for (OfTable table : project.adopt().undeclared()) {
            classes.put(
                    table.table().schema() + "." + table.table().name(),
                    table.declaring().orElse(""));
            String column = table.table().name().equals("nobody") ? "second" : "secondColumn";
            assertThat(table.proposals())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Proposal.Declarable.class,
                            proposal -> assertThat(proposal.annotation()).contains("fields = {\"" + column));
        }

        assertThat(classes)
                .containsExactly(
                        Map.entry("other.by_name", ""),
                        Map.entry("other.scoped", "b.Scoped"),
                        Map.entry("public.by_name", "a.ByName"),
                        Map.entry("public.declared", "z.Declares"),
                        Map.entry("public.inherited", "a.Inherited"),
                        Map.entry("public.inner_one", "a.Outer$$InnerOne"),
                        Map.entry("public.kind", ""),
                        Map.entry("public.local", ""),
                        Map.entry("public.named", "b.Whatever"),
                        Map.entry("public.nobody", ""),
                        Map.entry("public.twin", "b.Twin"));
    }

    /** So that indexes of one table do not go to two classes without need. */
    @Test
    void ofClassesThatAreCalledAlikeTheOneWithMoreColumnsIsFound() throws IOException, SQLException {
        AdoptedProject project = new AdoptedProject(folder, PostgresServer.NEWEST.newDatabase());
        project.sql(
                "CREATE TABLE twin (a int, b int)", "CREATE INDEX a_idx ON twin (a)", "CREATE INDEX b_idx ON twin (b)");
        project.source("a/Twin.java", "package a; class Twin { int a; }")
                .source("b/Twin.java", "package b; class Twin { int a, b; }")
                .compile(CompilerKind.JAVAC);

        OfTable table = only(project.adopt());

        assertThat(table.declaring()).hasValue("b.Twin");
        assertThat(table.proposals()).hasSize(2);
    }

    @Test
    void fieldsAreGuessedWithoutAClass() throws IOException, SQLException {
        AdoptedProject project = new AdoptedProject(folder, PostgresServer.NEWEST.newDatabase());
        project.sql(
                "CREATE TABLE t (is_published int, \"UPPER case\" int, \"1st\" int, größe int, \"_\" int)",
                "CREATE INDEX i ON t (is_published, \"UPPER case\" DESC, \"1st\") INCLUDE (größe, \"_\")");
        project.source("A.java", "class A {}").compile(CompilerKind.JAVAC);

        assertThat(only(project.adopt()).proposals())
                .singleElement()
                .extracting(proposal -> ((Proposal.Declarable) proposal).annotation())
                .isEqualTo("@CompositeIndex(name = \"i\", fields = {\"isPublished\", \"UPPERCase DESC\", \"_1st\"}, "
                        + "include = {\"größe\", \"_\"})");
    }

    private static OfTable only(Adoption adoption) {
        assertThat(adoption.undeclared()).hasSize(1);
        return adoption.undeclared().get(0);
    }

    /** By the index's name: why it cannot be declared, or how it is. */
    private static Map<String, String> reasons(OfTable table) {
        Map<String, String> reasons = new TreeMap<>();
        for (Proposal proposal : table.proposals()) {
            reasons.put(
                    proposal.index().name().name(),
                    proposal instanceof Proposal.Undeclarable undeclarable
                            ? undeclarable.reason()
                            : ((Proposal.Declarable) proposal).annotation());
        }
        return reasons;
    }
}
