package dev.compositeindex.cli.command;

import dev.compositeindex.cli.recording.CompiledModule;
import dev.compositeindex.processor.diagnostic.Printable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the recorded migrations are. */
final class MigrationsOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--migrations",
            required = true,
            paramLabel = "<dir>",
            description = "Recorded migrations, in the source tree. Given several times, new ones go into the first.")
    private List<Path> folders = List.of();

    /** The folders, which exist. */
    List<Path> foldersFor(CompiledModule module) {
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw wrong("--migrations names %s, which is no directory. Create it, or name another.", folder);
            }
        }
        if (module.contains(folders.get(0))) {
            throw wrong("%s is in the class output; name the directory in the source tree.", folders.get(0));
        }
        return folders;
    }

    private ParameterException wrong(String text, Path folder) {
        return new ParameterException(command.commandLine(), text.formatted(Printable.quoted(folder.toString())));
    }
}
