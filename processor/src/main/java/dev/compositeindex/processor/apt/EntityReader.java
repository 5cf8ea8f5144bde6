package dev.compositeindex.processor.apt;

import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.model.AccessMethod;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.EntityDecl.Shape;
import dev.compositeindex.processor.model.EntityDecl.TableDecl;
import dev.compositeindex.processor.model.FieldDecl;
import dev.compositeindex.processor.model.IndexDecl;
import dev.compositeindex.processor.model.NamingRule;
import dev.compositeindex.processor.model.TypeName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** An annotated element to what was written on it. It is for one round: compilers may have other elements in the next. */
public final class EntityReader {
    private static final String TABLE = "dev.compositeindex.IndexedTable";
    private static final String GENERATED = "javax.annotation.processing.Generated";
    private static final Pattern OUTSIDE_PATHS = Pattern.compile("[^\\p{javaJavaIdentifierPart}.]++");

    private final Elements elements;
    private final TypeReader types;
    private final NamingRule naming;
    private final boolean jpaIndexes;
    private final Frameworks frameworks;
    private final Map<ModuleElement, Boolean> seeing = new HashMap<>();

    /**
     * A reader for one round.
     *
     * @param naming the rule for names that classes follow
     * @param jpaIndexes whether indexes that JPA's annotations declare count
     * @param converters the canonical names of JPA's converters that apply by themselves, or once did
     */
    public EntityReader(
            ProcessingEnvironment environment, NamingRule naming, boolean jpaIndexes, Collection<String> converters) {
        this.elements = environment.getElementUtils();
        this.types = new TypeReader(elements, environment.getTypeUtils());
        this.naming = naming;
        this.jpaIndexes = jpaIndexes;
        this.frameworks = new Frameworks(AutoConverters.of(elements, environment.getTypeUtils(), converters));
    }

    /** The annotations of what a run has to see, by their canonical names: of what may declare indexes, and of converters. */
    public static Set<String> annotations(boolean jpaIndexes) {
        Set<String> annotations = new TreeSet<>(Mirrors.OURS);
        annotations.addAll(Foreign.CONVERTER.names());
        if (jpaIndexes) {
            annotations.addAll(Foreign.TABLE.names());
            TablesWithoutClass.annotations().forEach(annotations::add);
        }
        return annotations;
    }

    /** Whether a type is a converter of JPA that applies by itself. */
    public static boolean isAutoConverter(TypeElement type) {
        return AutoConverters.isOne(type);
    }

    /** Of the canonical names, those of converters that apply by themselves. */
    public SortedSet<String> autoConverters(Collection<String> names) {
        return names.stream()
                .filter(name -> Optional.ofNullable(elements.getTypeElement(name))
                        .filter(AutoConverters::isOne)
                        .isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether a type declares indexes, whatever comes of them. */
    public boolean declaresIndexes(TypeElement type) {
        return Mirrors.OURS.stream().anyMatch(name -> Mirrors.find(type, name).isPresent())
                || jpaIndexes
                        && Annotations.of(type)
                                .get(Foreign.TABLE)
                                .filter(table -> !table.annotations("indexes", Foreign.INDEX)
                                        .isEmpty())
                                .isPresent();
    }

    /** Whether there is a type of that canonical name, in sources or on the class path. */
    public boolean exists(String canonicalName) {
        return elements.getTypeElement(canonicalName) != null;
    }

    /** Reads the type of that binary name, as far as what matters to its indexes exists. */
    public Reading read(String binaryName) {
        return BinaryNames.find(elements, binaryName).map(this::read).orElse(Reading.NOTHING);
    }

    Reading read(TypeElement type) {
        List<IndexDecl> indexes = indexes(type);
        List<String> paths = indexes.stream()
                .flatMap(EntityReader::words)
                .filter(word -> word.contains("."))
                .toList();
        TypeGraph graph = TypeGraph.of(types, frameworks.of(type), type, paths);
        EntityDecl written = new EntityDecl(
                name(type),
                shape(type.getKind()),
                table(type),
                naming,
                graph.types(),
                indexes,
                graph.contributors(),
                seesGenerated(type));
        List<AnnotationMirror> mirrors = Mirrors.indexes(type);
        boolean hasTable = Mirrors.find(type, TABLE).stream().allMatch(Mirrors::isReadable);
        if (hasTable && graph.isComplete() && mirrors.stream().allMatch(Mirrors::isReadable)) {
            if (awaitsGetters(indexes, graph)) {
                return new Reading(Optional.of(written), false, Optional.of(written), graph.missing());
            }
            return new Reading(Optional.of(written), true, Optional.empty(), graph.missing());
        }
        List<IndexDecl> known = indexes.stream()
                .filter(index -> Mirrors.isReadable(mirrors.get(index.site().ordinal() - 1))
                        && words(index).allMatch(graph::isComplete))
                .toList();
        return new Reading(
                Optional.of(written),
                false,
                hasTable && graph.knowsFields() ? Optional.of(written.withIndexes(known)) : Optional.empty(),
                graph.missing());
    }

    /** Whether an index is on a field whose getter is to be made. */
    private static boolean awaitsGetters(List<IndexDecl> indexes, TypeGraph graph) {
        Set<String> awaited = graph.types().values().stream()
                .flatMap(type -> type.fields().values().stream())
                .filter(field -> field.kind() == FieldDecl.Kind.NO_PROPERTY_YET)
                .map(FieldDecl::name)
                .collect(Collectors.toUnmodifiableSet());
        return !awaited.isEmpty()
                && indexes.stream()
                        .flatMap(EntityReader::words)
                        .flatMap(path -> Stream.of(path.split("\\.")))
                        .anyMatch(awaited::contains);
    }

    /**
     * The outcome of reading a type.
     *
     * @param found what was written, as far as it is there; empty if there is no such type
     * @param isComplete whether every type and constant that matters is there
     * @param part if they are not, the same with only those of our annotations' indexes for which nothing is missing; empty if
     *     its table or its own fields are not known
     * @param missing the types that do not exist (yet)
     */
    public record Reading(
            Optional<EntityDecl> found, boolean isComplete, Optional<EntityDecl> part, SortedSet<MissingType> missing) {
        public static final Reading NOTHING =
                new Reading(Optional.empty(), false, Optional.empty(), Collections.emptySortedSet());

        /** What was written; empty while a type or a constant that matters does not exist (yet). */
        public Optional<EntityDecl> entity() {
            return found.filter(type -> isComplete);
        }
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
        return seeing.computeIfAbsent(
                elements.getModuleOf(type), module -> elements.getTypeElement(module, GENERATED) != null);
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

    /** The words of an index's texts, paths with their dots. */
    private static Stream<String> words(IndexDecl index) {
        return Stream.of(index.fields().stream(), index.include().stream(), Stream.of(index.where()))
                .flatMap(texts -> texts)
                .flatMap(OUTSIDE_PATHS::splitAsStream)
                .filter(word -> !word.isEmpty());
    }
}
