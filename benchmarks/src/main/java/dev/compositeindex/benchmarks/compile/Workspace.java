package dev.compositeindex.benchmarks.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The sources of a benchmark, and the migrations that are recorded for them. */
final class Workspace {
    private final Path folder;
    private final int types;

    /**
     * A workspace.
     *
     * @param folder where all of it is
     * @param types how many entities there are
     */
    Workspace(Path folder, int types) {
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
        Compilation compilation = compilation(Subject.OURS);
        compilation.run();
        Compilation.delete(migrations());
        Files.createDirectories(migrations());
        String said = Processes.run(List.of(
                "dev.compositeindex.cli.command.Main",
                "record",
                "--indexes",
                compilation.output().toString(),
                "--migrations",
                migrations().toString()));
        if (said.isEmpty()) {
            throw new IllegalStateException("nothing was recorded");
        }
    }

    private Path migrations() {
        return folder.resolve("migrations");
    }
}
