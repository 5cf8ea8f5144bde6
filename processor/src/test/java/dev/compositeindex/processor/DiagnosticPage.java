package dev.compositeindex.processor;

import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.Message;
import jakarta.persistence.Entity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.annotations.Formula;

/**
 * A page of {@code docs/diagnostics}, read as its reader reads it. A file is a code block below a line that is its path;
 * an {@code options} block is given to the processor; the messages are written as javac prints them, with {@code <words>}
 * for what differs from machine to machine.
 */
record DiagnosticPage(
        String code,
        String title,
        String severity,
        String suppressedWith,
        Example mistake,
        List<String> messages,
        Example repair) {
    static final Path FOLDER = Path.of("../docs/diagnostics");

    private static final Pattern HEAD = Pattern.compile(
            "\\A# (CI\\d{3}): (.+)\\n\\nSeverity: (error|warning|note)(?:, suppressed with `([^`\n]+)`)?\\n\\n\\S.*",
            Pattern.DOTALL);
    private static final Pattern FILE = Pattern.compile("^`([^`\\n]+)`\\n\\n```\\w+\\n(.*?)^```$", multiline());
    private static final Pattern OPTIONS = Pattern.compile("^```options\\n(.*?)^```$", multiline());
    private static final Pattern TEXT = Pattern.compile("^```text\\n(.*?)^```$", multiline());
    private static final Pattern MESSAGE_START =
            Pattern.compile("^(?=(?:\\S+\\.java:\\d+: )?(?:error|warning|Note): )", multiline());
    private static final Pattern PLACEHOLDER = Pattern.compile("<[a-z ]+>");

    static DiagnosticPage read(Path file) {
        try {
            String page = Files.readString(file);
            Matcher head = HEAD.matcher(page);
            if (!head.matches()) {
                throw new IllegalArgumentException(file + " does not start with title and severity");
            }
            Matcher text = TEXT.matcher(section(page, "The message"));
            if (!text.find()) {
                throw new IllegalArgumentException(file + " has no message");
            }
            return new DiagnosticPage(
                    head.group(1),
                    head.group(2),
                    head.group(3),
                    Objects.requireNonNullElse(head.group(4), ""),
                    example(section(page, "The mistake")),
                    MESSAGE_START
                            .splitAsStream(text.group(1))
                            .map(String::strip)
                            .toList(),
                    example(section(page, "The repair")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<DiagnosticPage> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> !file.endsWith("README.md"))
                    .sorted()
                    .map(DiagnosticPage::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether this is what a page shows. */
    static boolean matches(String shown, String printed) {
        String pattern =
                Arrays.stream(PLACEHOLDER.split(shown, -1)).map(Pattern::quote).collect(Collectors.joining(".+"));
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(printed).matches();
    }

    /** A message as javac prints it. */
    static String printed(Message message) {
        String place = message.file().isEmpty() ? "" : message.file() + ":" + message.line() + ": ";
        return place
                + switch (message.kind()) {
                    case ERROR -> "error: ";
                    case WARNING, MANDATORY_WARNING -> "warning: ";
                    case NOTE, OTHER -> "Note: ";
                }
                + message.text().strip();
    }

    /** Whether a message points into the source of a record: ECJ prints those without any place. */
    boolean isOfRecord(int message) {
        return mistake.files().entrySet().stream()
                .filter(file -> file.getValue().contains(" record "))
                .map(file -> file.getKey().substring(file.getKey().lastIndexOf('/') + 1))
                .anyMatch(name -> messages.get(message).startsWith(name + ":"));
    }

    /** A message as it is printed if the compiler does not tell where. */
    static String withoutPlace(String message) {
        return message.replaceFirst("^\\S+\\.java:\\d+: ", "");
    }

    private static int multiline() {
        return Pattern.DOTALL | Pattern.MULTILINE;
    }

    private static String section(String page, String title) {
        Matcher section = Pattern.compile("^## " + title + "\\n(.*?)(?=^## |\\z)", multiline())
                .matcher(page);
        if (!section.find()) {
            throw new IllegalArgumentException("no section \"" + title + "\" in " + page);
        }
        return section.group(1);
    }

    private static Example example(String section) {
        Map<String, String> files = new LinkedHashMap<>();
        FILE.matcher(section).results().forEach(file -> files.put(file.group(1), file.group(2)));
        List<String> options = OPTIONS.matcher(section)
                .results()
                .flatMap(block -> block.group(1).lines())
                .toList();
        return new Example(files, options);
    }

    @Override
    public String toString() {
        return code;
    }

    /** What is given to the compiler: sources, files that are in the class output already, and options. */
    record Example(Map<String, String> files, List<String> options) {

        boolean isEmpty() {
            return files.isEmpty();
        }

        /** The same, with one more annotation on each class. */
        Example with(String annotation) {
            Map<String, String> annotated = new LinkedHashMap<>();
            files.forEach((name, text) -> annotated.put(
                    name, name.endsWith(".java") ? text.replaceFirst("(?m)^(?=@)", annotation + "\n") : text));
            return new Example(annotated, options);
        }

        Compilation in(Path folder) throws IOException {
            Compilation compilation = Compilation.in(folder);
            for (Map.Entry<String, String> file : files.entrySet()) {
                if (file.getKey().endsWith(".java")) {
                    compilation.source(file.getKey(), file.getValue());
                } else {
                    Path path = folder.resolve("classes").resolve(file.getKey());
                    Files.createDirectories(path.getParent());
                    Files.writeString(path, file.getValue());
                }
            }
            options.forEach(compilation::option);
            return compilation
                    .classPath(Compilation.whereIs(Entity.class))
                    .classPath(Compilation.whereIs(Formula.class));
        }
    }
}
