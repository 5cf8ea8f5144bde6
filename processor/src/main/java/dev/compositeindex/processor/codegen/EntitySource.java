package dev.compositeindex.processor.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.compositeindex.processor.model.AccessMethod;
import dev.compositeindex.processor.model.IndexSpec;
import dev.compositeindex.processor.model.KeyPart;
import dev.compositeindex.processor.model.KeySpec;
import dev.compositeindex.processor.model.TypeName;
import dev.compositeindex.processor.sql.Identifiers;
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
                .initializer("$T.of($>$>\n$L$<$<)", List.class, String.join(",\n", constants))
                .build());
        type.addMethod(
                MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
        return Generated.file(entity.packageName(), type, marked);
    }

    private static CodeBlock definition(IndexSpec index) {
        CodeBlock.Builder code =
                CodeBlock.builder().add("$T.builder($S)$>$>", Generated.INDEX_DEFINITION, index.name());
        if (index.table().schema().isEmpty()) {
            code.add("\n.table($S)", index.table().name());
        } else {
            code.add("\n.table($S, $S)", index.table().schema(), index.table().name());
        }
        if (!index.method().equals(AccessMethod.DEFAULT)) {
            code.add("\n.using($S)", index.method());
        }
        if (index.unique()) {
            code.add("\n.unique()");
        }
        if (!index.nullsDistinct()) {
            code.add("\n.nullsNotDistinct()");
        }
        index.keys().forEach(key -> code.add("\n.key($L)", key(key)));
        index.include().forEach(column -> code.add("\n.include($S)", column));
        if (index.where().isPresent()) {
            code.add("\n.where($S)", index.where().sql());
        }
        index.settings().storageParameters().forEach((name, value) -> code.add("\n.with($S, $S)", name, value));
        if (!index.settings().tablespace().isEmpty()) {
            code.add("\n.tablespace($S)", index.settings().tablespace());
        }
        if (!index.settings().comment().isEmpty()) {
            code.add("\n.comment($S)", index.settings().comment());
        }
        return code.add("\n.declaredBy($S)", index.declaredBy())
                .add("\n.definition($S)", PostgresRenderer.definition(index))
                .add("\n.build()$<$<")
                .build();
    }

    private static CodeBlock key(KeySpec key) {
        CodeBlock.Builder code = CodeBlock.builder();
        if (key.part() instanceof KeyPart.Expression expression) {
            code.add("$T.expression($S)", Generated.INDEX_KEY, expression.sql().sql());
        } else {
            code.add("$T.column($S)", Generated.INDEX_KEY, ((KeyPart.Column) key.part()).name());
        }
        if (!key.collation().isEmpty()) {
            code.add(".collate($S)", Identifiers.qualified(key.collation()));
        }
        if (!key.operatorClass().isDefault()) {
            code.add(".operatorClass($S)", PostgresRenderer.operatorClass(key.operatorClass()));
        }
        if (key.descending()) {
            code.add(".desc()");
        }
        if (!key.nullsAreDefault()) {
            code.add(key.nullsFirst() ? ".nullsFirst()" : ".nullsLast()");
        }
        return code.build();
    }
}
