package dev.compositeindex.processor.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The built-in operator classes of all supported servers. */
final class OperatorClasses {
    private static final List<Entry> ENTRIES = CatalogResource.lines("operator-classes.txt").stream()
            .map(Entry::parse)
            .toList();

    private OperatorClasses() {}

    /**
     * An operator class.
     *
     * @param method its access method
     * @param name its name, unique in the method
     * @param parameters whether it has any
     */
    record Entry(String method, String name, boolean parameters) {

        /** The type that stands behind the name is left out: it may have spaces. */
        private static Entry parse(String line) {
            String[] words = line.split(" ");
            return new Entry(words[0], words[1], Arrays.asList(words).contains("parameters"));
        }
    }

    static Optional<Entry> find(String method, String name) {
        return ENTRIES.stream()
                .filter(entry -> entry.method().equals(method) && entry.name().equals(name))
                .findFirst();
    }

    /** The methods that have an operator class of that name. */
    static List<String> methodsOf(String name) {
        return ENTRIES.stream()
                .filter(entry -> entry.name().equals(name))
                .map(Entry::method)
                .toList();
    }

    /** The names in all methods, sorted. */
    static List<String> names() {
        return ENTRIES.stream().map(Entry::name).distinct().sorted().toList();
    }

    static List<String> names(String method) {
        return ENTRIES.stream()
                .filter(entry -> entry.method().equals(method))
                .map(Entry::name)
                .toList();
    }
}
