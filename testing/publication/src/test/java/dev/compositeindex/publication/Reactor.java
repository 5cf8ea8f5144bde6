package dev.compositeindex.publication;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.model.Model;
import org.apache.maven.model.Parent;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.building.DefaultModelBuildingRequest;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelBuildingRequest;
import org.apache.maven.model.building.ModelBuildingResult;
import org.apache.maven.model.resolution.ModelResolver;
import org.jspecify.annotations.Nullable;

/** The modules of this build, wherever they lie. */
final class Reactor {

    /**
     * A module, the root included.
     *
     * @param folder where it lies
     * @param own its POM as it is written
     * @param effective its POM with what it inherits
     */
    record Module(Path folder, Model own, Model effective) {
        String artifact() {
            return effective.getArtifactId();
        }

        boolean isPublished() {
            return !Boolean.parseBoolean(effective.getProperties().getProperty("maven.deploy.skip"));
        }

        boolean isJar() {
            return effective.getPackaging().equals("jar");
        }

        @Override
        public String toString() {
            return artifact();
        }
    }

    static final Path ROOT = root(Path.of("").toAbsolutePath());

    private static final List<Module> MODULES = read(ROOT);

    private Reactor() {}

    static List<Module> published() {
        return MODULES.stream().filter(Module::isPublished).toList();
    }

    static List<Module> notPublished() {
        return MODULES.stream().filter(module -> !module.isPublished()).toList();
    }

    private static Path root(Path folder) {
        Parent parent = model(folder).getRawModel().getParent();
        return parent == null
                ? folder
                : root(folder.resolve(parent.getRelativePath()).normalize().getParent());
    }

    private static List<Module> read(Path folder) {
        ModelBuildingResult result = model(folder);
        List<Module> modules = new ArrayList<>();
        modules.add(new Module(folder, result.getRawModel(), result.getEffectiveModel()));
        for (String child : result.getRawModel().getModules()) {
            modules.addAll(read(folder.resolve(child).normalize()));
        }
        return List.copyOf(modules);
    }

    private static ModelBuildingResult model(Path folder) {
        return model(folder.resolve("pom.xml"), null);
    }

    /**
     * Reads a POM.
     *
     * @param repository where its parent is, or null if that is where the POM says
     */
    static ModelBuildingResult model(Path pom, @Nullable ModelResolver repository) {
        if (!Files.exists(pom)) {
            throw new IllegalStateException("no POM: " + pom);
        }
        ModelBuildingRequest request = new DefaultModelBuildingRequest()
                .setPomFile(pom.toFile())
                .setModelResolver(repository)
                .setSystemProperties(System.getProperties())
                // What a POM imports is not needed, and need not be there.
                .setTwoPhaseBuilding(true);
        try {
            return new DefaultModelBuilderFactory().newInstance().build(request);
        } catch (ModelBuildingException e) {
            throw new IllegalStateException(e);
        }
    }
}
