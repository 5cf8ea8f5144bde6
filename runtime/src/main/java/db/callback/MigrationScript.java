package db.callback;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.flywaydb.core.api.Location;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells migrations of ours from the team's own by their first line. */
final class MigrationScript {

    private static final Logger LOG = LoggerFactory.getLogger(MigrationScript.class);

    private static final String HEADER = "-- compositeindex: ";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private MigrationScript() {}

    /** Whether a migration's file can be found and begins with our header; white space and byte order mark tolerated. */
    static boolean isOurs(@Nullable MigrationInfo migration, Configuration configuration) {
        if (migration == null) {
            return false;
        }
        try (InputStream script = open(migration, configuration)) {
            return script != null && hasHeader(script);
        } catch (IOException | InvalidPathException e) {
            LOG.debug("The script {} cannot be read again", migration.getScript(), e);
            return false;
        }
    }

    static boolean hasHeader(InputStream script) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(script, StandardCharsets.UTF_8));
        String line = reader.readLine();
        return line != null && (line.startsWith(HEADER) || line.startsWith(BYTE_ORDER_MARK + HEADER));
    }

    /** Flyway hands out no scripts, only where they are: a file, or a name relative to one of the locations. */
    private static @Nullable InputStream open(MigrationInfo migration, Configuration configuration) throws IOException {
        String physical = migration.getPhysicalLocation();
        if (physical != null && !physical.isEmpty() && Files.isRegularFile(Path.of(physical))) {
            return Files.newInputStream(Path.of(physical));
        }
        for (Location location : configuration.getLocations()) {
            if (location.getDescriptor().startsWith("classpath:")) {
                InputStream resource = configuration
                        .getClassLoader()
                        .getResourceAsStream(location.getRootPath() + "/" + migration.getScript());
                if (resource != null) {
                    return resource;
                }
            }
        }
        return null;
    }
}
