package dev.compositeindex.benchmarks.compile;

import dev.compositeindex.benchmarks.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The sources of a benchmark, and the migrations that are recorded for them. */
public final class Workspace {
    private final Path folder;
    private final int types;

    /**
     * A workspace.
     *
     * @param folder where all of it is
     * @param types how many entities there are
     */
    public Workspace(Path folder, int types) {
        this.folder = folder.toAbsolutePath().resolve(Integer.toString(types));
        this.types = types;
    }

    /** A compilation of the workspace's sources. */
    Compilation compilation(Subject subject) throws IOException {
        Corpus entities = Corpus.entities(folder.resolve("entities"), types);
        Corpus sources = switch (subject.module()) {
            case ENTITIES -> entities;
            case MAPPERS -> entities.withMappers(folder.resolve("mappers"), types);
        };
        return new Compilation(
                subject, sources, migrations(), folder.resolve("output").resolve(subject.name()));
    }

    /** Records all indexes, as a user would. */
    void record() throws IOException, InterruptedException {
        Path compiled = compile();
        Compilation.delete(migrations());
        Files.createDirectories(migrations());
        Processes.Outcome outcome = Processes.run(List.of(
                "dev.compositeindex.cli.command.Main",
                "record",
                "--indexes",
                compiled.toString(),
                "--migrations",
                migrations().toString()));
        if (!outcome.succeeded()) {
            throw new IllegalStateException("nothing was recorded: " + outcome.output());
        }
    }

    /** Compiles with our processor; the folder of its classes. */
    public Path compile() throws IOException {
        Compilation compilation = compilation(Subject.OURS);
        compilation.run();
        return compilation.output();
    }

    private Path migrations() {
        return folder.resolve("migrations");
    }
}
