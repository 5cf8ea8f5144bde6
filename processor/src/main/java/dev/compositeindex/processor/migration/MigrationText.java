package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.sql.BuiltCheck;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.IndexName;
import dev.compositeindex.processor.sql.NameCheck;
import dev.compositeindex.processor.sql.NameSwap;
import dev.compositeindex.processor.sql.RenamingCheck;
import dev.compositeindex.processor.sql.SessionLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The text of a migration. It is complete by itself: it also works with Flyway's command line, may run again from its start
 * whenever it has died, and never leaves the history saying success over an index that is not what it should be.
 */
final class MigrationText {
    /**
     * {@code CREATE INDEX CONCURRENTLY} cannot run in a transaction. Both lines are needed, since the script contains more than
     * such statements, and names may contain <code>${</code>.
     */
    private static final String CONCURRENT = """
            executeInTransaction=false
            placeholderReplacement=false
            """;

    private static final String WITHOUT_PLACEHOLDERS = """
            placeholderReplacement=false
            """;

    private final List<Section> sections;

    /**
     * A migration.
     *
     * @param sections what it does, in order
     */
    MigrationText(List<Section> sections) {
        this.sections = List.copyOf(sections);
    }

    /** Flyway's configuration of the script, if it needs one. */
    Optional<String> configuration() {
        if (isConcurrent()) {
            return Optional.of(CONCURRENT);
        }
        return text().contains("${") ? Optional.of(WITHOUT_PLACEHOLDERS) : Optional.empty();
    }

    /** The script. */
    String text() {
        List<String> parts = new ArrayList<>();
        if (isConcurrent()) {
            parts.add(SessionLimits.OFF);
        }
        namesCheck().ifPresent(parts::add);
        sections.stream()
                .filter(section -> !(section instanceof Section.Swap))
                .map(MigrationText::section)
                .forEach(parts::add);
        builtCheck().ifPresent(parts::add);
        swaps().ifPresent(parts::add);
        if (isConcurrent()) {
            parts.add(SessionLimits.BACK);
        }
        return String.join("\n", parts);
    }

    private boolean isConcurrent() {
        return sections.stream()
                .anyMatch(section -> section instanceof Section.Create
                        || section instanceof Section.Drop
                        || section instanceof Section.Alter alter && alter.moves());
    }

