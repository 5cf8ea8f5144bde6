package dev.compositeindex.processor.migration;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Indexes that recorded scripts do not build any more. A script never changes, but its configuration is no part of what Flyway
 * compares: there it stands, in a comment, and the guard reads it.
 */
record Withdrawals(Set<Withdrawals.Line> lines) {
    /** How the line begins, as the guard knows it. */
    static final String START = "# compositeindex: withdraw ";

    Withdrawals {
        lines = Set.copyOf(lines);
    }

    /**
     * A line in a configuration.
     *
     * @param configuration its path
     * @param name the index, as the header of the script names it
     */
    record Line(String configuration, String name) {}

    /** What the configurations among some files say. */
    static Withdrawals of(Collection<RecordedFile> files) {
        return new Withdrawals(files.stream()
                .flatMap(file -> file.text()
                        .lines()
                        .filter(line -> line.startsWith(START))
                        .map(line -> new Line(
                                file.path(), line.substring(START.length()).strip())))
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether the script that builds an index is not to do so any more. */
    boolean contain(Origin origin) {
        return lines.contains(new Line(
                RecordedFile.configurationOf(origin.path()),
                origin.created().name().sql()));
    }
}
