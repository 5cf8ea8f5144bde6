package dev.compositeindex.processor.apt;

import dev.compositeindex.processor.apt.MappingReader.Access;
import dev.compositeindex.processor.apt.MappingReader.Mapped;
import dev.compositeindex.processor.apt.MappingReader.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;

/** By what JPA maps a class: its fields, or its getters. */
final class JpaAccess {

    private JpaAccess() {}

    /**
     * The members of a class that are mapped, and its fields that are not: by what the class says of itself, else by the
     * default of the entity that it belongs to.
     *
     * @param level the class
     * @param start the class whose hierarchy it belongs to
     * @param inherited of a class that is embedded, by what the one that embeds it is mapped
     */
    static List<Member> members(TypeElement level, TypeElement start, Access inherited) {
        Optional<Access> said = said(level);
        if (Annotations.of(start).hasAny(Foreign.EMBEDDABLE)) {
            return members(level, said.orElse(inherited.here()), inherited.below());
        }
        TypeElement entity = entityOf(level, start);
        Optional<Access> saidOfEntity = said(entity);
        if (said.isPresent() && saidOfEntity.isPresent()) {
            return members(level, said.get(), saidOfEntity.get());
        }
        List<Hints> classes = classesFrom(entity).stream().map(Hints::of).toList();
        Access six = bySix(classes).orElse(inherited);
        Access seven = isOfJavax(level) ? six : bySeven(classes).orElse(six);
        List<Member> members = members(level, said.orElse(six), saidOfEntity.orElse(six));
        if (said.isPresent()) {
            return members;
        }
        return six == seven
                ? ofIdClass(members, level, classes, saidOfEntity.orElse(six))
                : doubtful(members, members(level, seven, saidOfEntity.orElse(seven)));
    }

    /**
     * The members of a class, with the parts of the primary key as Hibernate reads them for an id class: from where that has
     * its own, wherever the annotation of the primary key is.
     *
     * @param ofEntity by what the entity is mapped, and so the id class, unless that says otherwise
     */
    private static List<Member> ofIdClass(
            List<Member> members, TypeElement level, List<Hints> classes, Access ofEntity) {
        Optional<Annotations> idClass = classes.stream()
                .flatMap(type -> Annotations.of(type.type()).get(Foreign.ID_CLASS).stream())
                .flatMap(id -> id.type("value").stream())
                .map(type -> Annotations.of(((DeclaredType) type).asElement()))
                .findFirst();
        if (idClass.isEmpty()) {
            return members;
        }
        Access access = said(idClass.get()).orElse(ofEntity);
        Map<String, Member> read = new HashMap<>();
        members(level, access, access).stream()
                .filter(member -> member.mapped() == Mapped.YES)
                .forEach(member -> read.put(member.name(), member.asKey()));
        return members.stream()
                .map(member -> Annotations.of(member.element()).hasAny(Foreign.ID)
                        ? read.getOrDefault(member.name(), member)
                        : member)
                .toList();
    }

    /**
     * What a class has that may say by what others are mapped.
     *
     * @param said what it says of itself
     * @param ids the members that have the annotation of the primary key, getters first
     */
    private record Hints(TypeElement type, Optional<Access> said, List<Element> ids) {

        static Hints of(TypeElement type) {
            return new Hints(
                    type,
                    JpaAccess.said(type),
                    Stream.concat(getters(type), fields(type))
                            .filter(member -> Annotations.of(member).hasAny(Foreign.ID, Foreign.EMBEDDED_ID))
                            .toList());
        }

        boolean hasAny(Foreign... annotations) {
            return Annotations.of(type).hasAny(annotations);
        }

        /** Where it has any annotation of JPA; if on both, those of the fields count. */
        Optional<Access> byAny() {
            return Stream.concat(fields(type), getters(type))
                    .filter(member -> isHint(member) && isAnnotated(member))
                    .map(JpaAccess::byPlace)
                    .findFirst();
        }
    }

    /** The entity to which a class of a hierarchy belongs: itself, or the next one below. */
    private static TypeElement entityOf(TypeElement level, TypeElement start) {
        TypeElement entity = start;
        for (TypeElement type : classesFrom(start)) {
            entity = isEntity(type) ? type : entity;
            if (type.equals(level)) {
                break;
            }
        }
        return entity;
    }

    /** The default of Hibernate 5 and 6: what the uppermost class says, else where the primary key's annotation is. */
    private static Optional<Access> bySix(List<Hints> classes) {
        Hints top = classes.get(classes.size() - 1);
        return top.said()
                .filter(said -> top.hasAny(Foreign.ENTITY, Foreign.MAPPED_SUPERCLASS))
                .or(() -> classes.stream()
                        .flatMap(type -> type.ids().stream())
                        .map(JpaAccess::byPlace)
                        .findFirst());
    }

    /**
     * The default of Hibernate 7: what a class or a member says of itself is no hint for others, and if there is no other
     * primary key, all annotations are hints: of the entity, of the uppermost one, of mapped superclasses.
     */
    private static Optional<Access> bySeven(List<Hints> classes) {
        return classes.stream()
                .filter(type -> type.said().isEmpty())
                .flatMap(type -> type.ids().stream())
                .filter(JpaAccess::isHint)
                .map(JpaAccess::byPlace)
                .findFirst()
                .or(() -> Stream.of(
                                classes.stream().limit(1),
                                classes.stream()
                                        .filter(type -> type.hasAny(Foreign.ENTITY))
                                        .reduce((a, b) -> b)
                                        .stream(),
                                classes.stream().skip(1).filter(type -> type.hasAny(Foreign.MAPPED_SUPERCLASS)))
                        .flatMap(types -> types)
                        .flatMap(type -> type.byAny().stream())
                        .findFirst());
    }

