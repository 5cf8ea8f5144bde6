package dev.compositeindex.torture;

import dev.compositeindex.testing.Network;
import dev.compositeindex.testing.PostgresServer;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL server of the bench's own, which can be crashed and started again; its port and its data stay. */
final class Server implements AutoCloseable {
    /** A tablespace, for indexes that are to be moved. */
    static final String TABLESPACE = "fast";

    private static final int START_ATTEMPTS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PostgresServer release;
    private final Path bin;
    private final Path data;
    private final Path log;
    private final int port;
    private final Downtimes downtimes = new Downtimes();
    private final Network network;
    private Optional<Disk> disk = Optional.empty();
    private final Thread shutdown = new Thread(this::stop, "stop the server");

    private Server(PostgresServer release, Path bin, Path folder, int port) throws IOException {
        this.network = new Network(port);
        this.release = release;
        this.bin = bin;
        this.data = folder.resolve("data");
        this.log = folder.resolve("server.log");
        this.port = port;
    }

    /** Makes a new cluster below a folder, and starts it. Its programs are beside the folder, for other runs as well. */
    static Server start(PostgresServer release, Path folder) throws IOException, InterruptedException, SQLException {
        Path home = Files.createDirectories(folder.resolve("server-" + release.majorVersion()));
        Path beside = Objects.requireNonNull(folder.toAbsolutePath().getParent());
        Server server = new Server(release, Binaries.unpack(release, beside), home, freePort());
        server.run(
                "initdb",
                "-A",
                "trust",
                "-U",
                "postgres",
                "-D",
                server.data.toString(),
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync");
        Files.writeString(
                server.data.resolve("postgresql.conf"),
                server.settings().entrySet().stream()
                        .map(setting -> setting.getKey() + " = '" + setting.getValue() + "'\n")
                        .reduce("", String::concat),
                StandardOpenOption.APPEND);
        Runtime.getRuntime().addShutdownHook(server.shutdown);
        server.up();
        Path tablespace = Files.createDirectories(home.resolve("tablespace"));
        server.disk = Disk.mount(tablespace);
        try (Connection connection = server.connect("postgres")) {
            Sql.execute(connection, "CREATE TABLESPACE %s LOCATION '%s'".formatted(TABLESPACE, tablespace));
            if (server.disk.isPresent()) {
                // Builds sort there, so that a full disk meets all of them.
                Sql.execute(connection, "ALTER SYSTEM SET temp_tablespaces = '%s'".formatted(TABLESPACE));
                Sql.execute(connection, "ALTER SYSTEM SET maintenance_work_mem = '1MB'");
                Sql.execute(connection, "SELECT pg_reload_conf()");
            }
        }
        return server;
    }

    private Map<String, String> settings() {
        return Map.of(
                "port", Integer.toString(port),
                "listen_addresses", "localhost",
                "unix_socket_directories", "",
                "max_connections", "100",
                "max_prepared_transactions", "10",
                "shared_buffers", "256MB",
                "max_wal_size", "1GB",
                // What is acknowledged is with the operating system, which the bench does not crash.
                "fsync", "off");
    }

    PostgresServer release() {
        return release;
    }

    Downtimes downtimes() {
        return downtimes;
    }

    /** What is between instances and server. */
    Network network() {
        return network;
    }

    /** Where builds sort, and some indexes are, if a disk of their own could be made. */
    Optional<Disk> disk() {
        return disk;
    }

    /** How many lines of the server's log have this text. */
    long logged(String text) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(text)).count();
        }
    }

    /** Where an instance finds a database. */
    String instanceUrl(String database, String application) {
        return url(network.port(), database, application);
    }

    /** The same for the bench, with nothing in between. */
    String url(String database, String application) {
        return url(port, database, application);
    }

    private static String url(int port, String database, String application) {
        return "jdbc:postgresql://localhost:%d/%s?user=postgres&ApplicationName=%s"
                .formatted(port, database, application);
    }

    /** A new connection of the bench. */
    Connection connect(String database) throws SQLException {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url(database, "torture"));
        return dataSource.getConnection();
    }

    /** A new connection of the bench, once the server takes one. */
    Connection awaitConnection(String database) throws SQLException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return connect(database);
            } catch (SQLException e) {
                if (System.nanoTime() > end || !Connections.isLost(e)) {
                    throw e;
                }
                Thread.sleep(50);
            }
        }
    }

    /** Ends the server without a checkpoint, as a power failure of the process; it recovers when it is started. */
    void crash(Duration down) throws IOException, InterruptedException {
        bounce("immediate", down);
    }

    /** Ends all sessions and shuts down in order. */
    void restart(Duration down) throws IOException, InterruptedException {
        bounce("fast", down);
    }

    private void bounce(String mode, Duration down) throws IOException, InterruptedException {
        downtimes.begin();
        run("pg_ctl", "-D", data.toString(), "-m", mode, "-w", "-t", "60", "stop");
        Thread.sleep(down.toMillis());
        up();
        downtimes.end();
    }

    /** Kills one backend with SIGKILL, for which the server ends all others, and recovers. */
    void killBackend(long pid) throws SQLException, InterruptedException {
        downtimes.begin();
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        while (ProcessHandle.of(pid).isPresent()) {
            Thread.sleep(5);
        }
        // Those that were connected before are still to be thrown out; who gets through twice is on the new side.
        Thread.sleep(200);
        awaitConnection("postgres").close();
        downtimes.end();
    }

    private void up() throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                run("pg_ctl", "-D", data.toString(), "-l", log.toString(), "-w", "-t", "60", "start");
                return;
            } catch (IOException e) {
                // After a crash, the backends of the old server may need a moment to go.
                if (attempt == START_ATTEMPTS) {
                    throw e;
                }
                Thread.sleep(500);
            }
        }
    }

    private void run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            // The server refuses to run as root.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(bin.resolve(program).toString());
        command.addAll(List.of(arguments));
        Path output = log.resolveSibling(program + ".log");
        int exitCode = new ProcessBuilder(command)
                .redirectErrorStream(true)
                // A file, because the server inherits it and would keep a pipe open.
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new IOException("%s failed: %s".formatted(program, Files.readString(output)));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Also when the bench is interrupted: nobody else would. */
    private void stop() {
        try {
            run("pg_ctl", "-D", data.toString(), "-m", "immediate", "-w", "-t", "60", "stop");
            disk.ifPresent(Disk::close);
            network.close();
        } catch (IOException e) {
            System.err.println(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(shutdown);
        stop();
    }

    @Override
    public String toString() {
        return release.toString();
    }
}
