package dev.compositeindex.cli.adoption;

import dev.compositeindex.processor.analysis.IndexResolver;
import dev.compositeindex.processor.apt.EntityReader.Reading;
import dev.compositeindex.processor.apt.MissingType;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.mapping.ColumnResolver;
import dev.compositeindex.processor.mapping.Tables;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.IndexDecl;
import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.model.TypeDecl.Role;
import dev.compositeindex.processor.rules.EntityRule;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A class whose rows a table may hold, with its columns as the processor resolves them. */
final class MappedClass {
    private final EntityDecl entity;
    private final int release;
    private final Optional<MissingType> missing;
    private final Map<String, String> paths;

    private MappedClass(EntityDecl entity, int release, Optional<MissingType> missing) {
        this.entity = entity;
        this.release = release;
        this.missing = missing;
        this.paths = Collections.unmodifiableMap(new ColumnResolver(entity).pathsByColumn());
    }

    /**
     * Those that have a table at all.
     *
     * @param release the major version of the server
     */
    static List<MappedClass> of(Collection<Reading> readings, int release) {
        return readings.stream()
                .flatMap(reading -> reading
                        .found()
                        .filter(entity -> Tables.absence(entity).isEmpty())
                        .map(entity -> new MappedClass(
                                entity, release, reading.missing().stream().findFirst()))
                        .stream())
                .toList();
    }

    /** Its binary name. */
    String name() {
        return entity.type().binary();
    }

    Table table() {
        return Tables.of(entity);
    }

    /** Whether an annotation says that it has a table; else its name only may be that of one. */
    boolean isMapped() {
        return Tables.isMapped(entity);
    }

    /** How many entities it is below in a hierarchy. */
    long depth() {
        return entity.own().levels().stream()
                .skip(1)
                .filter(level -> level.role() == Role.ENTITY)
                .count();
    }

    /** The field path of each column. */
    Map<String, String> paths() {
        return paths;
    }

    /** Whether it has a field whose column this would be by another rule for names. */
    boolean hasFieldLike(String column) {
        return paths.values().stream()
                .map(path -> path.substring(path.lastIndexOf('.') + 1))
                .anyMatch(field -> bare(field).equals(bare(column)));
    }

    private static String bare(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** Whether it has a field of that name. */
    boolean hasField(String name) {
        return entity.ownFields().containsKey(name);
    }

    /** Why nothing can be declared on it, if that is so. */
    Optional<String> obstacle() {
        return missing.map(type ->
                        "%s refers to %s, which is not on the class path, so the columns of %s cannot be told. Add it there."
                                .formatted(type.referrer(), Printable.of(type.name()), name()))
                .or(() -> EntityRule.ALL.stream()
                        .flatMap(rule -> rule.check(entity).stream())
                        .map(Problem::text)
                        .findFirst());
    }

    /** Why the compiler would refuse an index on it, if it would, told that there is no older server than this one. */
    Optional<String> refusal(IndexDecl index) {
        return new IndexResolver(entity, table(), release)
                .resolve(index).problems().stream()
                        .filter(Problem::isError)
                        .map(Problem::text)
                        .findFirst();
    }
}
