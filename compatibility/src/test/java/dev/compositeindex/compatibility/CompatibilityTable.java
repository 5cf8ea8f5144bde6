package dev.compositeindex.compatibility;

import dev.compositeindex.testing.PostgresRelease;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The row of one Flyway in a Markdown table with a column for each PostgreSQL. */
final class CompatibilityTable {

    private final String flyway;
    private final Map<PostgresRelease, String> servers = new ConcurrentSkipListMap<>();
    private final Map<PostgresRelease, String> results = new ConcurrentSkipListMap<>();

    CompatibilityTable(String flyway) {
        this.flyway = flyway;
    }

    void put(PostgresRelease release, String version, String result) {
        servers.put(release, version);
        results.put(release, result);
    }

    String header() {
        return "| Flyway | PostgreSQL " + String.join(" | ", servers.values()) + " |";
    }

    String row() {
        return "| " + flyway + " | " + String.join(" | ", results.values()) + " |";
    }

    /** Writes the table with this row and those that the runs with other releases of Flyway have left there. */
    void mergeInto(Path file) throws IOException {
        Map<Version, String> rows = new TreeMap<>();
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            String first = line.split(" ", 3)[1];
            if (Character.isDigit(first.charAt(0))) {
                rows.put(Version.parse(first), line);
            }
        }
        rows.put(Version.parse(flyway), row());
        Files.writeString(
                file,
                header() + "\n| " + "--- | ".repeat(results.size() + 1).strip() + "\n"
                        + String.join("\n", rows.values()) + "\n");
    }
}
