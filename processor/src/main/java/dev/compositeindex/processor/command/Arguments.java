package dev.compositeindex.processor.command;

import dev.compositeindex.processor.adoption.DatabaseAddress;
import dev.compositeindex.processor.adoption.MappingOptions;
import dev.compositeindex.processor.analysis.Suggestions;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.model.NamingRule;
import dev.compositeindex.processor.recording.CompiledModule;
import dev.compositeindex.processor.recording.Numbering;
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
 * @param modules what is declared; the first is the one that the migrations are of
 * @param migrations directories of recorded migrations; new ones go into the first
 * @param numbering how new versions are chosen
 * @param database the database whose indexes are to be adopted, if that was asked for
 * @param mapping how classes are mapped that are to declare them
 */
record Arguments(
        boolean write,
        boolean fail,
        List<CompiledModule> modules,
        List<Path> migrations,
        Numbering numbering,
        Optional<DatabaseAddress> database,
        MappingOptions mapping) {
    static final String USAGE = """
            Usage: java -jar compositeindex-processor.jar record|check --indexes <file> --migrations <dir> [options]
                   java -cp compositeindex-processor.jar:postgresql.jar dev.compositeindex.processor.command.Main \\
                       adopt --url <url> --indexes <file> --migrations <dir> [options]

              record   writes the migrations that lead from what is recorded to what is declared
              check    fails if there is anything to record
              adopt    records the declared indexes that a database has already, and prints annotations for those that
                       no class declares

              --indexes <file>             what is declared: META-INF/compositeindex/<registry>.indexes in the class output,
                                           or the class output, or a jar. Given several times, the first is the module
                                           that the migrations are of
              --migrations <dir>           recorded migrations, in the source tree. Given several times, new ones go into
                                           the first
              --dry-run                    record, adopt: only show what would be written
              --version next|timestamp     record, adopt: versions continue the highest (default), or are the time, in UTC
              --url jdbc:postgresql://…    adopt: the database. It is not changed
              --user <role>                adopt: who connects; the password is in the URL or in PGPASSWORD
              --naming <rule>              adopt: snake_case (default), hibernate6 or jpa, as the compiler is given it with
                                           -Acompositeindex.naming
              --class-path <path>          adopt: what the classes refer to, where that is in none of --indexes

            Exit code: 0 if all is well, 1 if there is something to record (check), a declared index is taken by another
            or INVALID (adopt), or something is damaged, 2 if the command line is wrong.
            """;

    private static final String RECORD = "record";
    private static final String CHECK = "check";
    private static final String ADOPT = "adopt";
    private static final List<String> COMMANDS = List.of(RECORD, CHECK, ADOPT);
    private static final String INDEXES = "--indexes";
    private static final String MIGRATIONS = "--migrations";
    private static final String DRY_RUN = "--dry-run";
    private static final String VERSION = "--version";
    private static final String URL = "--url";
    private static final String USER = "--user";
    private static final String NAMING = "--naming";
    private static final String CLASS_PATH = "--class-path";
    private static final List<String> OPTIONS =
            List.of(INDEXES, MIGRATIONS, DRY_RUN, VERSION, URL, USER, NAMING, CLASS_PATH);

    Arguments {
        modules = List.copyOf(modules);
        migrations = List.copyOf(migrations);
    }

    /** A command line that cannot be followed. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1;

        UsageException(String message) {
            super(message);
        }
    }

    /**
     * Reads a command line.
     *
     * @param password the database's password, unless the URL says it
     */
    static Arguments parse(List<String> words, Optional<String> password) throws UsageException {
        Deque<String> rest = new ArrayDeque<>(words);
        String command = rest.isEmpty() ? "" : rest.pop();
        if (!COMMANDS.contains(command)) {
            throw new UsageException(
                    (command.isEmpty() ? "No command is given. " : Printable.quoted(command) + " is no command. ")
                            + Suggestions.sentence(command, COMMANDS, "commands"));
        }
        List<CompiledModule> modules = new ArrayList<>();
        List<Path> migrations = new ArrayList<>();
        boolean dryRun = false;
        Numbering numbering = Numbering.NEXT;
        Optional<String> url = Optional.empty();
        Optional<String> user = Optional.empty();
        Optional<NamingRule> naming = Optional.empty();
        List<String> classPath = new ArrayList<>();
        while (!rest.isEmpty()) {
            String option = rest.pop();
            switch (option) {
                case INDEXES -> modules.add(module(option, value(option, rest)));
                case MIGRATIONS -> migrations.add(directory(option, value(option, rest)));
                case DRY_RUN -> dryRun = true;
                case VERSION -> numbering = numbering(value(option, rest));
                case URL -> url = Optional.of(value(option, rest));
                case USER -> user = Optional.of(value(option, rest));
                case NAMING -> naming = Optional.of(naming(value(option, rest)));
                case CLASS_PATH -> classPath.add(value(option, rest));
                default ->
                    throw new UsageException("There is no option %s. %s"
                            .formatted(Printable.quoted(option), Suggestions.sentence(option, OPTIONS, "options")));
            }
        }
        if (modules.isEmpty()) {
            throw new UsageException(INDEXES + " is missing.");
        }
        if (migrations.isEmpty()) {
            throw new UsageException(MIGRATIONS + " is missing.");
        }
        if (command.equals(ADOPT) && url.isEmpty()) {
            throw new UsageException(URL + " is missing.");
        }
        if (!command.equals(ADOPT) && (url.isPresent() || user.isPresent())) {
            throw new UsageException("%s is an option of adopt. %s looks at no database."
                    .formatted(url.isPresent() ? URL : USER, command));
        }
        if (!command.equals(ADOPT) && (naming.isPresent() || !classPath.isEmpty())) {
            throw new UsageException("%s is an option of adopt. %s takes the names that the compiler has written."
                    .formatted(naming.isPresent() ? NAMING : CLASS_PATH, command));
        }
        Path target = migrations.get(0);
        if (modules.get(0).contains(target)) {
            throw new UsageException("%s is in the class output; name the directory in the source tree."
                    .formatted(Printable.quoted(target.toString())));
        }
        Optional<String> role = user;
        return new Arguments(
                !command.equals(CHECK) && !dryRun,
                command.equals(CHECK),
                modules,
                migrations,
                numbering,
                url.map(address -> new DatabaseAddress(address, role, password)),
                new MappingOptions(naming.orElse(MappingOptions.DEFAULT.naming()), classPath));
    }

    private static NamingRule naming(String value) throws UsageException {
        return NamingRule.of(value)
                .orElseThrow(() -> new UsageException("%s has the value %s. %s"
                        .formatted(
                                NAMING,
                                Printable.quoted(value),
                                Suggestions.sentence(value, NamingRule.words(), "values"))));
    }

    private static Numbering numbering(String value) throws UsageException {
        return Numbering.of(value)
                .orElseThrow(() -> new UsageException("%s has the value %s. %s"
                        .formatted(
                                VERSION,
                                Printable.quoted(value),
                                Suggestions.sentence(value, Numbering.words(), "values"))));
    }

    private static CompiledModule module(String option, String value) throws UsageException {
        return CompiledModule.of(path(option, value))
                .orElseThrow(() -> new UsageException(
                        "%s must be META-INF/compositeindex/<registry>.indexes in a class output, a class output, or a jar, but is %s."
                                .formatted(option, Printable.quoted(value))));
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
