package dev.compositeindex.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.HostileTexts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that anybody may have damaged, or made: each is refused by its name, on visible lines, or does no harm. */
@Tag("slow")
class HostileFilesTest {
    private static final String TITLE = "@CompositeIndex(name = \"title_idx\", fields = \"title\")";
    private static final int TEXTS = 100;
    private static final long TOO_LARGE = (64L << 20) + 2;

    /** What each command may end with; another one would be a crash. */
    private static final Set<Integer> CODES =
            Set.of(ExitCode.OK.number(), ExitCode.FOUND.number(), ExitCode.USAGE.number(), ExitCode.FAILED.number());

    @TempDir
    private Path folder;

    private RecordedProject project;
    private Path indexes;
    private Path classFile;
    private Path header;

    @BeforeEach
    void compile() throws IOException {
        project = new RecordedProject(folder);
        project.record(TITLE);
        indexes = folder.resolve("classes/META-INF/compositeindex/com.acme.Indexes.indexes");
        classFile = folder.resolve("classes/com/acme/Course.class");
        header = project.migrations().resolve("V2__create_title_idx.sql");
    }

    @Test
    void textsInEachFile() throws IOException {
        Random random = new Random(15);
        for (Path file :
                List.of(indexes, classFile, header, project.migrations().resolve(header.getFileName() + ".conf"))) {
            byte[] whole = Files.readAllBytes(file);
            for (String text : HostileTexts.many(TEXTS)) {
                Files.write(file, damaged(whole, text.getBytes(StandardCharsets.UTF_8), random));
                isAnswered(file);
            }
            Files.write(file, whole);
        }
        assertThat(project.run("check").code()).isZero();
    }

    @Test
    void randomBytesInEachFile() throws IOException {
        Random random = new Random(16);
        for (Path file : List.of(indexes, classFile, header)) {
            byte[] whole = Files.readAllBytes(file);
            for (int i = 0; i < TEXTS; i++) {
                byte[] bytes = i % 2 == 0 ? new byte[random.nextInt(200)] : whole.clone();
                if (i % 2 == 0) {
                    random.nextBytes(bytes);
                } else {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
                Files.write(file, bytes);
                isAnswered(file);
            }
            Files.write(file, whole);
        }
    }

    /** None is read whole into memory, and what has no data of its own is read as far as a script goes. */
    @Test
    void hugeFiles() throws IOException {
        for (Path file : List.of(indexes, classFile)) {
            Path kept = Files.copy(file, folder.resolve("kept"), StandardCopyOption.REPLACE_EXISTING);
            grow(file);

            Console console = project.run("check");

            assertThat(console.code()).isEqualTo(ExitCode.FAILED.number());
            assertThat(console.err()).contains(file.getFileName().toString(), "is larger than 64 MB");
            Files.copy(kept, file, StandardCopyOption.REPLACE_EXISTING);
        }
        Path data = project.migrations().resolve("V3__data.sql");
        Files.writeString(data, "INSERT INTO course VALUES ('");
        grow(data);
        assertThat(project.run("check").code()).isZero();
    }

    /** An annotation in an annotation, a thousand times. */
    @Test
    void annotationsWithoutEnd() throws IOException {
        byte[] whole = Files.readAllBytes(classFile);
        int at = new String(whole, StandardCharsets.ISO_8859_1).lastIndexOf("[");
        byte[] nested = Arrays.copyOf(whole, at + 30_000);
        for (int i = at; i + 2 < nested.length; i += 3) {
            nested[i] = '[';
            nested[i + 1] = 0;
            nested[i + 2] = 1;
        }
        Files.write(classFile, nested);

        isAnswered(classFile);
    }

    @Test
    void jarsThatAreNone() throws IOException {
        Random random = new Random(17);
        for (int i = 0; i < 20; i++) {
            byte[] bytes = new byte[random.nextInt(1000)];
            random.nextBytes(bytes);
            if (i % 2 == 0 && bytes.length > 4) {
                System.arraycopy(new byte[] {'P', 'K', 3, 4}, 0, bytes, 0, 4);
            }
            Path jar = Files.write(folder.resolve("module.jar"), bytes);
            Console console = Console.run(
                    Optional.empty(),
                    "check",
                    "--indexes",
                    jar.toString(),
                    "--migrations",
                    project.migrations().toString());
            assertThat(console.code()).isIn(CODES).isNotZero();
            isVisible(console);
            assertThat(console.err()).contains("module.jar");
        }
    }

    private void isAnswered(Path file) {
        for (String command : List.of("check", "record")) {
            Console console = project.run(
                    command, command.equals("record") ? List.of("--dry-run").get(0) : "--format=text");
            assertThat(console.code()).as(console.err()).isIn(CODES);
            isVisible(console);
            if (console.code() == ExitCode.FAILED.number()) {
                assertThat(console.err() + console.out())
                        .containsAnyOf(file.getFileName().toString(), "title_idx", "com.acme.Course");
            }
        }
    }

    private static void isVisible(Console console) {
        for (String line : (console.out() + console.err()).split("\n", -1)) {
            assertThat(line)
                    .matches(HostileTexts::isVisible)
                    .doesNotContain("\tat ", "Exception in thread", "Input length", "OutOfMemory", "StackOverflow");
        }
    }

    private static byte[] damaged(byte[] whole, byte[] text, Random random) {
        int at = random.nextInt(whole.length + 1);
        byte[] damaged = Arrays.copyOf(whole, whole.length + text.length);
        System.arraycopy(text, 0, damaged, at, text.length);
        System.arraycopy(whole, at, damaged, at + text.length, whole.length - at);
        return damaged;
    }

    private static void grow(Path file) throws IOException {
        byte[] spaces = new byte[1 << 20];
        Arrays.fill(spaces, (byte) ' ');
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            for (long written = 0; written < TOO_LARGE; written += spaces.length) {
                out.write(spaces);
            }
        }
    }
}
