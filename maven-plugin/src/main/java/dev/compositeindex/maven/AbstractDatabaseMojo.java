package dev.compositeindex.maven;

import dev.compositeindex.cli.database.DatabaseAddress;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What goals share that look into a database. */
abstract class AbstractDatabaseMojo extends AbstractRecordingMojo {
    /** The database, {@code jdbc:postgresql://host/database}. */
    @Parameter(property = "url", required = true)
    private String url = "";

    /** The role that connects, unless the URL says it. */
    @Parameter(property = "user")
    private @Nullable String user;

    /** The password of the role, unless the URL says it. Default: the environment variable {@code PGPASSWORD}. */
    @Parameter(property = "password")
    private @Nullable String password;

    final DatabaseAddress database() {
        return database(url);
    }

    /** Another one, with the same role. */
    final DatabaseAddress database(String other) {
        return new DatabaseAddress(
                other,
                Optional.ofNullable(user),
                Optional.ofNullable(password).or(() -> Optional.ofNullable(System.getenv("PGPASSWORD"))));
    }
}
