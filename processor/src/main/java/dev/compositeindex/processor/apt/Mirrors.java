package dev.compositeindex.processor.apt;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Annotations read by name. Values that do not have the expected type are as good as absent: javac reports them. */
final class Mirrors {
    private static final String INDEX = "dev.compositeindex.CompositeIndex";
    private static final String INDEXES = "dev.compositeindex.CompositeIndexes";

    /** The annotations of ours that declare indexes. */
    static final List<String> OURS = List.of(INDEX, INDEXES);

    private Mirrors() {}

    /** The {@code @CompositeIndex} annotations of an element, repeated ones taken out of their container, in order. */
    static List<AnnotationMirror> indexes(Element element) {
        return element.getAnnotationMirrors().stream()
                .flatMap(mirror -> switch (name(mirror)) {
                    case INDEX -> Stream.of(mirror);
                    case INDEXES -> annotations(mirror, "value").stream();
                    default -> Stream.<AnnotationMirror>of();
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

    static String string(AnnotationMirror mirror, String attribute) {
        return string(mirror, attribute, "");
    }

    static String string(AnnotationMirror mirror, String attribute, String otherwise) {
        return value(mirror, attribute)
                .map(AnnotationValue::getValue)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .orElse(otherwise);
    }

    static boolean isTrue(AnnotationMirror mirror, String attribute, boolean otherwise) {
        return value(mirror, attribute)
                .map(AnnotationValue::getValue)
                .filter(Boolean.class::isInstance)
                .map(Boolean.class::cast)
                .orElse(otherwise);
    }

    /** The strings of an array attribute; an element that is no string is empty text, so that positions stay right. */
    static List<String> strings(AnnotationMirror mirror, String attribute) {
        return elements(mirror, attribute).stream()
                .map(element -> element.getValue() instanceof String text ? text : "")
                .toList();
    }

    /** The simple name of an enum's constant, or empty. */
    static String constant(AnnotationMirror mirror, String attribute) {
        return value(mirror, attribute)
                .map(AnnotationValue::getValue)
                .filter(VariableElement.class::isInstance)
                .map(value -> ((VariableElement) value).getSimpleName().toString())
                .orElse("");
    }

    /** A class that is named. */
    static Optional<TypeMirror> type(AnnotationMirror mirror, String attribute) {
        return value(mirror, attribute)
                .map(AnnotationValue::getValue)
                .filter(TypeMirror.class::isInstance)
                .map(TypeMirror.class::cast);
    }

    /** The annotations in an attribute, one or an array of them. */
    static List<AnnotationMirror> annotations(AnnotationMirror mirror, String attribute) {
        return Stream.concat(value(mirror, attribute).stream(), elements(mirror, attribute).stream())
                .map(AnnotationValue::getValue)
                .filter(AnnotationMirror.class::isInstance)
                .map(AnnotationMirror.class::cast)
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

    /**
     * Whether everything that was written for an annotation is there and of its type: constants that do not exist (yet)
     * are none. Until then, what it says is not known.
     */
    static boolean isReadable(AnnotationMirror mirror) {
        for (ExecutableElement attribute :
                ElementFilter.methodsIn(mirror.getAnnotationType().asElement().getEnclosedElements())) {
            boolean readable = value(mirror, attribute.getSimpleName().toString())
                    .map(value -> fits(value, attribute.getReturnType()))
                    .orElse(attribute.getDefaultValue() != null);
            if (!readable) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(AnnotationValue value, TypeMirror type) {
        Object content = value.getValue();
        return switch (type.getKind()) {
            case ARRAY ->
                content instanceof List<?> list
                        && list.stream()
                                .allMatch(element -> element instanceof AnnotationValue item
                                        && fits(item, ((ArrayType) type).getComponentType()));
            case BOOLEAN -> content instanceof Boolean;
            default -> content instanceof String && !isError(value);
        };
    }

    /** Whether every text in an annotation of others, however deep, is there. */
    static boolean hasTexts(AnnotationMirror mirror) {
        return mirror.getElementValues().values().stream().allMatch(Mirrors::hasTexts);
    }

    private static boolean hasTexts(AnnotationValue value) {
        Object content = value.getValue();
        if (content instanceof List<?> list) {
            return list.stream().allMatch(element -> !(element instanceof AnnotationValue item) || hasTexts(item));
        }
        return content instanceof AnnotationMirror inner ? hasTexts(inner) : !isError(value);
    }

    /**
     * Compilers stand in the string {@code <error>} for a constant that does not exist. In javac it prints without the
     * quotes that a literal has; in ECJ nothing tells the two apart.
     */
    private static boolean isError(AnnotationValue value) {
        return "<error>".equals(value.getValue())
                && ("<error>".equals(value.toString())
                        || value.getClass().getName().startsWith("org.eclipse.jdt."));
    }

    static String name(AnnotationMirror mirror) {
        return ((TypeElement) mirror.getAnnotationType().asElement())
                .getQualifiedName()
                .toString();
    }
}
