package dev.compositeindex.processor.apt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The names by which we read are those of the real annotations. */
class ForeignTest {

    static Stream<Arguments> annotations() {
        return Arrays.stream(Foreign.values())
                .flatMap(annotation -> annotation.names().stream().map(name -> Arguments.of(annotation, name)));
    }

    @ParameterizedTest
    @MethodSource("annotations")
    void annotationExistsAndHasTheAttributes(Foreign annotation, String name) throws ClassNotFoundException {
        Class<?> real = Class.forName(binaryName(name), false, getClass().getClassLoader());

        assertThat(real.isAnnotation()).isTrue();
        assertThat(Arrays.stream(real.getDeclaredMethods()).map(method -> method.getName()))
                .containsAll(annotation.attributes());
    }

    /** A capital that another follows: a nested annotation. */
    private static String binaryName(String canonical) {
        return canonical.replaceFirst("(\\.[A-Z]\\w*)\\.([A-Z])", "$1\\$$2");
    }
}
