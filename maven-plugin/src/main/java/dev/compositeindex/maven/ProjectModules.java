package dev.compositeindex.maven;

import dev.compositeindex.cli.recording.CompiledModule;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Suggestions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;

/** A Maven project and its dependencies, as far as they may declare indexes. */
final class ProjectModules {
    private static final Set<String> COMPILE_ONLY = Set.of(Artifact.SCOPE_PROVIDED, Artifact.SCOPE_SYSTEM);

    private final MavenProject project;

    ProjectModules(MavenProject project) {
        this.project = project;
    }

    /**
     * The project itself, then the dependencies of the given names.
     *
     * @param names each {@code groupId:artifactId}
     */
    List<CompiledModule> modules(List<String> names) throws MojoFailureException {
        Path classes = Path.of(project.getBuild().getOutputDirectory());
        CompiledModule own = CompiledModule.ofClassOutput(classes);
        List<CompiledModule> modules = new ArrayList<>(List.of(hasSources() ? own : own.withoutSources()));
        SortedMap<String, Path> dependencies = dependencies();
        for (String name : names) {
            Path file = dependencies.get(name);
            if (file == null) {
                throw new MojoFailureException("<entityModules> names %s, which is no dependency of this module. %s"
                        .formatted(
                                Printable.quoted(name),
                                Suggestions.sentence(name, dependencies.keySet(), "dependencies")));
            }
            modules.add(CompiledModule.of(file)
                    .orElseThrow(() ->
                            new MojoFailureException("%s is not compiled: there is no %s.".formatted(name, file))));
        }
        return modules;
    }

    /** The other dependencies that declare indexes. */
    List<String> unlisted(List<String> names) {
        return dependencies().entrySet().stream()
                .filter(dependency -> !names.contains(dependency.getKey()))
                .filter(dependency -> CompiledModule.of(dependency.getValue())
                        .filter(CompiledModule::declaresIndexes)
                        .isPresent())
                .map(SortedMap.Entry::getKey)
                .toList();
    }

    /** What classes of the project may refer to. */
    List<String> classPath() {
        return project.getArtifacts().stream()
                .filter(artifact -> artifact.getFile() != null)
                .map(artifact -> artifact.getFile().getPath())
                .toList();
    }

    /** What the application has, whatever the goal resolves. */
    private SortedMap<String, Path> dependencies() {
        SortedMap<String, Path> files = new TreeMap<>();
        for (Artifact artifact : project.getArtifacts()) {
            boolean isAtRuntime = !COMPILE_ONLY.contains(artifact.getScope());
            if (artifact.getFile() != null && !artifact.hasClassifier() && isAtRuntime) {
                files.putIfAbsent(
                        artifact.getGroupId() + ":" + artifact.getArtifactId(),
                        artifact.getFile().toPath());
            }
        }
        return files;
    }

    /** A module may do no more than record for others. */
    private boolean hasSources() {
        return project.getCompileSourceRoots().stream().map(Path::of).anyMatch(ProjectModules::hasFiles);
    }

    private static boolean hasFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.anyMatch(Files::isRegularFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
