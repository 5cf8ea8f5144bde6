package dev.compositeindex.processor.model;

/**
 * A table.
 *
 * @param schema raw, or empty for the search path's
 * @param name raw
 */
public record Table(String schema, String name) {}
