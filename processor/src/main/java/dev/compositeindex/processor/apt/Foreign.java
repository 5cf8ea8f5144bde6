package dev.compositeindex.processor.apt;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.type.TypeMirror;

/**
 * Annotations of persistence frameworks, and those of their attributes that are read. All are read by name; a test holds
 * the names against the real ones.
 */
enum Foreign {
    ENTITY(Packages.JPA, "Entity", "name"),
    TABLE(Packages.JPA, "Table", "name", "schema", "uniqueConstraints", "indexes"),
    INDEX(Packages.JPA, "Index", "name", "columnList", "unique"),
    UNIQUE_CONSTRAINT(Packages.JPA, "UniqueConstraint", "columnNames"),
    MAPPED_SUPERCLASS(Packages.JPA, "MappedSuperclass"),
    EMBEDDABLE(Packages.JPA, "Embeddable"),
    INHERITANCE(Packages.JPA, "Inheritance", "strategy"),
    DISCRIMINATOR_COLUMN(Packages.JPA, "DiscriminatorColumn", "name"),
    ACCESS(Packages.JPA, "Access", "value"),
    ID(Packages.JPA, "Id"),
    EMBEDDED_ID(Packages.JPA, "EmbeddedId"),
    EMBEDDED(Packages.JPA, "Embedded"),
    ID_CLASS(Packages.JPA, "IdClass", "value"),
    MAPS_ID(Packages.JPA, "MapsId", "value"),
    TRANSIENT(Packages.JPA, "Transient"),
    COLUMN(Packages.JPA, "Column", "name", "table", "unique", "columnDefinition"),
    JOIN_COLUMN(
            Packages.JPA,
            "JoinColumn",
            "name",
            "referencedColumnName",
            "table",
            "unique",
            "columnDefinition",
            "foreignKey"),
    FOREIGN_KEY(Packages.JPA, "ForeignKey", "value"),
    JOIN_COLUMNS(Packages.JPA, "JoinColumns", "value", "foreignKey"),
    JOIN_TABLE(Packages.JPA, "JoinTable", "indexes"),
    COLLECTION_TABLE(Packages.JPA, "CollectionTable", "indexes"),
    SECONDARY_TABLE(Packages.JPA, "SecondaryTable", "indexes"),
    SECONDARY_TABLES(Packages.JPA, "SecondaryTables", "value"),
    TABLE_GENERATOR(Packages.JPA, "TableGenerator", "indexes"),
    TABLE_GENERATORS(Packages.JPA, "TableGenerators", "value"),
    PRIMARY_KEY_JOIN_COLUMN(Packages.JPA, "PrimaryKeyJoinColumn", "name", "referencedColumnName"),
    PRIMARY_KEY_JOIN_COLUMNS(Packages.JPA, "PrimaryKeyJoinColumns", "value"),
    ATTRIBUTE_OVERRIDE(Packages.JPA, "AttributeOverride", "name", "column"),
    ATTRIBUTE_OVERRIDES(Packages.JPA, "AttributeOverrides", "value"),
    ASSOCIATION_OVERRIDE(Packages.JPA, "AssociationOverride", "name", "joinColumns", "foreignKey", "joinTable"),
    ASSOCIATION_OVERRIDES(Packages.JPA, "AssociationOverrides", "value"),
    MANY_TO_ONE(Packages.JPA, "ManyToOne", "targetEntity"),
    ONE_TO_ONE(Packages.JPA, "OneToOne", "targetEntity", "mappedBy"),
    ONE_TO_MANY(Packages.JPA, "OneToMany", "mappedBy"),
    MANY_TO_MANY(Packages.JPA, "ManyToMany"),
    ELEMENT_COLLECTION(Packages.JPA, "ElementCollection"),
    ENUMERATED(Packages.JPA, "Enumerated", "value"),
    LOB(Packages.JPA, "Lob"),
    CONVERT(Packages.JPA, "Convert"),
    CONVERTER(Packages.JPA, "Converter", "autoApply"),

    FORMULA(Packages.HIBERNATE, "Formula"),
    JOIN_FORMULA(Packages.HIBERNATE, "JoinFormula"),
    JOIN_COLUMN_OR_FORMULA(Packages.HIBERNATE, "JoinColumnOrFormula"),
    JOIN_COLUMNS_OR_FORMULAS(Packages.HIBERNATE, "JoinColumnsOrFormulas"),
    NOT_FOUND(Packages.HIBERNATE, "NotFound"),
    ANY(Packages.HIBERNATE, "Any"),
    MANY_TO_ANY(Packages.HIBERNATE, "ManyToAny"),
    SUBSELECT(Packages.HIBERNATE, "Subselect"),
    VIEW(Packages.HIBERNATE, "View"),
    STRUCT(Packages.HIBERNATE, "Struct"),
    JDBC_TYPE_CODE(Packages.HIBERNATE, "JdbcTypeCode", "value"),
    JDBC_TYPE(Packages.HIBERNATE, "JdbcType"),
    JAVA_TYPE(Packages.HIBERNATE, "JavaType"),
    TYPE(Packages.HIBERNATE, "Type"),
    COMPOSITE_TYPE(Packages.HIBERNATE, "CompositeType"),
    EMBEDDED_COLUMN_NAMING(Packages.HIBERNATE, "EmbeddedColumnNaming"),
    EMBEDDED_TABLE(Packages.HIBERNATE, "EmbeddedTable"),
    PROPERTY_REF(Packages.HIBERNATE, "PropertyRef"),
    PARENT(Packages.HIBERNATE, "Parent"),

