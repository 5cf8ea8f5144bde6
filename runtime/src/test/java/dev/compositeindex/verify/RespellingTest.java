package dev.compositeindex.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.testing.Effort;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import dev.compositeindex.verify.Meanings.NearMiss;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;

/**
 * Two ways to write one index are one index, and another index is another one: drawn from a seed, over columns of many
 * types. As many of each as {@code -Drespellings=…} says, from the seed {@code -Drespellings.seed=…}.
 */
@Tag("slow")
class RespellingTest {

    private static final int COUNT = Effort.of("respellings", 500, 20_000);
    private static final long SEED = Long.getLong("respellings.seed", 5);
    private static final int AT_ONCE = 250;

    @ServerSource
    void aRespellingIsValid(PostgresServer server) {
        Random random = new Random(SEED);
        Scene scene = new Scene(server, random);
        for (int i = 0; i < COUNT; i++) {
            Meaning meaning = scene.meanings.next();
            scene.add(meaning, meaning, "");
        }
        scene.judge("re-spellings");
    }

    @ServerSource
    void aNearMissHasDrifted(PostgresServer server) {
        Random random = new Random(SEED);
        Scene scene = new Scene(server, random);
        for (int i = 0; i < COUNT; i++) {
            NearMiss miss = scene.meanings.nextMiss();
            scene.add(miss.declared(), miss.actual(), miss.attribute());
        }
        scene.judge("near misses");
    }

    /** One database, and what was drawn for it. */
    private static final class Scene {

        private final PostgresServer server;
        private final Database database;
        private final Random random;
        private final String tablespace;
        private final Meanings meanings;
        private final List<IndexDefinition> declared = new ArrayList<>();
        private final List<String> statements = new ArrayList<>();
        private final List<String> attributes = new ArrayList<>();

        Scene(PostgresServer server, Random random) {
            this.server = server;
            this.random = random;
            database = Database.empty(server).run(Vocabulary.TABLE.toArray(String[]::new));
            tablespace = "other_" + database.queryForText("SELECT current_database()");
            database.run("SET allow_in_place_tablespaces = on", "CREATE TABLESPACE " + tablespace + " LOCATION ''");
            meanings = new Meanings(random, server != PostgresServer.OLDEST, tablespace);
        }

        void add(Meaning wanted, Meaning actual, String attribute) {
            String name = "v" + server.majorVersion() + "_" + declared.size();
            declared.add(wanted.declared(name, random));
            statements.add(actual.sql(name, random));
            attributes.add(attribute);
        }

        /** Prints how many verdicts are wrong, and fails if any is. */
        void judge(String what) {
            List<String> wrong = new ArrayList<>();
            TreeMap<String, Integer> tried = new TreeMap<>();
            for (int from = 0; from < declared.size(); from += AT_ONCE) {
                int to = Math.min(from + AT_ONCE, declared.size());
                database.run("SET search_path = public; " + String.join(";\n", statements.subList(from, to)));
                List<IndexVerdict> verdicts = database.verify(
                                declared.subList(from, to).toArray(IndexDefinition[]::new))
                        .verdicts();
                for (int i = from; i < to; i++) {
                    IndexVerdict verdict = verdicts.get(i - from);
                    tried.merge(attributes.get(i).replaceAll("\\d", "n"), 1, Integer::sum);
                    List<String> expected = attributes.get(i).isEmpty() ? List.of() : List.of(attributes.get(i));
                    boolean right = verdict.verdict() == (expected.isEmpty() ? Verdict.VALID : Verdict.DRIFTED)
                            && verdict.differences().stream()
                                    .map(Difference::attribute)
                                    .toList()
                                    .equals(expected);
                    if (!right) {
                        wrong.add("expected " + expected + ": " + verdict.describe() + "\n  built by "
                                + statements.get(i) + "\n  declared " + declared.get(i));
                    }
                }
                database.run("DROP INDEX "
                        + String.join(
                                ", ",
                                declared.subList(from, to).stream()
                                        .map(IndexDefinition::name)
                                        .toList()));
            }
            database.run("DROP TABLESPACE " + tablespace);
            System.out.printf(
                    "%s, %s: %d tried, %d wrong verdicts %s%n", server, what, declared.size(), wrong.size(), tried);
            assertThat(wrong).isEmpty();
        }
    }
}
