package dev.compositeindex.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is declared and never comes to the database, because something on the way there does not fit, is said at the start. */
class UnnoticedTest {
    private static final String INDEX = "CREATE INDEX course_idx ON course (level)";
    private static final String ELSEWHERE = "CREATE INDEX other_idx ON elsewhere (level)";

    @TempDir
    private Path folder;

    /** In a folder that is none of its locations, or under a name that it does not look for. */
    @ServerSource
    void recordedFilesThatFlywayDoesNotLookAt(PostgresServer server) throws Exception {
        Path scripts = Files.createDirectories(folder.resolve("scripts"));
        ClassLoader classes = new Declarations(folder.resolve("classes"))
                .declare("app.Indexes", 2, INDEX, ELSEWHERE)
                .classLoader();
        try (Project project = Project.withTable(server, scripts).create(2, Project.PLAIN);
                Log log = new Log("dev.compositeindex.guard")) {
            project.write(
                    "V2__create_course_idx.POSTGRESQL.sql",
                    Files.readString(scripts.resolve("V2__create_course_idx.sql")));
            project.delete("V2__create_course_idx.sql");
            project.delete("V2__create_course_idx.sql.conf");
            Files.move(
                    scripts.resolve("V2__create_course_idx.POSTGRESQL.sql"),
                    scripts.resolve("R2__create_course_idx.txt"));

            start(project, scripts, classes);

            assertThat(log.lines())
                    .singleElement(STRING)
                    .isEqualTo(
                            "WARN Declared, recorded by migrations, and not there, though all migrations that Flyway has found have"
                                    + " run: course_idx. Flyway looks in filesystem:" + scripts
                                    + " for files like V1__name.sql. Are the"
                                    + " recorded files there, and called so? If they have run, somebody has dropped the indexes: the verifier"
                                    + " says what to do");

            project.create(2, Project.PLAIN);
            start(project, scripts, classes);
            assertThat(log.lines().stream().filter(line -> line.startsWith("WARN")))
                    .hasSize(1);
        }
    }

    @Test
    void aRegistryThatLostItsServiceEntry() throws Exception {
        Path jar = folder.resolve("all.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            write(out, "META-INF/services/dev.compositeindex.registry.IndexRegistry", "one.Indexes\n");
            write(out, "META-INF/compositeindex/", "");
            write(out, "META-INF/compositeindex/one.Indexes.indexes", "compositeindex 1\n");
            write(out, "META-INF/compositeindex/lost.Indexes.indexes", "compositeindex 1\n");
        }
        try (URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
                Log log = new Log(MigrationGuard.class)) {
            for (int i = 0; i < 2; i++) {
                assertThat(DeclaredModule.of(classes))
                        .map(DeclaredModule::registry)
                        .isEqualTo(List.of("one.Indexes"));
            }
            assertThat(log.lines())
                    .singleElement(STRING)
                    .startsWith(
                            "WARN META-INF/compositeindex/lost.Indexes.indexes is on the class path, but no META-INF/services/")
                    .contains("ServicesResourceTransformer");
        }
    }

    private static void start(Project project, Path scripts, ClassLoader classes) {
        Flyway.configure(classes)
                .dataSource(project.database())
                .locations("filesystem:" + scripts)
                .load()
                .migrate();
    }

    private static void write(JarOutputStream jar, String name, String text) throws Exception {
        jar.putNextEntry(new JarEntry(name));
        jar.write(text.getBytes(StandardCharsets.UTF_8));
        jar.closeEntry();
    }
}
