package dev.compositeindex.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * The server of a test: one of {@link PostgresServer}, always the same one, and with {@code -Pexhaustive} both. The tests of a
 * class are spread over both, so that each build tries each of its subjects on each. What is about differences between the
 * releases says {@code @EnumSource}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@ArgumentsSource(ServerSource.Share.class)
public @interface ServerSource {

    /** Draws by the test's name. */
    final class Share implements ArgumentsProvider {
        @Override
        public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext test) {
            String name = test.getRequiredTestMethod().getName();
            return Effort.share(
                    PostgresServer.values(), Stream.of(name), name.hashCode(), (server, same) -> Arguments.of(server));
        }
    }
}
