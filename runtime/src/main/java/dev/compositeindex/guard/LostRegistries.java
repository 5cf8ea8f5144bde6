package dev.compositeindex.guard;

import dev.compositeindex.text.Log;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Registries that are described on the class path, and that no service file names: many jars were put into one, and one service
 * file overwrote the others.
 */
final class LostRegistries {

    private static final Log LOG = Log.of(MigrationGuard.class);

    private static final String DESCRIPTION = ".indexes";

    /** Each is told once. */
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private LostRegistries() {}

    /**
     * Warns of them.
     *
     * @param folder where descriptions are
     * @param known the registries that service files name
     */
    static void tell(String folder, Collection<String> known, ClassLoader classLoader) {
        try {
            for (String registry : described(folder, classLoader)) {
                if (!known.contains(registry) && TOLD.add(registry)) {
                    LOG.warn(
                            "{}{}{} is on the class path, but no META-INF/services/dev.compositeindex.registry.IndexRegistry names"
                                    + " that registry, so nobody knows of its indexes. Whatever puts jars into one has to merge"
                                    + " service files: ServicesResourceTransformer with Maven's shade plugin, mergeServiceFiles()"
                                    + " with Gradle's",
                            folder,
                            registry,
                            DESCRIPTION);
                }
            }
        } catch (IOException | URISyntaxException | IllegalArgumentException e) {
            LOG.debug("Whether all registries are known cannot be seen", e);
        }
    }

    private static Set<String> described(String folder, ClassLoader classLoader)
            throws IOException, URISyntaxException {
        Set<String> registries = new TreeSet<>();
        for (URL place : Collections.list(classLoader.getResources(folder.substring(0, folder.length() - 1)))) {
            names(place, folder).stream()
                    .filter(name -> name.endsWith(DESCRIPTION))
                    .map(name -> name.substring(0, name.length() - DESCRIPTION.length()))
                    .forEach(registries::add);
        }
        return registries;
    }

    private static List<String> names(URL place, String folder) throws IOException, URISyntaxException {
        if (place.getProtocol().equals("file")) {
            try (Stream<Path> files = Files.list(Path.of(new URI(place.toString())))) {
                return files.map(file -> String.valueOf(file.getFileName())).toList();
            }
        }
        URLConnection connection = place.openConnection();
        if (!(connection instanceof JarURLConnection jarred)) {
            return List.of();
        }
        // What is cached stays open.
        connection.setUseCaches(false);
        try (JarFile jar = jarred.getJarFile()) {
            String prefix = String.valueOf(jarred.getEntryName()).replaceFirst("/?$", "/");
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(prefix))
                    .map(name -> name.substring(prefix.length()))
                    .toList();
        }
    }
}
