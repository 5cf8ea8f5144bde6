package dev.compositeindex.processor.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.compositeindex.processor.model.IndexSpec;
import dev.compositeindex.processor.model.TypeName;
import dev.compositeindex.processor.sql.PostgresRenderer;
import java.util.List;
import javax.lang.model.element.Modifier;

/** {@code CourseIndexes}: a constant per index of {@code Course}, and the list of them. */
public final class EntitySource {

    private EntitySource() {}

    /** The simple name of the class for an entity; nested classes are joined: {@code Outer_InnerIndexes}. */
    public static String simpleName(TypeName entity) {
        return entity.flat() + "Indexes";
    }

    /** The same with its package. */
    public static String qualifiedName(TypeName entity) {
        return entity.packageName().isEmpty() ? simpleName(entity) : entity.packageName() + "." + simpleName(entity);
    }

    public static SourceFile of(TypeName entity, List<IndexSpec> indexes, boolean marked) {
        TypeSpec.Builder type = TypeSpec.classBuilder(simpleName(entity))
                .addJavadoc("The indexes that {@code $L} declares.\n", entity.canonical())
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL);
        List<String> constants = ConstantNames.of(indexes);
        for (int i = 0; i < indexes.size(); i++) {
            type.addField(FieldSpec.builder(Generated.INDEX_DEFINITION, constants.get(i))
                    .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                    .initializer(definition(indexes.get(i)))
                    .build());
        }
        type.addField(FieldSpec.builder(
                        ParameterizedTypeName.get(ClassName.get(List.class), Generated.INDEX_DEFINITION),
                        ConstantNames.ALL)
                .addJavadoc("All of them, in the order of their declaration.\n")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .initializer("$T.of($L)", List.class, String.join(", ", constants))
                .build());
        type.addMethod(
                MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
        return Generated.file(entity.packageName(), type, marked);
    }

    private static CodeBlock definition(IndexSpec index) {
        CodeBlock.Builder code = CodeBlock.builder()
                .add(
                        "$T.of($>$>\n$L,\n$L",
                        Generated.INDEX_DEFINITION,
                        Generated.literal(index.declaredBy()),
                        Generated.literal(PostgresRenderer.definition(index)));
        if (!index.settings().comment().isEmpty()) {
            code.add(",\n$L", Generated.literal(index.settings().comment()));
        }
        return code.add("$<$<)").build();
    }
}
