package dev.compositeindex.processor.codegen;

import dev.compositeindex.processor.model.TypeName;
import java.util.ArrayList;
import java.util.List;

/** The module's registry: the indexes of all its entities. */
public final class RegistrySource {
    /** Far below what fits into the 64 KB that a method may have. */
    private static final int ENTITIES_PER_METHOD = 1_000;

    private final List<String> constants;
    private final JavaText text;
    private final String simpleName;

    private RegistrySource(String registry, List<String> constants) {
        int dot = registry.lastIndexOf('.');
        this.simpleName = registry.substring(dot + 1);
        this.constants = constants;
        this.text = new JavaText(registry.substring(0, Math.max(dot, 0)), simpleName);
    }

    /**
     * The registry class.
     *
     * @param registry its qualified name
     * @param entities the entities, sorted
     */
    public static SourceFile of(String registry, List<TypeName> entities, boolean marked) {
        return new RegistrySource(
                        registry,
                        entities.stream().map(EntitySource::qualifiedName).toList())
                .file(marked);
    }

    private SourceFile file(boolean marked) {
        List<String> imported = new ArrayList<>(
                List.of(JavaText.INDEX_DEFINITION, JavaText.INDEX_REGISTRY, JavaText.LIST, JavaText.ARRAY_LIST));
        imported.addAll(constants);
        text.start(imported, marked)
                .add("/** All indexes that this module declares. Read them with {@code IndexRegistry.load()}. */\n")
                .mark(marked)
                .add("public final class ")
                .add(simpleName)
                .add(" implements ")
                .type(JavaText.INDEX_REGISTRY)
                .add(" {\n    private static final ");
        list().add(" INDEXES = all();\n\n    @Override\n    public ");
        list().add(" indexes() {\n        return INDEXES;\n    }\n\n    private static ");
        list().add(" all() {\n        ");
        list().add(" all = new ").type(JavaText.ARRAY_LIST).add("<>();\n");
        boolean isWhole = constants.size() <= ENTITIES_PER_METHOD;
        if (isWhole) {
            addAll(constants);
        }
        for (int part = 1; !isWhole && part <= parts(); part++) {
            text.add("        addPart" + part + "(all);\n");
        }
        text.add("        return ").type(JavaText.LIST).add(".copyOf(all);\n    }\n");
        for (int part = 1; !isWhole && part <= parts(); part++) {
            text.add("\n    private static void addPart" + part + "(");
            list().add(" all) {\n");
            int from = (part - 1) * ENTITIES_PER_METHOD;
            addAll(constants.subList(from, Math.min(constants.size(), from + ENTITIES_PER_METHOD)));
            text.add("    }\n");
        }
        return text.add("}\n").file();
    }

    private int parts() {
        return (constants.size() + ENTITIES_PER_METHOD - 1) / ENTITIES_PER_METHOD;
    }

    private JavaText list() {
        return text.type(JavaText.LIST).add("<").type(JavaText.INDEX_DEFINITION).add(">");
    }

    private void addAll(List<String> classes) {
        classes.forEach(name -> text.add("        all.addAll(")
                .type(name)
                .add(".")
                .add(ConstantNames.ALL)
                .add(");\n"));
    }
}
