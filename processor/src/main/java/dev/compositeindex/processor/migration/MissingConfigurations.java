package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Recorded scripts that Flyway would run in a transaction, although they cannot run in one. */
public final class MissingConfigurations {
    private static final Pattern NO_TRANSACTION = Pattern.compile(
            "^\\s*(?:flyway\\.)?executeInTransaction\\s*[=:]\\s*false\\s*$",
            Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);

    private MissingConfigurations() {}

    /** A problem for each of our scripts that needs a configuration, and has none that says so. */
    public static List<Problem> of(Collection<RecordedFile> files) {
        return files.stream()
                .filter(file -> file.isOurs() && file.runsAlone())
                .filter(script -> files.stream()
                        .noneMatch(file -> file.isConfigurationOf(script)
                                && NO_TRANSACTION.matcher(file.text()).find()))
                .sorted(Comparator.comparing(RecordedFile::path))
                .map(script -> new Problem(
                        Code.MISSING_CONFIGURATION,
                        script.site(),
                        "there is no %s.conf beside it that says executeInTransaction=false, and PostgreSQL builds and drops no index concurrently in a transaction. Restore it from version control."
                                .formatted(Printable.of(script.name()))))
                .toList();
    }
}
