package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.builtin.ServerCatalog;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.KeySyntax;
import dev.compositeindex.processor.sql.SqlToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Authored SQL must be known to the oldest server to support. Goes by the tokens, since a text that is no expression for
 * other reasons is told this, too.
 */
final class NewerSql {
    /** Those of the grammar; functions are in the catalogue. */
    private static final Map<String, Integer> CONSTRUCTORS = Map.of(
            "json_array",
            16,
            "json_exists",
            17,
            "json_query",
            17,
            "json_scalar",
            17,
            "json_serialize",
            17,
            "json_value",
            17);

    private static final int IS_JSON = 16;

    private final int postgres;
    private final ServerCatalog catalog;

    /**
     * @param postgres the oldest major version
     */
    NewerSql(int postgres) {
        this.postgres = postgres;
        this.catalog = ServerCatalog.of(postgres);
    }

    List<Problem> check(List<SqlToken> tokens, Site site) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            String text = tokens.get(i).text();
            if (isJsonTest(tokens, i) && postgres < IS_JSON) {
                problems.add(problem("IS JSON", IS_JSON, "", site));
            } else if (isCall(tokens, i)) {
                since(text)
                        .filter(release -> release > postgres)
                        .ifPresent(release -> problems.add(problem(
                                text,
                                release,
                                " A function of your own of that name is written with its schema.",
                                site)));
            }
        }
        return problems;
    }

    private static boolean isJsonTest(List<SqlToken> tokens, int i) {
        int next = i + 1 < tokens.size() && tokens.get(i + 1).isWord("NOT") ? i + 2 : i + 1;
        return tokens.get(i).isWord("IS")
                && next < tokens.size()
                && tokens.get(next).isWord("JSON");
    }

    private static boolean isCall(List<SqlToken> tokens, int i) {
        return KeySyntax.isName(tokens.get(i))
                && i + 1 < tokens.size()
                && tokens.get(i + 1).is("(")
                && (i == 0 || !tokens.get(i - 1).is(".") && !tokens.get(i - 1).is(":"));
    }

    /** The release that brought it; empty if the oldest server knows it, or none does. */
    private Optional<Integer> since(String text) {
        String name = Identifiers.parse(text).stream().findFirst().orElse("");
        Integer constructor = CONSTRUCTORS.get(name.toLowerCase(Locale.ROOT));
        if (constructor != null) {
            return Optional.of(constructor);
        }
        return catalog.functions(name).isEmpty() && catalog.type(name).isEmpty()
                ? IntStream.rangeClosed(postgres + 1, ServerCatalog.NEWEST)
                        .filter(release ->
                                !ServerCatalog.of(release).functions(name).isEmpty())
                        .boxed()
                        .findFirst()
                : Optional.empty();
    }

    private Problem problem(String what, int since, String otherwise, Site site) {
        return new Problem(
                Code.NEEDS_NEWER_SERVER,
                site,
                "%s needs PostgreSQL %d, and the oldest server to support is %d. Say with -Acompositeindex.postgres=%d that there is no older one, or remove it.%s"
                        .formatted(Printable.of(what), since, postgres, since, otherwise));
    }
}
