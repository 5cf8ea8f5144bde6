package dev.compositeindex.maven;

import dev.compositeindex.cli.recording.Numbering;
import dev.compositeindex.cli.recording.Plan;
import dev.compositeindex.cli.recording.Recording;
import java.time.Clock;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Fails the build if there is anything to record, or if something is wrong with what is recorded. */
@Mojo(
        name = "check",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresDependencyResolution = ResolutionScope.RUNTIME,
        threadSafe = true)
public final class CheckMojo extends AbstractRecordingMojo {

    @Override
    void run(Recording recording) throws MojoFailureException {
        Plan plan = valueOf(recording.plan(Numbering.NEXT, Optional.empty(), Clock.systemUTC()));
        if (plan.isEmpty()) {
            plan.text().forEach(getLog()::info);
            return;
        }
        print(plan.text());
        throw new MojoFailureException(
                "%s to record. Run mvn compositeindex:record, review and commit.".formatted(plan.size()));
    }
}
