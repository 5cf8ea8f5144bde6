package dev.compositeindex.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads files of jars and folders, which anybody may have changed: what is too large is refused with the file's name. */
public final class FileText {
    /** In bytes. No file of ours is nearly as large. */
    private static final int LARGEST = 64 << 20;

    private FileText() {}

    /** The text that a stream has, of a file of that name; what is no UTF-8 is replaced. */
    public static String read(String name, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new IOException(
                    name + " is larger than " + (LARGEST >> 20) + " MB, and no file of CompositeIndex's is");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
