package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.IndexName;
import dev.compositeindex.processor.sql.IndexStatement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The recorded state: what the headers of the recorded migrations add up to, in the order in which Flyway runs them. Of
 * the team's own migrations only the versions matter, and what they rename.
 */
public final class Ledger {
    private static final Version FIRST = new Version("1");
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final SortedMap<IndexName, RecordedIndex> indexes = new TreeMap<>();
    private final Set<LedgerEntry.Move> renamed = new LinkedHashSet<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Optional<Version> highest;

    private Ledger(Optional<Version> highest) {
        this.highest = highest;
    }

    /** Replays the files; their order does not matter. */
    public static Checked<Ledger> replay(Collection<RecordedFile> files) {
        List<Versioned> versioned = files.stream()
                .flatMap(file -> Version.ofFileName(file.name()).map(version -> new Versioned(version, file)).stream())
                .sorted()
                .toList();
        List<Problem> problems = new ArrayList<>();
        List<Consumer<Ledger>> effects = new ArrayList<>();
        files.stream()
                .filter(file -> file.isOurs() && Version.ofFileName(file.name()).isEmpty())
                .sorted(Comparator.comparing(RecordedFile::path))
                .forEach(file -> problems.add(new Problem(
                        Code.DAMAGED_HEADER,
                        file.site(1),
                        "the file has a header of ours, but its name no version, so that it has no place in the order. "
                                + "Restore its name from version control.")));
        for (Versioned migration : versioned) {
            RecordedFile file = migration.file();
            if (!file.isOurs()) {
                file.renamings().forEach(renaming -> effects.add(ledger -> ledger.follow(renaming)));
                continue;
            }
            Checked<LedgerEntry> entry = MigrationHeader.read(file);
            problems.addAll(entry.problems());
            entry.value().ifPresent(value -> effects.add(ledger -> ledger.apply(new Recorded(file, value))));
        }
        // A baseline stands for the versioned migration of its version and those before.
        Predicate<Versioned> isBaseline = migration -> migration.file().name().startsWith("B");
        Optional<Version> highest = versioned.stream().map(Versioned::version).max(Comparator.naturalOrder());
        Version last = highest.orElse(FIRST);
        problems.addAll(versionsTwice(versioned.stream().filter(isBaseline).toList(), last));
        problems.addAll(
                versionsTwice(versioned.stream().filter(isBaseline.negate()).toList(), last));
        if (!problems.isEmpty()) {
            // What the sound entries add up to without the others means nothing.
            return Checked.failed(problems);
        }
        Ledger ledger = new Ledger(highest);
        effects.forEach(effect -> effect.accept(ledger));
        return Checked.of(ledger, ledger.problems);
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
        return renamed.stream()
                .filter(move -> indexes.values().stream()
                        .anyMatch(index -> index.renamed().contains(move)))
                .toList();
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

    /** Two of the team's own may share a version: in folders of which a database gets one, that is right. */
    private static List<Problem> versionsTwice(List<Versioned> sorted, Version highest) {
        List<Problem> problems = new ArrayList<>();
        Version free = highest;
        for (int i = 1; i < sorted.size(); i++) {
            Versioned second = sorted.get(i);
            Versioned first = sorted.get(i - 1);
            if (second.version().isSameAs(first.version())
                    && (second.file().isOurs() || first.file().isOurs())) {
                Versioned ours = second.file().isOurs() ? second : first;
                free = free.next();
                problems.add(new Problem(
                        Code.VERSION_TWICE,
                        ours.file().site(1),
                        "%s has the same version, and Flyway refuses to run. If this one is applied nowhere yet, rename it to %s, and its .conf with it; else give the other one a higher version. If either is left over in the class output, compile anew (mvn clean compile)."
                                .formatted(
                                        Printable.of((ours.equals(first) ? second : first)
                                                .file()
                                                .path()),
                                        Printable.of(ours.nameWith(free)))));
            }
        }
        return problems;
    }

    /**
     * A table or a column has another name from here on, and the indexes on it follow. Of two tables of one name in two
     * schemas, one without a schema is the one that a script without a schema means.
     */
    private void follow(Renaming renaming) {
        boolean isExact = indexes.values().stream()
                .anyMatch(index -> index.actual().statement().table().equals(renaming.table()));
        indexes.replaceAll((name, index) -> {
            Table table = index.actual().statement().table();
            Optional<LedgerEntry.Move> move =
                    isExact && !table.equals(renaming.table()) ? Optional.empty() : renaming.move(table);
            RecordedIndex followed = move.map(index::followed).orElse(index);
            if (!followed.equals(index)) {
                renamed.remove(move.orElseThrow());
                renamed.add(move.orElseThrow());
            }
            return followed;
        });
    }

    private void apply(Recorded recorded) {
        LedgerEntry entry = recorded.entry();
        if (entry instanceof LedgerEntry.Create create) {
            if (isFree(create.index().name(), recorded)) {
                put(RecordedIndex.of(create.index()));
            }
        } else if (entry instanceof LedgerEntry.Drop drop) {
            if (isThere(drop.name(), recorded)) {
                indexes.remove(drop.name());
            }
        } else if (entry instanceof LedgerEntry.Rename rename) {
            if (isThere(rename.from(), recorded)
                    && isFree(rename.index().name(), recorded)
                    && isDefinedAs(rename.from(), rename.index(), recorded)) {
                put(indexes.remove(rename.from()).as(rename.index()));
            }
        } else if (entry instanceof LedgerEntry.Swap swap) {
            if (isThere(swap.index().name(), recorded)
                    && isThere(swap.other(), recorded)
                    && isDefinedAs(swap.other(), swap.index(), recorded)) {
                RecordedIndex before = indexes.get(swap.index().name());
                put(indexes.get(swap.other()).as(swap.index()));
                put(before.as(before.index().withName(swap.other().name())));
            }
        } else if (entry instanceof LedgerEntry.Set set) {
            if (isThere(set.index().name(), recorded) && isSameIndex(set.index(), recorded)) {
                put(indexes.get(set.index().name()).as(set.index()));
            }
        } else if (entry instanceof LedgerEntry.Move move) {
            apply(move, recorded);
        }
    }

    private void apply(LedgerEntry.Move move, Recorded recorded) {
        renamed.remove(move);
        List<RecordedIndex> moved = indexes.values().stream()
                .filter(index -> index.index().statement().table().equals(move.table()))
                .toList();
        moved.forEach(index -> indexes.remove(index.index().name()));
        for (RecordedIndex index : moved) {
            RecordedIndex after = index.recorded(move);
            if (isFree(after.index().name(), recorded)) {
                put(after);
            }
        }
    }

    private void put(RecordedIndex index) {
        indexes.put(index.index().name(), index);
    }

    private boolean isThere(IndexName name, Recorded recorded) {
        if (holds(name)) {
            return true;
        }
        problems.add(new Problem(
                Code.NEVER_CREATED,
                recorded.file().site(1),
                "%s: no migration before this one creates %s. Restore the one that does, or remove this one if it was applied nowhere; if it is left over in the class output, compile anew (mvn clean compile)."
                        .formatted(Printable.of(recorded.entry().summary()), Printable.of(name.sql()))));
        return false;
    }

    private boolean isFree(IndexName name, Recorded recorded) {
        if (!holds(name)) {
            return true;
        }
        problems.add(new Problem(
                Code.CREATED_TWICE,
                recorded.file().site(1),
                "%s: a migration before this one creates %s already. Remove the one that was applied nowhere; if it is left over in the class output, compile anew (mvn clean compile)."
                        .formatted(Printable.of(recorded.entry().summary()), Printable.of(name.sql()))));
        return false;
    }

    /** A header says twice what a renamed index is. */
    private boolean isDefinedAs(IndexName before, DeclaredIndex after, Recorded recorded) {
        IndexStatement expected = indexes.get(before)
                .index()
                .statement()
                .withName(after.statement().name());
        return expected.equals(after.statement()) || isDamaged(before, expected, recorded);
    }

    /** Settings may change, the index itself may not. */
    private boolean isSameIndex(DeclaredIndex after, Recorded recorded) {
        IndexStatement expected = indexes.get(after.name()).index().statement().identity();
        return expected.equals(after.statement().identity()) || isDamaged(after.name(), expected, recorded);
    }

    private boolean isDamaged(IndexName before, IndexStatement expected, Recorded recorded) {
        problems.add(new Problem(
                Code.DAMAGED_HEADER,
                recorded.file().site(1),
                "the definition differs from that of %1$s before: %2$s. Restore the header from version control; or, if another branch changed %1$s, remove the one that was applied nowhere, and record again."
                        .formatted(Printable.of(before.sql()), Printable.quoted(expected.definition()))));
        return false;
    }

    private record Versioned(Version version, RecordedFile file) implements Comparable<Versioned> {
        private static final Comparator<Versioned> ORDER = Comparator.comparing(Versioned::version)
                .thenComparing(migration -> migration.file().path());

        /** The file's name, with another version. */
        String nameWith(Version other) {
            String name = file.name();
            return name.charAt(0)
                    + other.text()
                    + name.substring(1 + version.text().length());
        }

        @Override
        public int compareTo(Versioned other) {
            return ORDER.compare(this, other);
        }
    }

    private record Recorded(RecordedFile file, LedgerEntry entry) {}
}
