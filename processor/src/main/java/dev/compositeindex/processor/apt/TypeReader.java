package dev.compositeindex.processor.apt;

import dev.compositeindex.processor.apt.MappingReader.Access;
import dev.compositeindex.processor.apt.MappingReader.Attribute;
import dev.compositeindex.processor.apt.MappingReader.Member;
import dev.compositeindex.processor.apt.ReadType.Gap;
import dev.compositeindex.processor.apt.ReadType.Next;
import dev.compositeindex.processor.model.FieldDecl;
import dev.compositeindex.processor.model.FieldDecl.Kind;
import dev.compositeindex.processor.model.FieldMapping;
import dev.compositeindex.processor.model.TypeDecl;
import dev.compositeindex.processor.model.TypeDecl.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Reads types, each once. It is for one round: compilers may have other elements in the next. */
final class TypeReader {
    private final Elements elements;
    private final Types types;
    private final Map<Asked, ReadType> read = new HashMap<>();

    TypeReader(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
    }

    /** What an answer depends on. */
    private record Asked(MappingReader mappings, String type, Access inherited) {}

    /**
     * Reads a type's own and inherited fields; a subclass's field hides one of its superclass.
     *
     * @param inherited by what the class that leads here is mapped
     */
    ReadType read(MappingReader mappings, DeclaredType type, Access inherited) {
        TypeElement element = (TypeElement) type.asElement();
        if (!types.isSameType(type, element.asType())) {
            return new Reading(mappings, type).read(inherited); // type variables have a meaning here
        }
        Asked asked = new Asked(mappings, binaryName(element), inherited);
        ReadType known = read.get(asked);
        if (known == null) {
            known = new Reading(mappings, type).read(inherited);
            read.put(asked, known);
        }
        return known;
    }

    /** The reading of one type. */
    private final class Reading {
        private final MappingReader mappings;
        private final DeclaredType type;
        private final TypeElement element;
        private final Map<String, FieldDecl> fields = new LinkedHashMap<>();
        private final Map<String, Next> next = new HashMap<>();
        private final Set<String> contributors = new TreeSet<>();
        private final List<Gap> gaps = new ArrayList<>();

        private Reading(MappingReader mappings, DeclaredType type) {
            this.mappings = mappings;
            this.type = type;
            this.element = (TypeElement) type.asElement();
        }

        private ReadType read(Access inherited) {
            List<Level> levels = new ArrayList<>();
            for (Optional<TypeElement> level = Optional.of(element); level.isPresent(); level = above(level.get())) {
                contributors.add(level.get().getQualifiedName().toString());
                checkTexts(level.get(), "");
                levels.add(mappings.level(level.get()));
                String declaring = BinaryNames.of(level.get());
                for (Member member : mappings.members(level.get(), element, inherited)) {
                    if (!fields.containsKey(member.name())) {
                        fields.put(member.name(), field(member, declaring));
                    }
                }
            }
            return new ReadType(
                    new TypeDecl(binaryName(element), mappings.framework(), levels, fields), next, contributors, gaps);
        }

        private Optional<TypeElement> above(TypeElement level) {
            TypeMirror superclass = level.getSuperclass();
            if (superclass.getKind() == TypeKind.ERROR) {
                lack("", superclass, level);
            }
            return superclass.getKind() == TypeKind.DECLARED
                    ? Optional.of((TypeElement) ((DeclaredType) superclass).asElement())
                            .filter(found -> !isOfJava(found))
                    : Optional.empty();
        }

        private FieldDecl field(Member member, String declaring) {
            Element declared = member.element();
            String name = member.name();
            checkTexts(declared, name);
            if (member.isField() && declared.getModifiers().contains(Modifier.STATIC)) {
                return new FieldDecl(name, Kind.STATIC, "", "", declaring, FieldMapping.NONE);
            }
            Attribute attribute = mappings.attribute(declared, new Info(type(declared, type)));
            Kind kind = declared.getModifiers().contains(Modifier.TRANSIENT)
                    ? Kind.TRANSIENT
                    : switch (member.mapped()) {
                        case YES -> attribute.kind();
                        case NO_GETTER -> Lombok.makesGetter(declared) ? Kind.NO_PROPERTY_YET : Kind.NO_PROPERTY;
                        case DOUBTFUL -> Kind.DOUBTFUL;
                    };
            TypeMirror leading = attribute.type().mirror();
            if (leading.getKind() == TypeKind.ERROR) {
                lack(name, leading, declared);
            }
            String key = "";
            if (attribute.type().declared().isPresent() && leadsOn(kind)) {
                Access access = kind == Kind.EMBEDDED ? member.access() : Access.FIELD;
                key = key((DeclaredType) leading, access);
                next.put(name, new Next((DeclaredType) leading, access));
            }
            FieldMapping mapping = member.isKey() ? attribute.mapping().asKey() : attribute.mapping();
            return new FieldDecl(name, kind, key, javaName(leading), declaring, mapping);
        }

