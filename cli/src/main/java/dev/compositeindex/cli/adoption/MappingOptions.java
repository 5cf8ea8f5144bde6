package dev.compositeindex.cli.adoption;

import dev.compositeindex.processor.model.NamingRule;
import java.util.List;

/**
 * What the compiler is told, as far as tables and columns depend on it.
 *
 * @param naming how their names follow from those of Java
 * @param classPath what the classes refer to: entries, or lists of entries, as a compiler takes them
 */
public record MappingOptions(NamingRule naming, List<String> classPath) {
    /** What holds when nothing is said. */
    public static final MappingOptions DEFAULT = new MappingOptions(NamingRule.SNAKE_CASE, List.of());

    public MappingOptions {
        classPath = List.copyOf(classPath);
    }
}
