package dev.compositeindex.processor.manifest;

import java.util.Optional;

/** The service entry, by which {@code IndexRegistry.load()} finds the registry. */
public final class ServiceFile {
    /** The file's path in the class output. */
    public static final String PATH = "META-INF/services/dev.compositeindex.registry.IndexRegistry";

    private ServiceFile() {}

    public static String render(String registry) {
        return registry + "\n";
    }

    /** The registry's name; empty if the file names none, or several. */
    public static Optional<String> parse(String text) {
        return Optional.of(text.strip()).filter(name -> !name.isEmpty() && !name.contains("\n"));
    }
}
