package dev.compositeindex.processor.apt;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Types by binary name, which a compiler does not look up. */
final class BinaryNames {

    private BinaryNames() {}

    /** The type, if it exists. A dollar sign stands for nesting, unless it belongs to the name. */
    static Optional<TypeElement> find(Elements elements, String binaryName) {
        return Stream.of(binaryName, binaryName.replace('$', '.'))
                .map(elements::getTypeElement)
                .filter(Objects::nonNull)
                .findFirst();
    }
}
