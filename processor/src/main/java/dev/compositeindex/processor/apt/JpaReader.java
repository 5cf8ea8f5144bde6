package dev.compositeindex.processor.apt;

import dev.compositeindex.processor.apt.Foreign.Values;
import dev.compositeindex.processor.model.ColumnDecl;
import dev.compositeindex.processor.model.FieldDecl.Kind;
import dev.compositeindex.processor.model.FieldMapping;
import dev.compositeindex.processor.model.FieldMapping.Storage;
import dev.compositeindex.processor.model.TypeDecl.Framework;
import dev.compositeindex.processor.model.TypeDecl.Level;
import dev.compositeindex.processor.model.TypeDecl.MappedIndex;
import dev.compositeindex.processor.model.TypeDecl.MappedTable;
import dev.compositeindex.processor.model.TypeDecl.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** The annotations of JPA, {@code jakarta.persistence} and {@code javax.persistence}, and Hibernate's own. */
final class JpaReader implements MappingReader {
    private static final List<String> PACKAGES =
            List.of("jakarta.persistence.", "javax.persistence.", "org.hibernate.annotations.");

    @Override
    public Framework framework() {
        return Framework.JPA;
    }

    @Override
    public boolean isOurs(AnnotationMirror annotation) {
        String name = Mirrors.name(annotation);
        return PACKAGES.stream().anyMatch(name::startsWith);
    }

    @Override
    public Access access(TypeElement type, Access inherited) {
        return JpaAccess.of(type, inherited);
    }

    @Override
    public List<Member> members(TypeElement level, TypeElement start, Access inherited) {
        return JpaAccess.members(level, JpaAccess.of(level, JpaAccess.of(start, inherited)));
    }

    @Override
    public Level level(TypeElement type) {
        String entityName =
                Foreign.ENTITY.on(type).map(entity -> entity.string("name")).orElse("");
        return new Level(
                BinaryNames.of(type),
                role(type),
                type.getModifiers().contains(Modifier.ABSTRACT),
                entityName.isEmpty() ? BinaryNames.inPackage(type) : entityName,
                table(type),
                Foreign.INHERITANCE
                        .on(type)
                        .map(inheritance -> inheritance.constant("strategy"))
                        .orElse(""),
                columnOverrides(type),
                referenceOverrides(type),
                Foreign.PRIMARY_KEY_JOIN_COLUMN.all(Foreign.PRIMARY_KEY_JOIN_COLUMNS, type).stream()
                        .map(column -> column.string("name"))
                        .findFirst()
                        .orElse(""));
    }

    private static Role role(TypeElement type) {
        if (Foreign.any(type, Foreign.ENTITY)) {
            return Role.ENTITY;
        }
        if (Foreign.any(type, Foreign.MAPPED_SUPERCLASS)) {
            return Role.MAPPED_SUPERCLASS;
        }
        return Foreign.any(type, Foreign.EMBEDDABLE) ? Role.EMBEDDABLE : Role.OTHER;
    }

    private static Optional<MappedTable> table(TypeElement type) {
        MappedTable.Kind kind =
                Foreign.any(type, Foreign.SUBSELECT, Foreign.VIEW) ? MappedTable.Kind.VIEW : MappedTable.Kind.TABLE;
        Optional<Values> table = Foreign.TABLE.on(type);
        return table.isEmpty() && kind == MappedTable.Kind.TABLE
                ? Optional.empty()
                : Optional.of(new MappedTable(
                        table.map(values -> values.string("name")).orElse(""),
                        table.map(values -> values.string("schema")).orElse(""),
                        kind,
                        table.stream()
                                .flatMap(values ->
                                        values.annotations("uniqueConstraints", Foreign.UNIQUE_CONSTRAINT).stream())
                                .map(constraint -> constraint.strings("columnNames"))
                                .toList(),
                        table.stream()
                                .flatMap(values -> values.annotations("indexes", Foreign.INDEX).stream())
                                .map(index -> new MappedIndex(
                                        index.string("name"), index.string("columnList"), index.isTrue("unique")))
                                .toList()));
    }

    @Override
    public Attribute attribute(Element member, TypeInfo type) {
        TypeInfo target = target(member, type);
        return new Attribute(kind(member, target), target, mapping(member));
    }

    /** The type that an annotation names in place of the declared one. */
    private static TypeInfo target(Element member, TypeInfo type) {
        return Stream.of(Foreign.MANY_TO_ONE, Foreign.ONE_TO_ONE)
                .flatMap(annotation -> annotation.on(member).stream())
                .flatMap(reference -> reference.type("targetEntity").stream())
                .findFirst()
                .map(type::of)
                .orElse(type);
    }

