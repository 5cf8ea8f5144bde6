package dev.compositeindex.publication;

import static java.util.stream.Collectors.joining;

import java.lang.annotation.Annotation;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What users compile against, in lines that say the same on each JDK. */
final class Signatures {
    private static final int WRITTEN =
            Modifier.PUBLIC | Modifier.PROTECTED | Modifier.ABSTRACT | Modifier.STATIC | Modifier.FINAL;

    /** What a type extends because of what it is. */
    private static final Set<Type> KINDS = Set.of(Object.class, Record.class, Annotation.class);

    /** All types have these; of enums and records, the language says what they do. */
    private static final Set<String> EVERYWHERE = Set.of("equals", "hashCode", "toString", "values", "valueOf");

    private Signatures() {}

    static boolean isSeen(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    /** A type and what of its members is public or protected, one a line. */
    static String of(Class<?> type) {
        List<String> members = new ArrayList<>();
        if (!type.isRecord()) {
            seen(type.getDeclaredConstructors()).forEach(each -> members.add(executable(each, "new")));
        }
        if (type.isAnnotation()) {
            members.addAll(meta(type));
        }
        seen(type.getDeclaredFields()).forEach(each -> members.add(field(each)));
        seen(type.getDeclaredMethods())
                .filter(method -> !EVERYWHERE.contains(method.getName()))
                .filter(method -> !isAccessor(method))
                .forEach(method -> members.add(method(method)));
        return members.stream()
                .sorted()
                .map(member -> "    " + member + "\n")
                .collect(joining("", head(type) + "\n", ""));
    }

    private static String head(Class<?> type) {
        List<String> above = Stream.concat(
                        Stream.ofNullable(type.getGenericSuperclass()), Arrays.stream(type.getGenericInterfaces()))
                .filter(each -> !KINDS.contains(each) && !type.isEnum())
                .map(Type::getTypeName)
                .toList();
        return modifiers(type.getModifiers())
                + kind(type)
                + " "
                + type.getName()
                + (type.isRecord() ? parameters(type.getRecordComponents()) : "")
                + (above.isEmpty() ? "" : " : " + String.join(", ", above));
    }

    /** Where an annotation may stand, and what becomes of it. */
    private static List<String> meta(Class<?> type) {
        List<String> meta = new ArrayList<>();
        Target target = type.getAnnotation(Target.class);
        if (target != null) {
            meta.add("@Target " + Arrays.toString(target.value()));
        }
        Retention retention = type.getAnnotation(Retention.class);
        if (retention != null) {
            meta.add("@Retention " + retention.value());
        }
        Repeatable repeatable = type.getAnnotation(Repeatable.class);
        if (repeatable != null) {
            meta.add("@Repeatable " + repeatable.value().getName());
        }
        return meta;
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) {
            return "@interface";
        }
        if (type.isInterface()) {
            return "interface";
        }
        return type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
    }

    private static String field(Field field) {
        return field.isEnumConstant()
                ? field.getName()
                : modifiers(field.getModifiers()) + typed(field.getAnnotatedType()) + " " + field.getName();
    }

    private static String method(Method method) {
        String returned = typed(method.getAnnotatedReturnType()) + " " + method.getName();
        Object standard = method.getDefaultValue();
        return executable(method, returned) + (standard == null ? "" : " default " + text(standard));
    }

    private static String executable(Executable executable, String name) {
        int implied = executable.getDeclaringClass().isInterface() ? Modifier.ABSTRACT : 0;
        return modifiers(executable.getModifiers() & ~implied)
                + (executable instanceof Method method && method.isDefault() ? "default " : "")
                + Arrays.stream(executable.getTypeParameters())
                        .map(each -> "<" + each + "> ")
                        .collect(joining())
                + name
                + Arrays.stream(executable.getAnnotatedParameterTypes())
                        .map(Signatures::typed)
                        .collect(joining(", ", "(", ")"))
                + Arrays.stream(executable.getGenericExceptionTypes())
                        .map(each -> " throws " + each.getTypeName())
                        .collect(joining());
    }

    private static String parameters(RecordComponent[] components) {
        return Arrays.stream(components)
                .map(each -> typed(each.getAnnotatedType()) + " " + each.getName())
                .collect(joining(", ", "(", ")"));
    }

    private static String typed(AnnotatedType type) {
        return (isNullable(type) ? "@Nullable " : "") + type.getType().getTypeName();
    }

    private static boolean isNullable(AnnotatedElement type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static boolean isAccessor(Method method) {
        return method.getDeclaringClass().isRecord()
                && method.getParameterCount() == 0
                && Arrays.stream(method.getDeclaringClass().getRecordComponents())
                        .anyMatch(component -> component.getAccessor().equals(method));
    }

    private static String text(Object standard) {
        if (standard instanceof Object[] array) {
            return Arrays.stream(array).map(Signatures::text).collect(joining(", ", "{", "}"));
        }
        return standard instanceof String ? "\"" + standard + "\"" : standard.toString();
    }

    private static String modifiers(int modifiers) {
        String text =
                Modifier.toString(modifiers & WRITTEN & ~(Modifier.isInterface(modifiers) ? Modifier.ABSTRACT : 0));
        return text.isEmpty() ? "" : text + " ";
    }

    private static <M extends Member> Stream<M> seen(M[] members) {
        return Arrays.stream(members).filter(member -> isSeen(member.getModifiers()) && !member.isSynthetic());
    }
}
