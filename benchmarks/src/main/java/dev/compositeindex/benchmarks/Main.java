package dev.compositeindex.benchmarks;

import dev.compositeindex.benchmarks.build.BuildBenchmark;
import dev.compositeindex.benchmarks.build.WritersBenchmark;
import dev.compositeindex.benchmarks.compile.CompileBenchmark;
import dev.compositeindex.benchmarks.record.RecordBenchmark;
import dev.compositeindex.benchmarks.start.StartBenchmark;
import dev.compositeindex.benchmarks.verify.VerifyBenchmark;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: a command per benchmark. */
@Command(
        name = "benchmarks",
        description = "What CompositeIndex costs.",
        mixinStandardHelpOptions = true,
        subcommands = {
            CompileBenchmark.class,
            RecordBenchmark.class,
            StartBenchmark.class,
            VerifyBenchmark.class,
            BuildBenchmark.class,
            WritersBenchmark.class
        })
final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
