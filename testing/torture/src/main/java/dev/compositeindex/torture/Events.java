package dev.compositeindex.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What the bench did in a round, and when, in UTC as in the instances' logs. */
final class Events {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private final Path file;

    Events(Path file) {
        this.file = file;
    }

    synchronized void add(String text, Object... arguments) {
        try {
            Files.writeString(
                    file,
                    TIME.format(LocalTime.now(ZoneOffset.UTC)) + " " + text.formatted(arguments) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