    private static Kind kind(Element member, TypeInfo type) {
        if (Foreign.any(member, Foreign.TRANSIENT, Foreign.PARENT)) {
            return Kind.TRANSIENT;
        }
        if (Foreign.any(
                member,
                Foreign.FORMULA,
                Foreign.JOIN_FORMULA,
                Foreign.JOIN_COLUMN_OR_FORMULA,
                Foreign.JOIN_COLUMNS_OR_FORMULAS)) {
            return Kind.FORMULA;
        }
        if (Foreign.any(
                member, Foreign.ELEMENT_COLLECTION, Foreign.ONE_TO_MANY, Foreign.MANY_TO_MANY, Foreign.MANY_TO_ANY)) {
            return Kind.COLLECTION;
        }
        if (Foreign.any(
                member,
                Foreign.COMPOSITE_TYPE,
                Foreign.EMBEDDED_COLUMN_NAMING,
                Foreign.EMBEDDED_TABLE,
                Foreign.PROPERTY_REF)) {
            return Kind.OPAQUE;
        }
        if (Foreign.any(member, Foreign.ANY)) {
            return Kind.ANY;
        }
        if (Foreign.any(member, Foreign.MANY_TO_ONE, Foreign.ONE_TO_ONE)) {
            return toOne(member);
        }
        return isEmbedded(member, type) ? Kind.EMBEDDED : Kind.COLUMN;
    }

    private static Kind toOne(Element member) {
        boolean isInverse = Foreign.ONE_TO_ONE
                .on(member)
                .filter(reference -> !reference.string("mappedBy").isEmpty())
                .isPresent();
        if (isInverse) {
            return Kind.INVERSE;
        }
        if (Foreign.any(member, Foreign.JOIN_TABLE)) {
            return Kind.JOIN_TABLE;
        }
        return Foreign.any(member, Foreign.PRIMARY_KEY_JOIN_COLUMN, Foreign.PRIMARY_KEY_JOIN_COLUMNS)
                ? Kind.SHARED_KEY
                : Kind.TO_ONE;
    }

    /** A value that is stored as JSON, as a composite type or by a converter is one column. */
    private static boolean isEmbedded(Element member, TypeInfo type) {
        boolean isDeclared = Foreign.any(member, Foreign.EMBEDDED, Foreign.EMBEDDED_ID);
        boolean isOfType = type.declared()
                .filter(value -> Foreign.any(value, Foreign.EMBEDDABLE))
                .isPresent();
        boolean isOne = Foreign.any(member, Foreign.JDBC_TYPE_CODE, Foreign.STRUCT)
                || type.declared()
                        .filter(value -> Foreign.any(value, Foreign.STRUCT))
                        .isPresent();
        boolean isConverted = Foreign.any(member, Foreign.CONVERT, Foreign.TYPE, Foreign.JAVA_TYPE);
        return !isOne && (isDeclared || isOfType && !isConverted);
    }

    private static FieldMapping mapping(Element member) {
        return new FieldMapping(
                Foreign.COLUMN
                        .on(member)
                        .map(JpaReader::column)
                        .orElse(Foreign.any(member, Foreign.ONE_TO_ONE) ? ColumnDecl.UNIQUE : ColumnDecl.NONE),
                Foreign.JOIN_COLUMN.all(Foreign.JOIN_COLUMNS, member).stream()
                        .map(JpaReader::joinColumn)
                        .toList(),
                columnOverrides(member),
                referenceOverrides(member),
                Foreign.MAPS_ID.on(member).map(part -> part.string("value")),
                "",
                Foreign.any(member, Foreign.ID, Foreign.EMBEDDED_ID),
                storage(member));
    }

    private static Storage storage(Element member) {
        String enumerated = Foreign.ENUMERATED
                .on(member)
                .map(values -> values.constant("value"))
                .map(value -> value.isEmpty() ? "ORDINAL" : value)
                .orElse("");
        return new Storage(
                enumerated,
                Foreign.JDBC_TYPE_CODE
                        .on(member)
                        .map(code -> code.number("value"))
                        .orElse(0),
                Foreign.any(member, Foreign.LOB),
                Foreign.any(member, Foreign.CONVERT, Foreign.TYPE, Foreign.JAVA_TYPE, Foreign.JDBC_TYPE));
    }

    private static ColumnDecl column(Values column) {
        return new ColumnDecl(
                column.string("name"),
                "",
                column.string("table"),
                column.isTrue("unique"),
                column.string("columnDefinition"));
    }

    private static ColumnDecl joinColumn(Values column) {
        return new ColumnDecl(
                column.string("name"),
                column.string("referencedColumnName"),
                column.string("table"),
                column.isTrue("unique"),
                column.string("columnDefinition"));
    }

    private static Map<String, ColumnDecl> columnOverrides(Element element) {
        Map<String, ColumnDecl> overrides = new LinkedHashMap<>();
        for (Values override : Foreign.ATTRIBUTE_OVERRIDE.all(Foreign.ATTRIBUTE_OVERRIDES, element)) {
            override.annotations("column", Foreign.COLUMN)
                    .forEach(column -> overrides.putIfAbsent(override.string("name"), column(column)));
        }
        return overrides;
    }

    private static Map<String, List<ColumnDecl>> referenceOverrides(Element element) {
        Map<String, List<ColumnDecl>> overrides = new LinkedHashMap<>();
        for (Values override : Foreign.ASSOCIATION_OVERRIDE.all(Foreign.ASSOCIATION_OVERRIDES, element)) {
            List<ColumnDecl> columns = override.annotations("joinColumns", Foreign.JOIN_COLUMN).stream()
                    .map(JpaReader::joinColumn)
                    .toList();
            if (!columns.isEmpty()) {
                overrides.putIfAbsent(override.string("name"), columns);
            }
        }
        return overrides;
    }
}
