package dev.compositeindex.compatibility;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/** The row of one Flyway in a Markdown table with a column for each PostgreSQL. */
final class CompatibilityTable {

    private static final Comparator<String> BY_VERSION = Comparator.comparing(Version::parse);

    private final String flyway;
    private final SortedMap<String, String> cells = new ConcurrentSkipListMap<>(BY_VERSION);

    CompatibilityTable(String flyway) {
        this.flyway = flyway;
    }

    void put(String server, String result) {
        cells.put(server, result);
    }

    /** Results by the version of the server. */
    Map<String, String> cells() {
        return cells;
    }

    /** The results of a Flyway that a table in a file holds, by the version of the server. */
    static Map<String, String> cells(Path file, String flyway) throws IOException {
        SortedMap<String, String> row = read(file).get(flyway);
        return row == null ? Map.of() : row;
    }

    /** By the version of Flyway, then by that of the server. */
    private static SortedMap<String, SortedMap<String, String>> read(Path file) throws IOException {
        SortedMap<String, SortedMap<String, String>> rows = new TreeMap<>(BY_VERSION);
        List<String> servers = List.of();
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            List<String> row =
                    Arrays.stream(line.split("\\|")).map(String::strip).toList();
            if (line.startsWith("| Flyway | PostgreSQL ")) {
                servers = row.stream()
                        .map(server -> server.replace("PostgreSQL ", ""))
                        .toList();
            } else if (line.matches("\\| \\d.*")) {
                SortedMap<String, String> cells = new TreeMap<>(BY_VERSION);
                for (int i = 2; i < row.size(); i++) {
                    if (!row.get(i).isEmpty()) {
                        cells.put(servers.get(i), row.get(i));
                    }
                }
                rows.put(row.get(1), cells);
            }
        }
        return rows;
    }

    /** Writes the table with these results and those that the runs with other releases of Flyway have left there. */
    void mergeInto(Path file) throws IOException {
        SortedMap<String, SortedMap<String, String>> rows = read(file);
        rows.put(flyway, cells);
        TreeSet<String> servers = new TreeSet<>(BY_VERSION);
        rows.values().forEach(row -> servers.addAll(row.keySet()));
        List<String> lines = new ArrayList<>();
        lines.add("| Flyway | PostgreSQL " + String.join(" | ", servers) + " |");
        lines.add("| " + "--- | ".repeat(servers.size() + 1).strip());
        rows.forEach((version, row) -> lines.add("| " + version + " | "
                + String.join(
                        " | ",
                        servers.stream()
                                .map(server -> row.getOrDefault(server, ""))
                                .toList())
                + " |"));
        Files.write(file, lines);
    }
}
