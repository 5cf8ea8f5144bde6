package dev.compositeindex.benchmarks;

import dev.compositeindex.benchmarks.compile.CompileBenchmark;
import dev.compositeindex.benchmarks.start.StartBenchmark;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: a command per benchmark. */
@Command(
        name = "benchmarks",
        description = "What CompositeIndex costs.",
        mixinStandardHelpOptions = true,
        subcommands = {CompileBenchmark.class, StartBenchmark.class})
final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
