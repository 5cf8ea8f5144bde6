package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The recorded state: what the headers of the recorded migrations add up to, in the order in which Flyway runs them. Of
 * the team's own migrations only the versions matter.
 */
public final class Ledger {
    private static final Version FIRST = new Version("1");
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final SortedMap<IndexName, DeclaredIndex> indexes = new TreeMap<>();
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
        List<Recorded> entries = new ArrayList<>();
        files.stream()
                .filter(file -> file.isOurs() && Version.ofFileName(file.name()).isEmpty())
                .sorted(Comparator.comparing(RecordedFile::path))
                .forEach(file -> problems.add(new Problem(
                        Code.DAMAGED_HEADER,
                        file.site(1),
                        "the file has a header of ours, but its name no version, so that it has no place in the order. "
                                + "Restore its name from version control.")));
        for (Versioned migration : versioned) {
            if (migration.file().isOurs()) {
                Checked<LedgerEntry> entry = MigrationHeader.read(migration.file());
                problems.addAll(entry.problems());
                entry.value().ifPresent(value -> entries.add(new Recorded(migration.file(), value)));
            }
        }
        // A baseline stands for the versioned migration of its version and those before.
        Predicate<Versioned> isBaseline = migration -> migration.file().name().startsWith("B");
        problems.addAll(versionsTwice(versioned.stream().filter(isBaseline).toList()));
        problems.addAll(
                versionsTwice(versioned.stream().filter(isBaseline.negate()).toList()));
        if (!problems.isEmpty()) {
            // What the sound entries add up to without the others means nothing.
            return Checked.failed(problems);
        }
        Ledger ledger = new Ledger(versioned.stream().map(Versioned::version).max(Comparator.naturalOrder()));
        entries.forEach(ledger::apply);
        return Checked.of(ledger, ledger.problems);
    }

    /** The recorded indexes, sorted by name. */
    public List<DeclaredIndex> indexes() {
        return List.copyOf(indexes.values());
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
    private static List<Problem> versionsTwice(List<Versioned> sorted) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 1; i < sorted.size(); i++) {
            RecordedFile file = sorted.get(i).file();
            RecordedFile before = sorted.get(i - 1).file();
            if (sorted.get(i).version().isSameAs(sorted.get(i - 1).version()) && (file.isOurs() || before.isOurs())) {
                problems.add(new Problem(
                        Code.VERSION_TWICE,
                        file.site(1),
                        "%s has the same version, and Flyway refuses to run. Give the one that is applied nowhere yet a higher version."
                                .formatted(Printable.of(before.path()))));
            }
        }
        return problems;
    }

    private void apply(Recorded recorded) {
        LedgerEntry entry = recorded.entry();
        if (entry instanceof LedgerEntry.Create create) {
            if (isFree(create.index().name(), recorded)) {
                put(create.index());
            }
        } else if (entry instanceof LedgerEntry.Drop drop) {
            if (isThere(drop.name(), recorded)) {
                indexes.remove(drop.name());
            }
        } else if (entry instanceof LedgerEntry.Rename rename) {
            if (isThere(rename.from(), recorded)
                    && isFree(rename.index().name(), recorded)
                    && isDefinedAs(rename.from(), rename.index(), recorded)) {
                indexes.remove(rename.from());
                put(rename.index());
            }
        } else if (entry instanceof LedgerEntry.Swap swap) {
            if (isThere(swap.index().name(), recorded)
                    && isThere(swap.other(), recorded)
                    && isDefinedAs(swap.other(), swap.index(), recorded)) {
                put(indexes.get(swap.index().name()).withName(swap.other().name()));
                put(swap.index());
            }
        }
    }

    private void put(DeclaredIndex index) {
        indexes.put(index.name(), index);
    }

    private boolean isThere(IndexName name, Recorded recorded) {
        if (holds(name)) {
            return true;
        }
        problems.add(new Problem(
                Code.NEVER_CREATED,
                recorded.file().site(1),
                "%s: no migration before this one creates %s. Restore the one that does, or remove this one if it was applied nowhere."
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
        DeclaredIndex expected = indexes.get(before).withName(after.statement().name());
        if (expected.statement().equals(after.statement())) {
            return true;
        }
        problems.add(new Problem(
                Code.DAMAGED_HEADER,
                recorded.file().site(1),
                "the definition differs from that of %s before: %s. Restore the header from version control."
                        .formatted(
                                Printable.of(before.sql()),
                                Printable.quoted(expected.statement().definition()))));
        return false;
    }

    private record Versioned(Version version, RecordedFile file) implements Comparable<Versioned> {
        private static final Comparator<Versioned> ORDER = Comparator.comparing(Versioned::version)
                .thenComparing(migration -> migration.file().path());

        @Override
        public int compareTo(Versioned other) {
            return ORDER.compare(this, other);
        }
    }

    private record Recorded(RecordedFile file, LedgerEntry entry) {}
}
