package dev.compositeindex.maven;

import dev.compositeindex.cli.recording.Plan;
import dev.compositeindex.cli.recording.Recording;
import java.time.Clock;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/**
 * Compiles, then writes the migrations that lead from what is recorded to what is declared, to be reviewed and committed.
 */
@Mojo(name = "record", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@Execute(lifecycle = "recording", phase = LifecyclePhase.PROCESS_CLASSES)
public final class RecordMojo extends AbstractRecordingMojo {
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
     * What the migrations are called after their versions: letters, digits and underscores. Default: what they do.
     */
    @Parameter(property = "name")
    private @Nullable String name;

    /**
     * Recorded unique indexes to give up that are not declared any more, and that rows somewhere keep from being built.
     */
    @Parameter(property = "withdraw")
    private List<String> withdraw = List.of();

    @Override
    void run(Recording recording) throws MojoFailureException {
        tellUnlisted();
        Plan plan = valueOf(recording.plan(numbering(numbering), name(name), withdraw, Clock.systemUTC()));
        print(plan.text());
        if (dryRun) {
            if (!plan.isEmpty()) {
                print(List.of("%s to record. Nothing was written.".formatted(plan.size())));
            }
            return;
        }
        valueOf(recording.write(plan));
        if (!plan.isEmpty()) {
            print(List.of("Wrote %s to %s. Review and commit.".formatted(plan.size(), target())));
        }
    }
}
