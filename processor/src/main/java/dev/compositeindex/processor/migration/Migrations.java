package dev.compositeindex.processor.migration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lays changes out as migrations: one, and two more where they are needed. Unique indexes come first and by themselves, since
 * rows may keep them from being built; drops come last, when nothing can fail any more that they would be missed for.
 */
public final class Migrations {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_]*");

    /** The files, in order, and what the name that somebody gave to all gets in the end. */
    private enum Part {
        UNIQUE("_unique"),
        OTHERS(""),
        DROPS("_drops");

        private final String suffix;

        Part(String suffix) {
            this.suffix = suffix;
        }
    }

    private Migrations() {}

    /** Whether somebody may name migrations so. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches() && name.length() <= Migration.LONGEST_TITLE;
    }

    /**
     * The migrations that make the changes.
     *
     * @param changes in the order in which they are to be made
     * @param name what they are called, if not after what they do
     */
    public static List<Migration> of(List<Change> changes, Optional<String> name) {
        Map<Part, List<Section>> parts = new EnumMap<>(Part.class);
        List<Section> sections =
                changes.stream().flatMap(change -> change.sections().stream()).toList();
        for (Section section : sections) {
            parts.computeIfAbsent(part(section), part -> new ArrayList<>()).add(section);
        }
        List<Migration> migrations = new ArrayList<>();
        parts.forEach((part, list) -> {
            List<Section> sorted = list.stream()
                    .sorted(Comparator.comparingInt(Migrations::rank))
                    .toList();
            migrations.add(name.map(text -> new Migration(sorted, parts.size() == 1 ? text : text + part.suffix))
                    .orElseGet(() -> Migration.of(sorted)));
        });
        return List.copyOf(migrations);
    }

    /** The same, numbered one after the other. */
    public static List<NumberedMigration> number(
            List<Change> changes, Optional<String> name, Version first, FileStyle style) {
        List<NumberedMigration> numbered = new ArrayList<>();
        Version version = first;
        for (Migration migration : of(changes, name)) {
            numbered.add(new NumberedMigration(version, migration, style));
            version = version.next();
        }
        return List.copyOf(numbered);
    }

    /** One migration for indexes that the databases have already, be they unique; none for none. */
    public static List<NumberedMigration> ofExisting(
            List<DeclaredIndex> existing, Optional<String> name, Version version, FileStyle style) {
        List<Section> sections = existing.stream()
                .<Section>map(index -> new Section.Create(index, false))
                .toList();
        return sections.isEmpty()
                ? List.of()
                : List.of(new NumberedMigration(
                        version,
                        name.map(text -> new Migration(sections, text)).orElseGet(() -> Migration.of(sections)),
                        style));
    }

    private static Part part(Section section) {
        if (section instanceof Section.Drop) {
            return Part.DROPS;
        }
        return section instanceof Section.Create create
                        && create.index().statement().unique()
                ? Part.UNIQUE
                : Part.OTHERS;
    }

    /**
     * What only takes a name or a setting comes before what takes long, so that it does not wait for it; swaps need what is built.
     * What is moved is built anew whenever the file runs again, so it comes last of what takes long.
     */
    private static int rank(Section section) {
        if (section instanceof Section.Follow) {
            return 0;
        } else if (section instanceof Section.Rename) {
            return 1;
        } else if (section instanceof Section.Alter alter) {
            return alter.moves() ? 4 : 2;
        }
        return section instanceof Section.Swap ? 5 : 3;
    }
}
