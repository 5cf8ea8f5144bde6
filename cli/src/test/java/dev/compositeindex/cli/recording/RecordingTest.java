package dev.compositeindex.cli.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.CompositeIndexProcessor;
import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One module records for others, too. */
class RecordingTest {
    private static final String WITHOUT_MIGRATIONS = "-Acompositeindex.location=none";

    @TempDir
    private Path folder;

    private Path migrations;
    private Path application;

    @BeforeEach
    void application() throws IOException {
        migrations = Files.createDirectories(folder.resolve("db/migration"));
        application = compile("application", "com.acme.app", "Setting", "setting_idx");
    }

    @Test
    void anApplicationRecordsForModulesInFoldersAndJars() throws IOException {
        Path courses = compile("courses", "com.acme.course", "Course", "course_idx", WITHOUT_MIGRATIONS);
        Path users = jar(compile("users", "com.acme.user", "User", "user_idx", WITHOUT_MIGRATIONS));

        Recording recording = read(application, courses, users).value().orElseThrow();
        Plan plan = plan(recording);

        assertThat(plan.text())
                .containsExactly(
                        "version  migration           declared by",
                        "1        create course_idx   com.acme.course.Course",
                        "1        create setting_idx  com.acme.app.Setting",
                        "1        create user_idx     com.acme.user.User",
                        "");
        assertThat(recording.write(plan).problems()).isEmpty();
        assertThat(migrations).isDirectoryContaining("glob:**V1__create_course_idx_and_2_more.sql");
        assertThat(plan(read(application, courses, users).value().orElseThrow()).text())
                .containsExactly("Nothing to record: 3 indexes are declared, and recorded.");
    }

    /** What is forgotten looks like what was deleted. */
    @Test
    void anIndexOfAClassThatIsNotThereIsDroppedWithANote() throws IOException {
        Path users = compile("users", "com.acme.users", "User", "user_name_idx", WITHOUT_MIGRATIONS);
        Recording both = read(application, users).value().orElseThrow();
        assertThat(both.write(plan(both)).problems()).isEmpty();

        Checked<Plan> forgotten =
                read(application).value().orElseThrow().plan(Numbering.NEXT, Optional.empty(), Clock.systemUTC());

        assertThat(forgotten.value().orElseThrow().sections())
                .singleElement()
                .extracting(step -> step.entry().summary())
                .isEqualTo("drop user_name_idx");
        assertThat(forgotten.problems()).extracting(Problem::message).containsExactly(message("CI043"));
    }

    /** The class is still there, without the annotation. */
    @Test
    void anIndexThatIsDeclaredNoMoreIsDroppedWithoutANote() throws IOException {
        Path users = compile("users", "com.acme.users", "User", "user_name_idx", WITHOUT_MIGRATIONS);
        Recording both = read(application, users).value().orElseThrow();
        assertThat(both.write(plan(both)).problems()).isEmpty();
        compile("users", "com.acme.users", "User", "other_idx\", unique = true, comment = \"", WITHOUT_MIGRATIONS);

        Checked<Plan> plan = read(application, users)
                .value()
                .orElseThrow()
                .plan(Numbering.NEXT, Optional.empty(), Clock.systemUTC());

        assertThat(plan.value().orElseThrow().sections())
                .extracting(step -> step.entry().summary())
                .containsExactly("create other_idx", "drop user_name_idx");
        assertThat(plan.problems()).isEmpty();
    }

    @Test
    void everyIndexesFileOfAJarCounts() throws IOException {
        Path two = compile("two", "com.acme.two", "One", "one_idx", WITHOUT_MIGRATIONS);
        Path other = compile("other", "com.acme.other", "Other", "other_idx", WITHOUT_MIGRATIONS);
        copy(other, two);

        assertThat(read(application, jar(two)).value().orElseThrow().declared())
                .extracting(index -> index.statement().name())
                .containsExactlyInAnyOrder("setting_idx", "one_idx", "other_idx");
    }

