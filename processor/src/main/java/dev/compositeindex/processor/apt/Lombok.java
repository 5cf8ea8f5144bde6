package dev.compositeindex.processor.apt;

import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** What Lombok adds to classes: where its processor comes after ours, it is there in the next round only. */
final class Lombok {
    private static final String GETTER = "lombok.Getter";
    private static final List<String> MAKING_GETTERS = List.of(GETTER, "lombok.Data", "lombok.Value");

    private Lombok() {}

    /** Whether an annotation of a field or of its class asks for a getter. */
    static boolean makesGetter(Element field) {
        return Mirrors.find(field, GETTER)
                .map(own -> !Mirrors.constant(own, "value").equals("NONE"))
                .orElseGet(() -> field.getEnclosingElement() instanceof TypeElement type
                        && MAKING_GETTERS.stream()
                                .anyMatch(name -> Mirrors.find(type, name).isPresent()));
    }
}
