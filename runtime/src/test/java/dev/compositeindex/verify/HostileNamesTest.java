package dev.compositeindex.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.catalog.SqlText;
import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexKey;
import dev.compositeindex.testing.HostileTexts;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.util.ArrayList;
import java.util.List;

/** What tables, columns and indexes are called, and what their comments and predicates say, in verdicts and repairs. */
class HostileNamesTest {
    private static final int NAMES = 500;

    @ServerSource
    void nothingOfItIsRunOrShownAsItIs(PostgresServer server) {
        Database database = Database.empty(server).run("CREATE TABLE victim (a int)");
        List<IndexDefinition> declared = new ArrayList<>();
        List<String> statements = new ArrayList<>();
        for (String raw : HostileTexts.names(NAMES)) {
            String name = SqlText.name(raw);
            int kind = declared.size() % 4;
            statements.add("CREATE TABLE " + name + " (" + name + " text)");
            if (kind == 0) {
                statements.add("CREATE INDEX " + SqlText.name(raw + "i") + " ON " + name + " (" + name + " DESC)");
            } else if (kind == 1) {
                statements.add("CREATE INDEX " + SqlText.name(raw + "o") + " ON " + name + " (" + name + ") WHERE "
                        + name + " <> " + SqlText.literal(raw));
            }
            declared.add(IndexDefinition.builder(raw + "i")
                    .table(raw)
                    .key(IndexKey.column(raw))
                    .where(kind == 1 ? name + " <> " + SqlText.literal(raw) : kind == 2 ? raw : "")
                    .comment(raw)
                    .declaredBy("app.Course")
                    .definition("CREATE INDEX " + SqlText.name(raw + "i") + " ON " + name + " (" + name + ")")
                    .build());
        }
        database.run(statements.toArray(String[]::new));

        VerificationReport report = database.verify(declared.toArray(IndexDefinition[]::new));

        assertThat(report.verdicts()).hasSize(NAMES).map(IndexVerdict::describe).allMatch(HostileTexts::isVisible);
        assertThat(report.verdicts()).map(IndexVerdict::repair).allMatch(HostileTexts::isVisible);
        assertThat(new InvalidIndexesException(report).getMessage().lines()).allMatch(HostileTexts::isVisible);
        assertThat(report.summary()).startsWith("indexes: 500 declared, 0 valid, 375 missing, 0 invalid, 125 drifted");
        assertThat(report.verdicts().stream().filter(verdict -> verdict.reason().contains("an equal index exists")))
                .hasSize(NAMES / 4);
        assertThat(database.queryForText("SELECT to_regclass('victim')")).isEqualTo("victim");
    }
}
