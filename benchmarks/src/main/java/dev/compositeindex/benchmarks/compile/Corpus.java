package dev.compositeindex.benchmarks.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A module to compile: entities of JPA with 15 fields, their getters and setters, and 4 indexes. Fifty share a package.
 *
 * @param folder where the sources are
 * @param files the sources
 */
record Corpus(Path folder, List<Path> files) {
    private static final int TYPES_PER_PACKAGE = 50;

    private static final List<Field> FIELDS = List.of(
            new Field("Long", "id"),
            new Field("String", "title"),
            new Field("String", "slug"),
            new Field("String", "summary"),
            new Field("Status", "status"),
            new Field("boolean", "published"),
            new Field("boolean", "featured"),
            new Field("int", "difficultyLevel"),
            new Field("Integer", "position"),
            new Field("long", "viewCount"),
            new Field("BigDecimal", "price"),
            new Field("Instant", "createdAt"),
            new Field("Instant", "updatedAt"),
            new Field("LocalDate", "startsOn"),
            new Field("UUID", "externalId"));

    private record Field(String type, String name) {}

    /** The entities alone. */
    static Corpus entities(Path folder, int types) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < types; i++) {
            files.add(write(folder, packageName(i), "Entity" + i, entity(i)));
        }
        return new Corpus(folder, files);
    }

    /** The same, and for each of them a record and an interface that maps one to the other. */
    Corpus withMappers(Path mappers, int types) throws IOException {
        List<Path> all = new ArrayList<>(files);
        for (int i = 0; i < types; i++) {
            all.add(write(mappers, packageName(i), "Row" + i, row(i)));
            all.add(write(mappers, packageName(i), "Mapper" + i, mapper(i)));
        }
        return new Corpus(mappers, all);
    }

    private static Path write(Path folder, String packageName, String name, String text) throws IOException {
        Path file = folder.resolve(packageName.replace('.', '/')).resolve(name + ".java");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static String packageName(int type) {
        return "com.acme.part" + type / TYPES_PER_PACKAGE;
    }

    private static String entity(int i) {
        StringBuilder source = new StringBuilder("""
                package %1$s;

                import dev.compositeindex.CompositeIndex;
                import jakarta.persistence.Entity;
                import jakarta.persistence.EnumType;
                import jakarta.persistence.Enumerated;
                import jakarta.persistence.Id;
                import java.math.BigDecimal;
                import java.time.Instant;
                import java.time.LocalDate;
                import java.util.UUID;

                @Entity
                @CompositeIndex(name = "entity%2$d_status_created_idx", fields = {"status", "createdAt DESC"})
                @CompositeIndex(name = "entity%2$d_level_idx", fields = {"difficultyLevel", "published", "title"})
                @CompositeIndex(name = "entity%2$d_slug_key", fields = "lower({slug})", unique = true, include = "title")
                @CompositeIndex(name = "entity%2$d_popular_idx", fields = {"startsOn", "price"}, where = "{published} AND {viewCount} > 0")
                public class Entity%2$d {
                    public enum Status { DRAFT, OPEN, CLOSED }

                """.formatted(packageName(i), i));
        for (Field field : FIELDS) {
            String annotations = switch (field.name()) {
                case "id" -> "    @Id\n";
                case "status" -> "    @Enumerated(EnumType.STRING)\n";
                default -> "";
            };
            source.append(annotations).append("    private %s %s;%n".formatted(field.type(), field.name()));
        }
        for (Field field : FIELDS) {
            source.append("""

                        public %1$s get%3$s() {
                            return %2$s;
                        }

                        public void set%3$s(%1$s %2$s) {
                            this.%2$s = %2$s;
                        }
                    """.formatted(field.type(), field.name(), capitalized(field.name())));
        }
        return source.append("}\n").toString();
    }

    private static String row(int i) {
        StringBuilder components = new StringBuilder();
        for (Field field : FIELDS) {
            String type = field.type().equals("Status") ? "Entity" + i + ".Status" : field.type();
            components
                    .append(components.isEmpty() ? "" : ", ")
                    .append(type)
                    .append(' ')
                    .append(field.name());
        }
        return """
                package %s;

                import java.math.BigDecimal;
                import java.time.Instant;
                import java.time.LocalDate;
                import java.util.UUID;

                public record Row%d(%s) {}
                """.formatted(packageName(i), i, components);
    }

    private static String mapper(int i) {
        return """
                package %1$s;

                import org.mapstruct.Mapper;

                @Mapper
                public interface Mapper%2$d {
                    Row%2$d toRow(Entity%2$d entity);
                }
                """.formatted(packageName(i), i);
    }

    private static String capitalized(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
