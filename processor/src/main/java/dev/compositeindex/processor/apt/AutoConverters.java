package dev.compositeindex.processor.apt;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * JPA's converters that apply by themselves, as far as they are known. What they take is stored as something else than its
 * Java type suggests.
 */
final class AutoConverters {
    private static final Set<String> INTERFACES =
            Set.of("jakarta.persistence.AttributeConverter", "javax.persistence.AttributeConverter");

    private final Types types;
    private final List<TypeMirror> taken;

    private AutoConverters(Types types, List<TypeMirror> taken) {
        this.types = types;
        this.taken = taken;
    }

    /** Those of the classes of these canonical names that still are such converters. */
    static AutoConverters of(Elements elements, Types types, Collection<String> names) {
        return new AutoConverters(
                types,
                names.stream()
                        .map(elements::getTypeElement)
                        .filter(Objects::nonNull)
                        .filter(AutoConverters::isOne)
                        .flatMap(converter -> taken(types, converter).stream())
                        .toList());
    }

    /** Whether a class is a converter that applies by itself. */
    static boolean isOne(TypeElement type) {
        return Annotations.of(type)
                .get(Foreign.CONVERTER)
                .filter(converter -> converter.isTrue("autoApply"))
                .isPresent();
    }

    /** What a converter converts; nothing, if its class file cannot be read, so that it does not work either. */
    private static List<TypeMirror> taken(Types types, TypeElement converter) {
        try {
            return taken(types, converter.asType()).toList();
        } catch (RuntimeException e) {
            if (CompilerFaults.include(e)) {
                return List.of();
            }
            throw e;
        }
    }

    private static Stream<TypeMirror> taken(Types types, TypeMirror converter) {
        if (!(converter instanceof DeclaredType declared)) {
            return Stream.of();
        }
        String name = ((TypeElement) declared.asElement()).getQualifiedName().toString();
        return INTERFACES.contains(name)
                ? declared.getTypeArguments().stream().limit(1).map(TypeMirror.class::cast)
                : types.directSupertypes(declared).stream().flatMap(supertype -> taken(types, supertype));
    }

    /** Whether one of them converts values of a type. Releases of Hibernate differ in whether subtypes count; here they do. */
    boolean take(TypeMirror type) {
        if (taken.isEmpty()) {
            return false;
        }
        TypeMirror value = type.getKind().isPrimitive()
                ? types.boxedClass((PrimitiveType) type).asType()
                : type;
        boolean isValue = value.getKind() == TypeKind.DECLARED || value.getKind() == TypeKind.ARRAY;
        return isValue && taken.stream().anyMatch(domain -> types.isAssignable(value, domain));
    }
}
