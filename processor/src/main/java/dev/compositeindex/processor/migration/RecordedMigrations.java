package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.model.IndexSpec;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the recorded migrations say: which version comes next, and which indexes they create already. */
public final class RecordedMigrations {
    private static final Version FIRST = new Version("1");

    private final Optional<Version> highest;
    private final Set<List<String>> created;

    private RecordedMigrations(Optional<Version> highest, Set<List<String>> created) {
        this.highest = highest;
        this.created = created;
    }

    /** Reads them; their order does not matter. */
    public static RecordedMigrations of(Collection<RecordedFile> files) {
        Optional<Version> highest = files.stream()
                .flatMap(file -> Version.ofFileName(file.name()).stream())
                .max(Comparator.naturalOrder());
        Set<List<String>> created = files.stream()
                .flatMap(file -> MigrationHeader.created(file.firstLine()).stream())
                .collect(Collectors.toUnmodifiableSet());
        return new RecordedMigrations(highest, created);
    }

    /** Whether there is no migration with a version. */
    public boolean isEmpty() {
        return highest.isEmpty();
    }

    boolean creates(IndexSpec index) {
        return created.contains(
                index.table().schema().isEmpty()
                        ? List.of(index.name())
                        : List.of(index.table().schema(), index.name()));
    }

    Version next() {
        return highest.map(Version::next).orElse(FIRST);
    }
}
