package dev.compositeindex.processor.manifest;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.migration.DeclaredIndex;
import dev.compositeindex.processor.model.IndexSpec;
import dev.compositeindex.processor.model.NamingRule;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.PostgresRenderer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The desired state of a module: {@code META-INF/compositeindex/<registry>.indexes}.
 *
 * <p>The first line is {@code compositeindex 1}, with {@code naming=…} behind it if the rule for names is not that by default; then comes one line per index, sorted by name and table, of pairs
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
    private static final String NAMING = "\tnaming=";

    private IndexesFile() {}

    /** The file's path in the class output. */
    public static String path(String registry) {
        return "META-INF/compositeindex/" + registry + ".indexes";
    }

    /** The path of the file of the same form that lists those of them that no migration records. */
    public static String pendingPath(String registry) {
        return "META-INF/compositeindex/" + registry + ".pending";
    }

    /** The file of indexes on whose reading nothing depends. */
    public static String render(List<IndexSpec> indexes) {
        return render(indexes, NamingRule.SNAKE_CASE);
    }

    /**
     * The file.
     *
     * @param naming the rule for names of the module's classes
     */
    public static String render(List<IndexSpec> indexes, NamingRule naming) {
        String rule = naming == NamingRule.SNAKE_CASE ? "" : NAMING + naming.word();
        return indexes.stream()
                .sorted(Comparator.comparing(IndexSpec::name).thenComparing(index -> Identifiers.quote(index.table())))
                .map(IndexesFile::line)
                .collect(Collectors.joining("", HEADER + rule + "\n", ""));
    }

    /** The rule for names that a file says; that by default if it says none. */
    public static NamingRule naming(String text) {
        return text.lines()
                .findFirst()
                .filter(line -> line.startsWith(HEADER + NAMING))
                .flatMap(line -> NamingRule.of(line.substring((HEADER + NAMING).length())))
                .orElse(NamingRule.SNAKE_CASE);
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
