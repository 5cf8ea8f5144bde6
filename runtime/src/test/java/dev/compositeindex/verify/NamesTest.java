package dev.compositeindex.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexKey;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Names are taken as they are, whatever is in them. */
@Tag("slow")
class NamesTest {

    static Stream<Arguments> names() {
        return PostgresServer.each(
                Stream.of(
                        "order",
                        "Capital",
                        "with space",
                        "with.dot",
                        "with\"quote",
                        "with'apostrophe",
                        "with\\backslash",
                        "with{brace},comma;semicolon?",
                        "null",
                        "größe_日本語_😀",
                        "ä".repeat(31) + "x"),
                Arguments::of);
    }

    /** Schema, table, columns and index all have the name; so has a table of another schema, with another index. */
    @ParameterizedTest
    @MethodSource
    void names(PostgresServer server, String name) {
        String quoted = quoted(name);
        Database database = Database.empty(server);
        String index = quoted(cutToFit(name) + "i");
        database.run(
                "CREATE SCHEMA " + quoted,
                "CREATE TABLE %1$s.%1$s (%1$s int, included int)".formatted(quoted),
                "CREATE INDEX %2$s ON %1$s.%1$s (%1$s) INCLUDE (included) WHERE %1$s > 1".formatted(quoted, index),
                "CREATE TABLE %1$s (%1$s int)".formatted(quoted),
                "CREATE INDEX %2$s ON %1$s (%1$s DESC)".formatted(quoted, index));

        IndexVerdict inSchema = database.verdict(IndexDefinition.builder(cutToFit(name) + "i")
                .table(name, name)
                .key(IndexKey.column(name))
                .include("included")
                .where("(" + quoted + " > 1)")
                .declaredBy("app.T")
                .definition("CREATE INDEX %2$s ON %1$s.%1$s (%1$s) INCLUDE (included) WHERE (%1$s > 1)"
                        .formatted(quoted, index))
                .build());
        IndexDefinition onPath = IndexDefinition.builder(cutToFit(name) + "i")
                .table(name)
                .key(IndexKey.column(name))
                .declaredBy("app.T")
                .definition("CREATE INDEX %2$s ON %1$s (%1$s)".formatted(quoted, index))
                .build();
        IndexVerdict drifted = database.verdict(onPath);

        assertThat(inSchema.describe()).endsWith("(app.T): valid");
        assertThat(drifted.verdict()).isEqualTo(Verdict.DRIFTED);
        if (!name.contains(";")) {
            database.repair(drifted);
            assertThat(database.verdict(onPath).verdict()).isEqualTo(Verdict.VALID);
        }
    }

    /** PostgreSQL would cut it, and find the index of another name. */
    @ServerSource
    void aNameThatWouldBeCutIsNotFound(PostgresServer server) {
        String longest = "x".repeat(63);
        Database database = Database.empty(server);
        database.run(
                "CREATE TABLE " + longest + " (a int)", "CREATE INDEX " + "y".repeat(63) + " ON " + longest + " (a)");

        assertThat(database.verdict(onA("y".repeat(63), "", longest)).verdict()).isEqualTo(Verdict.VALID);
        assertThat(database.verdict(onA("y".repeat(64), "", longest)).describe())
                .endsWith("(app.T): missing");
        assertThat(database.verdict(onA("y".repeat(63), "", longest + "x")).describe())
                .contains(": missing: there is no table ");
    }

    @ServerSource
    void withoutASchemaTheSearchPathLeads(PostgresServer server) {
        Database database = Database.empty(server);
        database.run(
                "CREATE SCHEMA one",
                "CREATE SCHEMA two",
                "CREATE TABLE one.t (a int)",
                "CREATE TABLE two.t (a int)",
                "CREATE INDEX t_idx ON two.t (a)",
                "CREATE TABLE public.u (a int)");

        assertThat(database.verdict(onA("t_idx", "", "t")).describe())
                .isEqualTo("t_idx on t (app.T): missing: there is no table t on the search path (\"$user\", public)");
        database.dataSource().setCurrentSchema("two,one");
        assertThat(database.verdict(onA("t_idx", "", "t")).verdict()).isEqualTo(Verdict.VALID);
        database.dataSource().setCurrentSchema("one,two");
        assertThat(database.verdict(onA("t_idx", "", "t")).describe()).isEqualTo("t_idx on t (app.T): missing");
        assertThat(database.verdict(onA("t_idx", "two", "t")).verdict()).isEqualTo(Verdict.VALID);
        assertThat(database.verdict(onA("t_idx", "one", "t")).describe()).isEqualTo("t_idx on one.t (app.T): missing");
        assertThat(database.verdict(onA("t_idx", "three", "t")).describe())
                .isEqualTo("t_idx on three.t (app.T): missing: there is no table three.t");
    }

    private static IndexDefinition onA(String name, String schema, String table) {
        return IndexDefinition.builder(name)
                .table(schema, table)
                .key(IndexKey.column("a"))
                .declaredBy("app.T")
                .definition("CREATE INDEX " + name + " ON " + table + " (a)")
                .build();
    }

    /** A name that has room for one more byte. */
    private static String cutToFit(String name) {
        return name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length < 63
                ? name
                : name.substring(0, name.length() - 1);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
