package dev.compositeindex.example.cli;

import dev.compositeindex.example.data.DataLoader;
import dev.compositeindex.example.data.DataSize;
import dev.compositeindex.example.database.Database;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How much sample data a command loads, and which. */
final class DataOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "50000",
            description = "Rows in the largest tables; the others are in proportion. Default: ${DEFAULT-VALUE}.")
    private int rows;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed gives the same rows. Default: ${DEFAULT-VALUE}.")
    private long seed;

    DataLoader loader(Database database) {
        return new DataLoader(database.dataSource(), new DataSize(rows), seed);
    }

    /** Before anything is started. */
    void check() {
        if (rows < DataSize.SMALLEST) {
            throw new ParameterException(command.commandLine(), "--rows: at least " + DataSize.SMALLEST);
        }
    }
}
