package dev.compositeindex.cli.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.compositeindex.catalog.ProbeRunner;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.Impostors;
import dev.compositeindex.testing.StringConstants;
import dev.compositeindex.testing.UnqualifiedSql;
import dev.compositeindex.testing.Witness;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * {@code adopt} calls nothing on the search path in the server's stead, whatever somebody has put there. What is authored
 * names the server's own here, so that whatever is called, is called by us.
 */
@Tag("slow")
class ImpostorsTest {
    private static final Impostors IMPOSTORS = Impostors.ofModule(Adoption.class, ProbeRunner.class);

    private static final String[] DATABASE = {
        "CREATE TABLE public.course (id integer PRIMARY KEY, title pg_catalog.varchar, state pg_catalog.text)",
        "CREATE INDEX equal_idx ON public.course (state, id DESC) INCLUDE (title) WITH (fillfactor = 70)"
                + " WHERE state OPERATOR(pg_catalog.=) 'new'",
        "CREATE INDEX respelled_idx ON public.course ((pg_catalog.lower(title)))"
                + " WHERE title::text OPERATOR(pg_catalog.=) ANY (ARRAY[('a'::varchar)::text, ('b'::varchar)::text])",
        "CREATE INDEX other_idx ON public.course (title, id)",
        "CREATE VIEW public.view_idx AS SELECT 1 AS one",
        "CREATE INDEX undeclared_idx ON public.course (title COLLATE pg_catalog.\"C\" pg_catalog.varchar_pattern_ops)"
    };

    @TempDir
    private Path folder;

    @BeforeAll
    static void plant() throws SQLException {
        IMPOSTORS.plant();
    }

    @Test
    void noNameIsLookedUp() {
        assertThat(UnqualifiedSql.in(StringConstants.ofModule(Adoption.class))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.compositeindex.testing.Impostors#places")
    void adoptionCallsNone(Impostors.Place place) throws SQLException {
        PGSimpleDataSource database = IMPOSTORS.newDatabase(place);
        Witness witness = new Witness();
        Throwable failure = catchThrowable(() -> {
            try (Connection connection = Impostors.safely(database).getConnection();
                    Statement statement = connection.createStatement()) {
                for (String sql : DATABASE) {
                    statement.execute(sql);
                }
            }
            Adoption adoption = new AdoptedProject(folder, witness.watch(database))
                    .source("com/acme/Course.java", """
                            package com.acme;
                            @dev.compositeindex.CompositeIndex(name = "equal_idx", fields = {"state", "id DESC"}, include = "title",
                                    where = "{state} OPERATOR(pg_catalog.=) 'new'")
                            @dev.compositeindex.CompositeIndex(name = "respelled_idx", fields = "pg_catalog.lower({title})",
                                    where = "{title} OPERATOR(pg_catalog.=) ANY (ARRAY['a'::varchar, 'b'::varchar])")
                            @dev.compositeindex.CompositeIndex(name = "other_idx", fields = "title")
                            @dev.compositeindex.CompositeIndex(name = "view_idx", fields = "state")
                            @dev.compositeindex.CompositeIndex(name = "refused_idx", fields = "no_such_function({id})")
                            class Course { int id; String title; String state; }
                            """)
                    .compile(CompilerKind.JAVAC)
                    .adopt();

            assertThat(adoption.findings().stream()
                            .collect(Collectors.toMap(
                                    finding -> finding.index().statement().name(), Finding::outcome)))
                    .isEqualTo(Map.of(
                            "equal_idx", Outcome.EQUAL,
                            "respelled_idx", Outcome.EQUAL,
                            "other_idx", Outcome.DIFFERENT,
                            "view_idx", Outcome.DIFFERENT,
                            "refused_idx", Outcome.MISSING));
            assertThat(adoption.undeclared()).hasSize(1);
        });
        System.out.printf("%s, %d impostors, adoption: %s%n", place, Impostors.count(database), witness);
        assertThat(witness.callsOfOurs().stream().map(Witness.Call::toString).distinct())
                .isEmpty();
        assertThat(failure).isNull();
    }
}
