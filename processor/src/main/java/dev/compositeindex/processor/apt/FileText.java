package dev.compositeindex.processor.apt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads files that anybody may have changed. What is too large is refused with the file's name; bytes that are no UTF-8 become
 * replacement characters, of which the reader of the text finds out more than a decoder would tell.
 */
public final class FileText {
    /** In bytes. No file of ours is nearly as large. */
    public static final int LARGEST = 64 << 20;

    private FileText() {}

    /** The text of a file. */
    public static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in);
        }
    }

    /** The text that a stream has, of a file of that name. */
    public static String read(String name, InputStream in) throws IOException {
        return new String(bytes(name, in), StandardCharsets.UTF_8);
    }

    /** The same as bytes. */
    public static byte[] bytes(String name, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new IOException(
                    name + " is larger than " + (LARGEST >> 20) + " MB, and no file of CompositeIndex's is");
        }
        return bytes;
    }
}
