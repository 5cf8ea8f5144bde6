package dev.compositeindex.testing;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * Turns a data directory into that of a standby of a running server. By hand, as the manual describes it, because the
 * embedded binaries have no {@code pg_basebackup}.
 */
final class Backup {

    /** What belongs to one server alone; {@code epg-lock} is the embedding library's. */
    private static final Set<String> OWN_FILES = Set.of("postmaster.pid", "postmaster.opts", "epg-lock");

    private static final Set<String> OWN_DIRECTORIES = Set.of("pg_wal", "pg_replslot");

    /** Keeps the primary's log from here on until the standby has it. */
    private static final String SLOT = "standby";

    private Backup() {}

    /**
     * Replaces everything in a data directory.
     *
     * @param primary the maintenance database of the server to follow
     * @param port where that server listens
     * @param standby the data directory of a server of the same version, which does not run
     */
    static void copy(Connection primary, int port, Path standby) throws SQLException, IOException {
        boolean oldNames = primary.getMetaData().getDatabaseMajorVersion() < 15;
        try (Statement statement = primary.createStatement()) {
            statement.execute("SELECT pg_create_physical_replication_slot('" + SLOT + "', true)");
            Path data = Path.of(text(statement, "SHOW data_directory"));
            statement.execute(
                    oldNames ? "SELECT pg_start_backup('', true, false)" : "SELECT pg_backup_start('', true)");
            Files.walkFileTree(standby, new Empty(standby));
            Files.walkFileTree(data, new Copy(data, standby));
            String label = text(
                    statement,
                    oldNames
                            ? "SELECT labelfile FROM pg_stop_backup(false, false)"
                            : "SELECT labelfile FROM pg_backup_stop(false)");
            Files.writeString(standby.resolve("backup_label"), label);
        }
        for (String directory : OWN_DIRECTORIES) {
            Files.createDirectory(standby.resolve(directory));
        }
        Files.createFile(standby.resolve("standby.signal"));
        Files.writeString(
                standby.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=localhost port=%d user=postgres'%nprimary_slot_name = '%s'%n"
                        .formatted(port, SLOT));
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static final class Empty extends SimpleFileVisitor<Path> {
        private final Path root;

        Empty(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!file.equals(root.resolve("epg-lock"))) {
                Files.delete(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
            if (!directory.equals(root)) {
                Files.delete(directory);
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private static final class Copy extends SimpleFileVisitor<Path> {
        private final Path from;
        private final Path to;

        Copy(Path from, Path to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            if (OWN_DIRECTORIES.contains(from.relativize(directory).toString())) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(from.relativize(directory)));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!OWN_FILES.contains(from.relativize(file).toString())) {
                try {
                    Files.copy(file, to.resolve(from.relativize(file)));
                } catch (NoSuchFileException vanished) {
                    // The server runs on: what it deletes meanwhile, the log deletes, too.
                    return FileVisitResult.CONTINUE;
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }
}
