package dev.compositeindex.processor.migration;

/**
 * A file to write.
 *
 * @param name its name, without folders
 * @param text its content
 */
public record MigrationFile(String name, String text) {}
