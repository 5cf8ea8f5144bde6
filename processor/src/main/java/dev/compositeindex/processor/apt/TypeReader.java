package dev.compositeindex.processor.apt;

import dev.compositeindex.processor.apt.MappingReader.Access;
import dev.compositeindex.processor.apt.MappingReader.Attribute;
import dev.compositeindex.processor.apt.MappingReader.Member;
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
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Reads a class, and the types that its columns depend on. */
final class TypeReader {
    private final Elements elements;
    private final Types types;
    private final MappingReader mappings;
    private final Map<String, TypeDecl> read = new HashMap<>();
    private final Map<String, DeclaredType> typesOfFields = new HashMap<>();
    private final SortedSet<String> contributors = new TreeSet<>();
    private final SortedSet<MissingType> missing = new TreeSet<>();
    private boolean isReadable = true;

    private TypeReader(Elements elements, Types types, MappingReader mappings) {
        this.elements = elements;
        this.types = types;
        this.mappings = mappings;
    }

    /**
     * Reads a class.
     *
     * @param paths the paths with dots that its indexes have
     */
    static TypeReader read(
            Elements elements, Types types, Frameworks frameworks, TypeElement type, List<String> paths) {
        TypeReader reader = new TypeReader(elements, types, frameworks.of(type));
        DeclaredType root = (DeclaredType) type.asType();
        reader.add(reader.binaryName(type), root, Access.FIELD, Extent.COLUMNS);
        paths.forEach(path -> reader.follow(reader.binaryName(type), root, path));
        return reader;
    }

    /** What was read, by key: the class itself under its binary name. */
    Map<String, TypeDecl> types() {
        return Map.copyOf(read);
    }

    /** The canonical names of all types that were read. */
    SortedSet<String> contributors() {
        return contributors;
    }

    /** The types that do not exist (yet), and matter. */
    SortedSet<MissingType> missing() {
        return missing;
    }

    /** Whether all texts in annotations are there. */
    boolean isReadable() {
        return isReadable;
    }

    /** How much of a type matters. */
    private enum Extent {
        /** All of its fields have columns here. */
        COLUMNS,
        /** Foreign keys refer to its primary key. */
        KEY
    }

    /** Reads a type's own and inherited fields; a subclass's field hides one of its superclass. */
    private void add(String key, DeclaredType type, Access inherited, Extent extent) {
        if (read.containsKey(key)) {
            return;
        }
        TypeElement element = (TypeElement) type.asElement();
        Map<String, FieldDecl> fields = new LinkedHashMap<>();
        List<Level> levels = new ArrayList<>();
        for (Optional<TypeElement> level = Optional.of(element); level.isPresent(); level = superclass(level.get())) {
            contributors.add(level.get().getQualifiedName().toString());
            checkTexts(level.get());
            levels.add(mappings.level(level.get()));
            String declaring = BinaryNames.of(level.get());
            for (Member member : mappings.members(level.get(), element, inherited)) {
                fields.computeIfAbsent(member.name(), name -> field(member, type, declaring, extent));
            }
        }
        read.put(key, new TypeDecl(binaryName(element), mappings.framework(), levels, fields));
        Access access = mappings.access(element, inherited);
        for (FieldDecl field : fields.values()) {
            if (typesOfFields.containsKey(field.type()) && matters(field.mapping(), extent)) {
                DeclaredType next = typesOfFields.get(field.type());
                if (field.kind() == Kind.EMBEDDED) {
                    add(field.type(), next, access, Extent.COLUMNS);
                } else if (field.kind() == Kind.TO_ONE) {
                    add(field.type(), next, Access.FIELD, Extent.KEY);
                }
            }
        }
    }

