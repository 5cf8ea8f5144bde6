package dev.compositeindex.cli.command;

import dev.compositeindex.cli.output.Format;
import dev.compositeindex.cli.output.JsonText;
import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What one run of a command has to say: lines as they come, or one JSON object at the end. Problems are printed as they come
 * in either form, and are in the object, too.
 */
final class Report {
    private final Terminal terminal;
    private final Format format;
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final List<Map<String, Object>> problems = new ArrayList<>();

    Report(Terminal terminal, Format format, String command) {
        this.terminal = terminal;
        this.format = format;
        members.put("command", command);
        members.put("exitCode", 0);
        members.put("problems", problems);
    }

    /** Says something to people. */
    void lines(List<String> lines) {
        if (format == Format.TEXT) {
            lines.stream().map(Printable::lines).forEach(terminal.out()::println);
        }
    }

    /** Says something to people, with what belongs into it. */
    void line(String text, Object... parts) {
        lines(List.of(text.formatted(parts)));
    }

    /** Says something to programs. */
    void members(Map<String, ?> said) {
        members.putAll(said);
    }

    /** The value, if there is one; problems are told. */
    <T> Optional<T> valueOf(Checked<T> checked) {
        checked.problems().forEach(this::tell);
        return checked.value();
    }

    private void tell(Problem problem) {
        String severity = problem.code().severity().name().toLowerCase(Locale.ROOT);
        terminal.err().println(severity + ": " + problem.message());
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("code", problem.code().id());
        told.put("severity", severity);
        told.put("message", problem.message());
        problems.add(told);
    }

    /** Ends the report; the number for the operating system. */
    int end(ExitCode code) {
        if (format == Format.JSON) {
            members.put("exitCode", code.number());
            terminal.out().println(JsonText.of(members));
        }
        return code.number();
    }
}
