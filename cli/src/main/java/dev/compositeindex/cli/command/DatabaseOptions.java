package dev.compositeindex.cli.command;

import dev.compositeindex.cli.database.DatabaseAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a database is reached. */
final class DatabaseOptions {
    @Option(
            names = "--url",
            required = true,
            paramLabel = "jdbc:postgresql://…",
            description = "The database. It is not changed.")
    private String url = "";

    @Option(
            names = "--user",
            paramLabel = "<role>",
            description = "Who connects; the password is in the URL or in the environment variable PGPASSWORD.")
    private @Nullable String user;

    DatabaseAddress address(Optional<String> password) {
        return new DatabaseAddress(url, Optional.ofNullable(user), password);
    }
}