    /** Reads the types that a path leads through, as far as it leads anywhere. */
    private void follow(String start, DeclaredType root, String path) {
        String key = start;
        DeclaredType owner = root;
        for (String name : path.split("\\.")) {
            add(key, owner, Access.FIELD, Extent.COLUMNS);
            FieldDecl field = read.get(key).fields().get(name);
            if (field == null || field.kind() == Kind.TO_ONE || !typesOfFields.containsKey(field.type())) {
                return;
            }
            key = field.type();
            owner = typesOfFields.get(key);
        }
    }

    private Optional<TypeElement> superclass(TypeElement type) {
        TypeMirror superclass = type.getSuperclass();
        if (superclass.getKind() == TypeKind.ERROR) {
            missing.add(new MissingType(superclass.toString(), outermost(type)));
        }
        return superclass.getKind() == TypeKind.DECLARED
                ? Optional.of((TypeElement) ((DeclaredType) superclass).asElement())
                        .filter(element -> !isOfJava(element))
                : Optional.empty();
    }

    private FieldDecl field(Member member, DeclaredType owner, String declaring, Extent extent) {
        Element element = member.element();
        checkTexts(element);
        if (member.isField() && element.getModifiers().contains(Modifier.STATIC)) {
            return new FieldDecl(member.name(), Kind.STATIC, "", "", declaring, FieldMapping.NONE);
        }
        Info declared = new Info(type(element, owner));
        Attribute attribute = mappings.attribute(element, declared);
        Kind kind = element.getModifiers().contains(Modifier.TRANSIENT)
                ? Kind.TRANSIENT
                : member.isMapped() ? attribute.kind() : Kind.NO_PROPERTY;
        MappingReader.TypeInfo type = attribute.type();
        if (matters(attribute.mapping(), extent) && type.mirror().getKind() == TypeKind.ERROR) {
            missing.add(new MissingType(type.mirror().toString(), outermost(element)));
        }
        String key = "";
        if (type.declared().isPresent() && leadsOn(kind)) {
            key = key((DeclaredType) type.mirror());
            typesOfFields.put(key, (DeclaredType) type.mirror());
        }
        return new FieldDecl(member.name(), kind, key, javaName(type.mirror()), declaring, attribute.mapping());
    }

    /** Of a primary key, what it consists of, and the references that parts of it are. */
    private static boolean matters(FieldMapping mapping, Extent extent) {
        return extent == Extent.COLUMNS || mapping.isId() || mapping.mapsId().isPresent();
    }

    /** In classes without a framework, any class is as good as embedded. */
    private boolean leadsOn(Kind kind) {
        return kind == Kind.EMBEDDED
                || kind == Kind.TO_ONE
                || kind == Kind.COLUMN && mappings.framework() == TypeDecl.Framework.PLAIN;
    }

    /** The type of a member, as it is in a class that may give type variables a meaning. */
    private TypeMirror type(Element member, DeclaredType owner) {
        TypeMirror written = resultOf(member.asType());
        if (written.getKind() == TypeKind.ERROR || written.getKind().isPrimitive()) {
            return written;
        }
        TypeMirror resolved = resultOf(types.asMemberOf(owner, member));
        return resolved.getKind() == TypeKind.TYPEVAR ? types.erasure(resolved) : resolved;
    }

    private static TypeMirror resultOf(TypeMirror member) {
        return member instanceof ExecutableType method ? method.getReturnType() : member;
    }

    private void checkTexts(Element element) {
        isReadable &=
                element.getAnnotationMirrors().stream().filter(mappings::isOurs).allMatch(Mirrors::hasTexts);
    }

    /** Types with other arguments have other fields. */
    private String key(DeclaredType type) {
        String name = binaryName((TypeElement) type.asElement());
        return type.getTypeArguments().isEmpty()
                ? name
                : name
                        + type.getTypeArguments().stream()
                                .map(this::javaName)
                                .collect(Collectors.joining(",", "<", ">"));
    }

    private String binaryName(TypeElement type) {
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
        while (outer.getEnclosingElement().getKind() != ElementKind.PACKAGE) {
            outer = outer.getEnclosingElement();
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
