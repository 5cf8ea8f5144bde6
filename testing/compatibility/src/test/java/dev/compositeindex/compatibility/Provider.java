package dev.compositeindex.compatibility;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** Migrations from where only the application knows, as Flyway lets it provide them. */
record Provider(Path folder) implements ResourceProvider {

    @Override
    public @Nullable LoadableResource getResource(String name) {
        Path file = folder.resolve(name);
        return Files.isRegularFile(file) ? new Resource(file, name) : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        try (Stream<Path> files = Files.walk(folder)) {
            return List.copyOf(files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().startsWith(prefix))
                    .filter(file ->
                            Arrays.stream(suffixes).anyMatch(file.getFileName().toString()::endsWith))
                    .map(file -> new Resource(file, folder.relativize(file).toString()))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Resource extends LoadableResource {

        private final Path file;
        private final String name;

        Resource(Path file, String name) {
            this.file = file;
            this.name = name;
        }

        @Override
        public Reader read() {
            try {
                return Files.newBufferedReader(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String getAbsolutePath() {
            return "provided:" + name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return "provided:" + name;
        }

        @Override
        public String getFilename() {
            return file.getFileName().toString();
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}
