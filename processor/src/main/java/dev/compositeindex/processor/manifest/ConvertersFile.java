package dev.compositeindex.processor.manifest;

import java.util.List;
import java.util.SortedSet;

/**
 * The module's converters of JPA that apply by themselves: {@code META-INF/compositeindex/converters}, one canonical name
 * per line, sorted. A compile that is not handed them knows by it of which fields the type in the database is another one.
 */
public final class ConvertersFile {
    /** The file's path in the class output. */
    public static final String PATH = "META-INF/compositeindex/converters";

    private ConvertersFile() {}

    public static String render(SortedSet<String> converters) {
        return String.join("\n", converters) + "\n";
    }

    public static List<String> parse(String text) {
        return text.lines().filter(line -> !line.isBlank()).toList();
    }
}
