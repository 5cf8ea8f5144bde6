package dev.compositeindex.maven;

import dev.compositeindex.cli.analysis.Analysis;
import dev.compositeindex.cli.analysis.Baselines;
import dev.compositeindex.cli.database.DatabaseAddress;
import dev.compositeindex.cli.recording.Recording;
import dev.compositeindex.health.Finding;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Suggestions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/**
 * Compiles, then shows how the indexes of the declared tables are used in a database, and what is wrong with them. The database
 * is not changed.
 */
@Mojo(name = "analyze", requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME, threadSafe = true)
@Execute(lifecycle = "recording", phase = LifecyclePhase.PROCESS_CLASSES)
public final class AnalyzeMojo extends AbstractDatabaseMojo {
    /** Its replicas, each of which counts for itself. */
    @Parameter(property = "replicas")
    private List<String> replicas = List.of();

    /** A file for the report as a page, instead of on the terminal. */
    @Parameter(property = "output")
    private @Nullable File output;

    /** A file that keeps the counters, so that the next run says what happened in between. */
    @Parameter(property = "baseline")
    private @Nullable File baseline;

    /** How many days an index must not have been scanned to be called unused. */
    @Parameter(property = "unusedAfter", defaultValue = "30")
    private int unusedAfter;

    /** Kinds of findings that fail the build, such as {@code foreign-key}. What too little is known of does not count. */
    @Parameter(property = "failOn")
    private List<String> failOn = List.of();

    @Override
    void run(Recording recording) throws MojoFailureException {
        List<Finding.Kind> kinds = new ArrayList<>();
        for (String word : failOn) {
            kinds.add(kind(word));
        }
        Baselines before = baseline == null ? Baselines.NONE : valueOf(Baselines.read(baseline.toPath()));
        Analysis analysis = valueOf(Analysis.of(modules(), databases(), Duration.ofDays(unusedAfter), before));
        if (output == null) {
            print(analysis.text());
        } else {
            write(output.toPath(), analysis.page());
        }
        if (baseline != null) {
            valueOf(before.write(baseline.toPath(), analysis.report()));
        }
        if (analysis.has(kinds)) {
            throw new MojoFailureException("There are findings of the kinds of failOn; see above.");
        }
    }

    private List<DatabaseAddress> databases() {
        return Stream.concat(Stream.of(database()), replicas.stream().map(this::database))
                .toList();
    }

    private static void write(Path file, String page) throws MojoFailureException {
        try {
            Files.writeString(file, page);
            print(List.of("The report is in %s.".formatted(file)));
        } catch (IOException e) {
            throw new MojoFailureException("%s cannot be written: %s. Name another file with output."
                    .formatted(Printable.quoted(file.toString()), Printable.reason(e)));
        }
    }

    private static Finding.Kind kind(String word) throws MojoFailureException {
        List<String> words =
                Arrays.stream(Finding.Kind.values()).map(Finding.Kind::word).toList();
        if (!words.contains(word)) {
            throw new MojoFailureException("failOn has the value %s. %s"
                    .formatted(Printable.quoted(word), Suggestions.sentence(word, words, "kinds")));
        }
        return Finding.Kind.values()[words.indexOf(word)];
    }
}
