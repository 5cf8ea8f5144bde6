package dev.compositeindex.processor.apt;

import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.model.AccessMethod;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.EntityDecl.Shape;
import dev.compositeindex.processor.model.EntityDecl.TableDecl;
import dev.compositeindex.processor.model.FieldDecl;
import dev.compositeindex.processor.model.IndexDecl;
import dev.compositeindex.processor.model.TypeName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** An annotated element to what was written on it. */
public final class EntityReader {
    private static final String TABLE = "dev.compositeindex.IndexedTable";
    private static final Pattern OUTSIDE_PATHS = Pattern.compile("[^\\p{javaJavaIdentifierPart}.]++");

    private final Elements elements;
    private final Types types;

    public EntityReader(ProcessingEnvironment environment) {
        this.elements = environment.getElementUtils();
        this.types = environment.getTypeUtils();
    }

    /** Whether there is a type of that canonical name, in sources or on the class path. */
    public boolean exists(String canonicalName) {
        return elements.getTypeElement(canonicalName) != null;
    }

    /** A type of an earlier compile, by binary name; empty if it is gone, or declares no index any more. */
    public Optional<EntityDecl> find(String binaryName) {
        return read(binaryName).entity().filter(entity -> !entity.indexes().isEmpty());
    }

    /** Reads the type of that binary name, as far as what matters to its indexes exists. */
    public Reading read(String binaryName) {
        return BinaryNames.find(elements, binaryName).map(this::read).orElse(Reading.NOTHING);
    }

    private Reading read(TypeElement type) {
        List<IndexDecl> indexes = indexes(type);
        ReachedTypes reached = new ReachedTypes();
        reached.add(type);
        for (IndexDecl index : indexes) {
            dottedPaths(index).forEach(path -> reached.follow(type, path));
        }
        boolean readable = Stream.concat(Mirrors.indexes(type).stream(), Mirrors.find(type, TABLE).stream())
                .allMatch(Mirrors::isReadable);
        EntityDecl entity = new EntityDecl(
                name(type),
                shape(type.getKind()),
                table(type),
                reached.fields,
                indexes,
                reached.contributors,
                seesGenerated(type));
        return new Reading(
                readable && reached.missing.isEmpty() ? Optional.of(entity) : Optional.empty(), reached.missing);
    }

    /**
     * What came of reading a type.
     *
     * @param entity what was written; empty while a type or a constant that matters does not exist (yet)
     * @param missing the types that do not exist (yet)
     */
    public record Reading(Optional<EntityDecl> entity, SortedSet<MissingType> missing) {
        static final Reading NOTHING = new Reading(Optional.empty(), Collections.emptySortedSet());
    }

    private TypeName name(TypeElement type) {
        return new TypeName(
                binaryName(type),
                canonicalName(type),
                elements.getPackageOf(type).getQualifiedName().toString(),
                type.getSimpleName().toString());
    }

    /** Put together here: ECJ takes a dollar sign in a name for nesting. */
    private static String canonicalName(TypeElement type) {
        return type.getEnclosingElement() instanceof TypeElement outer
                ? canonicalName(outer) + "." + type.getSimpleName()
                : type.getQualifiedName().toString();
    }

    /** The name by which types are kept between rounds. */
    public String binaryName(TypeElement type) {
        return elements.getBinaryName(type).toString();
    }

    private boolean seesGenerated(TypeElement type) {
        return elements.getTypeElement(elements.getModuleOf(type), "javax.annotation.processing.Generated") != null;
    }

    private static Shape shape(ElementKind kind) {
        return switch (kind) {
            case RECORD -> Shape.RECORD;
            case INTERFACE -> Shape.INTERFACE;
            case ENUM -> Shape.ENUM;
            case ANNOTATION_TYPE -> Shape.ANNOTATION;
            default -> Shape.CLASS;
        };
    }

    private static TableDecl table(TypeElement type) {
        return Mirrors.find(type, TABLE)
                .map(mirror -> new TableDecl(true, Mirrors.string(mirror, "value"), Mirrors.string(mirror, "schema")))
                .orElseGet(() -> new TableDecl(false, "", ""));
    }

