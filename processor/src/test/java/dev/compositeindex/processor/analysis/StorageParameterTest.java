package dev.compositeindex.processor.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The servers are the judges of what a storage parameter may be. */
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
            statement.execute("CREATE TABLE t (a int)");
            for (String parameter : parameters()) {
                Optional<StorageParameter> parsed = StorageParameter.parse(
                                parameter, new Site.OfIndex("T", 1, "").attribute("with", 0))
                        .value();

                assertThat(parsed.isPresent())
                        .as(parameter)
                        .isEqualTo(!REFUSED.contains(parameter) && isTaken(statement, parameter));
                parsed.ifPresent(known -> taken.add(known.name()));
            }
        }
        assertThat(taken).containsExactly("deduplicate_items", "fillfactor");
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
            parameters.add("deduplicate_items=" + number);
        });
        // All that other access methods and tables have.
        Stream.of("buffering=on", "fastupdate=on", "gin_pending_list_limit=64", "pages_per_range=2", "autosummarize=on")
                .forEach(parameters::add);
        Stream.of("parallel_workers=1", "toast_tuple_target=128", "autovacuum_enabled=on", "user_catalog_table=on")
                .forEach(parameters::add);
        return parameters;
    }

    private static boolean isTaken(Statement statement, String parameter) {
        try {
            statement.execute("CREATE INDEX ON t (a) WITH (" + parameter + ")");
            return true;
        } catch (SQLException refused) {
            assertThat(refused.getSQLState()).isIn("22023", "42601");
            return false;
        }
    }
}
