package dev.compositeindex.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a compilation did.
 *
 * @param succeeded whether the compiler says so
 * @param messages its messages, in order
 * @param output the class output: class files, generated sources, resources
 */
public record CompilationResult(boolean succeeded, List<Message> messages, Path output) {

    /** The messages that fail a compilation. */
    public List<Message> errors() {
        return messages.stream().filter(Message::isError).toList();
    }

    /** The generated sources and resources by path, with {@code /}, sorted. */
    public SortedMap<String, String> generated() {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(output)) {
            for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                String name = output.relativize(path).toString().replace('\\', '/');
                if (!name.endsWith(".class")) {
                    files.put(name, Files.readString(path));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** The names of the indexes that it lists as not recorded, as SQL, in order. */
    public List<String> pending() {
        return generated().entrySet().stream()
                .filter(file -> file.getKey().endsWith(".pending"))
                .flatMap(file -> file.getValue().lines().skip(1))
                .map(line -> line.substring("name=".length(), line.indexOf('\t')))
                .toList();
    }
}
