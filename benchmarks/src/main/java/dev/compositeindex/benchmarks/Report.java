package dev.compositeindex.benchmarks;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a benchmark found: a table to be read, and the same as JSON. */
public final class Report {
    private final String name;
    private final Map<String, Object> settings;
    private final List<Map<String, Object>> rows = new ArrayList<>();

    /**
     * A report without rows.
     *
     * @param name of the benchmark
     * @param settings what was measured
     */
    public Report(String name, Map<String, Object> settings) {
        this.name = name;
        this.settings = new LinkedHashMap<>(settings);
        this.settings.put("java", System.getProperty("java.runtime.version"));
        this.settings.put("processors", Runtime.getRuntime().availableProcessors());
    }

    /** Adds a row; all have the same columns. */
    public void add(Map<String, Object> row) {
        rows.add(new LinkedHashMap<>(row));
    }

    /** Prints the table, and writes {@code <name>.json}. */
    public void write(Path folder, PrintStream out) throws IOException {
        out.println(settings);
        out.println();
        List<String> columns =
                rows.stream().flatMap(row -> row.keySet().stream()).distinct().toList();
        out.println(line(columns));
        out.println(line(columns.stream().map(column -> "---").toList()));
        rows.forEach(row -> out.println(line(columns.stream()
                .map(column -> text(row.getOrDefault(column, "")))
                .toList())));
        Files.createDirectories(folder);
        Path file = folder.resolve(name + ".json");
        Files.writeString(
                file,
                JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(Map.of("settings", settings, "results", rows))
                        + "\n");
        out.println();
        out.println(file);
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String text(Object value) {
        return value instanceof Double number ? String.format(Locale.ROOT, "%.2f", number) : value.toString();
    }
}
