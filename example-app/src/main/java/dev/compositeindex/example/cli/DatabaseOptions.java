package dev.compositeindex.example.cli;

import dev.compositeindex.example.database.Database;
import dev.compositeindex.example.database.DatabaseUrl;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which database a command works on. */
final class DatabaseOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:DATABASE_URL}",
            description = {
                "The database: jdbc:postgresql://host/db or postgres://user:password@host/db.",
                "Default: DATABASE_URL; without it a server is started and thrown away at the end."
            })
    private @Nullable String url;

    @Option(names = "--user", paramLabel = "NAME", description = "The role that connects, if it is not in the URL.")
    private @Nullable String user;

    @Option(
            names = "--password",
            paramLabel = "SECRET",
            arity = "0..1",
            interactive = true,
            defaultValue = "${env:PGPASSWORD}",
            description =
                    "Its password, if it is not in the URL; asked for when no value follows. Default: PGPASSWORD.")
    private @Nullable String password;

    /** Opens the database that was asked for, or starts one. The caller closes it. */
    Database open() {
        String given = url == null ? "" : url.strip();
        if (given.isEmpty()) {
            return Database.startEmbedded();
        }
        DatabaseUrl parsed;
        try {
            parsed = DatabaseUrl.parse(given, user, password);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--url (or DATABASE_URL): " + e.getMessage());
        }
        return Database.connect(parsed);
    }
}
