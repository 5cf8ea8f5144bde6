package dev.compositeindex.processor.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.compositeindex.processor.model.TypeName;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The module's registry: the indexes of all its entities. */
public final class RegistrySource {
    /** Far below what fits into the 64 KB that a method may have. */
    private static final int ENTITIES_PER_METHOD = 1_000;

    private static final ParameterizedTypeName LIST =
            ParameterizedTypeName.get(ClassName.get(List.class), Generated.INDEX_DEFINITION);

    private RegistrySource() {}

    /**
     * The registry class.
     *
     * @param registry its qualified name
     * @param entities the entities, sorted
     */
    public static SourceFile of(String registry, List<TypeName> entities, boolean marked) {
        int dot = registry.lastIndexOf('.');
        String packageName = registry.substring(0, Math.max(dot, 0));
        TypeSpec.Builder type = TypeSpec.classBuilder(registry.substring(dot + 1))
                .addJavadoc("All indexes that this module declares. Read them with {@code IndexRegistry.load()}.\n")
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addSuperinterface(Generated.INDEX_REGISTRY);
        type.addField(FieldSpec.builder(LIST, "INDEXES", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer("all()")
                .build());
        // In a package that a module exports, javac warns of a constructor that nobody wrote.
        type.addMethod(MethodSpec.constructorBuilder()
                .addJavadoc("For {@code ServiceLoader}.\n")
                .addModifiers(Modifier.PUBLIC)
                .build());
        type.addMethod(MethodSpec.methodBuilder("indexes")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(LIST)
                .addStatement("return INDEXES")
                .build());
        CodeBlock.Builder all = CodeBlock.builder().addStatement("$T all = new $T<>()", LIST, ArrayList.class);
        List<MethodSpec> parts = new ArrayList<>();
        if (entities.size() <= ENTITIES_PER_METHOD) {
            all.add(additions(entities));
        } else {
            for (int from = 0; from < entities.size(); from += ENTITIES_PER_METHOD) {
                List<TypeName> part = entities.subList(from, Math.min(entities.size(), from + ENTITIES_PER_METHOD));
                parts.add(part("addPart" + (parts.size() + 1), part));
            }
            parts.forEach(part -> all.addStatement("$N(all)", part));
        }
        type.addMethod(MethodSpec.methodBuilder("all")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(LIST)
                .addCode(all.addStatement("return $T.copyOf(all)", List.class).build())
                .build());
        type.addMethods(parts);
        return Generated.file(packageName, type, marked);
    }

    private static MethodSpec part(String name, List<TypeName> entities) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .addParameter(LIST, "all")
                .addCode(additions(entities))
                .build();
    }

    private static CodeBlock additions(List<TypeName> entities) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (TypeName entity : entities) {
            code.addStatement(
                    "all.addAll($T.$L)",
                    ClassName.get(entity.packageName(), EntitySource.simpleName(entity)),
                    ConstantNames.ALL);
        }
        return code.build();
    }
}
