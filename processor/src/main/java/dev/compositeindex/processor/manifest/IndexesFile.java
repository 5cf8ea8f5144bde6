package dev.compositeindex.processor.manifest;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.migration.DeclaredIndex;
import dev.compositeindex.processor.model.IndexSpec;
import dev.compositeindex.processor.model.NamingRule;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.PostgresRenderer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The desired state of a module: {@code META-INF/compositeindex/<registry>.indexes}.
 *
 * <p>The first line is {@code compositeindex 1}, with {@link Head} behind it; then comes one line per index, sorted by name and table, of pairs
 * {@code key=value} separated by tabs. In a value {@code \\}, {@code \t}, {@code \n} and {@code \r} stand for the
 * characters that they name in Java. Names and tables are written as in SQL, classes by binary name. {@code comment} and
 * {@code renamedFrom} are there only if the declaration has them, and {@code jpa=true} only if it is JPA's: class files do
 * not tell whether those count.
 */
public final class IndexesFile {
    static final String HEADER = "compositeindex 1";
    static final String NAME = "name";
    static final String TABLE = "table";
    static final String CLASS = "class";
    static final String DEFINITION = "definition";
    static final String COMMENT = "comment";
    static final String RENAMED_FROM = "renamedFrom";
    static final String JPA = "jpa";
    static final String TRUE = "true";
    private static final Pattern COUNT = Pattern.compile("([^:,]+):([0-9]{1,5})");

    private IndexesFile() {}

    /** The file's path in the class output. */
    public static String path(String registry) {
        return "META-INF/compositeindex/" + registry + ".indexes";
    }

    /** The path of the file of the same form that lists those of them that no migration records. */
    public static String pendingPath(String registry) {
        return "META-INF/compositeindex/" + registry + ".pending";
    }

    /**
     * What a file says of its module, in its first line, each only if there is something to say.
     *
     * @param naming the rule for names of its classes
     * @param leftOut by class, how many indexes of JPA's annotation count elsewhere, and were not taken over
     */
    public record Head(NamingRule naming, SortedMap<String, Integer> leftOut) {
        /** Nothing is said. */
        public static final Head PLAIN = new Head(NamingRule.SNAKE_CASE, new TreeMap<>());

        private static final String NAMING = "naming=";
        private static final String LEFT_OUT = "leftOut=";

        public Head {
            leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(leftOut));
        }

        private String line() {
            StringBuilder line = new StringBuilder(HEADER);
            if (naming != NamingRule.SNAKE_CASE) {
                line.append('\t').append(NAMING).append(naming.word());
            }
            if (!leftOut.isEmpty()) {
                line.append('\t')
                        .append(LEFT_OUT)
                        .append(leftOut.entrySet().stream()
                                .map(count -> count.getKey() + ":" + count.getValue())
                                .collect(Collectors.joining(",")));
            }
            return line.append('\n').toString();
        }

        /** What a file says; what cannot be read there says nothing. */
        public static Head of(String text) {
            List<String> pairs = List.of(text.lines().findFirst().orElse("").split("\t"));
            SortedMap<String, Integer> leftOut = new TreeMap<>();
            value(pairs, LEFT_OUT)
                    .ifPresent(counts -> COUNT.matcher(counts)
                            .results()
                            .forEach(count -> leftOut.put(count.group(1), Integer.valueOf(count.group(2)))));
            return new Head(value(pairs, NAMING).flatMap(NamingRule::of).orElse(NamingRule.SNAKE_CASE), leftOut);
        }

        private static Optional<String> value(List<String> pairs, String key) {
            return pairs.stream()
                    .filter(pair -> pair.startsWith(key))
                    .map(pair -> pair.substring(key.length()))
                    .findFirst();
        }
    }

    public static String render(List<IndexSpec> indexes) {
        return render(indexes, Head.PLAIN);
    }

    public static String render(List<IndexSpec> indexes, Head head) {
        return indexes.stream()
                .sorted(Comparator.comparing(IndexSpec::name).thenComparing(index -> Identifiers.quote(index.table())))
                .map(IndexesFile::line)
                .collect(Collectors.joining("", head.line(), ""));
    }

    /**
     * Reads a file, whole or not at all.
     *
     * @param file its name in messages
     * @param text its content
     */
    public static Checked<List<DeclaredIndex>> parse(String file, String text) {
        return new IndexesFileParser(file).parse(text);
    }

    private static String line(IndexSpec index) {
        List<String> pairs = new ArrayList<>(List.of(
                pair(NAME, Identifiers.quote(index.name())),
                pair(TABLE, Identifiers.quote(index.table())),
                pair(CLASS, index.declaredBy()),
                pair(DEFINITION, PostgresRenderer.definition(index))));
        if (!index.settings().comment().isEmpty()) {
            pairs.add(pair(COMMENT, index.settings().comment()));
        }
        if (!index.settings().renamedFrom().isEmpty()) {
            pairs.add(pair(RENAMED_FROM, Identifiers.quote(index.settings().renamedFrom())));
        }
        if (index.site().isJpas()) {
            pairs.add(pair(JPA, TRUE));
        }
        return String.join("\t", pairs) + "\n";
    }

    private static String pair(String key, String value) {
        return key + "="
                + value.replace("\\", "\\\\")
                        .replace("\t", "\\t")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r");
    }
}
