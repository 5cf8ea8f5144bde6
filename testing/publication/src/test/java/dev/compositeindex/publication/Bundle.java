package dev.compositeindex.publication;

import dev.compositeindex.publication.Reactor.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Parent;
import org.apache.maven.model.Repository;
import org.apache.maven.model.building.FileModelSource;
import org.apache.maven.model.building.ModelBuildingResult;
import org.apache.maven.model.resolution.ModelResolver;
import org.apache.maven.model.resolution.UnresolvableModelException;

/**
 * What would be sent to Maven Central, in folders as a repository has them.
 *
 * @param folder of all
 * @param version of all
 */
record Bundle(Path folder, String version) implements ModelResolver {

    /** Those with a folder here, sorted. */
    List<String> artifacts() throws IOException {
        return names(folder.resolve("dev/compositeindex"));
    }

    /** The names of a module's files, sorted. */
    List<String> files(Module module) throws IOException {
        return names(file(module, ".pom").getParent());
    }

    /** One of a module's files, by what its name ends in: {@code ".pom"}, {@code "-sources.jar"}. */
    Path file(Module module, String end) {
        return file(module.artifact(), end);
    }

    private Path file(String artifact, String end) {
        return folder.resolve("dev/compositeindex/%1$s/%2$s/%1$s-%2$s%3$s".formatted(artifact, version, end));
    }

    /** What a module's published POM says. Its parent must be here, too. */
    ModelBuildingResult pom(Module module) {
        return Reactor.model(file(module, ".pom"), this);
    }

    /** The entries of a jar, folders left out, by their names. */
    static SortedMap<String, byte[]> entries(Path jar) throws IOException {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry :
                    zip.stream().filter(each -> !each.isDirectory()).toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::getFileName).map(Path::toString).sorted().toList();
        }
    }

    @Override
    public FileModelSource resolveModel(String group, String artifact, String wanted)
            throws UnresolvableModelException {
        Path pom = file(artifact, ".pom");
        if (!Map.entry(group, wanted).equals(Map.entry("dev.compositeindex", version)) || !Files.exists(pom)) {
            throw new UnresolvableModelException("not in the bundle", group, artifact, wanted);
        }
        return new FileModelSource(pom.toFile());
    }

    @Override
    public FileModelSource resolveModel(Parent parent) throws UnresolvableModelException {
        return resolveModel(parent.getGroupId(), parent.getArtifactId(), parent.getVersion());
    }

    @Override
    public FileModelSource resolveModel(Dependency imported) throws UnresolvableModelException {
        return resolveModel(imported.getGroupId(), imported.getArtifactId(), imported.getVersion());
    }

    @Override
    public void addRepository(Repository repository) {}

    @Override
    public void addRepository(Repository repository, boolean replace) {}

    @Override
    public ModelResolver newCopy() {
        return this;
    }
}
