package dev.compositeindex.processor.apt;

import dev.compositeindex.processor.apt.Foreign.Values;
import dev.compositeindex.processor.model.ColumnDecl;
import dev.compositeindex.processor.model.FieldDecl.Kind;
import dev.compositeindex.processor.model.FieldMapping;
import dev.compositeindex.processor.model.FieldMapping.Storage;
import dev.compositeindex.processor.model.ReferenceDecl;
import dev.compositeindex.processor.model.TypeDecl.Framework;
import dev.compositeindex.processor.model.TypeDecl.Level;
import dev.compositeindex.processor.model.TypeDecl.MappedTable;
import dev.compositeindex.processor.model.TypeDecl.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** The annotations of Spring Data JDBC and R2DBC. */
final class SpringDataReader implements MappingReader {
    private static final List<String> PACKAGES =
            List.of("org.springframework.data.relational.core.mapping.", "org.springframework.data.annotation.");

    @Override
    public Framework framework() {
        return Framework.SPRING_DATA;
    }

    @Override
    public boolean isOurs(AnnotationMirror annotation) {
        return PACKAGES.stream().anyMatch(Mirrors.name(annotation)::startsWith);
    }

    @Override
    public Level level(TypeElement type) {
        return PlainReader.level(type, Role.OTHER)
                .withTable(Annotations.of(type)
                        .get(Foreign.SPRING_TABLE)
                        .map(table -> new MappedTable(
                                eitherOf(table, "value", "name"),
                                table.string("schema"),
                                MappedTable.Kind.TABLE,
                                List.of(),
                                List.of())));
    }

    @Override
    public Attribute attribute(Element element, TypeInfo type) {
        Annotations member = Annotations.of(element);
        Optional<Values> embedded = Stream.of(
                        Foreign.SPRING_EMBEDDED, Foreign.SPRING_EMBEDDED_NULLABLE, Foreign.SPRING_EMBEDDED_EMPTY)
                .flatMap(annotation -> member.get(annotation).stream())
                .findFirst();
        FieldMapping mapping = new FieldMapping(
                ColumnDecl.named(member.get(Foreign.SPRING_COLUMN)
                        .map(column -> column.string("value"))
                        .orElse("")),
                ReferenceDecl.NONE,
                Map.of(),
                Map.of(),
                Optional.empty(),
                embedded.map(values -> values.string("prefix")).orElse(""),
                member.hasAny(Foreign.SPRING_ID),
                Storage.NONE);
        return new Attribute(kind(member, type, embedded.isPresent() || isCompositeId(member, type)), type, mapping);
    }

    private static Kind kind(Annotations member, TypeInfo type, boolean isEmbedded) {
        if (member.hasAny(Foreign.SPRING_TRANSIENT)) {
            return Kind.TRANSIENT;
        }
        if (isEmbedded) {
            return Kind.EMBEDDED;
        }
        if (type.isCollection()) {
            // Values of simple types are an array.
            boolean isOfRows = member.hasAny(Foreign.SPRING_MAPPED_COLLECTION)
                    || type.element().isPresent();
            return isOfRows ? Kind.COLLECTION : Kind.COLUMN;
        }
        boolean isRow = member.hasAny(Foreign.SPRING_MAPPED_COLLECTION)
                || type.declared().filter(SpringDataReader::hasRows).isPresent();
        return isRow ? Kind.INVERSE : Kind.COLUMN;
    }

    /** Of a primary key, a class of several fields is embedded without saying so. */
    private static boolean isCompositeId(Annotations member, TypeInfo type) {
        return member.hasAny(Foreign.SPRING_ID) && type.declared().isPresent();
    }

    /** Any other class may have a converter that makes one value of it. */
    private static boolean hasRows(TypeElement type) {
        return Annotations.of(type).hasAny(Foreign.SPRING_TABLE)
                || type.getEnclosedElements().stream()
                        .anyMatch(member -> Annotations.of(member).hasAny(Foreign.SPRING_ID));
    }

    /** Two attributes that are one. */
    private static String eitherOf(Values values, String first, String second) {
        return values.string(first).isEmpty() ? values.string(second) : values.string(first);
    }
}
