package dev.compositeindex.processor.apt;

import dev.compositeindex.processor.model.FieldDecl;
import dev.compositeindex.processor.model.FieldMapping;
import dev.compositeindex.processor.model.TypeDecl.Framework;
import dev.compositeindex.processor.model.TypeDecl.Level;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Reads the annotations of one persistence framework, by name: pure translation, nothing is judged. */
interface MappingReader {

    Framework framework();

    /** Whether an annotation is one of the framework's. */
    boolean isOurs(AnnotationMirror annotation);

    /** A class of a hierarchy. */
    Level level(TypeElement type);

    /**
     * The members that are mapped, and the fields that are not.
     *
     * @param level the class whose members they are
     * @param start the class whose hierarchy it belongs to
     * @param inherited by what the class that leads here is mapped
     */
    default List<Member> members(TypeElement level, TypeElement start, Access inherited) {
        return ElementFilter.fieldsIn(level.getEnclosedElements()).stream()
                .map(field -> new Member(field.getSimpleName().toString(), field, Mapped.YES, Access.FIELD))
                .toList();
    }

    /** What a member that is neither static nor transient by keyword is. */
    Attribute attribute(Element member, TypeInfo type);

    /** A class, as far as the framework cares: what a member's type is. */
    interface TypeInfo {
        /** The type, generic ones resolved. */
        TypeMirror mirror();

        /** Whether it is a collection or a map. */
        boolean isCollection();

        /** The class that is declared for it, unless it is one of Java's own, an enum or the like. */
        Optional<TypeElement> declared();

        /** Of a collection, the class of its elements, in the same sense. */
        Optional<TypeElement> element();

        /** Another type in its place. */
        TypeInfo of(TypeMirror other);
    }

    /**
     * A member with a name.
     *
     * @param name the field's or property's
     * @param element the field, or the getter
     * @param mapped whether it is stored by the rules of access
     * @param access by what its type is mapped, if it is embedded
     * @param isKey whether it belongs to the primary key, though its annotations do not say so
     */
    record Member(String name, Element element, Mapped mapped, Access access, boolean isKey) {

        Member(String name, Element element, Mapped mapped, Access access) {
            this(name, element, mapped, access, false);
        }

        /** The same member of a primary key. */
        Member asKey() {
            return new Member(name, element, mapped, access, true);
        }

        boolean isField() {
            return element instanceof VariableElement;
        }
    }

    /**
     * What a member is.
     *
     * @param kind its kind
     * @param type its type, or the one that an annotation gives in place of it
     * @param mapping what is said of its columns
     */
    record Attribute(FieldDecl.Kind kind, TypeInfo type, FieldMapping mapping) {}

    /** Whether a member is stored. */
    enum Mapped {
        YES,
        /** The class is mapped by its getters, and this has none. */
        NO_GETTER,
        /** Releases of the framework do not agree by what the class is mapped. */
        DOUBTFUL
    }

    /** By what a class is mapped, and what it embeds. */
    enum Access {
        FIELD,
        PROPERTY,
        /** By fields, but what it embeds by getters. */
        FIELD_ALONE,
        /** By getters, but what it embeds by fields. */
        PROPERTY_ALONE;

        /** By what the class itself is mapped. */
        Access here() {
            return switch (this) {
                case FIELD, FIELD_ALONE -> FIELD;
                case PROPERTY, PROPERTY_ALONE -> PROPERTY;
            };
        }

        /** By what is mapped what it embeds. */
        Access below() {
            return switch (this) {
                case FIELD, PROPERTY_ALONE -> FIELD;
                case PROPERTY, FIELD_ALONE -> PROPERTY;
            };
        }

        /** The same for a class alone. */
        Access alone() {
            return this == PROPERTY ? PROPERTY_ALONE : FIELD_ALONE;
        }
    }
}
