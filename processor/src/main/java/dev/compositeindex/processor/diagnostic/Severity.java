package dev.compositeindex.processor.diagnostic;

/** What a problem does to the compilation. */
public enum Severity {
    /** Fails it; nothing is generated. */
    ERROR,
    /** Is reported; generation goes on. */
    WARNING,
    /** Information. */
    NOTE
}
