package dev.compositeindex.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexKey;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.util.List;

/** An index that somebody has renamed is missing under its name; building it anew would leave two. */
class NamesakesTest {
    private static final IndexDefinition PLAIN = index("course_idx", "").build();
    private static final IndexDefinition PARTIAL =
            index("course_idx", "is_published").build();

    @ServerSource
    void anIndexThatWasRenamedGetsItsNameBack(PostgresServer server) {
        Database database = Database.withCourses(server)
                .run("CREATE INDEX course_idx ON course (level)", "ALTER INDEX course_idx RENAME TO \"By hand\"");

        IndexVerdict verdict = database.verdict(PLAIN);

        assertThat(verdict.describe())
                .isEqualTo("course_idx on course (app.Course): missing: an equal index exists as public.\"By hand\"");
        assertThat(verdict.repair())
                .isEqualTo("Run the pending migrations; if none of them renames it, run: ALTER INDEX public.\"By hand\""
                        + " RENAME TO \"course_idx\";");
        database.repair(verdict);
        assertThat(database.verdict(PLAIN).verdict()).isEqualTo(Verdict.VALID);
    }

    /** Only the server knows that these are equal; of two candidates, one is. */
    @ServerSource
    void whatTheServerHasToCompare(PostgresServer server) {
        Database database = Database.withCourses(server)
                .run(
                        "CREATE INDEX a_idx ON course (level) WHERE NOT is_published",
                        "CREATE INDEX b_idx ON course (level) WHERE ((is_published))");

        assertThat(database.verdict(PARTIAL).reason()).isEqualTo("an equal index exists as public.b_idx");
        assertThat(IndexVerifier.of(database.dataSource())
                        .withoutDdl()
                        .verify(() -> List.of(PARTIAL))
                        .verdicts()
                        .get(0)
                        .reason())
                .isEmpty();
    }

    @ServerSource
    void whatCanBeChangedIsChangedToo(PostgresServer server) {
        Database database = Database.withCourses(server).run("CREATE INDEX a_idx ON course (level)");
        IndexDefinition commented = index("course_idx", "")
                .comment("of levels")
                .with("fillfactor", "70")
                .build();

        database.repair(database.verdict(commented));

        assertThat(database.verdict(commented).verdict()).isEqualTo(Verdict.VALID);
    }

    /** What is declared under its own name, what a constraint needs, and what is not valid is no namesake. */
    @ServerSource
    void indexesThatAreNoNamesakes(PostgresServer server) {
        Database database = Database.withCourses(server)
                .run(
                        "CREATE INDEX other_idx ON course (level)",
                        "CREATE INDEX dead_idx ON course (level)",
                        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'dead_idx'::regclass",
                        "CREATE INDEX differs_idx ON course (level DESC)",
                        "CREATE INDEX larger_idx ON course (level, id)",
                        "CREATE UNIQUE INDEX unique_idx ON course (level)");

        assertThat(database.verify(PLAIN, index("other_idx", "").build())
                        .verdicts()
                        .get(0)
                        .reason())
                .isEmpty();
        IndexDefinition id = IndexDefinition.builder("id_idx")
                .table("course")
                .unique()
                .key(IndexKey.column("id"))
                .declaredBy("app.Course")
                .definition("CREATE UNIQUE INDEX id_idx ON course (id)")
                .build();
        assertThat(database.verdict(id).reason()).isEmpty();
    }

    private static IndexDefinition.Builder index(String name, String where) {
        return IndexDefinition.builder(name)
                .table("course")
                .key(IndexKey.column("level"))
                .where(where)
                .declaredBy("app.Course")
                .definition("CREATE INDEX " + name + " ON course (level)" + (where.isEmpty() ? "" : " WHERE " + where));
    }
}
