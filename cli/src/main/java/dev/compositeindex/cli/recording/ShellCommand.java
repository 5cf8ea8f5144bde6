package dev.compositeindex.cli.recording;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Commands for people to paste into a shell. */
final class ShellCommand {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./+@%:,=-]+");

    private ShellCommand() {}

    /** Removes files, each of which is in one of the folders. */
    static String remove(List<String> paths, List<Path> folders) {
        return paths.stream()
                .map(path -> folders.stream()
                        .map(folder -> folder.resolve(path))
                        .filter(Files::exists)
                        .findFirst()
                        .orElse(folders.get(0).resolve(path)))
                .map(path -> quoted(path.toString()))
                .collect(Collectors.joining(" ", "rm ", ""));
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
