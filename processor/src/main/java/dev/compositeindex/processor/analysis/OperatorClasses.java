package dev.compositeindex.processor.analysis;

import java.util.List;
import java.util.Optional;

/** The operator classes that are built into all supported servers, or that the extensions have which come with them. */
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
     * @param builtIn whether it needs no extension
     */
    record Entry(String method, String name, boolean parameters, boolean builtIn) {

        /** The type that stands behind the name is left out: it may have spaces. */
        private static Entry parse(String line) {
            List<String> words = List.of(line.split(" "));
            return new Entry(words.get(0), words.get(1), words.contains("parameters"), !words.contains("extension"));
        }
    }

    static Optional<Entry> find(String method, String name) {
        return ENTRIES.stream()
                .filter(entry -> entry.method().equals(method) && entry.name().equals(name))
                .findFirst();
    }

    /**
     * The methods that have an operator class of that name.
     *
     * @param builtIn whether those of extensions are left out
     */
    static List<String> methodsOf(String name, boolean builtIn) {
        return ENTRIES.stream()
                .filter(entry -> entry.name().equals(name) && (entry.builtIn() || !builtIn))
                .map(Entry::method)
                .distinct()
                .toList();
    }

    /** The names in all methods that need no extension, sorted. */
    static List<String> names() {
        return ENTRIES.stream()
                .filter(Entry::builtIn)
                .map(Entry::name)
                .distinct()
                .sorted()
                .toList();
    }

    static List<String> names(String method) {
        return ENTRIES.stream()
                .filter(entry -> entry.method().equals(method))
                .map(Entry::name)
                .toList();
    }
}
