package dev.compositeindex.processor.migration;

import java.util.Collection;
import java.util.List;

/**
 * A file among the recorded migrations.
 *
 * @param name its name, without folders
 * @param firstLine its first line if it is SQL, else empty
 */
public record RecordedFile(String name, String firstLine) {

    /**
     * The Java migrations among the classes of a compilation: they are not in the class output yet.
     *
     * @param classes qualified names
     * @param location the Flyway location
     */
    public static List<RecordedFile> compiled(Collection<String> classes, String location) {
        String packagePrefix = location.replace('/', '.') + ".";
        return classes.stream()
                .filter(name -> name.startsWith(packagePrefix))
                .map(name -> new RecordedFile(name.substring(name.lastIndexOf('.') + 1) + ".java", ""))
                .toList();
    }
}
