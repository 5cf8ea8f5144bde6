package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Recorded scripts that Flyway does not run, if it is told to look for scripts that are called as those of the team are. */
public final class MisnamedMigrations {

    private MisnamedMigrations() {}

    /** A problem for each. */
    public static List<Problem> of(Collection<RecordedFile> files) {
        FileStyle style = FileStyle.of(files);
        return files.stream()
                .filter(file -> file.isOurs() && !style.fits(file.name()))
                .filter(file -> style.version(file.name()).isPresent())
                .sorted(Comparator.comparing(RecordedFile::path))
                .map(file -> new Problem(
                        Code.MISNAMED_MIGRATION,
                        file.site(),
                        "the other migrations are called %s, so Flyway seems to be told to run only such files, and not this one. Rename it, and its .conf with it."
                                .formatted(Printable.quoted(style.fileName(new Version("…"), "…")))))
                .toList();
    }
}
