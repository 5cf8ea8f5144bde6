package dev.compositeindex.processor.migration;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A migration that Flyway runs once, at its place in the order of the versions.
 *
 * @param version its version
 * @param file the file
 */
record VersionedFile(Version version, RecordedFile file) implements Comparable<VersionedFile> {
    private static final Comparator<VersionedFile> ORDER = Comparator.comparing(VersionedFile::version)
            .thenComparing(migration -> migration.file().path());

    /** Those of the files whose names have a version, in the order in which Flyway runs them. */
    static List<VersionedFile> of(Collection<RecordedFile> files) {
        return files.stream()
                .flatMap(file ->
                        Version.ofFileName(file.name()).map(version -> new VersionedFile(version, file)).stream())
                .sorted()
                .toList();
    }

    /** Whether it stands for the versioned migration of its version and those before. */
    boolean isBaseline() {
        return file.name().startsWith("B");
    }

    /** The file's name, with another version. */
    String nameWith(Version other) {
        String name = file.name();
        return name.charAt(0) + other.text() + name.substring(1 + version.text().length());
    }

    @Override
    public int compareTo(VersionedFile other) {
        return ORDER.compare(this, other);
    }
}
