package dev.compositeindex.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexKey;
import dev.compositeindex.registry.SortOrder;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Expressions, operator classes and collations: each on a server, with what is said of a difference. */
@Tag("slow")
class ExpressionTest {

    private static final IndexKey LOWER = IndexKey.expression("lower(title)");

    static Stream<Arguments> drifts() {
        return onServers(
                drift(
                        btree(LOWER),
                        "(upper(title))",
                        "key 1",
                        "lower((title)::text) ASC NULLS LAST",
                        "upper((title)::text) ASC NULLS LAST"),
                drift(btree(LOWER), "(title)", "key 1", "lower((title)::text) ASC NULLS LAST", "title ASC NULLS LAST"),
                drift(
                        btree(LOWER.desc()),
                        "(lower(title))",
                        "key 1",
                        "lower((title)::text) DESC NULLS FIRST",
                        "lower((title)::text) ASC NULLS LAST"),
                drift(
                        btree(IndexKey.expression("price * 2")),
                        "((price * 3))",
                        "key 1",
                        "(price * (2)::numeric) ASC NULLS LAST",
                        "(price * (3)::numeric) ASC NULLS LAST"),
                drift(
                        btree(IndexKey.column("title").collate("\"C\"")),
                        "(title)",
                        "key 1",
                        "title COLLATE \"C\" ASC NULLS LAST",
                        "title ASC NULLS LAST"),
                drift(
                        btree(LOWER.collate("\"C\"")),
                        "(lower(title))",
                        "key 1",
                        "lower((title)::text) COLLATE \"C\" ASC NULLS LAST",
                        "lower((title)::text) ASC NULLS LAST"),
                drift(
                        btree(IndexKey.column("title").operatorClass("varchar_pattern_ops")),
                        "(title bpchar_ops)",
                        "key 1",
                        "title text_pattern_ops ASC NULLS LAST",
                        "title bpchar_ops ASC NULLS LAST"),
                drift(
                        using("gin", IndexKey.column("data").operatorClass("jsonb_path_ops")),
                        "USING gin (data)",
                        "key 1",
                        "data jsonb_path_ops",
                        "data"),
                drift(
                        using("gist", IndexKey.column("vec").operatorClass("tsvector_ops(siglen=64)")),
                        "USING gist (vec tsvector_ops(siglen=32))",
                        "key 1",
                        "vec tsvector_ops(siglen=64)",
                        "vec tsvector_ops(siglen=32)"),
                drift(
                        using("gist", IndexKey.column("vec")),
                        "USING gist (vec tsvector_ops(siglen=32))",
                        "key 1",
                        "vec",
                        "vec tsvector_ops(siglen=32)"));
    }

