package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.sql.IndexName;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The recorded state: what the headers of the recorded migrations add up to, in the order in which Flyway runs them. Of
 * the team's own migrations only the versions matter, and what they rename, drop and build.
 */
public final class Ledger {
    private static final Version FIRST = new Version("1");
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final SortedMap<IndexName, RecordedIndex> indexes;
    private final SortedMap<IndexName, DroppedByHand> dropped;
    private final List<RecordedIndex> gone;
    private final Withdrawals withdrawals;
    private final List<LedgerEntry.Move> renamed;
    private final FileStyle style;
    private final Optional<Version> highest;

    private Ledger(Replay replay, Withdrawals withdrawals, FileStyle style, Optional<Version> highest) {
        this.indexes = new TreeMap<>(replay.indexes());
        this.dropped = new TreeMap<>(replay.dropped());
        this.gone = List.copyOf(replay.gone());
        this.withdrawals = withdrawals;
        this.style = style;
        this.renamed = replay.renamed();
        this.highest = highest;
    }

    /** Replays the files; their order does not matter. */
    public static Checked<Ledger> replay(Collection<RecordedFile> files) {
        FileStyle style = FileStyle.of(files);
        List<VersionedFile> versioned = VersionedFile.of(files, style);
        List<Problem> problems = new ArrayList<>(withoutVersion(files, style));
        List<Consumer<Replay>> effects = new ArrayList<>();
        for (VersionedFile migration : versioned) {
            Checked<List<Consumer<Replay>>> read = effects(migration);
            problems.addAll(read.problems());
            effects.addAll(read.value().orElse(List.of()));
        }
        problems.addAll(VersionClashes.of(versioned));
        if (!problems.isEmpty()) {
            // What the sound entries add up to without the others means nothing.
            return Checked.failed(problems);
        }
        Replay replay = new Replay();
        effects.forEach(effect -> effect.accept(replay));
        Optional<Version> highest =
                versioned.stream().map(VersionedFile::version).max(Comparator.naturalOrder());
        return Checked.of(new Ledger(replay, Withdrawals.of(files), style, highest), replay.problems());
    }

    /** What a migration does to the state, part by part. */
    private static Checked<List<Consumer<Replay>>> effects(VersionedFile migration) {
        RecordedFile file = migration.file();
        List<Problem> problems = new ArrayList<>();
        List<Consumer<Replay>> effects = new ArrayList<>();
        Set<IndexName> decided = Set.of();
        for (RecordedPart part : file.parts()) {
            if (part instanceof RecordedHeader header) {
                Checked<LedgerEntry> read = MigrationHeader.read(file, header);
                problems.addAll(read.problems());
                if (read.value().isPresent()) {
                    LedgerEntry entry = read.value().get();
                    decided = Set.copyOf(entry.names());
                    effects.add(replay -> replay.apply(file, header.line(), entry));
                }
            } else if (part instanceof Renaming renaming) {
                effects.add(replay -> replay.follow(renaming));
            } else if (part instanceof Building building) {
                effects.add(replay -> replay.build(building));
            } else if (part instanceof Dropping dropping && !migration.isBaseline()) {
                // A baseline is for databases that have run nothing before it.
                Set<IndexName> names = decided;
                effects.add(replay -> replay.drop(file.site(dropping.line()), dropping, names));
            }
        }
        return Checked.of(effects, problems);
    }

    private static List<Problem> withoutVersion(Collection<RecordedFile> files, FileStyle style) {
        return files.stream()
                .filter(file -> file.isOurs() && style.version(file.name()).isEmpty())
                .sorted(Comparator.comparing(RecordedFile::path))
                .map(file -> new Problem(
                        Code.DAMAGED_HEADER,
                        file.site(),
                        "the file has a header of ours, but its name no version, so that it has no place in the order. "
                                + "Restore its name from version control."))
                .toList();
    }

    /** The recorded indexes, sorted by name. */
    public List<DeclaredIndex> indexes() {
        return indexes.values().stream().map(RecordedIndex::index).toList();
    }

    /** The same with what the team's own migrations renamed since. */
    List<RecordedIndex> recorded() {
        return List.copyOf(indexes.values());
    }

    /** What the team's own migrations renamed, an index followed, and no entry of ours records; in order. */
    List<LedgerEntry.Move> renamed() {
        return renamed;
    }

    /** The recorded index of that name that the team's own migrations have dropped, if it is one. */
    Optional<DroppedByHand> dropped(IndexName name) {
        return Optional.ofNullable(dropped.get(name));
    }

    /** All indexes that were ever recorded; first those that are no more. */
    List<RecordedIndex> known() {
        return Stream.of(gone.stream(), dropped.values().stream().map(DroppedByHand::index), indexes.values().stream())
                .flatMap(index -> index)
                .toList();
    }

    /** What is withdrawn. */
    Withdrawals withdrawals() {
        return withdrawals;
    }

    /** How the migrations are called. */
    public FileStyle style() {
        return style;
    }

    /** Whether an index of that name is recorded. */
    public boolean holds(IndexName name) {
        return indexes.containsKey(name);
    }

    /** Whether there is no migration with a version. */
    public boolean isEmpty() {
        return highest.isEmpty();
    }

    /** The version that comes next, in the style of the highest. */
    public Version next() {
        return highest.map(Version::next).orElse(FIRST);
    }

    /** The time in UTC as a version, unless versions are ahead of it already. */
    public Version next(Instant now) {
        Version time = new Version(TIMESTAMP.format(now));
        return highest.filter(version -> version.compareTo(time) >= 0)
                .map(Version::next)
                .orElse(time);
    }
}