    SPRING_TABLE(Packages.SPRING_MAPPING, "Table", "value", "name", "schema"),
    SPRING_COLUMN(Packages.SPRING_MAPPING, "Column", "value"),
    SPRING_MAPPED_COLLECTION(Packages.SPRING_MAPPING, "MappedCollection"),
    SPRING_EMBEDDED(Packages.SPRING_MAPPING, "Embedded", "prefix"),
    SPRING_EMBEDDED_NULLABLE(Packages.SPRING_MAPPING, "Embedded.Nullable", "prefix"),
    SPRING_EMBEDDED_EMPTY(Packages.SPRING_MAPPING, "Embedded.Empty", "prefix"),
    SPRING_ID(Packages.SPRING, "Id"),
    SPRING_TRANSIENT(Packages.SPRING, "Transient"),

    MICRONAUT_ENTITY(Packages.MICRONAUT, "MappedEntity", "value", "schema"),
    MICRONAUT_PROPERTY(Packages.MICRONAUT, "MappedProperty", "value", "definition", "type", "converter"),
    MICRONAUT_ID(Packages.MICRONAUT, "Id"),
    MICRONAUT_EMBEDDED_ID(Packages.MICRONAUT, "EmbeddedId"),
    MICRONAUT_EMBEDDABLE(Packages.MICRONAUT, "Embeddable"),
    MICRONAUT_RELATION(Packages.MICRONAUT, "Relation", "value", "mappedBy"),
    MICRONAUT_TRANSIENT(Packages.MICRONAUT, "Transient"),
    MICRONAUT_JOIN_COLUMN(Packages.MICRONAUT, "sql.JoinColumn", "name", "referencedColumnName"),
    MICRONAUT_JOIN_COLUMNS(Packages.MICRONAUT, "sql.JoinColumns", "value");

    private static final Map<String, Foreign> BY_NAME = byName();

    private final List<String> names;
    private final Set<String> attributes;

    Foreign(List<String> packages, String name, String... attributes) {
        this.names = packages.stream().map(start -> start + name).toList();
        this.attributes = Set.copyOf(Arrays.asList(attributes));
    }

    private static Map<String, Foreign> byName() {
        Map<String, Foreign> byName = new HashMap<>();
        for (Foreign annotation : values()) {
            annotation.names.forEach(name -> byName.put(name, annotation));
        }
        return Map.copyOf(byName);
    }

    /** The canonical names that the annotation has, one per edition of the framework. */
    List<String> names() {
        return names;
    }

    /** The attributes that are read. */
    Set<String> attributes() {
        return attributes;
    }

    /** The annotation of that canonical name. */
    static Optional<Foreign> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    private static final class Packages {
        static final List<String> JPA = List.of("jakarta.persistence.", "javax.persistence.");
        static final List<String> SPRING = List.of("org.springframework.data.annotation.");
        static final List<String> SPRING_MAPPING = List.of("org.springframework.data.relational.core.mapping.");
        static final List<String> MICRONAUT = List.of("io.micronaut.data.annotation.");
        static final List<String> HIBERNATE = List.of("org.hibernate.annotations.");
    }

    /**
     * The values that were written for an annotation.
     *
     * @param annotation which one it is
     * @param mirror its mirror
     */
    record Values(Foreign annotation, AnnotationMirror mirror) {

        String string(String attribute) {
            return Mirrors.string(mirror, known(attribute));
        }

        List<String> strings(String attribute) {
            return Mirrors.strings(mirror, known(attribute));
        }

        boolean isTrue(String attribute) {
            return Mirrors.isTrue(mirror, known(attribute), false);
        }

        /** The simple name of an enum's constant, or empty. */
        String constant(String attribute) {
            return Mirrors.constant(mirror, known(attribute));
        }

        /** A number, or 0. */
        int number(String attribute) {
            return Mirrors.value(mirror, known(attribute))
                    .map(AnnotationValue::getValue)
                    .filter(Integer.class::isInstance)
                    .map(Integer.class::cast)
                    .orElse(0);
        }

        /** A class that is named. */
        Optional<TypeMirror> type(String attribute) {
            return Mirrors.type(mirror, known(attribute));
        }

        /** The annotations in an attribute, one or an array of them. */
        List<Values> annotations(String attribute, Foreign inner) {
            return Mirrors.annotations(mirror, known(attribute)).stream()
                    .map(found -> new Values(inner, found))
                    .toList();
        }

        private String known(String attribute) {
            if (!annotation.attributes.contains(attribute)) {
                throw new IllegalArgumentException(annotation + " is not known to have " + attribute);
            }
            return attribute;
        }
    }
}
