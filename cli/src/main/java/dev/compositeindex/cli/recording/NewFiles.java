package dev.compositeindex.cli.recording;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.migration.MigrationFile;
import dev.compositeindex.processor.migration.NumberedMigration;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Files that are written into a folder all together, or not at all. */
final class NewFiles {
    private final Path folder;
    private final Deque<Path> written = new ArrayDeque<>();

    NewFiles(Path folder) {
        this.folder = folder;
    }

    /** Writes them; if one cannot be written, takes back the others. */
    Optional<Problem> write(List<NumberedMigration> migrations) {
        for (NumberedMigration migration : migrations) {
            // The configuration first: a script without it would run in a transaction.
            List<MigrationFile> files = new ArrayList<>(migration.files());
            Collections.reverse(files);
            for (MigrationFile file : files) {
                Path path = folder.resolve(file.name());
                try {
                    write(path, file.text().getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    return Optional.of(failure(path, e));
                }
            }
        }
        return Optional.empty();
    }

    /** Removes what was written, scripts before their configurations. */
    void takeBack() {
        while (!written.isEmpty()) {
            try {
                Files.deleteIfExists(written.pop());
            } catch (IOException e) {
                // Where not even that works, the next run says which file is in the way.
                continue;
            }
        }
    }

    private void write(Path path, byte[] bytes) throws IOException {
        if (isLeftOver(path, bytes)) {
            return;
        }
        try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            written.push(path);
            out.write(bytes);
        }
    }

    /** A configuration alone does nothing; a run that was killed may have left it. */
    private static boolean isLeftOver(Path path, byte[] bytes) throws IOException {
        return path.toString().endsWith(".conf")
                && Files.isRegularFile(path)
                && Arrays.equals(Files.readAllBytes(path), bytes);
    }

    private Problem failure(Path path, IOException reason) {
        takeBack();
        String why = reason instanceof FileAlreadyExistsException
                ? "it exists already. If another record wrote it just now, record again; else remove it, and record again"
                : Printable.reason(reason)
                        + ". Check the permissions of the folder and the space on the disk, and record again";
        return new Problem(
                Code.FILE_ACCESS,
                new Site.OfModule(),
                "nothing was recorded: the file %s could not be written: %s."
                        .formatted(Printable.quoted(path.toString()), why));
    }
}
