package dev.compositeindex.processor.apt;

import dev.compositeindex.processor.model.FieldDecl.Kind;
import dev.compositeindex.processor.model.FieldMapping;
import dev.compositeindex.processor.model.TypeDecl.Framework;
import dev.compositeindex.processor.model.TypeDecl.Level;
import dev.compositeindex.processor.model.TypeDecl.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** Classes and records without annotations of a framework that we know. */
final class PlainReader implements MappingReader {

    @Override
    public Framework framework() {
        return Framework.PLAIN;
    }

    @Override
    public boolean isOurs(AnnotationMirror annotation) {
        return false;
    }

    @Override
    public Level level(TypeElement type) {
        return level(type, Role.OTHER);
    }

    /** A class of which no more is said than what it is. */
    static Level level(TypeElement type, Role role) {
        return new Level(
                BinaryNames.of(type),
                role,
                type.getModifiers().contains(Modifier.ABSTRACT),
                type.getSimpleName().toString(),
                Optional.empty(),
                "",
                Map.of(),
                Map.of(),
                List.of(),
                false,
                "");
    }

    /** Values of Java's own types and of enums are in one column, an array or {@code jsonb}; those of classes are rows. */
    @Override
    public Attribute attribute(Element member, TypeInfo type) {
        Kind kind = Mirrors.hasSimplyNamed(member, "Transient")
                ? Kind.TRANSIENT
                : type.isCollection() && type.element().isPresent() ? Kind.COLLECTION : Kind.COLUMN;
        return new Attribute(kind, type, FieldMapping.NONE);
    }
}
