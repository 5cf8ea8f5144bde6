package dev.compositeindex.example.workload;

import static dev.compositeindex.example.ExampleDatabase.loaded;
import static dev.compositeindex.example.ExampleDatabase.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.example.ExampleDatabase;
import dev.compositeindex.registry.IndexRegistry;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
@ResourceLock(ExampleDatabase.RESOURCE)
class WorkloadTest {

    /** What the case expects of each query: any of these indexes, and what is looked up in it. */
    private static final List<Expected> EXPECTED = List.of(
            new Expected(
                    "((is_published = true) AND ((difficulty_level)::text = 'expert'::text))", "course_pub_diff_idx"),
            new Expected("(is_featured = true)", "course_feat_created_idx"),
            new Expected("((category_id = '9'::bigint) AND (is_published = true))", "course_cat_pub_idx"),
            new Expected("((instructor_id = '5'::bigint) AND (is_published = true))", "course_instr_pub_idx"),
            new Expected(null, "course_created_idx"),
            new Expected("course_id = '7'::bigint", "lesson_course_pub_idx", "lesson_course_order_idx"),
            new Expected("((course_id = '7'::bigint) AND (\"order\" > 3))", "lesson_course_order_idx"),
            new Expected("lesson_id = '4'::bigint", "exercise_lesson_pub_idx", "exercise_lesson_order_idx"),
            new Expected(
                    "(((difficulty_level)::text = 'expert'::text) AND (is_published = true))", "exercise_diff_pub_idx"),
            new Expected("(user_id = '10'::bigint)", "enrollment_user_date_idx"),
            new Expected("((user_id = '10'::bigint) AND (completed = true))", "enrollment_user_comp_idx"),
            new Expected("(course_id = '7'::bigint)", "enrollment_course_date_idx"),
            new Expected("(user_id = '10'::bigint)", "progress_user_access_idx"),
            new Expected("((lesson_id = '4'::bigint) AND (completed = true))", "progress_lesson_comp_idx"),
            new Expected("((is_published = true) AND (is_featured = true))", "path_pub_feat_date_idx"),
            new Expected("((user_id = '10'::bigint) AND (lesson_id = '76'::bigint))", "session_user_lesson_idx"),
            new Expected("(user_id = '10'::bigint)", "wgtl_enroll_user_act_idx"),
            new Expected("((profile_visibility)::text = 'public'::text)", "profile_vis_courses_idx"),
            new Expected("(level = 3)", "trustlevel_level_posts_idx"),
            new Expected(null, "trustlevel_posts_idx"));

    private record Expected(Optional<String> condition, Set<String> indexes) {
        Expected(String condition, String... indexes) {
            this(Optional.ofNullable(condition), Set.of(indexes));
        }
    }

    static Stream<Arguments> queriesOnServers() {
        return PostgresServer.each(Queries.all().stream(), Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("queriesOnServers")
    void looksUpWhatItAsksForInTheIndexThatWasDeclaredForIt(PostgresServer server, Query query) throws SQLException {
        Expected expected = EXPECTED.get(query.number() - 1);
        assertThat(query.expectedIndexes()).isEqualTo(expected.indexes());

        Measurement measured = workload(server).measure(query);

        assertThat(measured.asExpected()).isTrue();
        assertThat(measured.with().indexSteps()).singleElement().satisfies(step -> {
            assertThat(expected.indexes()).contains(step.index().orElseThrow());
            if (expected.condition().isPresent()) {
                assertThat(step.condition().orElseThrow())
                        .contains(expected.condition().get());
            } else {
                assertThat(step.condition()).isEmpty();
            }
        });
        assertThat(measured.with().executionMillis()).isPositive();
        assertThat(measured.withoutIt().orElseThrow().indexes())
                .doesNotContainAnyElementsOf(measured.with().indexes());
        assertThat(measured.withoutAny().indexes())
                .allMatch(index -> index.endsWith("_key") || index.endsWith("_pkey"));
    }

    @ServerSource
    void keepsAllIndexesOfTheDatabase(PostgresServer server) throws SQLException {
        String indexes = "SELECT string_agg(indexdef, chr(10) ORDER BY indexdef) FROM pg_indexes";
        DataSource database = loaded(server);
        String before = query(database, indexes);

        for (Query query : Queries.all()) {
            workload(server).measure(query);
        }

        assertThat(query(database, indexes)).isEqualTo(before);
    }

    @ServerSource
    void showsThePlanThatAPreparedStatementKeeps(PostgresServer server) throws SQLException {
        Measurement rareValue = workload(server).measure(Queries.all().get(0));
        Measurement anyUser = workload(server).measure(Queries.all().get(15));
        Measurement withoutParameters = workload(server).measure(Queries.all().get(4));

        // For any difficulty, the first rows look good enough.
        assertThat(rareValue.kept().access()).isEqualTo("Seq Scan");
        assertThat(rareValue.keepsItsIndex()).isFalse();
        assertThat(anyUser.kept().indexSteps().get(0).condition().orElseThrow()).contains("user_id = $1");
        assertThat(anyUser.keepsItsIndex()).isTrue();
        assertThat(withoutParameters.keepsItsIndex()).isTrue();
    }

    @Test
    void everyQueryFindsRows() throws SQLException {
        for (Query query : Queries.all()) {
            String sql = query.sql();
            for (Object parameter : query.parameters()) {
                sql = sql.replaceFirst("[?]", "'" + parameter + "'");
            }
            assertThat(Integer.parseInt(
                            query(loaded(PostgresServer.NEWEST), "SELECT count(*) FROM (" + sql + ") AS q")))
                    .as(query.title())
                    .isPositive();
        }
    }

    @Test
    void aQueryWithoutADeclaredIndexHasNoneToDoWithout() throws SQLException {
        Query byKey = new Query(
                1, "by key", "learning_course", Set.of(), "SELECT * FROM learning_course WHERE id = ?", List.of(1L));

        Measurement measured = workload(PostgresServer.NEWEST).measure(byKey);

        assertThat(measured.with().access()).isEqualTo("learning_course_pkey");
        assertThat(measured.withoutIt()).isEmpty();
        assertThat(measured.asExpected()).isFalse();
    }

    private static Workload workload(PostgresServer server) throws SQLException {
        return new Workload(loaded(server), IndexRegistry.load());
    }
}
