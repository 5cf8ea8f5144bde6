package dev.compositeindex.benchmarks.compile;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.compositeindex.CompositeIndex;
import dev.compositeindex.CompositeIndexes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/**
 * The floor: a class of constants per entity, the names of its indexes as they are written, and a registry of all; by JavaPoet,
 * and nothing is checked.
 */
@SupportedAnnotationTypes("dev.compositeindex.CompositeIndexes")
public final class FloorProcessor extends AbstractProcessor {
    private static final ParameterizedTypeName LIST = ParameterizedTypeName.get(List.class, String.class);
    private static final int ENTITIES_PER_METHOD = 1_000;

    private final List<ClassName> written = new ArrayList<>();
    private boolean isComplete;

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        Set<TypeElement> entities = ElementFilter.typesIn(round.getElementsAnnotatedWith(CompositeIndexes.class));
        entities.forEach(this::writeConstants);
        if (entities.isEmpty() && !isComplete) {
            isComplete = true;
            writeRegistry();
        }
        return false;
    }

    private void writeConstants(TypeElement entity) {
        ClassName name = ClassName.get(
                processingEnv
                        .getElementUtils()
                        .getPackageOf(entity)
                        .getQualifiedName()
                        .toString(),
                entity.getSimpleName() + "Indexes");
        TypeSpec.Builder type = TypeSpec.classBuilder(name).addModifiers(Modifier.PUBLIC, Modifier.FINAL);
        List<String> constants = new ArrayList<>();
        for (CompositeIndex index : entity.getAnnotation(CompositeIndexes.class).value()) {
            String constant = index.name().toUpperCase(Locale.ROOT);
            constants.add(constant);
            type.addField(FieldSpec.builder(String.class, constant, Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                    .initializer("$S", index.name())
                    .build());
        }
        type.addField(FieldSpec.builder(LIST, "ALL", Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .initializer("$T.of($L)", List.class, String.join(", ", constants))
                .build());
        write(name, type.addMethod(constructor()).build(), entity);
        written.add(name);
    }

    private void writeRegistry() {
        ClassName name = ClassName.get("com.acme", "FloorIndexes");
        TypeSpec.Builder type = TypeSpec.classBuilder(name).addModifiers(Modifier.PUBLIC, Modifier.FINAL);
        for (int from = 0; from < written.size(); from += ENTITIES_PER_METHOD) {
            MethodSpec.Builder method = MethodSpec.methodBuilder("add" + from)
                    .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                    .addParameter(LIST, "all");
            written.subList(from, Math.min(from + ENTITIES_PER_METHOD, written.size()))
                    .forEach(entity -> method.addStatement("all.addAll($T.ALL)", entity));
            type.addMethod(method.build());
        }
        write(name, type.addMethod(constructor()).build());
    }

    private static MethodSpec constructor() {
        return MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build();
    }

    private void write(ClassName name, TypeSpec type, TypeElement... originating) {
        TypeSpec.Builder attributed = type.toBuilder();
        List.of(originating).forEach(attributed::addOriginatingElement);
        try {
            JavaFile.builder(name.packageName(), attributed.build()).build().writeTo(processingEnv.getFiler());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
