package dev.compositeindex.cli.command;

import dev.compositeindex.cli.adoption.Adoption;
import dev.compositeindex.cli.adoption.MappingOptions;
import dev.compositeindex.cli.recording.Plan;
import dev.compositeindex.cli.recording.Recording;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Suggestions;
import dev.compositeindex.processor.model.NamingRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * Holds what is declared against the indexes of a database, records what exists already, and tells what nobody declares.
 */
@Command(
        name = "adopt",
        description =
                "Records the declared indexes that a database has already, and prints annotations for those that no class declares.")
final class AdoptCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private IndexesOption indexes = new IndexesOption();

    @Mixin
    private MigrationsOption migrations = new MigrationsOption();

    @Mixin
    private NumberingOption numbering = new NumberingOption();

    @Mixin
    private FormatOption format = new FormatOption();

    @Option(names = "--dry-run", description = "Only shows what would be written.")
    private boolean dryRun;

    @Option(
            names = "--naming",
            paramLabel = "<rule>",
            converter = NamingConverter.class,
            description =
                    "snake_case (default), hibernate6 or jpa, as the compiler is given it with -Acompositeindex.naming.")
    private NamingRule naming = MappingOptions.DEFAULT.naming();

    @Option(
            names = "--class-path",
            paramLabel = "<path>",
            description = "What the classes refer to, where that is in none of --indexes.")
    private List<String> classPath = List.of();

    AdoptCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Path> folders = migrations.foldersFor(indexes.modules().get(0));
        Report report = new Report(terminal, format.value(), "adopt");
        Optional<Recording> recording = report.valueOf(Recording.read(indexes.modules(), folders));
        Optional<Adoption> adoption = recording.flatMap(states -> report.valueOf(
                Adoption.of(states, new MappingOptions(naming, classPath), database.address(terminal.password()))));
        if (adoption.isEmpty()) {
            return report.end(ExitCode.FAILED);
        }
        Plan plan = adoption.get().plan(numbering.value(), numbering.name(), terminal.clock());
        report.lines(adoption.get().text());
        report.lines(plan.isEmpty() ? List.of("Nothing to adopt.") : plan.text());
        report.members(adoption.get().members());
        report.members(plan.members());
        if (!RecordCommand.write(report, recording.get(), plan, dryRun, folders.get(0))) {
            return report.end(ExitCode.FAILED);
        }
        return report.end(adoption.get().hasFailed() ? ExitCode.FOUND : ExitCode.OK);
    }

    /** A word to the rule. */
    static final class NamingConverter implements ITypeConverter<NamingRule> {

        @Override
        public NamingRule convert(String value) {
            return NamingRule.of(value)
                    .orElseThrow(() -> new TypeConversionException("there is no rule %s. %s"
                            .formatted(
                                    Printable.quoted(value),
                                    Suggestions.sentence(value, NamingRule.words(), "values"))));
        }
    }
}
