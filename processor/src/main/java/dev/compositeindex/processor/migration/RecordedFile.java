package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.diagnostic.Site;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A file among the recorded migrations.
 *
 * @param path its path below the migrations' folder, with {@code /}
 * @param head the comment that it starts with, line by line, if it is SQL and ours; else empty
 * @param renamings what it renames, if it is SQL and the team's own
 */
public record RecordedFile(String path, List<String> head, List<Renaming> renamings) {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    public RecordedFile {
        head = List.copyOf(head);
        renamings = List.copyOf(renamings);
    }

    /** A file of which only the name counts: a Java migration, say. */
    static RecordedFile named(String path) {
        return new RecordedFile(path, List.of(), List.of());
    }

    /**
     * A script by its text.
     *
     * @param path its path
     * @param text its content; one of the team's may have been in any charset, and only ours is UTF-8
     */
    static RecordedFile of(String path, String text) {
        String script = text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        String first = script.lines().findFirst().orElse("");
        if (!MigrationHeader.isMeant(first)) {
            return new RecordedFile(path, List.of(), Renaming.of(script));
        }
        List<String> head = new ArrayList<>(List.of(first));
        script.lines().skip(1).takeWhile(line -> line.startsWith("--")).forEach(head::add);
        return new RecordedFile(path, head, List.of());
    }

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
                .map(name -> named(name.substring(packagePrefix.length()).replace('.', '/') + ".java"))
                .toList();
    }

    /** Its name, without folders. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    boolean isOurs() {
        return !head.isEmpty();
    }

    /** A line of it, from 1. */
    Site site(int line) {
        return new Site.OfFile(path, line);
    }
}