    private <T extends Section> List<T> all(Class<T> kind) {
        return sections.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** What follows names an index as people do, and the search path decides what that means. */
    private Optional<String> namesCheck() {
        List<Section.Drop> drops = all(Section.Drop.class);
        if (!drops.isEmpty()) {
            Set<IndexName> kept =
                    drops.stream().flatMap(drop -> drop.kept().stream()).collect(Collectors.toCollection(TreeSet::new));
            return Optional.of(NameCheck.beforeDrops(
                    drops.stream()
                            .map(drop -> new NameCheck.Named(drop.index().name(), drop.tables()))
                            .toList(),
                    kept,
                    drops.stream().anyMatch(drop -> drop.index().statement().unique())));
        }
        List<IndexName> renamed = renamed();
        List<NameCheck.Named> changed = Stream.concat(
                        all(Section.Rename.class).stream().map(Section.Rename::from),
                        all(Section.Alter.class).stream()
                                .map(Section.Alter::to)
                                .filter(index -> !renamed.contains(index.name())))
                .map(index -> new NameCheck.Named(
                        index.name(), List.of(index.statement().table())))
                .toList();
        return changed.isEmpty() ? Optional.empty() : Optional.of(NameCheck.beforeChanges(changed));
    }

    private Optional<String> builtCheck() {
        List<BuiltCheck.Index> built = Stream.of(
                        all(Section.Rename.class).stream()
                                .map(rename -> new BuiltCheck.Index(rename.to().statement(), "")),
                        all(Section.Alter.class).stream()
                                .filter(alter -> alter.moves()
                                        && !renamed().contains(alter.to().name()))
                                .map(alter -> new BuiltCheck.Index(alter.to().statement(), "")),
                        all(Section.Create.class).stream()
                                .map(Section.Create::index)
                                .map(index -> new BuiltCheck.Index(index.statement(), index.comment())))
                .flatMap(index -> index)
                .toList();
        return built.isEmpty()
                ? Optional.empty()
                : Optional.of(BuiltCheck.of(
                        built,
                        all(Section.Rename.class).isEmpty(),
                        all(Section.Create.class).stream().anyMatch(Section.Create::replaces)));
    }

    private List<IndexName> renamed() {
        return all(Section.Rename.class).stream()
                .map(rename -> rename.to().name())
                .toList();
    }

    private Optional<String> swaps() {
        List<Section.Swap> swaps = all(Section.Swap.class);
        return swaps.isEmpty()
                ? Optional.empty()
                : Optional.of(swaps.stream().map(MigrationText::header).collect(Collectors.joining("\n"))
                        + NameSwap.of(swaps.stream()
                                .map(swap -> new NameSwap.Pair(
                                        swap.index().statement(), swap.index().comment(), swap.other(), swap.tables()))
                                .toList()));
    }

    private static String section(Section section) {
        return header(section) + body(section);
    }

    private static String header(Section section) {
        return String.join("\n", section.entry().header()) + "\n";
    }

    private static String body(Section section) {
        if (section instanceof Section.Create create) {
            return create.index().statement().concurrentBuild() + ";\n";
        } else if (section instanceof Section.Drop drop) {
            return "DROP INDEX CONCURRENTLY IF EXISTS %s;\n"
                    .formatted(drop.index().name().sql());
        } else if (section instanceof Section.Rename rename) {
            return "ALTER INDEX IF EXISTS %s RENAME TO %s;\n"
                    .formatted(
                            rename.from().name().sql(),
                            Identifiers.quote(rename.to().statement().name()));
        } else if (section instanceof Section.Alter alter) {
            return alter(alter);
        } else if (section instanceof Section.Follow follow) {
            return "-- Nothing is built or changed: another migration renames, and indexes follow by themselves.\n"
                    + (follow.column().isEmpty()
                            ? RenamingCheck.table(follow.table())
                            : RenamingCheck.column(follow.table(), follow.column()));
        }
        throw new IllegalStateException("swaps have one body: " + section);
    }

    private static String alter(Section.Alter alter) {
        SortedMap<String, String> before = alter.from().statement().storageParameters();
        SortedMap<String, String> after = alter.to().statement().storageParameters();
        String name = alter.to().name().sql();
        StringBuilder body = new StringBuilder(
                "-- it was: %s\n".formatted(alter.from().statement().definition()));
        if (!after.equals(before) && !after.isEmpty()) {
            body.append("ALTER INDEX %s SET (%s);\n".formatted(name, parameters(after)));
        }
        Set<String> reset = new TreeSet<>(before.keySet());
        reset.removeAll(after.keySet());
        if (!reset.isEmpty()) {
            body.append("ALTER INDEX %s RESET (%s);\n".formatted(name, String.join(", ", reset)));
        }
        String comment = alter.to().comment();
        if (!comment.equals(alter.from().comment())) {
            body.append("COMMENT ON INDEX %s IS %s;\n"
                    .formatted(name, comment.isEmpty() ? "NULL" : Identifiers.literal(comment)));
        }
        if (alter.moves()) {
            body.append("-- ALTER INDEX … SET TABLESPACE would block reads and writes while it copies.\n")
                    .append("REINDEX (TABLESPACE %s) INDEX CONCURRENTLY %s;\n"
                            .formatted(Identifiers.quote(alter.to().statement().tablespace()), name));
        }
        return body.toString();
    }

    private static String parameters(SortedMap<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + " = " + parameter.getValue())
                .collect(Collectors.joining(", "));
    }
}
