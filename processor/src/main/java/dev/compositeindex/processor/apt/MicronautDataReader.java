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
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** The annotations of Micronaut Data JDBC and R2DBC. */
final class MicronautDataReader implements MappingReader {
    private static final String PACKAGE = "io.micronaut.data.annotation.";

    @Override
    public Framework framework() {
        return Framework.MICRONAUT_DATA;
    }

    @Override
    public boolean isOurs(AnnotationMirror annotation) {
        return Mirrors.name(annotation).startsWith(PACKAGE);
    }

    @Override
    public Level level(TypeElement type) {
        boolean isEmbeddable = Annotations.of(type).hasAny(Foreign.MICRONAUT_EMBEDDABLE);
        return PlainReader.level(type, isEmbeddable ? Role.EMBEDDABLE : Role.OTHER)
                .withTable(Annotations.of(type)
                        .get(Foreign.MICRONAUT_ENTITY)
                        .map(entity -> new MappedTable(
                                entity.string("value"),
                                entity.string("schema"),
                                MappedTable.Kind.TABLE,
                                List.of(),
                                List.of())));
    }

    @Override
    public Attribute attribute(Element element, TypeInfo type) {
        Annotations member = Annotations.of(element);
        Optional<Values> property = member.get(Foreign.MICRONAUT_PROPERTY);
        String name = property.map(values -> values.string("value")).orElse("");
        Kind kind = kind(member, type);
        List<ColumnDecl> joinColumns =
                member.all(Foreign.MICRONAUT_JOIN_COLUMN, Foreign.MICRONAUT_JOIN_COLUMNS).stream()
                        .map(column -> new ColumnDecl(
                                column.string("name"), column.string("referencedColumnName"), "", false, ""))
                        .toList();
        FieldMapping mapping = new FieldMapping(
                new ColumnDecl(
                        name,
                        "",
                        "",
                        false,
                        property.map(values -> values.string("definition")).orElse("")),
                new ReferenceDecl(
                        joinColumns.isEmpty() && kind == Kind.TO_ONE && !name.isEmpty()
                                ? List.of(ColumnDecl.named(name))
                                : joinColumns,
                        true),
                Map.of(),
                Map.of(),
                Optional.empty(),
                "",
                member.hasAny(Foreign.MICRONAUT_ID, Foreign.MICRONAUT_EMBEDDED_ID),
                property.map(MicronautDataReader::storage).orElse(Storage.NONE));
        return new Attribute(kind, type, mapping);
    }

    private static Storage storage(Values property) {
        boolean isSaid = !property.constant("type").isEmpty()
                || property.type("converter").isPresent();
        return new Storage("", 0, false, isSaid);
    }

    private static Kind kind(Annotations member, TypeInfo type) {
        if (member.hasAny(Foreign.MICRONAUT_TRANSIENT)) {
            return Kind.TRANSIENT;
        }
        boolean isEmbedded = member.hasAny(Foreign.MICRONAUT_EMBEDDED_ID)
                || type.declared()
                        .filter(value -> Annotations.of(value).hasAny(Foreign.MICRONAUT_EMBEDDABLE))
                        .isPresent();
        return member.get(Foreign.MICRONAUT_RELATION)
                .map(relation -> switch (relation.constant("value")) {
                    case "ONE_TO_MANY", "MANY_TO_MANY" -> Kind.COLLECTION;
                    case "EMBEDDED" -> Kind.EMBEDDED;
                    default -> relation.string("mappedBy").isEmpty() ? Kind.TO_ONE : Kind.INVERSE;
                })
                .orElse(isEmbedded ? Kind.EMBEDDED : Kind.COLUMN);
    }
}