    @ParameterizedTest
    @MethodSource
    void drifts(PostgresServer server, IndexDefinition index, String actual, Difference difference) {
        Database database = withDocuments(server).run("CREATE INDEX doc_idx ON doc " + actual);

        IndexVerdict verdict = database.verdict(index);

        assertThat(verdict.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(verdict.differences()).containsExactly(difference);
        database.repair(verdict);
        assertThat(database.verdict(index).describe()).isEqualTo("doc_idx on doc (app.Doc): valid");
    }

    /** The broken part is named, and what can be told of the others is told. */
    static Stream<Arguments> refusals() {
        return onServers(
                drift(
                        btree(IndexKey.expression("lowr(title)")),
                        "(lower(title))",
                        "key 1",
                        "lowr(title) ASC NULLS LAST (which PostgreSQL refuses on this table: function lowr(character varying) does not exist)",
                        "lower((title)::text) ASC NULLS LAST"),
                drift(
                        btree(IndexKey.expression("random()")),
                        "(title)",
                        "key 1",
                        "random() ASC NULLS LAST (which PostgreSQL refuses on this table: functions in index expression must be marked IMMUTABLE)",
                        "title ASC NULLS LAST"),
                drift(
                        btree(IndexKey.column("title").operatorClass("titel_ops")),
                        "(title)",
                        "key 1",
                        "title titel_ops ASC NULLS LAST (which PostgreSQL refuses on this table: operator class \"titel_ops\" does not exist for access method \"btree\")",
                        "title ASC NULLS LAST"),
                drift(
                        btree(IndexKey.column("title").collate("klingon")),
                        "(title)",
                        "key 1",
                        "title COLLATE klingon ASC NULLS LAST (which PostgreSQL refuses on this table: collation \"klingon\" for encoding \"UTF8\" does not exist)",
                        "title ASC NULLS LAST"),
                drift(
                        using("gist", IndexKey.column("vec").operatorClass("tsvector_ops(length=32)")),
                        "USING gist (vec)",
                        "key 1",
                        "vec tsvector_ops(length=32) (which PostgreSQL refuses on this table: unrecognized parameter \"length\")",
                        "vec"),
                drift(
                        btree(IndexKey.expression("tableoid")),
                        "(title)",
                        "key 1",
                        "tableoid ASC NULLS LAST (which PostgreSQL refuses on this table: index creation on system columns is not supported)",
                        "title ASC NULLS LAST"));
    }

    @ParameterizedTest
    @MethodSource
    void refusals(PostgresServer server, IndexDefinition index, String actual, Difference difference) {
        Database database = withDocuments(server).run("CREATE INDEX doc_idx ON doc " + actual);

        IndexVerdict verdict = database.verdict(index);

        assertThat(verdict.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(verdict.differences()).containsExactly(difference);
    }

    /** No index can be so; what is there differs from it in what can be compared. */
    @ServerSource
    void aCombinationThatIsRefused(PostgresServer server) {
        Database database = withDocuments(server)
                .run("CREATE INDEX doc_idx ON doc USING gin ((data -> 'b'), data jsonb_path_ops) WHERE price > 1");
        IndexDefinition unique = index().using("gin")
                .unique()
                .key(IndexKey.expression("data -> 'a'"))
                .key(IndexKey.column("data").operatorClass("jsonb_path_ops"))
                .where("(price > 1)")
                .build();

        assertThat(database.verdict(unique).differences())
                .containsExactly(
                        new Difference("uniqueness", "UNIQUE", "not unique"),
                        new Difference("key 1", "(data -> 'a'::text) jsonb_ops", "(data -> 'b'::text) jsonb_ops"));
    }

    /** What an index from a dump of an older server, or of this one, may look like. */
    @ServerSource
    void whatIsPrintedDifferentlyMayBeTheSame(PostgresServer server) {
        Database database = withDocuments(server)
                .run(
                        "CREATE INDEX doc_idx ON doc (date_trunc('day'::text, timezone('UTC'::text, at)), lower((title)::text))"
                                + " WHERE ((title)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text]))");
        IndexKey day = IndexKey.expression("date_trunc('day', at AT TIME ZONE 'UTC')");

        assertThat(database.verdict(btree(day, LOWER, "title IN ('a', 'b')")).verdict())
                .isEqualTo(Verdict.VALID);
        assertThat(database.verdict(btree(day, LOWER, "title IN ('b', 'a')")).differences())
                .extracting(Difference::attribute)
                .containsExactly("predicate");
        assertThat(database.verdict(btree(LOWER, day, "title IN ('a', 'b')")).differences())
                .extracting(Difference::attribute)
                .containsExactly("key 1", "key 2");
    }

    /** A row of a copy is of another type; and no copy is in the table's schema. */
    @ServerSource
    void whatOnlyTheTableItselfCanHave(PostgresServer server) {
        Database database = withDocuments(server)
                .run(
                        "CREATE FUNCTION label(doc) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT $1.title'",
                        "CREATE INDEX doc_idx ON doc (label(doc))",
                        "CREATE INDEX row_idx ON doc (title) WHERE doc IS NOT NULL",
                        "CREATE INDEX schema_idx ON doc (lower(title)) WHERE public.doc.price > 1");

        VerificationReport report = database.verify(
                btree(IndexKey.expression("label(doc)")),
                index("row_idx")
                        .key(IndexKey.column("title"))
                        .where("doc.* IS NOT NULL")
                        .build(),
                index("schema_idx").key(LOWER).where("public.doc.price > 1").build(),
                index("schema_idx")
                        .key(LOWER.desc())
                        .where("public.doc.price > 1")
                        .build());

        assertThat(report.verdicts())
                .map(IndexVerdict::describe)
                .containsExactly(
                        "doc_idx on doc (app.Doc): unknown: its key 1 cannot be compared on a copy of the table: function"
                                + " label(doc) does not exist",
                        "row_idx on doc (app.Doc): valid",
                        "schema_idx on doc (app.Doc): unknown: its predicate cannot be compared on a copy of the table:"
                                + " invalid reference to FROM-clause entry for table \"doc\"",
                        "schema_idx on doc (app.Doc): drifted: key 1 declared as lower((title)::text) DESC NULLS FIRST,"
                                + " found lower((title)::text) ASC NULLS LAST");
        assertThat(database.verdict(index("row_idx")
                                .key(IndexKey.column("title"))
                                .where("doc IS NULL")
                                .build())
                        .differences())
                .containsExactly(new Difference("predicate", "(doc.* IS NULL)", "(doc.* IS NOT NULL)"));
        assertThat(report.verdicts().get(0).repair())
                .isEqualTo("Compare it with the declaration yourself: SELECT"
                        + " pg_catalog.pg_get_indexdef('public.doc_idx'::pg_catalog.regclass);");
        database.run("DROP INDEX doc_idx", "CREATE INDEX doc_idx ON doc (title)");
        assertThat(database.verdict(btree(IndexKey.expression("label(doc)"))).verdict())
                .isEqualTo(Verdict.DRIFTED);
    }

    /** The copy has the table's name, which is that of a type, only while it is needed. */
    @ServerSource
    void aTableWithTheNameOfATypeThatNamesItself(PostgresServer server) {
        Database database = Database.empty(server)
                .run(
                        "CREATE TYPE mood AS ENUM ('sad', 'happy')",
                        "CREATE SCHEMA other",
                        "CREATE TABLE other.mood (level mood)",
                        "CREATE INDEX mood_idx ON other.mood ((level = 'sad'), level) WHERE level = 'happy'");

        assertThat(database.verdict(mood("mood.level = 'happy'")).describe())
                .isEqualTo("mood_idx on other.mood (app.Mood): valid");
        assertThat(database.verdict(mood("mood.level = 'happy'::mood")).describe())
                .startsWith(
                        "mood_idx on other.mood (app.Mood): unknown: its predicate cannot be compared on a copy of the"
                                + " table: malformed record literal");
    }

    private static IndexDefinition mood(String where) {
        return IndexDefinition.builder("mood_idx")
                .table("other", "mood")
                .key(IndexKey.expression("mood.level = 'sad'"))
                .key(IndexKey.column("level"))
                .where(where)
                .declaredBy("app.Mood")
                .definition("CREATE INDEX mood_idx ON …")
                .build();
    }

    /** Of every kind of table, with all that a copy must have to be like it. */
    @ServerSource
    void tablesOfAllKinds(PostgresServer server) {
        Database database = Database.empty(server)
                .run(
                        "CREATE TYPE mood AS ENUM ('sad', 'happy')",
                        "CREATE DOMAIN positive AS int CHECK (value > 0)",
                        "CREATE COLLATION german (provider = icu, locale = 'de')",
                        "CREATE TABLE parted (a int, b text COLLATE german, m mood[], p positive) PARTITION BY RANGE (a)",
                        "CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (10)",
                        "CREATE UNLOGGED TABLE fast (a int, gone int, b text COLLATE german, m mood[], p positive,"
                                + " g int GENERATED ALWAYS AS (a * 2) STORED)",
                        "ALTER TABLE fast DROP COLUMN gone",
                        "CREATE MATERIALIZED VIEW seen AS SELECT a, b, m, p FROM fast");
        Set<String> tables = Set.of("parted", "fast", "seen");
        tables.forEach(table -> database.run("CREATE INDEX " + table + "_idx ON " + table
                + " (lower(b), b COLLATE \"C\", (m[1]), (p + a)) WHERE m[1] IN ('sad', 'happy')"));
        Set<String> before = database.catalogue();

        for (String table : tables) {
            assertThat(database.verdict(IndexDefinition.builder(table + "_idx")
                                    .table(table)
                                    .key(IndexKey.expression("LOWER(b)"))
                                    .key(IndexKey.column("b").collate("pg_catalog.\"C\""))
                                    .key(IndexKey.expression("m[1]"))
                                    .key(IndexKey.expression(table + ".p + a"))
                                    .where("m[1] = ANY (ARRAY['sad'::mood, 'happy'])")
                                    .declaredBy("app.T")
                                    .definition("CREATE INDEX …")
                                    .build())
                            .describe())
                    .endsWith("(app.T): valid");
        }
        assertThat(database.catalogue()).isEqualTo(before);
    }

    /** Two extensions, or two schemas, may have operator classes and collations of one name. */
    @ServerSource
    void namesInOtherSchemas(PostgresServer server) {
        Database database = withDocuments(server)
                .run(
                        "CREATE SCHEMA a",
                        "CREATE SCHEMA \"B c\"",
                        "CREATE EXTENSION pg_trgm SCHEMA \"B c\"",
                        "CREATE EXTENSION bloom SCHEMA a",
                        "CREATE OPERATOR CLASS a.gin_trgm_ops FOR TYPE text USING gin AS"
                                + " OPERATOR 3 ~~ (text, text), FUNCTION 1 btint4cmp(int, int),"
                                + " FUNCTION 2 \"B c\".gin_extract_value_trgm(text, internal),"
                                + " FUNCTION 3 \"B c\".gin_extract_query_trgm(text, internal, int2, internal, internal, internal, internal),"
                                + " FUNCTION 4 \"B c\".gin_trgm_consistent(internal, int2, text, int4, internal, internal, internal, internal), STORAGE text")
                .run(
                        "CREATE INDEX doc_idx ON doc USING gin (title \"B c\".gin_trgm_ops)",
                        "CREATE INDEX bloom_idx ON doc USING bloom (price_level) WITH (length=64)");

        assertThat(database.verdict(using("gin", IndexKey.column("title").operatorClass("\"B c\".gin_trgm_ops")))
                        .verdict())
                .isEqualTo(Verdict.VALID);
        assertThat(database.verdict(using("gin", IndexKey.column("title").operatorClass("a.gin_trgm_ops")))
                        .differences())
                .containsExactly(new Difference("key 1", "title a.gin_trgm_ops", "title \"B c\".gin_trgm_ops"));
        assertThat(database.verdict(index("bloom_idx")
                                .using("bloom")
                                .key(IndexKey.column("price_level"))
                                .with("length", "64")
                                .build())
                        .verdict())
                .isEqualTo(Verdict.VALID);
    }

    private static Database withDocuments(PostgresServer server) {
        return Database.empty(server)
                .run("CREATE TABLE doc (title varchar(200), price numeric, price_level int, data jsonb, vec tsvector,"
                        + " at timestamptz)");
    }

    private static Object[] drift(
            IndexDefinition index, String actual, String attribute, String declared, String found) {
        return new Object[] {index, actual, new Difference(attribute, declared, found)};
    }

    private static IndexDefinition btree(IndexKey key) {
        return using("btree", key);
    }

    private static IndexDefinition btree(IndexKey first, IndexKey second, String where) {
        return index().key(first).key(second).where(where).build();
    }

    private static IndexDefinition using(String method, IndexKey key) {
        String part = key.expression() ? "(" + key.part() + ")" : key.part();
        return index().using(method)
                .key(key)
                .definition("CREATE INDEX doc_idx ON doc USING " + method + " (" + part
                        + (key.collation().isEmpty() ? "" : " COLLATE " + key.collation()) + " " + key.operatorClass()
                        + (key.order() == SortOrder.DESC ? " DESC" : "") + ")")
                .build();
    }

    private static IndexDefinition.Builder index() {
        return index("doc_idx");
    }

    private static IndexDefinition.Builder index(String name) {
        return IndexDefinition.builder(name).table("doc").declaredBy("app.Doc").definition("CREATE INDEX …");
    }

    private static Stream<Arguments> onServers(Object[]... rows) {
        return PostgresServer.each(Stream.of(rows), (server, row) -> Arguments.of(server, row[0], row[1], row[2]));
    }
}
