package dev.compositeindex.torture;

import dev.compositeindex.testing.PostgresServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The server's programs, which test-support has packed, on disk. */
final class Binaries {
    private static final int OWNER_MAY_EXECUTE = 0100;

    private Binaries() {}

    /** The {@code bin} folder of a release, unpacked below a folder unless it is there from an earlier run. */
    static synchronized Path unpack(PostgresServer release, Path folder) throws IOException {
        Path home = folder.resolve("postgres-" + release.majorVersion());
        Path complete = home.resolve("complete");
        if (!Files.exists(complete)) {
            try (InputStream packed = open(release.majorVersion());
                    TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(entry, tar, home);
                }
            }
            Files.createFile(complete);
        }
        return home.resolve("bin");
    }

    private static InputStream open(String majorVersion) throws IOException {
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String resource = "/postgres/%s/postgres-%s-%s.txz".formatted(majorVersion, system, machine);
        InputStream found = PostgresServer.class.getResourceAsStream(resource);
        if (found == null) {
            throw new IOException("No server binaries for this platform: " + resource
                    + ". The bench needs signals, and so Linux or macOS.");
        }
        return new BufferedInputStream(found);
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path home) throws IOException {
        Path target = home.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        Files.deleteIfExists(target);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, target);
            target.toFile().setExecutable((entry.getMode() & OWNER_MAY_EXECUTE) != 0);
        }
    }
}
