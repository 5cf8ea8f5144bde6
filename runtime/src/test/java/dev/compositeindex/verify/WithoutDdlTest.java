package dev.compositeindex.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexKey;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.util.List;

/** Where any DDL has a price, the verifier creates nothing; what needs that is UNKNOWN. */
class WithoutDdlTest {
    private static final IndexDefinition PLAIN = index("plain_idx", "");
    private static final IndexDefinition PARTIAL = index("partial_idx", "is_published");

    @ServerSource
    void nothingIsCreated(PostgresServer server) {
        Database database = Database.withCourses(server)
                .run(
                        "CREATE INDEX plain_idx ON course (level)",
                        "CREATE INDEX partial_idx ON course (level) WHERE is_published",
                        """
                        CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS
                        $$ BEGIN RAISE 'DDL has a price here: %', tg_tag; END $$""",
                        "CREATE EVENT TRIGGER refuse ON ddl_command_start EXECUTE FUNCTION refuse()");

        assertThat(database.verify(PLAIN, PARTIAL).verdicts().get(1).describe()).contains("DDL has a price here");

        VerificationReport report = IndexVerifier.of(database.dataSource())
                .withoutDdl()
                .verify(() -> List.of(PLAIN, PARTIAL, index("plain_idx", "is_published")));

        assertThat(report.verdicts())
                .map(IndexVerdict::describe)
                .containsExactly(
                        "plain_idx on course (app.Course): valid",
                        "partial_idx on course (app.Course): unknown: its predicate cannot be compared without creating"
                                + " something, which this verifier was told not to do",
                        "plain_idx on course (app.Course): drifted: predicate declared as is_published, found nothing");
        assertThat(report.verdicts().get(1).repair())
                .isEqualTo("Verify with DDL, which is rolled back; perhaps on a copy of the database.");
    }

    private static IndexDefinition index(String name, String where) {
        return IndexDefinition.builder(name)
                .table("course")
                .key(IndexKey.column("level"))
                .where(where)
                .declaredBy("app.Course")
                .definition("CREATE INDEX " + name + " ON course (level)" + (where.isEmpty() ? "" : " WHERE " + where))
                .build();
    }
}