        /** In classes without a framework, any class is as good as embedded. */
        private boolean leadsOn(Kind kind) {
            return kind == Kind.EMBEDDED
                    || kind == Kind.TO_ONE
                    || kind == Kind.COLUMN && mappings.framework() == TypeDecl.Framework.PLAIN;
        }

        private void checkTexts(Element annotated, String field) {
            if (!annotated.getAnnotationMirrors().stream()
                    .filter(mappings::isOurs)
                    .allMatch(Mirrors::hasTexts)) {
                gaps.add(new Gap(field, Optional.empty()));
            }
        }

        private void lack(String field, TypeMirror absent, Element referrer) {
            gaps.add(new Gap(field, Optional.of(new MissingType(absent.toString(), outermost(referrer)))));
        }
    }

    /** The type of a member, as it is in a class that may give type variables a meaning. */
    private TypeMirror type(Element member, DeclaredType owner) {
        TypeMirror written = resultOf(member.asType());
        if (written.getKind() == TypeKind.ERROR
                || written.getKind().isPrimitive()
                || written.getKind() != TypeKind.TYPEVAR && isOwn(member, owner)) {
            return written;
        }
        TypeMirror resolved = resultOf(types.asMemberOf(owner, member));
        return resolved.getKind() == TypeKind.TYPEVAR ? types.erasure(resolved) : resolved;
    }

    /** Whether it is declared in the class itself, which has no type variables. */
    private static boolean isOwn(Element member, DeclaredType owner) {
        TypeElement declaring = (TypeElement) owner.asElement();
        return declaring.equals(member.getEnclosingElement())
                && declaring.getTypeParameters().isEmpty()
                && declaring.getNestingKind() == NestingKind.TOP_LEVEL;
    }

    private static TypeMirror resultOf(TypeMirror member) {
        return member instanceof ExecutableType method ? method.getReturnType() : member;
    }

    /** Types with other arguments have other fields, and so have those that are mapped by their getters. */
    private String key(DeclaredType type, Access access) {
        String name = binaryName((TypeElement) type.asElement()) + (access == Access.FIELD ? "" : "(" + access + ")");
        return type.getTypeArguments().isEmpty()
                ? name
                : name
                        + type.getTypeArguments().stream()
                                .map(this::javaName)
                                .collect(Collectors.joining(",", "<", ">"));
    }

    String binaryName(TypeElement type) {
        return elements.getBinaryName(type).toString();
    }

    /** Not the type's own text, in which annotations and arguments are. */
    private String javaName(TypeMirror type) {
        return switch (type.getKind()) {
            case DECLARED ->
                ((TypeElement) ((DeclaredType) type).asElement())
                        .getQualifiedName()
                        .toString();
            case ARRAY -> javaName(((ArrayType) type).getComponentType()) + "[]";
            case BOOLEAN, BYTE, SHORT, INT, LONG, CHAR, FLOAT, DOUBLE ->
                type.getKind().name().toLowerCase(Locale.ROOT);
            default -> "";
        };
    }

    private boolean isOfJava(Element type) {
        return elements.getPackageOf(type).getQualifiedName().toString().startsWith("java.");
    }

    private static String outermost(Element element) {
        Element outer = element;
        Element around = outer.getEnclosingElement();
        while (around != null && around.getKind() != ElementKind.PACKAGE) {
            outer = around;
            around = outer.getEnclosingElement();
        }
        return ((TypeElement) outer).getQualifiedName().toString();
    }

    private final class Info implements MappingReader.TypeInfo {
        private final TypeMirror mirror;

        Info(TypeMirror mirror) {
            this.mirror = mirror;
        }

        @Override
        public TypeMirror mirror() {
            return mirror;
        }

        @Override
        public boolean isCollection() {
            return isA("java.util.Collection") || isA("java.util.Map");
        }

        /** What a field of Java's own classes or of an enum holds is no column. */
        @Override
        public Optional<TypeElement> declared() {
            return Stream.of(mirror)
                    .filter(type -> type.getKind() == TypeKind.DECLARED)
                    .map(type -> (TypeElement) ((DeclaredType) type).asElement())
                    .filter(type -> type.getKind() == ElementKind.CLASS || type.getKind() == ElementKind.RECORD)
                    .filter(type -> !isOfJava(type))
                    .findFirst();
        }

        @Override
        public Optional<TypeElement> element() {
            List<? extends TypeMirror> arguments =
                    mirror.getKind() == TypeKind.DECLARED ? ((DeclaredType) mirror).getTypeArguments() : List.of();
            return arguments.isEmpty()
                    ? Optional.empty()
                    : of(arguments.get(arguments.size() - 1)).declared();
        }

        @Override
        public Info of(TypeMirror other) {
            return new Info(other);
        }

        private boolean isA(String name) {
            TypeElement supertype = elements.getTypeElement(name);
            return mirror.getKind() == TypeKind.DECLARED
                    && types.isAssignable(types.erasure(mirror), types.erasure(supertype.asType()));
        }
    }
}
