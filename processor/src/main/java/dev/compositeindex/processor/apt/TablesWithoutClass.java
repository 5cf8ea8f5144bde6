package dev.compositeindex.processor.apt;

import dev.compositeindex.processor.apt.Foreign.Values;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;

/** The indexes that JPA's annotations declare on tables that no class stands for: they are not taken over, which is said once. */
public final class TablesWithoutClass {
    private static final int LISTED = 10;

    /** Those that declare indexes, and those that contain such. */
    private static final List<Foreign> ANNOTATIONS = List.of(
            Foreign.SECONDARY_TABLE,
            Foreign.SECONDARY_TABLES,
            Foreign.COLLECTION_TABLE,
            Foreign.JOIN_TABLE,
            Foreign.ASSOCIATION_OVERRIDE,
            Foreign.ASSOCIATION_OVERRIDES,
            Foreign.TABLE_GENERATOR,
            Foreign.TABLE_GENERATORS);

    private final SortedSet<String> indexes = new TreeSet<>();

    /** The annotations of what a run has to see, by their canonical names. */
    static Stream<String> annotations() {
        return ANNOTATIONS.stream().flatMap(annotation -> annotation.names().stream());
    }

    /** Looks for them in one round. */
    public void look(Collection<? extends TypeElement> annotations, RoundEnvironment round) {
        Set<String> names = annotations().collect(Collectors.toUnmodifiableSet());
        annotations.stream()
                .filter(annotation ->
                        names.contains(annotation.getQualifiedName().toString()))
                .flatMap(annotation -> round.getElementsAnnotatedWith(annotation).stream())
                .forEach(this::look);
    }

    private void look(Element element) {
        Annotations own = Annotations.of(element);
        Stream.of(
                        own.all(Foreign.SECONDARY_TABLE, Foreign.SECONDARY_TABLES).stream(),
                        own.get(Foreign.COLLECTION_TABLE).stream(),
                        own.get(Foreign.JOIN_TABLE).stream(),
                        own.all(Foreign.ASSOCIATION_OVERRIDE, Foreign.ASSOCIATION_OVERRIDES).stream()
                                .flatMap(override -> override.annotations("joinTable", Foreign.JOIN_TABLE).stream()),
                        own.all(Foreign.TABLE_GENERATOR, Foreign.TABLE_GENERATORS).stream())
                .flatMap(tables -> tables)
                .forEach(table -> table.annotations("indexes", Foreign.INDEX)
                        .forEach(index -> indexes.add(described(index, table, element))));
    }

    private static String described(Values index, Values table, Element element) {
        String name = index.string("name");
        String annotation = Mirrors.name(table.mirror());
        return "%s of %s (@%s)"
                .formatted(
                        Printable.quoted(name.isEmpty() ? index.string("columnList") : name),
                        place(element),
                        annotation.substring(annotation.lastIndexOf('.') + 1));
    }

    private static String place(Element element) {
        Element around = element.getEnclosingElement();
        return around == null || element instanceof TypeElement || element instanceof PackageElement
                ? element.toString()
                : place(around) + "." + element.getSimpleName();
    }

    /** What was found; empty if nothing was. */
    public Optional<Problem> note() {
        String listed = indexes.stream()
                .limit(LISTED)
                .collect(Collectors.joining(
                        ", ", "", indexes.size() > LISTED ? ", … (" + indexes.size() + " in all)" : ""));
        return indexes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Problem(
                        Code.JPA_INDEX_NOT_TAKEN,
                        new Site.OfModule(),
                        "not taken over, because their tables are not those of a class: %s. Create them in a migration of your own, with CREATE INDEX CONCURRENTLY."
                                .formatted(listed)));
    }
}