    private List<IndexDecl> indexes(TypeElement type) {
        List<IndexDecl> indexes = new ArrayList<>();
        for (AnnotationMirror mirror : Mirrors.indexes(type)) {
            Site.OfIndex site = new Site.OfIndex(binaryName(type), indexes.size() + 1, Mirrors.string(mirror, "name"));
            indexes.add(new IndexDecl(
                    site,
                    Mirrors.strings(mirror, "fields"),
                    Mirrors.string(mirror, "using", AccessMethod.DEFAULT),
                    Mirrors.isTrue(mirror, "unique", false),
                    Mirrors.isTrue(mirror, "nullsDistinct", true),
                    Mirrors.string(mirror, "where"),
                    Mirrors.strings(mirror, "include"),
                    Mirrors.strings(mirror, "with"),
                    Mirrors.string(mirror, "tablespace"),
                    Mirrors.string(mirror, "comment"),
                    Mirrors.string(mirror, "renamedFrom")));
        }
        return indexes;
    }

    private static List<String> dottedPaths(IndexDecl index) {
        List<String> texts = new ArrayList<>(index.fields());
        texts.addAll(index.include());
        texts.add(index.where());
        List<String> paths = new ArrayList<>();
        for (String text : texts) {
            OUTSIDE_PATHS.splitAsStream(text).filter(word -> word.contains(".")).forEach(paths::add);
        }
        return paths;
    }

    /** The types that one entity leads to. */
    private final class ReachedTypes {
        private final Map<String, Map<String, FieldDecl>> fields = new HashMap<>();
        private final Map<String, TypeElement> typesOfFields = new HashMap<>();
        private final SortedSet<String> contributors = new TreeSet<>();
        private final SortedSet<MissingType> missing = new TreeSet<>();

        /** Reads a type's own and inherited fields; a subclass's field hides one of its superclass. */
        void add(TypeElement type) {
            Map<String, FieldDecl> own = new LinkedHashMap<>();
            if (fields.putIfAbsent(binaryName(type), own) != null) {
                return;
            }
            for (Optional<TypeElement> level = Optional.of(type); level.isPresent(); level = superclass(level.get())) {
                contributors.add(level.get().getQualifiedName().toString());
                for (VariableElement field : ElementFilter.fieldsIn(level.get().getEnclosedElements())) {
                    own.putIfAbsent(field.getSimpleName().toString(), field(field));
                }
            }
        }

        /** Reads the types that a path leads through, as far as it leads anywhere. */
        void follow(TypeElement start, String path) {
            TypeElement owner = start;
            for (String name : path.split("\\.")) {
                add(owner);
                FieldDecl field = fields.get(binaryName(owner)).get(name);
                if (field == null || !typesOfFields.containsKey(field.type())) {
                    return;
                }
                owner = typesOfFields.get(field.type());
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

        private FieldDecl field(VariableElement field) {
            TypeMirror type = field.asType();
            if (type.getKind() == TypeKind.ERROR) {
                missing.add(new MissingType(type.toString(), outermost(field)));
            }
            String typeName = "";
            if (type.getKind() == TypeKind.DECLARED && hasIndexableFields(((DeclaredType) type).asElement())) {
                TypeElement element = (TypeElement) ((DeclaredType) type).asElement();
                typeName = binaryName(element);
                typesOfFields.put(typeName, element);
            }
            return new FieldDecl(field.getSimpleName().toString(), kind(field, type), typeName);
        }

        /** What a field of Java's own classes or of an enum holds is no column. */
        private boolean hasIndexableFields(Element type) {
            return (type.getKind() == ElementKind.CLASS || type.getKind() == ElementKind.RECORD) && !isOfJava(type);
        }

        private boolean isOfJava(Element type) {
            return elements.getPackageOf(type).getQualifiedName().toString().startsWith("java.");
        }

        private String outermost(Element element) {
            Element outer = element;
            while (outer.getEnclosingElement().getKind() != ElementKind.PACKAGE) {
                outer = outer.getEnclosingElement();
            }
            return ((TypeElement) outer).getQualifiedName().toString();
        }

        private FieldDecl.Kind kind(VariableElement field, TypeMirror type) {
            if (field.getModifiers().contains(Modifier.STATIC)) {
                return FieldDecl.Kind.STATIC;
            }
            if (field.getModifiers().contains(Modifier.TRANSIENT) || Mirrors.hasSimplyNamed(field, "Transient")) {
                return FieldDecl.Kind.TRANSIENT;
            }
            return isA(type, "java.util.Collection") || isA(type, "java.util.Map")
                    ? FieldDecl.Kind.COLLECTION
                    : FieldDecl.Kind.COLUMN;
        }

        private boolean isA(TypeMirror type, String name) {
            Element supertype = elements.getTypeElement(name);
            return type.getKind() == TypeKind.DECLARED
                    && types.isAssignable(types.erasure(type), types.erasure(supertype.asType()));
        }
    }
}
