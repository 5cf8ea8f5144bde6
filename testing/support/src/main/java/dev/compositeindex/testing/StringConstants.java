package dev.compositeindex.testing;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The string constants of compiled classes: whatever SQL they send or write is made of these. */
public final class StringConstants {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern SYMBOL = Pattern.compile("[-+*/<>=~!@#%^&|`?]+");

    private final List<String> constants;

    private StringConstants(List<String> constants) {
        this.constants = List.copyOf(constants);
    }

    /** Those of all classes of the modules that these are in, each a folder or a jar. */
    public static StringConstants ofModule(Class<?>... types) {
        List<String> constants = new ArrayList<>();
        try {
            for (Class<?> type : types) {
                Path module = Compilation.whereIs(type);
                if (Files.isDirectory(module)) {
                    addAll(module, constants);
                    continue;
                }
                try (FileSystem jar = FileSystems.newFileSystem(module)) {
                    addAll(jar.getPath("/"), constants);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new StringConstants(constants);
    }

    private static void addAll(Path folder, List<String> constants) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                constants.addAll(read(Files.readAllBytes(file)));
            }
        }
    }

    /** All of them. */
    public List<String> list() {
        return constants;
    }

    /** All that could be a name in SQL, in lower case. */
    Set<String> words() {
        return matches(WORD, text -> text.toLowerCase(java.util.Locale.ROOT));
    }

    /** All that could be an operator in SQL. */
    Set<String> symbols() {
        return matches(SYMBOL, text -> text);
    }

    private Set<String> matches(Pattern pattern, java.util.function.UnaryOperator<String> fold) {
        return constants.stream()
                .flatMap(constant -> pattern.matcher(constant).results())
                .map(MatchResult::group)
                .map(fold)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The constants that instructions load, and the texts that concatenations are made of. */
    private static List<String> read(byte[] file) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
        in.skipNBytes(8);
        int size = in.readUnsignedShort();
        String[] texts = new String[size];
        List<Integer> strings = new ArrayList<>();
        for (int i = 1; i < size; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[i] = in.readUTF();
                case 8 -> strings.add(in.readUnsignedShort());
                case 7, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++; // these take two places
                }
                default -> throw new IOException("unknown constant " + tag);
            }
        }
        return strings.stream().map(string -> texts[string]).toList();
    }
}
