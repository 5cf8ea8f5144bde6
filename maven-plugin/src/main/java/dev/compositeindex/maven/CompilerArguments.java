package dev.compositeindex.maven;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;

/** What the compiler plugin hands to annotation processors, however the POM writes it. */
final class CompilerArguments {
    private static final String COMPILER = "org.apache.maven.plugins:maven-compiler-plugin";
    private static final String GOAL = "compile";

    private final MavenProject project;

    CompilerArguments(MavenProject project) {
        this.project = project;
    }

    /** The value of {@code -A<key>=<value>}, if it is given for the main sources. */
    Optional<String> value(String key) {
        Pattern argument = Pattern.compile("-A" + Pattern.quote(key) + "=([^\\s<]*)");
        return Stream.ofNullable(project.getPlugin(COMPILER))
                .flatMap(CompilerArguments::configurations)
                .map(argument::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }

    /** As XML. What is said of an execution comes before what is said of all. */
    private static Stream<String> configurations(Plugin plugin) {
        Stream<Object> executions = plugin.getExecutions().stream()
                .filter(execution -> execution.getGoals().equals(List.of(GOAL)))
                .flatMap(execution -> Stream.ofNullable(execution.getConfiguration()));
        return Stream.concat(executions, Stream.ofNullable(plugin.getConfiguration()))
                .map(Object::toString);
    }
}
