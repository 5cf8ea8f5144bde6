package dev.compositeindex.processor.apt;

import dev.compositeindex.processor.apt.MappingReader.Access;
import dev.compositeindex.processor.apt.MappingReader.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
     * What a class says itself, else where its hierarchy has the annotation of the primary key.
     *
     * @param inherited what holds if neither says anything
     */
    static Access of(TypeElement type, Access inherited) {
        return said(type).orElseGet(() -> placed(type).orElse(inherited));
    }

    private static Optional<Access> said(Element element) {
        return Annotations.of(element)
                .get(Foreign.ACCESS)
                .map(access -> access.constant("value"))
                .map(value -> value.equals("PROPERTY") ? Access.PROPERTY : Access.FIELD);
    }

    private static Optional<Access> placed(TypeElement type) {
        for (Optional<TypeElement> level = Optional.of(type); level.isPresent(); level = superclass(level.get())) {
            for (Element member : level.get().getEnclosedElements()) {
                boolean isId = Annotations.of(member).hasAny(Foreign.ID, Foreign.EMBEDDED_ID);
                if (isId && said(member).isEmpty()) {
                    return Optional.of(member.getKind() == ElementKind.METHOD ? Access.PROPERTY : Access.FIELD);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<TypeElement> superclass(TypeElement type) {
        return type.getSuperclass().getKind() == TypeKind.DECLARED
                ? Optional.of((TypeElement) ((DeclaredType) type.getSuperclass()).asElement())
                : Optional.empty();
    }

    /** The members of a class that are mapped by that, and its fields that are not. */
    static List<Member> members(TypeElement type, Access access) {
        boolean byProperty = access == Access.PROPERTY && type.getKind() != ElementKind.RECORD;
        Map<String, Member> members = new LinkedHashMap<>();
        for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
            boolean isMapped = !byProperty || said(field).isPresent();
            String name = field.getSimpleName().toString();
            members.put(name, new Member(name, field, isMapped));
        }
        for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
            boolean isMapped =
                    byProperty || said(method).filter(Access.PROPERTY::equals).isPresent();
            Optional<String> property = property(method).filter(name -> isMapped);
            property.filter(name ->
                            !members.containsKey(name) || !members.get(name).isMapped() || !byProperty)
                    .ifPresent(name -> members.put(name, new Member(name, method, true)));
        }
        return new ArrayList<>(members.values());
    }

    /** The property that a method is the getter of. */
    private static Optional<String> property(ExecutableElement method) {
        String name = method.getSimpleName().toString();
        boolean isGetter = method.getParameters().isEmpty()
                && !method.getModifiers().contains(Modifier.STATIC)
                && method.getReturnType().getKind() != TypeKind.VOID;
        int start = name.startsWith("get") ? 3 : name.startsWith("is") ? 2 : 0;
        return isGetter && start > 0 && name.length() > start
                ? Optional.of(decapitalized(name.substring(start)))
                : Optional.empty();
    }

    /** As JavaBeans have it: two capitals at the start stay. */
    private static String decapitalized(String name) {
        boolean isAcronym =
                name.length() > 1 && Character.isUpperCase(name.charAt(0)) && Character.isUpperCase(name.charAt(1));
        return isAcronym ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
