package dev.compositeindex.processor.migration;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A migration that Flyway runs once, at its place in the order of the versions.
 *
 * @param version its version
 * @param isBaseline whether it stands for the versioned migration of its version and those before
 * @param file the file
 */
record VersionedFile(Version version, boolean isBaseline, RecordedFile file) implements Comparable<VersionedFile> {
    private static final String BASELINE = "B";
    private static final Comparator<VersionedFile> ORDER = Comparator.comparing(VersionedFile::version)
            .thenComparing(migration -> migration.file().path());

    /** Those of the files whose names have a version, in the order in which Flyway runs them. */
    static List<VersionedFile> of(Collection<RecordedFile> files, FileStyle style) {
        return files.stream()
                .flatMap(file -> style
                        .version(file.name())
                        .map(version -> new VersionedFile(
                                version, file.name().startsWith(BASELINE) && !style.fits(file.name()), file))
                        .stream())
                .sorted()
                .toList();
    }

    @Override
    public int compareTo(VersionedFile other) {
        return ORDER.compare(this, other);
    }
}
