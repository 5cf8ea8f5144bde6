package dev.compositeindex.processor.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.model.AccessMethod;
import dev.compositeindex.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The servers are the judges of what a storage parameter may be. */
@Tag("slow")
class StorageParameterTest {
    /** What a server takes and we do not: it does nothing, or has another spelling. */
    private static final Set<String> REFUSED = Set.of(
            "vacuum_cleanup_index_scale_factor=0.1",
            "fillfactor=70.5",
            "fillfactor=+70",
            "fillfactor=070",
            "fillfactor=7e1",
            "fillfactor=0x46",
            "fillfactor=1_0",
            "deduplicate_items=00",
            "deduplicate_items=+1");

    @ParameterizedTest
    @EnumSource
    void theServerTakesWhatWeTake(PostgresServer server) throws SQLException {
        Set<String> taken = new TreeSet<>();
        try (Connection connection = server.newDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (btree int, hash int, gist point, spgist point, gin int[], brin int)");
            for (String method : AccessMethod.names()) {
                for (String parameter : parameters()) {
                    Optional<StorageParameter> parsed = StorageParameter.parse(
                                    parameter, method, new Site.OfIndex("T", 1, "").attribute("with", 0))
                            .value();

                    assertThat(parsed.isPresent())
                            .as("%s %s", method, parameter)
                            .isEqualTo(!REFUSED.contains(parameter) && isTaken(statement, method, parameter));
                    parsed.ifPresent(known -> taken.add(method + " " + known.name()));
                }
            }
        }
        assertThat(taken)
                .containsExactly(
                        "brin autosummarize",
                        "brin pages_per_range",
                        "btree deduplicate_items",
                        "btree fillfactor",
                        "gin fastupdate",
                        "gin gin_pending_list_limit",
                        "gist buffering",
                        "gist fillfactor",
                        "hash fillfactor",
                        "spgist fillfactor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lists=100", "m = 16", "Probes=-1.5e3", "quantizer=residual", "lists='x'"})
    void thoseOfAnExtensionPass(String parameter) {
        assertThat(problems(parameter)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lists",
                "lists=",
                "=1",
                "a b=1",
                "lists=1)",
                "lists='x",
                "lists='x'y'",
                "lists=''",
                "lists=1, m=2",
                "l\"=1"
            })
    void thoseOfAnExtensionAreOneWordAndOneValue(String parameter) {
        assertThat(problems(parameter)).hasSize(1);
    }

    private static List<Problem> problems(String parameter) {
        return StorageParameter.parse(parameter, "hnsw", new Site.OfIndex("T", 1, "").attribute("with", 0))
                .problems();
    }

    private static Set<String> parameters() {
        Stream<String> words = Stream.of("true", "false", "yes", "no", "on", "off", "null", "default", "unknown");
        Set<String> parameters = new TreeSet<>(REFUSED);
        words.flatMap(word -> IntStream.rangeClosed(1, word.length()).mapToObj(end -> word.substring(0, end)))
                .flatMap(word -> Stream.of(word, word + "x", word.toUpperCase(Locale.ROOT)))
                .forEach(word -> parameters.add("deduplicate_items=" + word));
        IntStream.rangeClosed(-2, 112).forEach(number -> {
            parameters.add("fillfactor=" + number);
            parameters.add("FILLFACTOR = " + number + " ");
            parameters.add("fillfactor='%d'".formatted(number));
            parameters.add("deduplicate_items=" + number);
            parameters.add("pages_per_range=" + number);
            parameters.add("gin_pending_list_limit=" + number);
        });
        Stream.of("131071", "131072", "131073", "2147483647", "2147483648", "99999999999999999999")
                .forEach(number -> Stream.of("pages_per_range=", "gin_pending_list_limit=")
                        .forEach(name -> parameters.add(name + number)));
        Stream.of("on", "OFF", "auto", "true", "au")
                .forEach(word -> Stream.of("buffering=", "fastupdate=", "autosummarize=")
                        .forEach(name -> parameters.add(name + word)));
        Stream.of("'on'", "' on'", "'on ", "''", "'o'n'").forEach(word -> parameters.add("fastupdate=" + word));
        // All that tables have.
        Stream.of("parallel_workers=1", "toast_tuple_target=128", "autovacuum_enabled=on", "user_catalog_table=on")
                .forEach(parameters::add);
        return parameters;
    }

    private static boolean isTaken(Statement statement, String method, String parameter) {
        try {
            statement.execute("CREATE INDEX ON t USING " + method + " (" + method + ") WITH (" + parameter + ")");
            return true;
        } catch (SQLException refused) {
            assertThat(refused.getSQLState()).isIn("22023", "42601");
            return false;
        }
    }
}
