package dev.compositeindex.guard;

import dev.compositeindex.registry.IndexRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A class path on which modules are described, as the processor does it. */
final class Declarations {

    private final Path folder;
    private final List<String> registries = new ArrayList<>();

    Declarations(Path folder) {
        this.folder = folder;
    }

    /** Describes a module anew: what it declares, one definition each, of which the last ones are not recorded. */
    Declarations declare(String registry, int recorded, String... definitions) {
        if (!registries.contains(registry)) {
            registries.add(registry);
        }
        List<String> all = List.of(definitions);
        write("META-INF/services/" + IndexRegistry.class.getName(), String.join("\n", registries) + "\n");
        write("META-INF/compositeindex/" + registry + ".indexes", file(all));
        write("META-INF/compositeindex/" + registry + ".pending", file(all.subList(recorded, all.size())));
        return this;
    }

    ClassLoader classLoader() {
        try {
            return new URLClassLoader(
                    new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A comment stands behind the definition, after two dashes. */
    private static String file(List<String> definitions) {
        return definitions.stream()
                .map(definition -> "name=x\ttable=y\tclass=app.Course\tdefinition="
                        + definition.replace("\\", "\\\\").replaceFirst(" -- ", "\tcomment=") + "\n")
                .collect(Collectors.joining("", "compositeindex 1\n", ""));
    }

    private void write(String file, String text) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
