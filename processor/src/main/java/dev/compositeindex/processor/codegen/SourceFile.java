package dev.compositeindex.processor.codegen;

/**
 * A Java source to write.
 *
 * @param className the qualified name of its class
 * @param text its content
 */
public record SourceFile(String className, String text) {
    /** What every source starts with. */
    public static final String FIRST_LINE = "// " + Generated.COMMENT;
}
