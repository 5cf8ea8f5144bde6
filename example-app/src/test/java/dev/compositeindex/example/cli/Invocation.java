package dev.compositeindex.example.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** What a command printed, and its exit code. */
record Invocation(int exitCode, String out, String err) {

    static Invocation of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Main.withCommand(args));
        return new Invocation(exitCode, out.toString(), err.toString());
    }

    List<String> lines() {
        return out.lines().toList();
    }

    String lastLine() {
        return lines().get(lines().size() - 1);
    }

    /** The text from the line that starts like this up to the next empty line. */
    List<String> section(String start) {
        return lines().stream()
                .dropWhile(line -> !line.startsWith(start))
                .takeWhile(line -> !line.isEmpty())
                .toList();
    }
}