    @Test
    void eachModuleIsHeldAgainstItsOwnClasses() throws IOException {
        Path courses = compile("courses", "com.acme.course", "Course", "course_idx", WITHOUT_MIGRATIONS);
        Files.delete(courses.resolve("META-INF/compositeindex/com.acme.course.Indexes.indexes"));
        Path users = compile("users", "com.acme.user", "User", "user_idx", WITHOUT_MIGRATIONS);
        Files.delete(users.resolve("com/acme/user/User.class"));

        assertThat(messages(read(application, jar(courses), users)))
                .containsExactly(
                        "[CI036] " + folder.resolve("courses.jar")
                                + ": there is no META-INF/compositeindex/*.indexes, and the classes declare other indexes: "
                                + "com.acme.course.Course (1 in the class, 0 in the file). Compile anew with the processor "
                                + "(mvn clean compile).",
                        "[CI036] com.acme.user.Indexes.indexes:1: the file is out of date, and the classes declare other "
                                + "indexes: com.acme.user.User (0 in the class, 1 in the file). Compile anew with the "
                                + "processor (mvn clean compile).");
    }

    @Test
    void aNameIsDeclaredByOneModule() throws IOException {
        Path courses = compile("courses", "com.acme.course", "Course", "title_idx", WITHOUT_MIGRATIONS);
        Path users = compile("users", "com.acme.user", "User", "title_idx", WITHOUT_MIGRATIONS);

        assertThat(messages(read(application, courses, jar(users)))).containsExactly(message("CI040"));
    }

    /** One class of a name is found at run time, so one of the registries would not be. */
    @Test
    void aRegistryIsOfOneModule() throws IOException {
        String registry = "-Acompositeindex.registry=com.acme.AppIndexes";
        Path courses = compile("courses", "com.acme.course", "Course", "course_idx", WITHOUT_MIGRATIONS, registry);
        Path users = compile("users", "com.acme.user", "User", "user_idx", WITHOUT_MIGRATIONS, registry);

        assertThat(messages(read(application, courses, users)))
                .containsExactly(message("CI042")
                        .replaceFirst("<class output>", courses.toString())
                        .replaceFirst("<class output>", users.toString()));
        // The same module twice is told so, and not index by index.
        assertThat(messages(read(application, courses, jar(courses))))
                .singleElement()
                .asString()
                .startsWith("[CI042] com.acme.AppIndexes.indexes:1: ");
    }

    @Test
    void javaMigrationsOfAllModulesCount() throws IOException {
        Path courses = Compilation.in(folder.resolve("courses"))
                .source("db/migration/V41__Fill.java", "package db.migration; class V41__Fill {}")
                .run(CompilerKind.JAVAC)
                .output();

        assertThat(plan(read(application, jar(courses)).value().orElseThrow()).migrations())
                .singleElement()
                .extracting(migration -> migration.version().text())
                .isEqualTo("42");
    }

    /** A module may hold no more than the migrations of others. */
    @Test
    void aModuleWithoutSourcesNeedsNoClasses() throws IOException {
        Path courses = compile("courses", "com.acme.course", "Course", "course_idx", WITHOUT_MIGRATIONS);
        CompiledModule own = CompiledModule.ofClassOutput(folder.resolve("nowhere"));
        CompiledModule other = CompiledModule.of(courses).orElseThrow();

        assertThat(messages(Recording.read(List.of(own, other), List.of(migrations))))
                .singleElement()
                .asString()
                .contains("[CI036] ", "there are no class files in ");
        Recording recording = Recording.read(List.of(own.withoutSources(), other), List.of(migrations))
                .value()
                .orElseThrow();
        assertThat(recording.write(plan(recording)).problems()).isEmpty();
        assertThat(migrations).isDirectoryContaining("glob:**V1__create_course_idx.sql");
    }

