package dev.compositeindex.processor.apt;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/** Annotations read by name. Values that do not have the expected type are as good as absent: javac reports them. */
final class Mirrors {
    private static final String INDEX = "dev.compositeindex.CompositeIndex";
    private static final String INDEXES = "dev.compositeindex.CompositeIndexes";

    /** What both compilers give as the value of an expression that they cannot resolve. */
    private static final String UNRESOLVED = "<error>";

    private Mirrors() {}

    /** The {@code @CompositeIndex} annotations of an element, repeated ones taken out of their container, in order. */
    static List<AnnotationMirror> indexes(Element element) {
        return element.getAnnotationMirrors().stream()
                .flatMap(mirror -> switch (name(mirror)) {
                    case INDEX -> List.of(mirror).stream();
                    case INDEXES ->
                        elements(mirror, "value").stream()
                                .map(AnnotationValue::getValue)
                                .filter(AnnotationMirror.class::isInstance)
                                .map(AnnotationMirror.class::cast);
                    default -> List.<AnnotationMirror>of().stream();
                })
                .toList();
    }

    /** An element's annotation of that name. */
    static Optional<? extends AnnotationMirror> find(Element element, String annotation) {
        return element.getAnnotationMirrors().stream()
                .filter(mirror -> name(mirror).equals(annotation))
                .findFirst();
    }

    /** Whether an element has an annotation of that simple name, from whatever package. */
    static boolean hasSimplyNamed(Element element, String simpleName) {
        return element.getAnnotationMirrors().stream()
                .anyMatch(mirror ->
                        mirror.getAnnotationType().asElement().getSimpleName().contentEquals(simpleName));
    }

    /** Whether a value of an annotation refers to something that does not exist (yet). */
    static boolean isUnresolved(AnnotationMirror mirror) {
        return mirror.getElementValues().values().stream().anyMatch(Mirrors::isUnresolved);
    }

    private static boolean isUnresolved(AnnotationValue value) {
        return value.getValue() instanceof List<?> list
                ? list.stream().anyMatch(item -> item instanceof AnnotationValue element && isUnresolved(element))
                : UNRESOLVED.equals(value.getValue());
    }

    static String string(AnnotationMirror mirror, String attribute) {
        return value(mirror, attribute)
                .map(AnnotationValue::getValue)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .orElse("");
    }

    static boolean isTrue(AnnotationMirror mirror, String attribute) {
        return value(mirror, attribute)
                .map(AnnotationValue::getValue)
                .filter(Boolean.TRUE::equals)
                .isPresent();
    }

    /** The strings of an array attribute; an element that is no string is empty text, so that positions stay right. */
    static List<String> strings(AnnotationMirror mirror, String attribute) {
        return elements(mirror, attribute).stream()
                .map(element -> element.getValue() instanceof String text ? text : "")
                .toList();
    }

    /** The elements of an array attribute. */
    static List<? extends AnnotationValue> elements(AnnotationMirror mirror, String attribute) {
        return value(mirror, attribute)
                .map(AnnotationValue::getValue)
                .filter(List.class::isInstance)
                .map(list -> ((List<?>) list)
                        .stream()
                                .filter(AnnotationValue.class::isInstance)
                                .map(AnnotationValue.class::cast)
                                .toList())
                .orElse(List.of());
    }

    /** What was written for an attribute. */
    static Optional<AnnotationValue> value(AnnotationMirror mirror, String attribute) {
        for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
                mirror.getElementValues().entrySet()) {
            if (entry.getKey().getSimpleName().contentEquals(attribute)) {
                return Optional.of(entry.getValue());
            }
        }
        return Optional.empty();
    }

    private static String name(AnnotationMirror mirror) {
        return ((TypeElement) mirror.getAnnotationType().asElement())
                .getQualifiedName()
                .toString();
    }
}
