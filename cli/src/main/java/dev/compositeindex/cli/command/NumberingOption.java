package dev.compositeindex.cli.command;

import dev.compositeindex.cli.recording.Numbering;
import picocli.CommandLine.Option;

/** How versions of new migrations are chosen. */
final class NumberingOption {
    @Option(
            names = "--numbering",
            paramLabel = "next|timestamp",
            description = "Whether versions continue the highest (default), or are the time, in UTC.")
    private Numbering numbering = Numbering.NEXT;

    Numbering value() {
        return numbering;
    }
}
