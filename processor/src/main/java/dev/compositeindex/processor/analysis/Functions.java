package dev.compositeindex.processor.analysis;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The built-in functions that cannot be in an index, by name and number of arguments: those of which no function of that
 * name and number can, on any supported server.
 */
final class Functions {
    private static final Map<String, List<Entry>> ENTRIES = read();

    private Functions() {}

    /** What keeps a function out of an index. */
    enum Kind {
        AGGREGATE("an aggregate", "An index sees one row at a time"),
        WINDOW("a window function", "An index sees one row at a time"),
        SET("a function that returns a set", "A key is one value");

        private final String words;
        private final String reason;

        Kind(String words, String reason) {
            this.words = words;
            this.reason = reason;
        }

        String words() {
            return words;
        }

        String reason() {
            return reason;
        }
    }

    /**
     * @param least the number of arguments
     * @param orMore whether there may be more of them
     * @param kind empty for one whose result may change
     */
    record Entry(int least, boolean orMore, Optional<Kind> kind) {

        private static Entry parse(String count, String kind) {
            boolean orMore = count.endsWith("+");
            return new Entry(
                    Integer.parseInt(orMore ? count.substring(0, count.length() - 1) : count),
                    orMore,
                    Arrays.stream(Kind.values())
                            .filter(known ->
                                    known.name().toLowerCase(Locale.ROOT).equals(kind))
                            .findFirst());
        }

        private boolean takes(int arguments) {
            return orMore ? arguments >= least : arguments == least;
        }
    }

    /** What is known against a call; empty if nothing is. */
    static Optional<Entry> find(String name, int arguments) {
        return ENTRIES.getOrDefault(name, List.of()).stream()
                .filter(entry -> entry.takes(arguments))
                .findFirst();
    }

    private static Map<String, List<Entry>> read() {
        Map<String, List<Entry>> entries = new HashMap<>();
        CatalogResource.lines("functions.txt").forEach(line -> {
            String[] words = line.split(" ");
            entries.merge(
                    words[0],
                    List.of(Entry.parse(words[1], words[2])),
                    (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
        });
        return Map.copyOf(entries);
    }
}
