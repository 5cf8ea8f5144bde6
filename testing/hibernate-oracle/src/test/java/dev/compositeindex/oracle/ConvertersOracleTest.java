package dev.compositeindex.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.CompositeIndexProcessor;
import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.Message;
import jakarta.persistence.Entity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Of each attribute that a converter takes by itself in Hibernate, so that its column has another type, the processor must
 * not speak as if it had the type that the field suggests.
 */
@DisabledIfSystemProperty(
        named = "hibernate.version",
        matches = "5\\..*",
        disabledReason = "its entities are of jakarta")
class ConvertersOracleTest {
    private static final String PACKAGE = "dev.compositeindex.oracle.converters";
    private static final String SOURCE = PACKAGE.replace('.', '/') + "/Conversions.java";
    private static final String MARKER = "/*indexes of Conversions*/";
    private static final List<String> CONVERTERS =
            List.of("BooleanConverter", "UuidConverter", "WordsConverter", "LongConverter");

    /** Held, because the log manager does not. */
    private static final Logger HIBERNATE = Logger.getLogger("org.hibernate");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void whatIsConvertedIsNotWarnedOf(CompilerKind compiler) throws Exception {
        HIBERNATE.setLevel(Level.SEVERE);
        SortedMap<String, String> plain = types(List.of());
        SortedMap<String, String> converted = types(CONVERTERS);
        String source = Files.readString(Path.of("src/test/java", SOURCE));

        List<String> warnedOf = warnedOf(compiler, source.replaceAll("autoApply = true", ""), plain);
        List<String> stillWarnedOf = warnedOf(compiler, source, plain);

        List<String> changed = plain.keySet().stream()
                .filter(path -> !plain.get(path).equals(converted.get(path)))
                .toList();
        System.out.printf(
                "Hibernate %s, %s: converted %s, warned of %s, with converters of %s%n",
                System.getProperty("hibernate.version"), compiler, changed, warnedOf, stillWarnedOf);
        assertThat(changed).contains("primitive", "boxed", "uuid", "words", "count", "inherited", "value.inner");
        assertThat(warnedOf).containsAll(changed);
        assertThat(stillWarnedOf).doesNotContainAnyElementsOf(changed).contains("numbers", "untouched", "amount");
    }

    /** The type in the database that Hibernate gives each attribute. */
    private static SortedMap<String, String> types(List<String> converters) throws ClassNotFoundException {
        StandardServiceRegistry registry = new StandardServiceRegistryBuilder()
                .applySetting("hibernate.dialect", "org.hibernate.dialect.PostgreSQLDialect")
                .applySetting("hibernate.boot.allow_jdbc_metadata_access", "false")
                .build();
        try {
            MetadataSources sources = new MetadataSources(registry).addAnnotatedClass(type("Conversions"));
            for (String converter : converters) {
                sources.addAnnotatedClass(type(converter));
            }
            Metadata metadata = sources.buildMetadata();
            PersistentClass entity = metadata.getEntityBinding(PACKAGE + ".Conversions");
            SortedMap<String, String> types = new TreeMap<>();
            List<Property> properties = new ArrayList<>(entity.getProperties());
            properties.add(entity.getIdentifierProperty());
            properties.forEach(property -> add("", property, metadata, types));
            return types;
        } finally {
            StandardServiceRegistryBuilder.destroy(registry);
        }
    }

    private static void add(String start, Property property, Metadata metadata, Map<String, String> types) {
        String path = start + property.getName();
        if (property.getValue() instanceof Component component) {
            component.getProperties().forEach(inner -> add(path + ".", inner, metadata, types));
        } else {
            Column column = (Column) property.getValue().getSelectables().get(0);
            types.put(path, column.getSqlType(metadata));
        }
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(PACKAGE + "." + name);
    }

    /** The attributes for which the processor says that PostgreSQL has no operator class: spgist takes none of these types. */
    private List<String> warnedOf(CompilerKind compiler, String source, SortedMap<String, String> types) {
        StringBuilder indexes = new StringBuilder();
        List<String> paths = List.copyOf(types.keySet());
        paths.forEach(path -> indexes.append(
                "@dev.compositeindex.CompositeIndex(name = \"%s_idx\", fields = \"%s\", using = \"spgist\") "
                        .formatted(path.replace('.', '_'), path)));
        List<Message> messages = Compilation.in(folder)
                .classPath(Path.of(Entity.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath()))
                .source(SOURCE, source.replace(MARKER, indexes))
                .run(compiler, new CompositeIndexProcessor())
                .messages();
        return paths.stream()
                .filter(path -> messages.stream()
                        .anyMatch(message -> message.text().startsWith("[CI087]")
                                && message.text().contains("\"" + path + "\"")))
                .toList();
    }
}
