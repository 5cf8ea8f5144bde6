package dev.compositeindex.processor.command;

import dev.compositeindex.processor.adoption.Adoption;
import dev.compositeindex.processor.adoption.DatabaseAddress;
import dev.compositeindex.processor.recording.Plan;
import dev.compositeindex.processor.recording.Recording;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * {@code adopt}: holds what is declared against the indexes of a database, records what exists already, and tells what
 * nobody declares.
 *
 * @param output where to print
 * @param clock for versions
 */
record AdoptCommand(Output output, Clock clock) {

    /** The exit code. */
    int run(Arguments arguments, DatabaseAddress database) {
        Optional<Recording> recording = output.valueOf(Recording.read(arguments.modules(), arguments.migrations()));
        Optional<Adoption> adoption =
                recording.flatMap(states -> output.valueOf(Adoption.of(states, arguments.mapping(), database)));
        if (adoption.isEmpty()) {
            return Output.FAILED;
        }
        output.lines(adoption.get().text());
        Plan plan = adoption.get().plan(arguments.numbering(), clock);
        if (plan.isEmpty()) {
            output.lines(List.of("Nothing to adopt."));
        } else {
            output.lines(plan.text());
            if (!arguments.write()) {
                output.lines(List.of(plan.size() + " to record. Nothing was written."));
            } else if (output.valueOf(recording.get().write(plan)).isEmpty()) {
                return Output.FAILED;
            } else {
                output.written(plan, arguments.migrations().get(0));
            }
        }
        return adoption.get().hasFailed() ? Output.FAILED : 0;
    }
}
