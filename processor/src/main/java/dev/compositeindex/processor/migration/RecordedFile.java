package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.diagnostic.Site;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A file among the recorded migrations.
 *
 * @param path its path below the migrations' folder, with {@code /}
 * @param head the comment that it starts with, line by line, if it is SQL and ours; else empty
 */
public record RecordedFile(String path, List<String> head) {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    public RecordedFile {
        head = List.copyOf(head);
    }

    /** A file by its text. */
    static RecordedFile of(String path, String text) {
        try {
            return read(
                    path,
                    new StringReader(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads as much of a script as is needed.
     *
     * @param path its path
     * @param latin1 its bytes as characters: a script of the team's may be in any charset, and only ours is UTF-8
     */
    static RecordedFile read(String path, Reader latin1) throws IOException {
        List<String> head = new ArrayList<>();
        BufferedReader reader = new BufferedReader(latin1);
        for (String raw = reader.readLine(); raw != null; raw = reader.readLine()) {
            String line = new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            if (head.isEmpty() && line.startsWith(BYTE_ORDER_MARK)) {
                line = line.substring(BYTE_ORDER_MARK.length());
            }
            if (head.isEmpty() ? !MigrationHeader.isMeant(line) : !line.startsWith("--")) {
                break;
            }
            head.add(line);
        }
        return new RecordedFile(path, head);
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
                .map(name ->
                        new RecordedFile(name.substring(packagePrefix.length()).replace('.', '/') + ".java", List.of()))
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
