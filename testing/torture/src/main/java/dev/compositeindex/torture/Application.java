package dev.compositeindex.torture;

import dev.compositeindex.cli.recording.CompiledModule;
import dev.compositeindex.cli.recording.Numbering;
import dev.compositeindex.cli.recording.Plan;
import dev.compositeindex.cli.recording.Recording;
import dev.compositeindex.processor.CompositeIndexProcessor;
import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A release as it is deployed: compiled with our processor, its migrations recorded by our planner on top of those of the
 * releases before.
 *
 * @param release what was compiled
 * @param classes its class path entry
 * @param migrations the folder of all migrations up to this release
 * @param versions how many these are; their versions are 1 and up
 */
record Application(Release release, Path classes, Path migrations, int versions) {

    /** Compiles and records the releases, one after the other. */
    static List<Application> build(List<Release> releases, Path folder) throws IOException {
        Path migrations = Files.createDirectories(folder.resolve("db/migration"));
        List<Application> applications = new ArrayList<>();
        for (Release release : releases) {
            if (!release.byHand().isEmpty()) {
                Path script = migrations.resolve("V%d__by_hand.sql".formatted(1 + count(migrations)));
                Files.writeString(script, release.byHand());
            }
            if (!release.sources().isEmpty()) {
                record(compile(release, folder, migrations), migrations);
            }
            Path home = folder.resolve("release-" + applications.size());
            Folders.copy(Files.createDirectories(folder.resolve("classes")), home.resolve("classes"));
            Folders.copy(migrations, home.resolve("migrations"));
            applications.add(
                    new Application(release, home.resolve("classes"), home.resolve("migrations"), count(migrations)));
        }
        return List.copyOf(applications);
    }

    private static Path compile(Release release, Path folder, Path migrations) {
        Compilation compilation = Compilation.in(folder).option("-Acompositeindex.migrations=" + migrations);
        release.sources().forEach((name, text) -> compilation.source("app/" + name, text));
        CompilationResult result = compilation.run(CompilerKind.JAVAC, new CompositeIndexProcessor());
        if (!result.succeeded()) {
            throw new IllegalStateException(result.messages().toString());
        }
        return result.output();
    }

    private static void record(Path classes, Path migrations) {
        Recording recording =
                checked(Recording.read(List.of(CompiledModule.ofClassOutput(classes)), List.of(migrations)));
        Plan plan = checked(recording.plan(Numbering.NEXT, Optional.empty(), Clock.systemUTC()));
        checked(recording.write(plan));
    }

    private static <T> T checked(Checked<T> result) {
        return result.value()
                .orElseThrow(() -> new IllegalStateException(result.problems().toString()));
    }

    private static int count(Path migrations) throws IOException {
        try (Stream<Path> files = Files.list(migrations)) {
            return (int) files.filter(file -> file.toString().endsWith(".sql")).count();
        }
    }
}
