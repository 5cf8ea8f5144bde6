package dev.compositeindex.processor.manifest;

import dev.compositeindex.processor.model.IndexSpec;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.PostgresRenderer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The desired state of a module: {@code META-INF/compositeindex/<registry>.indexes}.
 *
 * <p>The first line is {@code compositeindex 1}; then comes one line per index, sorted by name and table, of pairs
 * {@code key=value} separated by tabs. In a value {@code \\}, {@code \t}, {@code \n} and {@code \r} stand for the
 * characters that they name in Java. Names and tables are written as in SQL, classes by binary name.
 */
public final class IndexesFile {
    private static final String HEADER = "compositeindex 1";
    private static final String CLASS = "class";

    private IndexesFile() {}

    /** The file's path in the class output. */
    public static String path(String registry) {
        return "META-INF/compositeindex/" + registry + ".indexes";
    }

    public static String render(List<IndexSpec> indexes) {
        return indexes.stream()
                .sorted(Comparator.comparing(IndexSpec::name).thenComparing(index -> Identifiers.quote(index.table())))
                .map(IndexesFile::line)
                .collect(Collectors.joining("", HEADER + "\n", ""));
    }

    /** The classes that a file names, each once; none if it is not of this version. */
    public static List<String> classes(String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
            return List.of();
        }
        return lines.stream()
                .skip(1)
                .flatMap(line -> Arrays.stream(line.split("\t")))
                .filter(pair -> pair.startsWith(CLASS + "="))
                .map(pair -> pair.substring(CLASS.length() + 1))
                .distinct()
                .toList();
    }

    private static String line(IndexSpec index) {
        return String.join(
                        "\t",
                        pair("name", Identifiers.quote(index.name())),
                        pair("table", Identifiers.quote(index.table())),
                        pair(CLASS, index.declaredBy()),
                        pair("definition", PostgresRenderer.definition(index)))
                + "\n";
    }

    private static String pair(String key, String value) {
        return key + "="
                + value.replace("\\", "\\\\")
                        .replace("\t", "\\t")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r");
    }
}
