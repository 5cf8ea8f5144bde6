package dev.compositeindex.processor.command;

import dev.compositeindex.processor.analysis.Suggestions;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.recording.ClassOutputFolder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What was asked for, validated.
 *
 * @param write whether to write what is to be recorded
 * @param fail whether something to record is a failure
 * @param classes the class output, with the desired state
 * @param migrations directories of recorded migrations; new ones go into the first
 * @param timestamps whether new versions are timestamps
 */
record Arguments(boolean write, boolean fail, ClassOutputFolder classes, List<Path> migrations, boolean timestamps) {
    static final String USAGE = """
            Usage: java -jar compositeindex-processor.jar record|check --indexes <file> --migrations <dir> [options]

              record   writes the migrations that lead from what is recorded to what is declared
              check    fails if there is anything to record

              --indexes <file>             what is declared: META-INF/compositeindex/<registry>.indexes in the class output
              --migrations <dir>           recorded migrations, in the source tree. Given several times, new ones go into
                                           the first
              --dry-run                    record: only show what would be written
              --version next|timestamp     record: versions continue the highest (default), or are the time, in UTC

            Exit code: 0 if all is well, 1 if there is something to record (check) or something is damaged,
            2 if the command line is wrong.
            """;

    private static final String RECORD = "record";
    private static final String CHECK = "check";
    private static final String INDEXES = "--indexes";
    private static final String MIGRATIONS = "--migrations";
    private static final String DRY_RUN = "--dry-run";
    private static final String VERSION = "--version";
    private static final List<String> OPTIONS = List.of(INDEXES, MIGRATIONS, DRY_RUN, VERSION);
    private static final List<String> VERSIONS = List.of("next", "timestamp");

    Arguments {
        migrations = List.copyOf(migrations);
    }

    /** A command line that cannot be followed. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1;

        UsageException(String message) {
            super(message);
        }
    }

    static Arguments parse(List<String> words) throws UsageException {
        Deque<String> rest = new ArrayDeque<>(words);
        String command = rest.isEmpty() ? "" : rest.pop();
        if (!command.equals(RECORD) && !command.equals(CHECK)) {
            throw new UsageException("%s is no command. %s"
                    .formatted(
                            Printable.quoted(command),
                            Suggestions.sentence(command, List.of(RECORD, CHECK), "commands")));
        }
        Optional<Path> indexes = Optional.empty();
        List<Path> migrations = new ArrayList<>();
        boolean dryRun = false;
        String version = VERSIONS.get(0);
        while (!rest.isEmpty()) {
            String option = rest.pop();
            switch (option) {
                case INDEXES -> indexes = Optional.of(path(option, value(option, rest)));
                case MIGRATIONS -> migrations.add(directory(option, value(option, rest)));
                case DRY_RUN -> dryRun = true;
                case VERSION -> version = value(option, rest);
                default ->
                    throw new UsageException("There is no option %s. %s"
                            .formatted(Printable.quoted(option), Suggestions.sentence(option, OPTIONS, "options")));
            }
        }
        if (!VERSIONS.contains(version)) {
            throw new UsageException("%s has the value %s. %s"
                    .formatted(VERSION, Printable.quoted(version), Suggestions.sentence(version, VERSIONS, "values")));
        }
        Path file = indexes.orElseThrow(() -> new UsageException(INDEXES + " is missing."));
        if (migrations.isEmpty()) {
            throw new UsageException(MIGRATIONS + " is missing.");
        }
        ClassOutputFolder classes = ClassOutputFolder.of(file)
                .orElseThrow(() -> new UsageException(
                        "%s must be META-INF/compositeindex/<registry>.indexes in a class output, but is %s."
                                .formatted(INDEXES, Printable.quoted(file.toString()))));
        Path target = migrations.get(0);
        if (target.toAbsolutePath().normalize().startsWith(classes.root())) {
            throw new UsageException("%s is in the class output; name the directory in the source tree."
                    .formatted(Printable.quoted(target.toString())));
        }
        return new Arguments(
                command.equals(RECORD) && !dryRun,
                command.equals(CHECK),
                classes,
                migrations,
                version.equals(VERSIONS.get(1)));
    }

    private static String value(String option, Deque<String> rest) throws UsageException {
        if (rest.isEmpty()) {
            throw new UsageException(option + " needs a value.");
        }
        return rest.pop();
    }

    private static Path path(String option, String value) throws UsageException {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new UsageException(option + " is no path: " + Printable.quoted(value) + ".");
        }
    }

    private static Path directory(String option, String value) throws UsageException {
        Path path = path(option, value);
        if (!Files.isDirectory(path)) {
            throw new UsageException("%s names %s, which is no directory. Create it, or name another."
                    .formatted(option, Printable.quoted(value)));
        }
        return path;
    }
}
