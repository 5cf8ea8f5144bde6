package dev.compositeindex.processor.apt;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;

/** The persistence frameworks whose annotations we read. */
final class Frameworks {
    private static final MappingReader NONE = new PlainReader();

    private final List<MappingReader> all;

    Frameworks(AutoConverters converters) {
        all = List.of(new JpaReader(converters), new SpringDataReader(), new MicronautDataReader());
    }

    /** By the annotations of a class and its superclasses; if they have none, by those of their members. */
    MappingReader of(TypeElement type) {
        return find(hierarchy(type))
                .or(() -> find(hierarchy(type).flatMap(level -> level.getEnclosedElements().stream())))
                .orElse(NONE);
    }

    private Optional<MappingReader> find(Stream<? extends Element> elements) {
        List<? extends Element> members = elements.toList();
        return all.stream()
                .filter(reader -> members.stream()
                        .flatMap(element -> element.getAnnotationMirrors().stream())
                        .anyMatch(reader::isOurs))
                .findFirst();
    }

    private static Stream<TypeElement> hierarchy(TypeElement type) {
        return Stream.iterate(Optional.of(type), Optional::isPresent, level -> superclass(level.orElseThrow()))
                .map(Optional::orElseThrow);
    }

    private static Optional<TypeElement> superclass(TypeElement type) {
        return type.getSuperclass().getKind() == TypeKind.DECLARED
                ? Optional.of((TypeElement) ((DeclaredType) type.getSuperclass()).asElement())
                : Optional.empty();
    }
}
