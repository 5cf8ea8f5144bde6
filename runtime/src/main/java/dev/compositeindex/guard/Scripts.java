package dev.compositeindex.guard;

import dev.compositeindex.text.Log;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.flywaydb.core.api.Location;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * Finds migration scripts again, each once, and tells ours from the team's own. Flyway hands out no scripts, only where they
 * are. Not for several threads.
 */
final class Scripts {

    private static final Log LOG = Log.of(Scripts.class);

    private static final String CLASS_PATH = "classpath:";
    private static final String CONFIGURATION = ".conf";
    private static final String FILE_SYSTEM = "filesystem:";

    private final Configuration configuration;
    private final Map<String, Optional<OurMigration>> read = new HashMap<>();

    Scripts(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Where, and for what: the end of a sentence. */
    String whereFlywayLooks() {
        return "in "
                + Arrays.stream(configuration.getLocations())
                        .map(Location::toString)
                        .collect(Collectors.joining(", "))
                + " for files like "
                + Arrays.stream(configuration.getSqlMigrationSuffixes())
                        .map(suffix -> configuration.getSqlMigrationPrefix() + "1"
                                + configuration.getSqlMigrationSeparator() + "name" + suffix)
                        .collect(Collectors.joining(" or "));
    }

    /** The header of this migration; empty if it is not ours, or its script is not found. */
    Optional<OurMigration> ours(@Nullable MigrationInfo migration) {
        return migration == null ? Optional.empty() : ours(migration.getScript(), migration.getPhysicalLocation());
    }

    /** The header of the script of this name, as the history holds it; empty if it is not ours, or is not found. */
    Optional<OurMigration> ours(String script) {
        return ours(script, null);
    }

    private Optional<OurMigration> ours(String script, @Nullable String physicalLocation) {
        return read.computeIfAbsent(script, name -> read(name, physicalLocation));
    }

    private Optional<OurMigration> read(String script, @Nullable String physicalLocation) {
        try (Reader text = open(script, physicalLocation);
                Reader configuration = open(
                        script + CONFIGURATION, physicalLocation == null ? null : physicalLocation + CONFIGURATION)) {
            return text == null
                    ? Optional.empty()
                    : OurMigration.read(script, text, configuration == null ? Reader.nullReader() : configuration);
        } catch (IOException | InvalidPathException e) {
            LOG.debug("The script {} cannot be read again", script, e);
            return Optional.empty();
        }
    }

    private @Nullable Reader open(String script, @Nullable String physicalLocation) throws IOException {
        ResourceProvider provider = configuration.getResourceProvider();
        if (provider != null) {
            return open(script, provider);
        }
        if (physicalLocation != null && !physicalLocation.isEmpty() && Files.isRegularFile(Path.of(physicalLocation))) {
            return Files.newBufferedReader(Path.of(physicalLocation));
        }
        for (Location location : configuration.getLocations()) {
            if (location.getDescriptor().startsWith(CLASS_PATH)) {
                InputStream resource =
                        configuration.getClassLoader().getResourceAsStream(location.getRootPath() + "/" + script);
                if (resource != null) {
                    return new InputStreamReader(resource, StandardCharsets.UTF_8);
                }
            } else if (location.getDescriptor().startsWith(FILE_SYSTEM)) {
                Path file = Path.of(location.getRootPath(), script);
                if (Files.isRegularFile(file)) {
                    return Files.newBufferedReader(file);
                }
            }
        }
        return null;
    }

    private @Nullable Reader open(String file, ResourceProvider provider) {
        boolean isScript = !file.endsWith(CONFIGURATION);
        String script = isScript ? file : file.substring(0, file.length() - CONFIGURATION.length());
        for (LoadableResource resource :
                provider.getResources(configuration.getSqlMigrationPrefix(), configuration.getSqlMigrationSuffixes())) {
            if (script.equals(resource.getRelativePath()) || script.equals(resource.getFilename())) {
                LoadableResource found =
                        isScript ? resource : provider.getResource(resource.getRelativePath() + CONFIGURATION);
                return found == null ? null : found.read();
            }
        }
        return null;
    }
}
