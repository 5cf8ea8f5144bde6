package dev.compositeindex.processor.apt;

import dev.compositeindex.processor.apt.Foreign.Values;
import dev.compositeindex.processor.model.ColumnDecl;
import dev.compositeindex.processor.model.FieldDecl.Kind;
import dev.compositeindex.processor.model.FieldMapping;
import dev.compositeindex.processor.model.FieldMapping.Storage;
import dev.compositeindex.processor.model.ReferenceDecl;
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

    private final AutoConverters converters;

    JpaReader(AutoConverters converters) {
        this.converters = converters;
    }

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
    public List<Member> members(TypeElement level, TypeElement start, Access inherited) {
        return JpaAccess.members(level, start, inherited);
    }

    @Override
    public Level level(TypeElement type) {
        Annotations own = Annotations.of(type);
        String entityName =
                own.get(Foreign.ENTITY).map(entity -> entity.string("name")).orElse("");
        return new Level(
                BinaryNames.of(type),
                role(own),
                type.getModifiers().contains(Modifier.ABSTRACT),
                entityName.isEmpty() ? BinaryNames.inPackage(type) : entityName,
                table(own),
                own.get(Foreign.INHERITANCE)
                        .map(inheritance -> inheritance.constant("strategy"))
                        .orElse(""),
                columnOverrides(own),
                referenceOverrides(own),
                own.all(Foreign.PRIMARY_KEY_JOIN_COLUMN, Foreign.PRIMARY_KEY_JOIN_COLUMNS).stream()
                        .map(JpaReader::keyColumn)
                        .toList(),
                own.hasAny(Foreign.ID_CLASS),
                own.get(Foreign.DISCRIMINATOR_COLUMN)
                        .map(column -> column.string("name"))
                        .orElse(""));
    }

    private static Role role(Annotations type) {
        if (type.hasAny(Foreign.ENTITY)) {
            return Role.ENTITY;
        }
        if (type.hasAny(Foreign.MAPPED_SUPERCLASS)) {
            return Role.MAPPED_SUPERCLASS;
        }
        return type.hasAny(Foreign.EMBEDDABLE) ? Role.EMBEDDABLE : Role.OTHER;
    }

    private static Optional<MappedTable> table(Annotations type) {
        MappedTable.Kind kind =
                type.hasAny(Foreign.SUBSELECT, Foreign.VIEW) ? MappedTable.Kind.VIEW : MappedTable.Kind.TABLE;
        Optional<Values> table = type.get(Foreign.TABLE);
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
                                .map(JpaReader::index)
                                .toList()));
    }

    /** What JPA 3.2 has more than its former releases. */
    private static MappedIndex index(Values index) {
        return new MappedIndex(
                index.string("name"),
                index.string("columnList"),
                index.isTrue("unique"),
                (Mirrors.string(index.mirror(), "type") + " " + Mirrors.string(index.mirror(), "options")).strip());
    }

    @Override
    public Attribute attribute(Element member, TypeInfo type) {
        Annotations own = Annotations.of(member);
        TypeInfo target = target(own, type);
        return new Attribute(kind(own, target), target, mapping(own, target));
    }

    /** The type that an annotation names in place of the declared one. */
    private static TypeInfo target(Annotations member, TypeInfo type) {
        return Stream.of(Foreign.MANY_TO_ONE, Foreign.ONE_TO_ONE)
                .flatMap(annotation -> member.get(annotation).stream())
                .flatMap(reference -> reference.type("targetEntity").stream())
                .findFirst()
                .map(type::of)
                .orElse(type);
    }

    private static Kind kind(Annotations member, TypeInfo type) {
        if (member.hasAny(Foreign.TRANSIENT, Foreign.PARENT)) {
            return Kind.TRANSIENT;
        }
        if (member.hasAny(
                Foreign.FORMULA,
                Foreign.JOIN_FORMULA,
                Foreign.JOIN_COLUMN_OR_FORMULA,
                Foreign.JOIN_COLUMNS_OR_FORMULAS)) {
            return Kind.FORMULA;
        }
        if (member.hasAny(Foreign.ELEMENT_COLLECTION, Foreign.ONE_TO_MANY, Foreign.MANY_TO_MANY, Foreign.MANY_TO_ANY)) {
            return isOfClass(member) ? Kind.COLLECTION : Kind.COLLECTION_TABLE;
        }
        if (member.hasAny(
                Foreign.COMPOSITE_TYPE, Foreign.EMBEDDED_COLUMN_NAMING, Foreign.EMBEDDED_TABLE, Foreign.PROPERTY_REF)) {
            return Kind.OPAQUE;
        }
        if (member.hasAny(Foreign.ANY)) {
            return Kind.ANY;
        }
        if (member.hasAny(Foreign.MANY_TO_ONE, Foreign.ONE_TO_ONE)) {
            return toOne(member);
        }
        return isEmbedded(member, type) ? Kind.EMBEDDED : Kind.COLUMN;
    }

    /** Whether the elements of a collection have the foreign key in their own table. */
    private static boolean isOfClass(Annotations member) {
        return member.get(Foreign.ONE_TO_MANY)
                .filter(elements -> !elements.string("mappedBy").isEmpty()
                        || member.hasAny(Foreign.JOIN_COLUMN, Foreign.JOIN_COLUMNS)
                                && !member.hasAny(Foreign.JOIN_TABLE))
                .isPresent();
    }

    private static Kind toOne(Annotations member) {
        boolean isInverse = member.get(Foreign.ONE_TO_ONE)
                .filter(reference -> !reference.string("mappedBy").isEmpty())
                .isPresent();
        if (isInverse) {
            return Kind.INVERSE;
        }
        if (member.hasAny(Foreign.JOIN_TABLE)) {
            return Kind.JOIN_TABLE;
        }
        return member.hasAny(Foreign.PRIMARY_KEY_JOIN_COLUMN, Foreign.PRIMARY_KEY_JOIN_COLUMNS)
                ? Kind.SHARED_KEY
                : Kind.TO_ONE;
    }

    /** A value that is stored as JSON, as a composite type or by a converter is one column. */
    private static boolean isEmbedded(Annotations member, TypeInfo type) {
        boolean isDeclared = member.hasAny(Foreign.EMBEDDED, Foreign.EMBEDDED_ID);
        boolean isOfType = type.declared()
                .filter(value -> Annotations.of(value).hasAny(Foreign.EMBEDDABLE))
                .isPresent();
        boolean isOne = member.hasAny(Foreign.JDBC_TYPE_CODE, Foreign.STRUCT)
                || type.declared()
                        .filter(value -> Annotations.of(value).hasAny(Foreign.STRUCT))
                        .isPresent();
        boolean isConverted = member.hasAny(Foreign.CONVERT, Foreign.TYPE, Foreign.JAVA_TYPE);
        return !isOne && (isDeclared || isOfType && !isConverted);
    }

    private FieldMapping mapping(Annotations member, TypeInfo type) {
        return new FieldMapping(
                member.get(Foreign.COLUMN)
                        .map(JpaReader::column)
                        .orElse(member.hasAny(Foreign.ONE_TO_ONE) ? ColumnDecl.UNIQUE : ColumnDecl.NONE),
                new ReferenceDecl(
                        member.all(Foreign.JOIN_COLUMN, Foreign.JOIN_COLUMNS).stream()
                                .map(JpaReader::joinColumn)
                                .toList(),
                        isConstrained(member)),
                columnOverrides(member),
                referenceOverrides(member),
                member.get(Foreign.MAPS_ID).map(part -> part.string("value")),
                "",
                member.hasAny(Foreign.ID, Foreign.EMBEDDED_ID),
                storage(member, type));
    }

    /** Of a reference to a row that need not be there, Hibernate makes no constraint either. */
    private static boolean isConstrained(Annotations member) {
        return !member.hasAny(Foreign.NOT_FOUND)
                && Stream.concat(
                                member.get(Foreign.JOIN_COLUMNS).stream(),
                                member.all(Foreign.JOIN_COLUMN, Foreign.JOIN_COLUMNS).stream())
                        .allMatch(JpaReader::isConstrained);
    }

    private static boolean isConstrained(Values columns) {
        return columns.annotations("foreignKey", Foreign.FOREIGN_KEY).stream()
                .noneMatch(key -> key.constant("value").equals("NO_CONSTRAINT"));
    }

    private Storage storage(Annotations member, TypeInfo type) {
        String enumerated = member.get(Foreign.ENUMERATED)
                .map(values -> values.constant("value"))
                .map(value -> value.isEmpty() ? "ORDINAL" : value)
                .orElse("");
        return new Storage(
                enumerated,
                member.get(Foreign.JDBC_TYPE_CODE)
                        .map(code -> code.number("value"))
                        .orElse(0),
                member.hasAny(Foreign.LOB),
                member.hasAny(Foreign.CONVERT, Foreign.TYPE, Foreign.JAVA_TYPE, Foreign.JDBC_TYPE)
                        || converters.take(type.mirror()));
    }

    private static ColumnDecl column(Values column) {
        return new ColumnDecl(
                column.string("name"),
                "",
                column.string("table"),
                column.isTrue("unique"),
                column.string("columnDefinition"));
    }

    private static ColumnDecl keyColumn(Values column) {
        return new ColumnDecl(column.string("name"), column.string("referencedColumnName"), "", false, "");
    }

    private static ColumnDecl joinColumn(Values column) {
        return new ColumnDecl(
                column.string("name"),
                column.string("referencedColumnName"),
                column.string("table"),
                column.isTrue("unique"),
                column.string("columnDefinition"));
    }

    private static Map<String, ColumnDecl> columnOverrides(Annotations element) {
        Map<String, ColumnDecl> overrides = new LinkedHashMap<>();
        for (Values override : element.all(Foreign.ATTRIBUTE_OVERRIDE, Foreign.ATTRIBUTE_OVERRIDES)) {
            override.annotations("column", Foreign.COLUMN)
                    .forEach(column -> overrides.putIfAbsent(override.string("name"), column(column)));
        }
        return overrides;
    }

    /** What the columns that override say of a constraint does not count for Hibernate. */
    private static Map<String, ReferenceDecl> referenceOverrides(Annotations element) {
        Map<String, ReferenceDecl> overrides = new LinkedHashMap<>();
        for (Values override : element.all(Foreign.ASSOCIATION_OVERRIDE, Foreign.ASSOCIATION_OVERRIDES)) {
            List<ColumnDecl> columns = override.annotations("joinColumns", Foreign.JOIN_COLUMN).stream()
                    .map(JpaReader::joinColumn)
                    .toList();
            if (!columns.isEmpty()) {
                overrides.putIfAbsent(override.string("name"), new ReferenceDecl(columns, isConstrained(override)));
            }
        }
        return overrides;
    }
}
