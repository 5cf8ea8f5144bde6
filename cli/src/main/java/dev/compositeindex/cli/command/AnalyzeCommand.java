package dev.compositeindex.cli.command;

import dev.compositeindex.cli.analysis.Analysis;
import dev.compositeindex.cli.analysis.Baselines;
import dev.compositeindex.cli.database.DatabaseAddress;
import dev.compositeindex.cli.output.Format;
import dev.compositeindex.health.Finding;
import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.diagnostic.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Says how the indexes of a database are used, and what is wrong with them. */
@Command(
        name = "analyze",
        description =
                "Shows the most used and the unused indexes of the declared tables, and what is wrong with them. Changes nothing.")
final class AnalyzeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--replica",
            paramLabel = "<url>",
            description = "A replica of the database, which counts for itself. Can be given several times.")
    private List<String> replicas = List.of();

    @Mixin
    private IndexesOption indexes = new IndexesOption();

    @Option(
            names = "--format",
            paramLabel = "text|json|html",
            description = "For people on a terminal (default), for programs, or as a page.")
    private Form form = Form.TEXT;

    @Option(names = "--output", paramLabel = "<file>", description = "Where the page goes, instead of to the terminal.")
    private @Nullable Path output;

    @Option(
            names = "--fail-on",
            paramLabel = "<kind>",
            split = ",",
            converter = KindConverter.class,
            description =
                    "Ends with 1 if one of these is found: missing, invalid, drifted, foreign-key, redundant, unused, sequential-scans, hot-updates, bloat, undeclared. What too little is known of does not count.")
    private List<Finding.Kind> failOn = List.of();

    @Option(
            names = "--unused-after",
            paramLabel = "<days>",
            description = "How long an index must not have been scanned to be called unused. Default: 30.")
    private int unusedAfter = 30;

    @Option(
            names = "--baseline",
            paramLabel = "<file>",
            description = "Keeps the counters in this file, and says what happened since they were last kept in it.")
    private @Nullable Path baseline;

    @Option(names = "--watch", paramLabel = "<seconds>", description = "Repeats it until it is interrupted.")
    private int watch;

    AnalyzeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** In which form it is shown. */
    enum Form {
        TEXT,
        JSON,
        HTML
    }

    @Override
    public Integer call() {
        check(output == null || form == Form.HTML, "--output is for --format html.");
        check(watch >= 0 && unusedAfter >= 0, "--watch and --unused-after take a number from 0 on.");
        check(watch == 0 || form == Form.TEXT || output != null, "--watch is for text, or for a page with --output.");
        int code = once();
        while (watch > 0 && pause()) {
            terminal.out().println();
            code = once();
        }
        return code;
    }

    private void check(boolean right, String text) {
        if (!right) {
            throw new ParameterException(command.commandLine(), text);
        }
    }

    private boolean pause() {
        try {
            Thread.sleep(Duration.ofSeconds(watch).toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private int once() {
        Report report = new Report(terminal, form == Form.JSON ? Format.JSON : Format.TEXT, "analyze");
        Optional<Analysis> analysis = report.valueOf(kept())
                .flatMap(before -> report.valueOf(
                        Analysis.of(indexes.modules(), databases(), Duration.ofDays(unusedAfter), before)));
        if (analysis.isEmpty() || !isShown(report, analysis.get()) || !isKept(report, analysis.get())) {
            return report.end(ExitCode.FAILED);
        }
        report.members(analysis.get().members());
        return report.end(analysis.get().has(failOn) ? ExitCode.FOUND : ExitCode.OK);
    }

    private Checked<Baselines> kept() {
        return baseline == null ? Checked.of(Baselines.NONE) : Baselines.read(baseline);
    }

    private boolean isKept(Report report, Analysis analysis) {
        return baseline == null
                || report.valueOf(analysis.before().write(baseline, analysis.report()))
                        .isPresent();
    }

    private boolean isShown(Report report, Analysis analysis) {
        if (form != Form.HTML) {
            report.lines(analysis.text());
            return true;
        }
        if (output == null) {
            terminal.out().print(analysis.page());
            return true;
        }
        try {
            Files.writeString(output, analysis.page());
            report.line("The report is in %s.", output);
            return true;
        } catch (IOException e) {
            report.valueOf(Checked.failed(new Problem(
                    Code.FILE_ACCESS,
                    new Site.OfModule(),
                    "%s cannot be written: %s. Name another file with --output."
                            .formatted(Printable.quoted(output.toString()), Printable.reason(e)))));
            return false;
        }
    }

    private List<DatabaseAddress> databases() {
        List<DatabaseAddress> all = new ArrayList<>();
        DatabaseAddress primary = database.address(terminal.password());
        all.add(primary);
        replicas.forEach(url -> all.add(new DatabaseAddress(url, primary.user(), primary.password())));
        return all;
    }

    /** A word to the kind. */
    static final class KindConverter implements ITypeConverter<Finding.Kind> {

        @Override
        public Finding.Kind convert(String value) {
            return Stream.of(Finding.Kind.values())
                    .filter(kind -> kind.word().equals(value))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("there is no kind %s. %s"
                            .formatted(
                                    Printable.quoted(value),
                                    Suggestions.sentence(
                                            value,
                                            Arrays.stream(Finding.Kind.values())
                                                    .map(Finding.Kind::word)
                                                    .toList(),
                                            "kinds"))));
        }
    }
}
