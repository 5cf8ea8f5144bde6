package dev.compositeindex.processor.manifest;

/**
 * A resource to write into the class output.
 *
 * @param path relative, with {@code /}
 * @param text its content
 */
public record ResourceFile(String path, String text) {}
