package dev.compositeindex.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/** Someone else's processor: it generates one class in a given round. */
final class GeneratingProcessor extends AbstractProcessor {
    private final int when;
    private final String className;
    private final String source;
    private int round;

    GeneratingProcessor(int when, String className, String source) {
        this.when = when;
        this.className = className;
        this.source = source;
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment environment) {
        if (++round == when) {
            try (Writer writer =
                    processingEnv.getFiler().createSourceFile(className).openWriter()) {
                writer.write(source);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return false;
    }
}
