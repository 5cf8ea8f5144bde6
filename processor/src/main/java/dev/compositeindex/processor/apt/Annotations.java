package dev.compositeindex.processor.apt;

import dev.compositeindex.processor.apt.Foreign.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;

/**
 * The annotations of frameworks on one element. Looked at once: in javac, each look at a name costs.
 *
 * @param found those that we know
 */
record Annotations(Map<Foreign, Values> found) {
    private static final Annotations NONE = new Annotations(Map.of());

    static Annotations of(Element element) {
        List<? extends AnnotationMirror> mirrors = element.getAnnotationMirrors();
        if (mirrors.isEmpty()) {
            return NONE;
        }
        Map<Foreign, Values> found = new EnumMap<>(Foreign.class);
        for (AnnotationMirror mirror : mirrors) {
            Foreign.named(Mirrors.name(mirror))
                    .ifPresent(annotation -> found.putIfAbsent(annotation, new Values(annotation, mirror)));
        }
        return new Annotations(Collections.unmodifiableMap(found));
    }

    /** The annotation, if it is there. */
    Optional<Values> get(Foreign annotation) {
        return Optional.ofNullable(found.get(annotation));
    }

    /** The annotation, and all of them in their container. */
    List<Values> all(Foreign annotation, Foreign container) {
        List<Values> all = new ArrayList<>(get(annotation).stream().toList());
        get(container).ifPresent(holder -> all.addAll(holder.annotations("value", annotation)));
        return all;
    }

    /** Whether one of them is there. */
    boolean hasAny(Foreign... annotations) {
        return !found.isEmpty() && Stream.of(annotations).anyMatch(found::containsKey);
    }
}
