package dev.compositeindex.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.testing.Impostors;
import dev.compositeindex.testing.TestSession;
import dev.compositeindex.testing.Witness;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The report calls nothing that somebody has put on the search path. */
@Tag("slow")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ImpostorsTest {

    private static final Impostors IMPOSTORS = Impostors.ofModule(IndexHealth.class);

    @BeforeAll
    static void plant() throws SQLException {
        IMPOSTORS.plant();
    }

    @ParameterizedTest
    @MethodSource("dev.compositeindex.testing.Impostors#places")
    void theReportCallsNone(Impostors.Place place) throws SQLException {
        PGSimpleDataSource database = IMPOSTORS.newDatabase(place);
        TestSession.ofThread(Impostors.safely(database))
                .run(
                        "CREATE TABLE public.author (id bigint PRIMARY KEY)",
                        "CREATE TABLE public.course (id bigint PRIMARY KEY, author_id bigint REFERENCES public.author,"
                                + " slug pg_catalog.text)",
                        "CREATE TABLE public.flyway_schema_history (installed_rank int, script text, installed_on timestamp,"
                                + " success boolean)",
                        "INSERT INTO public.flyway_schema_history VALUES (1, 'V1__a.sql', now(), true)",
                        "CREATE INDEX plain_idx ON public.course (slug)",
                        "CREATE INDEX expression_idx ON public.course ((pg_catalog.lower(slug))) WHERE id OPERATOR(pg_catalog.>) 1",
                        "CREATE INDEX left_idx ON public.course (id, slug)",
                        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'public.left_idx'::regclass",
                        "CREATE TABLE public.visit (id int, at int) PARTITION BY RANGE (id)",
                        "CREATE TABLE public.visit_1 PARTITION OF public.visit FOR VALUES FROM (0) TO (100)",
                        "CREATE INDEX visit_idx ON public.visit (at)");
        Witness witness = new Witness();

        HealthReport report = IndexHealth.of(witness.watch(database))
                .withScripts(script -> java.util.Optional.of("CREATE INDEX plain_idx ON course (slug)"))
                .report(() -> List.of(
                        IndexDefinition.of("app.Course", "CREATE INDEX plain_idx ON course (slug)"),
                        IndexDefinition.of("app.Visit", "CREATE INDEX visit_idx ON visit (at)")));

        assertThat(witness.callsOfOurs().stream().map(Witness.Call::toString).distinct())
                .isEmpty();
        assertThat(report.sufficient())
                .extracting(Finding::kind)
                .containsExactlyInAnyOrder(Finding.Kind.INVALID, Finding.Kind.FOREIGN_KEY, Finding.Kind.UNDECLARED);
        assertThat(report.indexes()).anyMatch(index -> index.knownSince().isPresent());
    }
}
