package dev.compositeindex.processor.diagnostic;

/** A problem fails the compilation, or warns, or only informs. */
public enum Severity {
    /** Fails it; nothing is generated. */
    ERROR,
    /** Is reported; generation goes on. */
    WARNING,
    /** Information. */
    NOTE
}
