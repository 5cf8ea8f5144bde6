package dev.compositeindex.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexRegistryTest {

    @TempDir
    private Path folder;

    @Test
    void mergesAllModulesInAnOrderOfItsOwn() throws IOException {
        try (URLClassLoader oneWay = modules("Sales", "Learning");
                URLClassLoader theOther = modules("Learning", "Sales")) {
            assertThat(names(IndexRegistry.load(oneWay)))
                    .containsExactly("course_b_idx", "course_a_idx", "order_idx")
                    .isEqualTo(names(IndexRegistry.load(theOther)));
        }
    }

    @Test
    void usesTheContextClassLoader() throws IOException {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader modules = modules("Sales")) {
            Thread.currentThread().setContextClassLoader(modules);
            assertThat(names(IndexRegistry.load())).containsExactly("order_idx");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** As in a repackaged jar of Spring Boot on a thread of the common pool: its context class loader is the launcher's. */
    @Test
    void asksItsOwnClassLoaderWhereTheContextClassLoaderKnowsNothing() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        URL here = IndexRegistry.class.getProtectionDomain().getCodeSource().getLocation();
        URL tests =
                IndexRegistryTest.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader modules = modules("Sales");
                URLClassLoader application = new URLClassLoader(
                        new URL[] {here, tests, modules.getURLs()[0]}, ClassLoader.getPlatformClassLoader())) {
            Method load = application.loadClass(IndexRegistry.class.getName()).getMethod("load");
            Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());

            Object registry = load.invoke(null);

            assertThat(load.getDeclaringClass().getMethod("indexes").invoke(registry))
                    .asString()
                    .contains("order_idx");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void saysWhatIsWrongWhenThereIsNone() throws IOException {
        try (URLClassLoader nothing = modules()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> IndexRegistry.load(nothing))
                    .withMessageStartingWith("No index registry was found on the class path")
                    .withMessageContaining("<annotationProcessorPaths>")
                    .withMessageContaining("JDK 23")
                    .withMessageContaining("module-info.java")
                    .withMessageContaining("META-INF/services/dev.compositeindex.registry.IndexRegistry");
        }
    }

    @Test
    void refusesANameDeclaredTwiceAndNamesBothClasses() throws IOException {
        try (URLClassLoader modules = modules("Sales", "SalesAgain")) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> IndexRegistry.load(modules))
                    .withMessage(
                            "The index name \"order_idx\" is declared twice: by com.acme.Order for table order and by "
                                    + "com.acme.Purchase for table purchase. Rename one.");
        }
    }

    @Test
    void aNameMayBeUsedInAnotherSchema() throws IOException {
        try (URLClassLoader modules = modules("Sales", "Archive")) {
            assertThat(names(IndexRegistry.load(modules))).containsExactly("order_idx", "order_idx");
        }
    }

    @Test
    void saysWhatToDoWhenAListedRegistryIsGone() throws IOException {
        try (URLClassLoader modules = modules("Vanished")) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> IndexRegistry.load(modules))
                    .withMessageContaining("Vanished")
                    .withMessageContaining("mvn clean compile");
        }
    }

    private URLClassLoader modules(String... registries) throws IOException {
        Path root = Files.createTempDirectory(folder, "modules");
        if (registries.length > 0) {
            Path services = Files.createDirectories(root.resolve("META-INF/services"));
            Files.write(
                    services.resolve(IndexRegistry.class.getName()),
                    Arrays.stream(registries)
                            .map(name -> IndexRegistryTest.class.getName() + "$" + name)
                            .toList());
        }
        return new URLClassLoader(new URL[] {root.toUri().toURL()}, IndexRegistryTest.class.getClassLoader());
    }

    private static List<String> names(IndexRegistry registry) {
        return registry.indexes().stream().map(IndexDefinition::name).toList();
    }

    private static IndexDefinition index(String name, String schema, String table, String declaredBy) {
        return IndexDefinition.builder(name)
                .table(schema, table)
                .key(IndexKey.column("id"))
                .declaredBy(declaredBy)
                .definition("CREATE INDEX …")
                .build();
    }

    public static final class Sales implements IndexRegistry {
        @Override
        public List<IndexDefinition> indexes() {
            return List.of(index("order_idx", "", "order", "com.acme.Order"));
        }
    }

    public static final class SalesAgain implements IndexRegistry {
        @Override
        public List<IndexDefinition> indexes() {
            return List.of(index("order_idx", "", "purchase", "com.acme.Purchase"));
        }
    }

    public static final class Archive implements IndexRegistry {
        @Override
        public List<IndexDefinition> indexes() {
            return List.of(index("order_idx", "archive", "order", "com.acme.ArchivedOrder"));
        }
    }

    public static final class Learning implements IndexRegistry {
        @Override
        public List<IndexDefinition> indexes() {
            return List.of(
                    index("course_b_idx", "", "course", "com.acme.Course"),
                    index("course_a_idx", "", "course", "com.acme.Course"));
        }
    }
}
