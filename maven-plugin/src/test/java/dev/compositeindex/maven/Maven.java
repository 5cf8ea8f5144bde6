package dev.compositeindex.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.maven.shared.invoker.DefaultInvocationRequest;
import org.apache.maven.shared.invoker.DefaultInvoker;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.InvocationResult;
import org.apache.maven.shared.invoker.MavenInvocationException;

/**
 * One real build, by the Maven and the JDK that run this one.
 *
 * @param exitCode Maven's
 * @param lines what it printed
 */
record Maven(int exitCode, List<String> lines) {
    private static final Pattern LOGGED = Pattern.compile("\\[[A-Z]+] ");
    private static final Pattern COLOUR = Pattern.compile("\u001B\\[[0-9;]*m");

    /** Start-up counts here, not speed in the long run. */
    private static final String OPTIONS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto";

    Maven {
        lines = List.copyOf(lines);
    }

    /** Runs Maven. */
    static Maven run(Path project, String... arguments) {
        List<String> lines = new ArrayList<>();
        InvocationRequest request = new DefaultInvocationRequest();
        request.setBaseDirectory(project.toFile());
        request.setBatchMode(true);
        request.setJavaHome(new File(System.getProperty("java.home")));
        request.setMavenOpts(OPTIONS);
        request.setLocalRepositoryDirectory(LocalRepository.FOLDER.toFile());
        request.addShellEnvironment("MAVEN_ARGS", "");
        request.addArgs(List.of(arguments));
        request.setOutputHandler(line -> lines.add(COLOUR.matcher(line).replaceAll("")));
        try {
            DefaultInvoker maven = new DefaultInvoker();
            maven.setMavenHome(new File(System.getProperty("maven.home")));
            InvocationResult result = maven.execute(request);
            if (result.getExecutionException() != null) {
                throw new IllegalStateException(result.getExecutionException());
            }
            return new Maven(result.getExitCode(), lines);
        } catch (MavenInvocationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** This, if the build succeeded. */
    Maven succeeded() {
        assertThat(exitCode).as(output()).isZero();
        return this;
    }

    /** This, if the build failed, and nobody was shown a stack trace. */
    Maven failed() {
        assertThat(exitCode).as(output()).isOne();
        assertThat(output()).doesNotContain("\tat ");
        return this;
    }

    /** What was printed. */
    String output() {
        return String.join("\n", lines);
    }

    /** The lines of a level, without it. */
    List<String> lines(String level) {
        String prefix = "[" + level + "] ";
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }

    /** The lines that were asked for: not of the log, so they can be pasted, and are there with {@code -q}. */
    List<String> printed() {
        return lines.stream().filter(line -> !LOGGED.matcher(line).lookingAt()).toList();
    }

    /** What the first failing goal said. */
    String failure() {
        return lines("ERROR").stream()
                .filter(line -> line.startsWith("Failed to execute goal "))
                .map(line -> line.replaceFirst("^.*?on project [^:]+: ", "").replaceFirst(" -> \\[Help 1]$", ""))
                .findFirst()
                .orElse("");
    }
}
