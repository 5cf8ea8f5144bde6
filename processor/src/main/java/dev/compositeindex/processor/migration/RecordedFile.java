package dev.compositeindex.processor.migration;

/**
 * A file among the recorded migrations.
 *
 * @param name its name, without folders
 * @param firstLine its first line if it is SQL, else empty
 */
public record RecordedFile(String name, String firstLine) {}
