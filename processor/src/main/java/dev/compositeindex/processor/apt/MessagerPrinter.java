package dev.compositeindex.processor.apt;

import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Severity;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.options.ProcessorOptions.Warnings;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;

/** Prints problems, each once, as near to their place as the compiler can point. */
public final class MessagerPrinter {
    private static final String TABLE = "dev.compositeindex.IndexedTable";

    private final Messager messager;
    private final Elements elements;
    private final Warnings warnings;
    private final Set<Problem> printed = new HashSet<>();
    private final Set<String> quiet = new HashSet<>();
    private boolean errorPrinted;

    /**
     * A printer for one run.
     *
     * @param warnings what a warning does
     */
    public MessagerPrinter(ProcessingEnvironment environment, Warnings warnings) {
        this.warnings = warnings;
        this.messager = environment.getMessager();
        this.elements = environment.getElementUtils();
    }

    public void print(Collection<Problem> problems) {
        problems.stream()
                .filter(problem -> problem.code().warning().isEmpty() || isWanted(problem))
                .filter(printed::add)
                .forEach(this::print);
    }

    /**
     * Says no warnings of a class: it comes from an earlier compile, which has said them, and its class file does not tell
     * which of them are suppressed.
     */
    public void keepQuietAbout(String entity) {
        quiet.add(entity);
    }

    private boolean isWanted(Problem problem) {
        Site site = problem.site();
        return warnings != Warnings.OFF
                && site.entityName().filter(quiet::contains).isEmpty()
                && place(site)
                        .element()
                        .filter(element -> Suppressions.silence(
                                element, problem.code().warning().orElseThrow()))
                        .isEmpty();
    }

    private Severity severity(Problem problem) {
        Severity severity = problem.code().severity();
        return severity == Severity.WARNING && warnings == Warnings.ERROR ? Severity.ERROR : severity;
    }

    /** Whether an error was printed: nothing is written any more then. */
    public boolean hasErrors() {
        return errorPrinted;
    }

    private void print(Problem problem) {
        errorPrinted |= severity(problem) == Severity.ERROR;
        Place place = place(problem.site());
        try {
            print(problem, place);
        } catch (NullPointerException e) {
            // ECJ looks for the annotation in those before it, and fails on an empty array in one of them.
            print(problem, new Place(place.element(), Optional.empty(), Optional.empty()));
        }
    }

    private void print(Problem problem, Place place) {
        Diagnostic.Kind kind = kind(severity(problem));
        Optional<? extends Element> element = place.element();
        if (element.isEmpty()) {
            messager.printMessage(kind, problem.message());
        } else if (place.mirror().isEmpty()) {
            messager.printMessage(kind, problem.message(), element.get());
        } else if (place.value().isEmpty()) {
            messager.printMessage(
                    kind, problem.message(), element.get(), place.mirror().get());
        } else {
            messager.printMessage(
                    kind,
                    problem.message(),
                    element.get(),
                    place.mirror().get(),
                    place.value().get());
        }
    }

    private static Diagnostic.Kind kind(Severity severity) {
        return switch (severity) {
            case ERROR -> Diagnostic.Kind.ERROR;
            case WARNING -> Diagnostic.Kind.WARNING;
            case NOTE -> Diagnostic.Kind.NOTE;
        };
    }

    private Place place(Site site) {
        if (site instanceof Site.OfClass ofClass) {
            return new Place(element(ofClass.entity()), Optional.empty(), Optional.empty());
        }
        if (site instanceof Site.OfField ofField) {
            Optional<TypeElement> type = BinaryNames.find(elements, ofField.entity());
            return new Place(
                    type.flatMap(found -> field(found, ofField.field())).or(() -> type),
                    Optional.empty(),
                    Optional.empty());
        }
        if (site instanceof Site.OfTable ofTable) {
            Optional<? extends Element> element = element(ofTable.entity());
            return place(element, element.flatMap(e -> Mirrors.find(e, TABLE)), ofTable.attribute());
        }
        if (site instanceof Site.OfMappedTable ofTable) {
            return new Place(element(ofTable.entity()), mappedTable(ofTable.entity()), Optional.empty());
        }
        if (site instanceof Site.OfIndex ofIndex) {
            return new Place(element(ofIndex.entity()), mirror(ofIndex), Optional.empty());
        }
        if (site instanceof Site.OfAttribute ofAttribute) {
            Site.OfIndex index = ofAttribute.index();
            if (index.isJpas()) {
                return place(index); // an attribute of that name would be the table's
            }
            Place place = place(element(index.entity()), mirror(index), ofAttribute.attribute());
            return ofAttribute.isWhole() ? place : place.element(ofAttribute.element());
        }
        return Place.NONE;
    }

    /** A field or its getter in the class's own source; what is inherited may be in another one. */
    private static Optional<Element> field(TypeElement type, String name) {
        return type.getEnclosedElements().stream()
                .filter(member ->
                        member.getKind().isField() && member.getSimpleName().contentEquals(name))
                .map(Element.class::cast)
                .findFirst();
    }

    private static Place place(
            Optional<? extends Element> element, Optional<? extends AnnotationMirror> mirror, String attribute) {
        return new Place(element, mirror, mirror.flatMap(m -> Mirrors.value(m, attribute)));
    }

    private Optional<? extends AnnotationMirror> mirror(Site.OfIndex index) {
        if (index.isJpas()) {
            return mappedTable(index.entity());
        }
        return element(index.entity())
                .map(Mirrors::indexes)
                .filter(mirrors -> mirrors.size() >= index.ordinal())
                .map(mirrors -> mirrors.get(index.ordinal() - 1));
    }

    private Optional<AnnotationMirror> mappedTable(String entity) {
        return element(entity)
                .flatMap(type -> Annotations.of(type).get(Foreign.TABLE))
                .map(Foreign.Values::mirror);
    }

    private Optional<? extends Element> element(String binaryName) {
        return BinaryNames.find(elements, binaryName);
    }

    /** As much of a place as the compiler knows. */
    private record Place(
            Optional<? extends Element> element,
            Optional<? extends AnnotationMirror> mirror,
            Optional<AnnotationValue> value) {
        static final Place NONE = new Place(Optional.empty(), Optional.empty(), Optional.empty());

        /** The place of one element of an array; the array itself if a single element was written without braces. */
        Place element(int index) {
            return new Place(
                    element,
                    mirror,
                    value.map(array -> array.getValue() instanceof List<?> list
                                    && index < list.size()
                                    && list.get(index) instanceof AnnotationValue item
                            ? item
                            : array));
        }
    }
}
