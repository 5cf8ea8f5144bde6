package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.sql.IndexName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Migrations of two branches that both recorded, and do not go together after the merge: they have the same versions, or build
 * the same indexes. Which of them comes from which branch, nobody tells; those about the same indexes belong together.
 */
public final class Branches {
    private final List<RecordedFile> files;
    private final Map<RecordedFile, Set<IndexName>> ours = new HashMap<>();
    private final Set<RecordedFile> one = new LinkedHashSet<>();
    private final Set<RecordedFile> other = new LinkedHashSet<>();

    private Branches(Collection<RecordedFile> files) {
        this.files = List.copyOf(files);
    }

    /**
     * Files of one branch that may be removed, if they are applied nowhere yet: what is left goes together, and what is missing
     * then is recorded again.
     *
     * @param kept a migration that stays
     * @param paths the files
     */
    public record Removal(String kept, List<String> paths) {

        public Removal {
            paths = List.copyOf(paths);
        }
    }

    /** The ways out; none if nothing clashes, or if no way out is sure. */
    public static List<Removal> removals(Collection<RecordedFile> files) {
        return new Branches(files).removals();
    }

    private List<Removal> removals() {
        List<VersionedFile> sorted = VersionedFile.of(files, FileStyle.of(files));
        for (VersionedFile migration : sorted) {
            for (RecordedPart part : migration.file().parts()) {
                if (part instanceof RecordedHeader header) {
                    Checked<LedgerEntry> entry = MigrationHeader.read(migration.file(), header);
                    if (entry.value().isEmpty()) {
                        return List.of();
                    }
                    ours.computeIfAbsent(migration.file(), file -> new HashSet<>())
                            .addAll(entry.value().get().names());
                }
            }
        }
        List<Clash> clashes = clashes(sorted);
        if (clashes.isEmpty()) {
            return List.of();
        }
        clashes.forEach(this::divide);
        sorted.stream()
                .map(VersionedFile::file)
                .filter(file -> ours.containsKey(file) && !one.contains(file) && !other.contains(file))
                .forEach(this::addToItsLike);
        List<Removal> removals = new ArrayList<>();
        add(removals, other, clashes);
        add(removals, one, clashes);
        return removals;
    }

    /** Pairs of which at least the second is ours. */
    private List<Clash> clashes(List<VersionedFile> sorted) {
        List<Clash> clashes = new ArrayList<>();
        for (VersionClashes.Pair pair : VersionClashes.pairs(sorted)) {
            RecordedFile first = pair.first().file();
            RecordedFile second = pair.second().file();
            if (second.isOurs()) {
                clashes.add(new Clash(first, second));
            } else if (first.isOurs()) {
                clashes.add(new Clash(second, first));
            }
        }
        Map<IndexName, RecordedFile> created = new HashMap<>();
        for (VersionedFile migration : sorted) {
            RecordedFile file = migration.file();
            for (RecordedPart part : file.parts()) {
                if (part instanceof RecordedHeader header) {
                    MigrationHeader.read(file, header).value().ifPresent(entry -> {
                        if (entry instanceof LedgerEntry.Create create) {
                            RecordedFile before =
                                    created.putIfAbsent(create.index().name(), file);
                            if (before != null && !before.equals(file)) {
                                clashes.add(new Clash(before, file));
                            }
                        } else if (entry instanceof LedgerEntry.Drop || entry instanceof LedgerEntry.Rename) {
                            created.keySet().removeAll(entry.names());
                        }
                    });
                }
            }
        }
        return clashes;
    }

    /** Of two that clash, each comes from another branch. */
    private void divide(Clash clash) {
        RecordedFile first = clash.first();
        RecordedFile second = clash.second();
        boolean crosswise = one.contains(second)
                || other.contains(first)
                || !one.contains(first)
                        && !other.contains(second)
                        && likeness(first, other) + likeness(second, one)
                                > likeness(first, one) + likeness(second, other);
        if (ours.containsKey(first)) {
            (crosswise ? other : one).add(first);
        }
        (crosswise ? one : other).add(second);
    }

    private void addToItsLike(RecordedFile file) {
        long likeOne = likeness(file, one);
        long likeOther = likeness(file, other);
        if (likeOne > 0 && likeOther == 0) {
            one.add(file);
        } else if (likeOther > 0 && likeOne == 0) {
            other.add(file);
        }
    }

    /** How many of its indexes are those of a branch, too. */
    private long likeness(RecordedFile file, Set<RecordedFile> branch) {
        return names(file).stream()
                .filter(name -> branch.stream().anyMatch(member -> names(member).contains(name)))
                .count();
    }

    private Set<IndexName> names(RecordedFile file) {
        return ours.getOrDefault(file, Set.of());
    }

    private void add(List<Removal> removals, Set<RecordedFile> branch, List<Clash> clashes) {
        List<RecordedFile> rest = files.stream()
                .filter(file ->
                        branch.stream().noneMatch(member -> file.equals(member) || file.isConfigurationOf(member)))
                .toList();
        if (!branch.isEmpty() && Ledger.replay(rest).problems().stream().noneMatch(Problem::isError)) {
            Clash clash = clashes.get(0);
            removals.add(new Removal(
                    (branch.contains(clash.first()) ? clash.second() : clash.first()).path(),
                    files.stream()
                            .filter(file -> !rest.contains(file))
                            .map(RecordedFile::path)
                            .toList()));
        }
    }

    /**
     * Two that do not go together.
     *
     * @param first may be the team's own
     * @param second is ours
     */
    private record Clash(RecordedFile first, RecordedFile second) {}
}
