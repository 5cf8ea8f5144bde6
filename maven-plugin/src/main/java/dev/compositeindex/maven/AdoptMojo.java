package dev.compositeindex.maven;

import dev.compositeindex.cli.adoption.Adoption;
import dev.compositeindex.cli.adoption.MappingOptions;
import dev.compositeindex.cli.recording.Plan;
import dev.compositeindex.cli.recording.Recording;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Suggestions;
import dev.compositeindex.processor.model.NamingRule;
import dev.compositeindex.processor.options.Option;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/**
 * Compiles, then records the declared indexes that a database has already, without building anything, and prints the
 * annotations for those that no class declares. The database is not changed.
 */
@Mojo(name = "adopt", requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME, threadSafe = true)
@Execute(lifecycle = "recording", phase = LifecyclePhase.PROCESS_CLASSES)
public final class AdoptMojo extends AbstractDatabaseMojo {
    /** Whether only to show what would be written. */
    @Parameter(property = "dryRun", defaultValue = "false")
    private boolean dryRun;

    /**
     * How new versions are chosen: {@code next} continues the highest one, in its style; {@code timestamp} is the time, in
     * UTC.
     */
    @Parameter(property = "compositeindex.numbering", defaultValue = "next")
    private String numbering = "next";

    /**
     * How names of tables and columns follow from those of Java: {@code snake_case}, {@code hibernate6} or {@code jpa}.
     * Default: what the compiler plugin's arguments say with {@code -Acompositeindex.naming}, else {@code snake_case}.
     */
    @Parameter(property = "compositeindex.naming")
    private @Nullable String naming;

    /**
     * What the migrations are called after their versions: letters, digits and underscores. Default: what they do.
     */
    @Parameter(property = "name")
    private @Nullable String name;

    @Override
    void run(Recording recording) throws MojoFailureException {
        tellUnlisted();
        Adoption adoption = valueOf(Adoption.of(recording, mapping(), database()));
        print(adoption.text());
        Plan plan = adoption.plan(numbering(numbering), name(name), Clock.systemUTC());
        if (plan.isEmpty()) {
            print(List.of("Nothing to adopt."));
        } else {
            print(plan.text());
            if (dryRun) {
                print(List.of("%s to record. Nothing was written.".formatted(plan.size())));
            } else {
                valueOf(recording.write(plan));
                print(List.of("Wrote %s to %s. Review and commit.".formatted(plan.size(), target())));
            }
        }
        if (adoption.hasFailed()) {
            throw new MojoFailureException("Some declared indexes are not what the database has; see above.");
        }
    }

    private MappingOptions mapping() throws MojoFailureException {
        Optional<String> word =
                Optional.ofNullable(naming).or(() -> new CompilerArguments(project()).value(Option.NAMING.key()));
        return new MappingOptions(
                word.isPresent() ? rule(word.get()) : MappingOptions.DEFAULT.naming(),
                new ProjectModules(project()).classPath());
    }

    private static NamingRule rule(String word) throws MojoFailureException {
        return NamingRule.of(word)
                .orElseThrow(() -> new MojoFailureException("naming has the value %s. %s"
                        .formatted(Printable.quoted(word), Suggestions.sentence(word, NamingRule.words(), "values"))));
    }
}
