package dev.compositeindex.maven;

import dev.compositeindex.cli.recording.CompiledModule;
import dev.compositeindex.cli.recording.Numbering;
import dev.compositeindex.cli.recording.Recording;
import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Suggestions;
import dev.compositeindex.processor.migration.Migration;
import dev.compositeindex.processor.migration.Migrations;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What all goals share: where things are in the project, and how problems are told. */
abstract class AbstractRecordingMojo extends AbstractMojo {
    private static final String MIGRATIONS = "src/main/resources/db/migration";

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project = new MavenProject();

    /**
     * The folders of recorded migrations in the source tree. New ones go into the first. Default: {@code
     * src/main/resources/db/migration}.
     */
    @Parameter
    private List<File> migrations = List.of();

    /**
     * Dependencies whose indexes are recorded in this module, too, each as {@code groupId:artifactId}. They are compiled
     * with {@code -Acompositeindex.location=none}.
     */
    @Parameter
    private List<String> entityModules = List.of();

    /** Whether to do nothing: for a module whose indexes another one records. */
    @Parameter(property = "compositeindex.skip", defaultValue = "false")
    private boolean skip;

    @Override
    public final void execute() throws MojoFailureException {
        if (skip || project.getPackaging().equals("pom")) {
            return;
        }
        List<Path> existing = folders().stream().filter(Files::isDirectory).toList();
        Checked<Recording> read = Recording.read(modules(), existing);
        boolean declaresNothing =
                read.value().filter(states -> states.declared().isEmpty()).isPresent();
        if (existing.isEmpty() && declaresNothing) {
            getLog().info("No index is declared, and there are no migrations.");
            return;
        }
        tell(read.problems());
        for (Path folder : folders()) {
            if (!Files.isDirectory(folder)) {
                throw new MojoFailureException(
                        "There is no directory %s for recorded migrations. Create it, or name another with <migrations>; if another module records what this one declares, set the property compositeindex.skip here."
                                .formatted(shown(folder)));
            }
        }
        run(valueOf(new Checked<>(read.value(), List.of())));
    }

    abstract void run(Recording recording) throws MojoFailureException;

    final MavenProject project() {
        return project;
    }

    /** The module, and those whose indexes it records. */
    final List<CompiledModule> modules() throws MojoFailureException {
        return new ProjectModules(project).modules(entityModules);
    }

    /** The value; if there is none, what was found on the way has told why. */
    final <T> T valueOf(Checked<T> checked) throws MojoFailureException {
        tell(checked.problems());
        return checked.value()
                .orElseThrow(() -> new MojoFailureException(
                        "What is declared and what is recorded do not go together; see above."));
    }

    /** Says which dependencies declare indexes that this module does not record. */
    final void tellUnlisted() {
        for (String module : new ProjectModules(project).unlisted(entityModules)) {
            getLog().info("%s declares indexes. To record them here, list it in <entityModules>.".formatted(module));
        }
    }

    /** How versions are chosen, in a word. */
    static Numbering numbering(String word) throws MojoFailureException {
        return Numbering.of(word)
                .orElseThrow(() -> new MojoFailureException("numbering has the value %s. %s"
                        .formatted(Printable.quoted(word), Suggestions.sentence(word, Numbering.words(), "values"))));
    }

    /** What migrations are called, if somebody says so. */
    static Optional<String> name(@Nullable String name) throws MojoFailureException {
        if (name != null && !Migrations.isName(name)) {
            throw new MojoFailureException(
                    "name has the value %s: letters, digits and underscores are possible, at most %d, such as add_performance_indexes."
                            .formatted(Printable.quoted(name), Migration.LONGEST_TITLE));
        }
        return Optional.ofNullable(name);
    }

    /** Where new migrations go, as a person would say it. */
    final String target() {
        return shown(folders().get(0));
    }

    private List<Path> folders() {
        List<File> files = migrations.isEmpty() ? List.of(new File(project.getBasedir(), MIGRATIONS)) : migrations;
        return files.stream().map(File::toPath).toList();
    }

    private String shown(Path path) {
        Path base = project.getBasedir().toPath();
        return (path.startsWith(base) ? base.relativize(path) : path).toString();
    }

    /** Prints what was asked for: not as a log, so that it can be pasted, and is there with {@code mvn -q}, too. */
    static void print(List<String> lines) {
        lines.stream().map(Printable::lines).forEach(System.out::println);
    }

    private void tell(List<Problem> problems) {
        for (Problem problem : problems) {
            switch (problem.code().severity()) {
                case ERROR -> getLog().error(problem.message());
                case WARNING -> getLog().warn(problem.message());
                case NOTE -> getLog().info(problem.message());
            }
        }
    }
}
