package dev.compositeindex.processor.codegen;

import dev.compositeindex.processor.model.IndexSpec;
import dev.compositeindex.processor.model.TypeName;
import dev.compositeindex.processor.sql.PostgresRenderer;
import java.util.List;

/** {@code CourseIndexes}: a constant per index of {@code Course}, and the list of them. */
public final class EntitySource {

    private EntitySource() {}

    /** The simple name of the class for an entity; nested classes are joined: {@code Outer_InnerIndexes}. */
    public static String simpleName(TypeName entity) {
        return entity.flat() + "Indexes";
    }

    /** The same with its package. */
    public static String qualifiedName(TypeName entity) {
        return JavaText.qualified(entity.packageName(), simpleName(entity));
    }

    public static SourceFile of(TypeName entity, List<IndexSpec> indexes, boolean marked) {
        List<String> constants = ConstantNames.of(indexes);
        JavaText text = new JavaText(entity.packageName(), simpleName(entity))
                .start(List.of(JavaText.INDEX_DEFINITION, JavaText.LIST), marked)
                .add("/** The indexes that {@code ")
                .add(entity.canonical())
                .add("} declares. */\n")
                .mark(marked)
                .add("public final class ")
                .add(simpleName(entity))
                .add(" {\n");
        for (int i = 0; i < constants.size(); i++) {
            text.add("    public static final IndexDefinition ").add(constants.get(i));
            definition(indexes.get(i), text);
        }
        text.add("\n    /** All of them, in the order of their declaration. */\n")
                .add("    public static final List<IndexDefinition> ")
                .add(ConstantNames.ALL)
                .add(" = List.of(")
                .add(String.join(", ", constants))
                .add(");\n\n    private ")
                .add(simpleName(entity))
                .add("() {}\n}\n");
        return text.file();
    }

    private static void definition(IndexSpec index, JavaText text) {
        text.add(" = IndexDefinition.of(\n            ")
                .literal(index.declaredBy())
                .add(",\n            ")
                .literal(PostgresRenderer.definition(index));
        if (!index.settings().comment().isEmpty()) {
            text.add(",\n            ").literal(index.settings().comment());
        }
        text.add(");\n");
    }
}
