package dev.compositeindex.torture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A small disk, which can be full: a file system in memory. Only root can make one. */
final class Disk implements AutoCloseable {
    private static final int MEGABYTES = 256;

    private final Path folder;

    private Disk(Path folder) {
        this.folder = folder;
    }

    /** Mounts one on an empty folder; empty if that is not allowed here. */
    static Optional<Disk> mount(Path folder) throws IOException, InterruptedException {
        return isDone("mount", "-t", "tmpfs", "-o", "mode=700,size=" + MEGABYTES + "m", "tmpfs", folder.toString())
                ? Optional.of(new Disk(folder))
                : Optional.empty();
    }

    /** Whether one can be mounted here. */
    static boolean isPossible() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("disk");
        Optional<Disk> disk = mount(folder);
        disk.ifPresent(Disk::close);
        Files.delete(folder);
        return disk.isPresent();
    }

    /** Fills it to the last byte. */
    void fill() throws IOException {
        byte[] zeros = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(ballast())) {
            while (folder.toFile().getUsableSpace() > 0) {
                out.write(zeros, 0, (int)
                        Math.min(zeros.length, Math.max(1, folder.toFile().getUsableSpace())));
            }
        } catch (IOException full) {
            // Somebody else has taken the last bytes.
        }
    }

    /** Gives the space back. */
    void empty() throws IOException {
        Files.deleteIfExists(ballast());
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    @Override
    public void close() {
        try {
            isDone("umount", "-l", folder.toString());
        } catch (IOException e) {
            System.err.println(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isDone(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // there is no such command
        }
    }
}
