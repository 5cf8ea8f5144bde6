package dev.compositeindex.example.cli;

import picocli.CommandLine.Option;

/** Every command has it. */
final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean requested;
}