    private static Access byPlace(Element member) {
        return member.getKind() == ElementKind.METHOD ? Access.PROPERTY : Access.FIELD;
    }

    private static boolean isHint(Element member) {
        return said(member).isEmpty() && !Annotations.of(member).hasAny(Foreign.TRANSIENT);
    }

    private static boolean isAnnotated(Element member) {
        return member.getAnnotationMirrors().stream()
                .anyMatch(mirror -> Mirrors.name(mirror).startsWith("jakarta.persistence."));
    }

    private static boolean isOfJavax(TypeElement type) {
        return type.getAnnotationMirrors().stream()
                .anyMatch(mirror -> Mirrors.name(mirror).startsWith("javax.persistence."));
    }

    private static boolean isEntity(TypeElement type) {
        return Annotations.of(type).hasAny(Foreign.ENTITY);
    }

    private static Stream<VariableElement> fields(TypeElement type) {
        return ElementFilter.fieldsIn(type.getEnclosedElements()).stream();
    }

    private static Stream<ExecutableElement> getters(TypeElement type) {
        return ElementFilter.methodsIn(type.getEnclosedElements()).stream().filter(method -> prefix(method) > 0);
    }

    private static Optional<Access> said(Element element) {
        return said(Annotations.of(element));
    }

    private static Optional<Access> said(Annotations annotations) {
        return annotations
                .get(Foreign.ACCESS)
                .map(access -> access.constant("value"))
                .map(value -> value.equals("PROPERTY") ? Access.PROPERTY : Access.FIELD);
    }

    /** A class and its superclasses, up to the first of Java's own. */
    private static List<TypeElement> classesFrom(TypeElement type) {
        List<TypeElement> classes = new ArrayList<>();
        for (Optional<TypeElement> level = Optional.of(type); level.isPresent(); level = superclass(level.get())) {
            classes.add(level.get());
        }
        return classes;
    }

    private static Optional<TypeElement> superclass(TypeElement type) {
        return type.getSuperclass().getKind() == TypeKind.DECLARED
                ? Optional.of((TypeElement) ((DeclaredType) type.getSuperclass()).asElement())
                        .filter(found -> !found.getQualifiedName().contentEquals("java.lang.Object"))
                : Optional.empty();
    }

    /**
     * The members of a class that are mapped, and its fields that are not.
     *
     * @param access by what the class is mapped
     * @param below by what the classes are that it embeds: in a superclass, too, what holds for the entity
     */
    private static List<Member> members(TypeElement type, Access access, Access below) {
        if (type.getKind() == ElementKind.RECORD) {
            return components(type, access, below);
        }
        boolean byProperty = access == Access.PROPERTY;
        Map<String, Member> members = new LinkedHashMap<>();
        fields(type).forEach(field -> {
            Mapped mapped = !byProperty || said(field).isPresent() ? Mapped.YES : Mapped.NO_GETTER;
            String name = field.getSimpleName().toString();
            members.put(name, new Member(name, field, mapped, ofValue(field, below)));
        });
        getters(type)
                .filter(method -> byProperty
                        || said(method).filter(Access.PROPERTY::equals).isPresent())
                .forEach(method -> {
                    String name = property(method).orElseThrow();
                    Member field = members.get(name);
                    if (field == null || field.mapped() != Mapped.YES || !byProperty) {
                        members.put(name, new Member(name, method, Mapped.YES, ofValue(method, below)));
                    }
                });
        return new ArrayList<>(members.values());
    }

    /** By what is mapped what a member embeds. What is said of the member holds no deeper than there. */
    private static Access ofValue(Element member, Access below) {
        return said(member).filter(own -> own != below).map(Access::alone).orElse(below);
    }

    /**
     * The components of a record, whose annotations are those of its fields. By its getters, Hibernate 7 takes those of the
     * components themselves, on which none of JPA's can be.
     */
    private static List<Member> components(TypeElement type, Access access, Access below) {
        return fields(type)
                .map(field -> {
                    Mapped mapped = access == Access.PROPERTY && isAnnotated(field) ? Mapped.DOUBTFUL : Mapped.YES;
                    return new Member(field.getSimpleName().toString(), field, mapped, below);
                })
                .toList();
    }

    /** All members of both, none of which is surely mapped. */
    private static List<Member> doubtful(List<Member> one, List<Member> other) {
        Map<String, Member> members = new LinkedHashMap<>();
        Stream.concat(one.stream(), other.stream())
                .forEach(member -> members.putIfAbsent(
                        member.name(), new Member(member.name(), member.element(), Mapped.DOUBTFUL, member.access())));
        return new ArrayList<>(members.values());
    }

    /** The property that a method is the getter of. */
    private static Optional<String> property(ExecutableElement method) {
        int prefix = prefix(method);
        return prefix > 0
                ? Optional.of(decapitalized(method.getSimpleName().toString().substring(prefix)))
                : Optional.empty();
    }

    /** How long that of a getter's name is; 0 if it is none. */
    private static int prefix(ExecutableElement method) {
        String name = method.getSimpleName().toString();
        int prefix = name.startsWith("get") ? 3 : name.startsWith("is") ? 2 : 0;
        return name.length() > prefix
                        && method.getParameters().isEmpty()
                        && !method.getModifiers().contains(Modifier.STATIC)
                        && method.getReturnType().getKind() != TypeKind.VOID
                ? prefix
                : 0;
    }

    /** As JavaBeans have it: two capitals at the start stay. */
    private static String decapitalized(String name) {
        boolean isAcronym =
                name.length() > 1 && Character.isUpperCase(name.charAt(0)) && Character.isUpperCase(name.charAt(1));
        return isAcronym ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
