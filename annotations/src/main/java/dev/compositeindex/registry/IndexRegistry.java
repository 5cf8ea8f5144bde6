package dev.compositeindex.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * The declared indexes of one module, or, from {@link #load()}, of all modules on the class path. Implementations are
 * generated and registered as services; an application only reads them.
 */
@FunctionalInterface
public interface IndexRegistry {

    /** The indexes, sorted by declaring class, then in the order of their declaration. Immutable. */
    List<IndexDefinition> indexes();

    /**
     * All declared indexes that the current thread's context class loader can see, or, if that sees no registry, the class
     * loader of this interface: threads of the common pool have a context class loader that knows no class of an application in
     * a repackaged jar.
     *
     * @throws IllegalStateException as {@link #load(ClassLoader)}
     */
    static IndexRegistry load() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        List<IndexRegistry> found = context == null ? List.of() : find(context);
        return merge(found.isEmpty() ? find(IndexRegistry.class.getClassLoader()) : found);
    }

    /**
     * Merges the registries of all modules that a class loader can see. The result does not depend on the order of the
     * class path.
     *
     * @throws IllegalStateException if there is no registry at all (the message says what is usually wrong then), if one
     *     cannot be instantiated, or if one index name is declared twice in a schema
     */
    static IndexRegistry load(ClassLoader classLoader) {
        return merge(find(classLoader));
    }

    private static List<IndexRegistry> find(ClassLoader classLoader) {
        List<IndexRegistry> registries = new ArrayList<>();
        try {
            ServiceLoader.load(IndexRegistry.class, classLoader).forEach(registries::add);
        } catch (ServiceConfigurationError e) {
            throw new IllegalStateException(
                    "An index registry is listed under META-INF/services but cannot be loaded: " + e.getMessage()
                            + ". Build the module that declares it anew (mvn clean compile).",
                    e);
        }
        return registries;
    }

    private static IndexRegistry merge(List<IndexRegistry> registries) {
        if (registries.isEmpty()) {
            throw new IllegalStateException("""
                    No index registry was found on the class path, so no declared index can be checked. Usually the \
                    annotation processor did not run when the module was compiled: name compositeindex-processor in \
                    <annotationProcessorPaths> of the Maven compiler plugin, or as annotationProcessor in Gradle. \
                    Since JDK 23 javac runs no processor that is merely on the class path, and says nothing about it. \
                    If it did run, META-INF/services/%1$s is missing from the jar or merged badly in a shaded one, \
                    or the module has a module-info.java without "provides %1$s with" the generated registry.\
                    """.formatted(IndexRegistry.class.getName()));
        }
        List<IndexDefinition> merged = registries.stream()
                .flatMap(registry -> registry.indexes().stream())
                .sorted(Comparator.comparing(IndexDefinition::declaredBy))
                .toList();
        refuseSharedNames(merged);
        return () -> merged;
    }

    private static void refuseSharedNames(List<IndexDefinition> all) {
        Map<String, IndexDefinition> byName = new TreeMap<>();
        for (IndexDefinition index : all) {
            IndexDefinition other = byName.putIfAbsent(index.schema() + "\0" + index.name(), index);
            if (other != null) {
                throw new IllegalStateException(
                        "The index name \"%s\" is declared twice%s: by %s for table %s and by %s for table %s. Rename one."
                                .formatted(
                                        index.name(),
                                        index.schema().isEmpty() ? "" : " in schema " + index.schema(),
                                        other.declaredBy(),
                                        other.qualifiedTable(),
                                        index.declaredBy(),
                                        index.qualifiedTable()));
            }
        }
    }
}