    @Test
    void whatIsNoJarIsTold() throws IOException {
        Path text = Files.writeString(folder.resolve("courses.jar"), "no jar\n");

        assertThat(messages(read(application, text)))
                .singleElement()
                .asString()
                .startsWith("[CI025] what is declared or recorded could not be read or tidied: ")
                .contains("courses.jar");
    }

    @Test
    void aSecondRecordAtTheSameTimeOverwritesNothing() throws IOException {
        Recording first = read(application).value().orElseThrow();
        Recording second = read(application).value().orElseThrow();
        first.write(plan(first));
        Path written = migrations.resolve("V1__create_setting_idx.sql");
        String text = Files.readString(written);

        assertThat(messages(second.write(plan(second))))
                .singleElement()
                .asString()
                .startsWith("[CI025] nothing was recorded: the file ")
                .contains("V1__create_setting_idx.sql\" could not be written: it exists already.");
        assertThat(written).hasContent(text);
        assertThat(written.resolveSibling("V1__create_setting_idx.sql.conf")).exists();
    }

    @Test
    void whatDoesNotGoTogetherWithWhatOthersWroteIsTakenBack() throws IOException {
        Recording recording = read(application).value().orElseThrow();
        Plan plan = plan(recording);
        Files.writeString(migrations.resolve("V1__others.sql"), "ALTER TABLE setting ADD state text;\n");

        assertThat(messages(recording.write(plan)))
                .containsExactly("[CI025] nothing was recorded: migrations that others wrote to \"" + migrations
                        + "\" just now do not go together with these. Record again.");

        try (Stream<Path> files = Files.list(migrations)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("V1__others.sql");
        }
        Recording again = read(application).value().orElseThrow();
        assertThat(again.write(plan(again)).problems()).isEmpty();
        assertThat(migrations).isDirectoryContaining("glob:**V2__create_setting_idx.sql");
    }

    private Checked<Recording> read(Path... places) {
        return Recording.read(
                Arrays.stream(places)
                        .map(place -> CompiledModule.of(place).orElseThrow())
                        .toList(),
                List.of(migrations));
    }

    private static Plan plan(Recording recording) {
        return recording
                .plan(Numbering.NEXT, Optional.empty(), Clock.systemUTC())
                .value()
                .orElseThrow();
    }

    private static List<String> messages(Checked<?> checked) {
        assertThat(checked.value()).isEmpty();
        return checked.problems().stream().map(Problem::message).toList();
    }

    /** What the page of a diagnostic shows. */
    private static String message(String code) throws IOException {
        String page = Files.readString(Path.of("../docs/diagnostics", code + ".md"));
        return page.replaceFirst("(?s).*```text\n(?:error|Note): (.*?)\n```.*", "$1");
    }

    private Path compile(String module, String packageName, String className, String index, String... options)
            throws IOException {
        Compilation compilation = Compilation.in(Files.createDirectories(folder.resolve(module)))
                .source(packageName.replace('.', '/') + "/" + className + ".java", """
                        package %s;
                        @dev.compositeindex.CompositeIndex(name = "%s", fields = "title")
                        class %s { String title; }
                        """.formatted(
                                packageName, index, className));
        Arrays.stream(options).forEach(compilation::option);
        CompilationResult result = compilation.run(CompilerKind.JAVAC, new CompositeIndexProcessor());
        assertThat(result.errors()).isEmpty();
        return result.output();
    }

    /** A jar as build tools make them: no entries for folders. */
    private Path jar(Path classes) throws IOException {
        Path jar = folder.resolve(classes.getParent().getFileName() + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> paths = Files.walk(classes)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(path).toString().replace('\\', '/')));
                Files.copy(path, out);
            }
        }
        return jar;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            paths.filter(Files::isRegularFile).forEach(path -> {
                Path target = to.resolve(from.relativize(path).toString());
                try {
                    Files.createDirectories(target.getParent());
                    Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
