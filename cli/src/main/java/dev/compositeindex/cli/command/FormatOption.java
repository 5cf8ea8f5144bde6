package dev.compositeindex.cli.command;

import dev.compositeindex.cli.output.Format;
import picocli.CommandLine.Option;

/** In which form a command prints. */
final class FormatOption {
    @Option(
            names = "--format",
            paramLabel = "text|json",
            description = "How to print what was found: for people (default), or for programs.")
    private Format format = Format.TEXT;

    Format value() {
        return format;
    }
}
