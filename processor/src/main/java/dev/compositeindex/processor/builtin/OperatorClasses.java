package dev.compositeindex.processor.builtin;

import java.util.List;
import java.util.Optional;

/** The operator classes that are built into all supported servers, or that the extensions have which come with them. */
public final class OperatorClasses {
    private static final List<Entry> ENTRIES = CatalogResource.lines("operator-classes.txt").stream()
            .map(Entry::parse)
            .toList();

    private OperatorClasses() {}

    /**
     * An operator class.
     *
     * @param method its access method
     * @param name its name, unique in the method
     * @param input the type that it takes, by name
     * @param isDefault whether it is the one of its type
     * @param parameters whether it has any
     * @param builtIn whether it needs no extension
     */
    public record Entry(
            String method, String name, String input, boolean isDefault, boolean parameters, boolean builtIn) {

        private static Entry parse(String line) {
            List<String> words = List.of(line.split(" "));
            return new Entry(
                    words.get(0),
                    words.get(1),
                    words.get(2),
                    words.contains("default"),
                    words.contains("parameters"),
                    !words.contains("extension"));
        }
    }

    /**
     * The classes that a method takes without one being named.
     *
     * @param builtIn whether they need no extension, or else whether they do
     */
    public static List<Entry> defaults(String method, boolean builtIn) {
        return ENTRIES.stream()
                .filter(entry -> entry.method().equals(method) && entry.isDefault() && entry.builtIn() == builtIn)
                .toList();
    }

    public static Optional<Entry> find(String method, String name) {
        return ENTRIES.stream()
                .filter(entry -> entry.method().equals(method) && entry.name().equals(name))
                .findFirst();
    }

    /**
     * The methods that have an operator class of that name.
     *
     * @param builtIn whether those of extensions are left out
     */
    public static List<String> methodsOf(String name, boolean builtIn) {
        return ENTRIES.stream()
                .filter(entry -> entry.name().equals(name) && (entry.builtIn() || !builtIn))
                .map(Entry::method)
                .distinct()
                .toList();
    }

    /** The names in all methods that need no extension, sorted. */
    public static List<String> names() {
        return ENTRIES.stream()
                .filter(Entry::builtIn)
                .map(Entry::name)
                .distinct()
                .sorted()
                .toList();
    }

    public static List<String> names(String method) {
        return ENTRIES.stream()
                .filter(entry -> entry.method().equals(method))
                .map(Entry::name)
                .toList();
    }
}
