package dev.compositeindex.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A small project in a folder of its own, as a user would set it up. */
final class Project {
    private static final Path FOLDER = Path.of(System.getProperty("it.staged")).resolveSibling("it");
    private static final String PROCESSOR = """
            <annotationProcessorPaths>
                      <path>
                        <groupId>dev.compositeindex</groupId>
                        <artifactId>compositeindex-processor</artifactId>
                        <version>%s</version>
                      </path>
                    </annotationProcessorPaths>
            """;

    /** The time of what was there before the last change. */
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    private static final FileTime LATER = FileTime.from(Instant.parse("2020-01-02T00:00:00Z"));

    private final Path folder;

    private Project(Path folder) {
        this.folder = folder;
    }

    /** An empty project with a table and a folder of migrations. */
    static Project create(String name) {
        Path folder = FOLDER.resolve(name);
        try {
            LocalRepository.deleteAll(folder);
            // Maven looks for settings of the project's in this folder and those above.
            Files.createDirectories(folder.resolve(".mvn"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Project project = new Project(folder);
        project.pom("");
        project.write(
                "src/main/resources/db/migration/V1__tables.sql",
                "CREATE TABLE course (id bigint PRIMARY KEY, title text, slug text, state text);\n");
        return project;
    }

    /** A copy of a folder. */
    static Project copyOf(Path original, String name) {
        Path folder = FOLDER.resolve(name);
        try {
            LocalRepository.deleteAll(folder);
            Files.createDirectories(folder.resolve(".mvn"));
            try (Stream<Path> paths = Files.walk(original)) {
                for (Path path : paths.filter(Files::isRegularFile).toList()) {
                    Path copy = folder.resolve(original.relativize(path).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(path, copy);
                }
            }
            return new Project(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the POM, with more configuration of the compiler plugin than the processor. */
    Project pom(String compilerConfiguration) {
        return pom(PROCESSOR.formatted(version("compositeindex-parent")) + compilerConfiguration, "");
    }

    /** Writes the POM, with the processor nowhere in it. */
    Project pomWithoutProcessor() {
        return pom("", "");
    }

    /** Writes the POM, with more configuration of our plugin. */
    Project pomWithPlugin(String pluginConfiguration) {
        return pom(PROCESSOR.formatted(version("compositeindex-parent")), pluginConfiguration);
    }

    private Project pom(String compilerConfiguration, String pluginConfiguration) {
        return pomOf("""
                  <dependencies>
                    <dependency>
                      <groupId>dev.compositeindex</groupId>
                      <artifactId>compositeindex-annotations</artifactId>
                      <version>%1$s</version>
                    </dependency>
                  </dependencies>
                  <build>
                    <plugins>
                      <plugin>
                        <groupId>dev.compositeindex</groupId>
                        <artifactId>compositeindex-maven-plugin</artifactId>
                        <version>%1$s</version>
                        <configuration>%2$s</configuration>
                        <executions>
                          <execution>
                            <goals>
                              <goal>check</goal>
                            </goals>
                          </execution>
                        </executions>
                      </plugin>
                      <plugin>
                        <artifactId>maven-compiler-plugin</artifactId>
                        <version>%3$s</version>
                        <configuration>%4$s</configuration>
                      </plugin>
                    </plugins>
                  </build>
                """.formatted(
                        version("compositeindex-parent"),
                        pluginConfiguration,
                        version("maven-compiler-plugin"),
                        compilerConfiguration));
    }

    /** Writes the POM: dependencies and build as given, and other plugins in the versions that our own build has. */
    Project pomOf(String dependenciesAndBuild) {
        String others = Stream.of("clean", "resources", "surefire", "jar")
                .map("maven-%s-plugin"::formatted)
                .map(plugin -> "<plugin><artifactId>%s</artifactId><version>%s</version></plugin>"
                        .formatted(plugin, version(plugin)))
                .collect(Collectors.joining("", "<build><pluginManagement><plugins>", "</plugins></pluginManagement>"));
        return write("pom.xml", """
                <?xml version="1.0" encoding="UTF-8"?>
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.acme</groupId>
                  <artifactId>acme</artifactId>
                  <version>1</version>
                  <properties>
                    <maven.compiler.release>17</maven.compiler.release>
                    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                  </properties>
                %s</project>
                """.formatted(dependenciesAndBuild.replace("<build>", others)));
    }

    /** The version that our own build gives an artifact. */
    private static String version(String artifact) {
        try {
            Matcher version = Pattern.compile("<artifactId>" + artifact + "</artifactId>\\s*<version>([^<]+)</version>")
                    .matcher(Files.readString(Path.of("../pom.xml")));
            if (!version.find()) {
                throw new IllegalStateException("no version of " + artifact);
            }
            return version.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a class {@code com.acme.<name>} with fields title, slug and state. */
    Project entity(String name, String... annotations) {
        return write("src/main/java/com/acme/" + name + ".java", """
                package com.acme;

                import dev.compositeindex.CompositeIndex;

                %s
                public record %s(long id, String title, String slug, String state) {}
                """.formatted(String.join("\n", annotations), name));
    }

    Project write(String path, String text) {
        Path file = path(path);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes nothing but the time of a file. */
    Project touch(String path) {
        return write(path, read(path));
    }

    Project delete(String path) {
        try {
            Files.delete(path(path));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Project move(String from, String to) {
        try {
            Files.move(path(from), path(to));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String path) {
        try {
            return Files.readString(path(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path(String path) {
        return folder.resolve(path);
    }

    /** The files in a folder and below, by their paths in it, sorted, with what is in them; none if there is no such folder. */
    SortedMap<String, String> files(String below) {
        SortedMap<String, String> files = new TreeMap<>();
        Path root = path(below);
        if (Files.isDirectory(root)) {
            try (Stream<Path> paths = Files.walk(root)) {
                for (Path path : paths.filter(Files::isRegularFile).toList()) {
                    files.put(
                            root.relativize(path).toString().replace('\\', '/'),
                            path.toString().endsWith(".class") ? "" : Files.readString(path));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    /** The scripts in the source tree. */
    List<String> migrations() {
        return files("src/main/resources/db/migration").keySet().stream()
                .filter(file -> file.endsWith(".sql"))
                .toList();
    }

    /** Runs Maven. What is changed after that is newer than all else, by more than any file system rounds. */
    Maven maven(String... arguments) {
        Maven run = Maven.run(folder, arguments);
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                boolean isMade = folder.relativize(path).toString().contains("target");
                Files.setLastModifiedTime(path, isMade ? LATER : LONG_AGO);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return run;
    }
}
