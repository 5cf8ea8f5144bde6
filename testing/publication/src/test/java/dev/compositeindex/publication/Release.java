package dev.compositeindex.publication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.publication.Reactor.Module;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.maven.shared.invoker.DefaultInvocationRequest;
import org.apache.maven.shared.invoker.DefaultInvoker;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.InvocationResult;
import org.apache.maven.shared.invoker.MavenInvocationException;

/** Releases a copy of this project, all but the upload. */
final class Release {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Set<String> NO_SOURCES = Set.of("target", ".git", ".idea");

    private Release() {}

    /**
     * The folder of what Maven Central would be sent.
     *
     * @param version of the release
     * @param key signs
     */
    static Path dryRun(String version, SigningKey key) throws IOException, MavenInvocationException {
        Path copy = TARGET.resolve("release");
        delete(copy);
        copySources(copy);
        setVersion(copy, version);
        deploy(copy, key);
        Path bundle = TARGET.resolve("bundle");
        delete(bundle);
        unzip(copy.resolve("target/central-publishing/central-bundle.zip"), bundle);
        return bundle;
    }

    private static void copySources(Path copy) throws IOException {
        Files.walkFileTree(Reactor.ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (NO_SOURCES.contains(folder.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(copy.resolve(Reactor.ROOT.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, copy.resolve(Reactor.ROOT.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** As a release would commit it. */
    private static void setVersion(Path copy, String version) throws IOException {
        List<Module> modules = new ArrayList<>(Reactor.published());
        modules.addAll(Reactor.notPublished());
        for (Module module : modules) {
            Path pom = copy.resolve(Reactor.ROOT.relativize(module.folder())).resolve("pom.xml");
            String text = Files.readString(pom);
            String current = "<version>" + module.effective().getVersion() + "</version>";
            assertThat(text).contains(current);
            Files.writeString(pom, text.replace(current, "<version>" + version + "</version>"));
        }
    }

    private static void deploy(Path project, SigningKey key) throws IOException, MavenInvocationException {
        List<String> lines = new ArrayList<>();
        InvocationRequest request = new DefaultInvocationRequest();
        request.setBaseDirectory(project.toFile());
        request.setBatchMode(true);
        request.setJavaHome(new File(System.getProperty("java.home")));
        request.setLocalRepositoryDirectory(new File(System.getProperty("it.localRepository")));
        request.addShellEnvironment("MAVEN_ARGS", "");
        request.addShellEnvironment("MAVEN_GPG_KEY", key.armored());
        request.addArgs(List.of(
                "-Prelease",
                "-DskipTests",
                "-DskipUpload",
                "-Dgpg.signer=bc",
                // Nothing of ours gets into the developer's repository.
                "-Dmaven.install.skip=true",
                "deploy"));
        request.setOutputHandler(lines::add);
        DefaultInvoker maven = new DefaultInvoker();
        maven.setMavenHome(new File(System.getProperty("maven.home")));
        InvocationResult result = maven.execute(request);
        Files.write(TARGET.resolve("release.log"), lines);
        assertThat(result.getExecutionException()).isNull();
        assertThat(result.getExitCode()).as(String.join("\n", lines)).isZero();
    }

    private static void unzip(Path zip, Path folder) throws IOException {
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream in = new ZipInputStream(file)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    Path target = folder.resolve(entry.getName());
                    Files.createDirectories(target.getParent());
                    Files.copy(in, target);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, java.io.IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
