package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.IndexStatement;
import dev.compositeindex.processor.sql.SqlToken;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A migration of the team's own builds an index, which may be one that they have dropped before.
 *
 * @param statement the statement
 */
public record Building(String statement) implements RecordedPart {
    private static final Pattern CANDIDATE =
            Pattern.compile("CREATE\\s+(?:UNIQUE\\s+)?INDEX\\s", Pattern.CASE_INSENSITIVE);
    private static final Pattern HOW = Pattern.compile(
            "(?<=\\sINDEX)(?:\\s+CONCURRENTLY)?(?:\\s+IF\\s+NOT\\s+EXISTS)?(?=\\s)", Pattern.CASE_INSENSITIVE);
    private static final Pattern DEFAULT_METHOD = Pattern.compile("\\sUSING\\s+btree\\b", Pattern.CASE_INSENSITIVE);

    static Optional<Building> of(String statement) {
        return CANDIDATE.matcher(statement).lookingAt() ? Optional.of(new Building(statement)) : Optional.empty();
    }

    /**
     * Whether it surely builds an index as it was recorded: by the same words, in any case of letters.
     *
     * @param index as it was in a database that has run all migrations before
     */
    boolean isOf(IndexStatement index) {
        String plain =
                DEFAULT_METHOD.matcher(HOW.matcher(statement).replaceFirst("")).replaceFirst("");
        return IndexStatement.parse(plain).filter(built -> isSame(built, index)).isPresent();
    }

    private static boolean isSame(IndexStatement built, IndexStatement index) {
        Table table = built.table();
        return built.unique() == index.unique()
                && built.name().equals(index.name())
                && table.name().equals(index.table().name())
                && (table.schema().equals(index.table().schema())
                        || table.schema().isEmpty()
                        || index.table().schema().isEmpty())
                && words(built.identity()).equals(words(index.identity()));
    }

    private static List<String> words(IndexStatement index) {
        return index.clauses().stream()
                .flatMap(clause -> clause.tokens().stream())
                .map(token -> token.kind() == SqlToken.Kind.WORD ? token.text().toLowerCase(Locale.ROOT) : token.text())
                .toList();
    }
}
