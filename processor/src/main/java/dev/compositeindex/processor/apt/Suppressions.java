package dev.compositeindex.processor.apt;

import dev.compositeindex.processor.diagnostic.Warning;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;

/** {@code @SuppressWarnings} on a class, or on a class around it, keeps our warnings away. */
final class Suppressions {
    private static final String SUPPRESS = "java.lang.SuppressWarnings";

    private Suppressions() {}

    /** Whether a warning at this element is not wanted. */
    static boolean silence(Element element, Warning warning) {
        for (Element around = element; around != null; around = around.getEnclosingElement()) {
            if (Mirrors.find(around, SUPPRESS)
                    .filter(mirror -> names(mirror, warning))
                    .isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static boolean names(AnnotationMirror mirror, Warning warning) {
        List<String> names = Mirrors.strings(mirror, "value");
        return names.contains(warning.key()) || names.contains(Warning.ALL);
    }
}
