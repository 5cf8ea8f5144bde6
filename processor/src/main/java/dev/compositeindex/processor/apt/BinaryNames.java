package dev.compositeindex.processor.apt;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Types by binary name, which a compiler does not look up. */
final class BinaryNames {

    private BinaryNames() {}

    /** The type, if it exists. Any dollar sign may stand for nesting or belong to the name of a class. */
    static Optional<TypeElement> find(Elements elements, String binaryName) {
        return find(elements, binaryName, elements::getTypeElement);
    }

    /** The same, where it is known which module the type is in: a compiler looks for it in each. */
    static Optional<TypeElement> find(Elements elements, ModuleElement module, String binaryName) {
        return find(elements, binaryName, name -> elements.getTypeElement(module, name));
    }

    private static Optional<TypeElement> find(
            Elements elements, String binaryName, Function<String, @Nullable TypeElement> lookup) {
        return IntStream.rangeClosed(1, binaryName.length())
                .filter(end -> end == binaryName.length() || binaryName.charAt(end) == '$')
                .mapToObj(end -> lookup.apply(binaryName.substring(0, end)))
                .flatMap(Stream::ofNullable)
                .flatMap(BinaryNames::withNested)
                .filter(type -> elements.getBinaryName(type).contentEquals(binaryName))
                .findFirst();
    }

    /** The binary name of a type: {@code com.acme.Outer$Inner}. */
    static String of(TypeElement type) {
        return type.getEnclosingElement() instanceof TypeElement outer
                ? of(outer) + "$" + type.getSimpleName()
                : type.getQualifiedName().toString();
    }

    /** The binary name without the package. */
    static String inPackage(TypeElement type) {
        return type.getEnclosingElement() instanceof TypeElement outer
                ? inPackage(outer) + "$" + type.getSimpleName()
                : type.getSimpleName().toString();
    }

    private static Stream<TypeElement> withNested(TypeElement type) {
        return Stream.concat(
                Stream.of(type),
                ElementFilter.typesIn(type.getEnclosedElements()).stream().flatMap(BinaryNames::withNested));
    }
}
