package dev.compositeindex.maven;

import dev.compositeindex.processor.recording.Plan;
import dev.compositeindex.processor.recording.Recording;
import java.time.Clock;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

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
    // No property with a prefix: projects keep our own version in ${compositeindex.version}.
    @Parameter(property = "version", defaultValue = "next")
    private String version = "next";

    @Override
    void run(Recording recording) throws MojoFailureException {
        tellUnlisted();
        Plan plan = valueOf(recording.plan(numbering(version), Clock.systemUTC()));
        plan.text().forEach(getLog()::info);
        if (dryRun) {
            if (!plan.isEmpty()) {
                getLog().info("%s to record. Nothing was written.".formatted(plan.size()));
            }
            return;
        }
        valueOf(recording.write(plan));
        if (!plan.isEmpty()) {
            getLog().info("Wrote %s to %s. Review and commit.".formatted(plan.size(), target()));
        }
    }
}
