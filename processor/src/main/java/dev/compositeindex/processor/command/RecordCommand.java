package dev.compositeindex.processor.command;

import dev.compositeindex.processor.recording.Plan;
import dev.compositeindex.processor.recording.Recording;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * {@code record} and {@code check}: hold what is declared against what is recorded, and write the difference as
 * migrations, or fail.
 *
 * @param output where to print
 * @param clock for versions
 */
record RecordCommand(Output output, Clock clock) {

    /** The exit code. */
    int run(Arguments arguments) {
        Optional<Recording> recording = output.valueOf(Recording.read(arguments.modules(), arguments.migrations()));
        Optional<Plan> plan = recording.flatMap(states -> output.valueOf(states.plan(arguments.numbering(), clock)));
        if (plan.isEmpty()) {
            return Output.FAILED;
        }
        output.lines(plan.get().text());
        if (arguments.write()) {
            return output.valueOf(recording.get().write(plan.get()))
                    .map(written -> written(written, arguments))
                    .orElse(Output.FAILED);
        }
        if (plan.get().isEmpty()) {
            return 0;
        }
        output.lines(List.of(plan.get().size()
                + (arguments.fail()
                        ? " to record. Run record, review and commit."
                        : " to record. Nothing was written.")));
        return arguments.fail() ? Output.FAILED : 0;
    }

    private int written(Plan plan, Arguments arguments) {
        if (!plan.isEmpty()) {
            output.written(plan, arguments.migrations().get(0));
        }
        return 0;
    }
}
