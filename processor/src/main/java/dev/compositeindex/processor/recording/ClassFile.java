package dev.compositeindex.processor.recording;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;

/** As much of a class file as tells how many indexes the class declares. */
final class ClassFile {
    private static final String INDEX = "Ldev/compositeindex/CompositeIndex;";
    private static final String CONTAINER = "Ldev/compositeindex/CompositeIndexes;";

    private final DataInputStream in;
    private String[] strings = {};
    private int[] classes = {};

    private ClassFile(DataInputStream in) {
        this.in = in;
    }

    /**
     * A class and its declarations.
     *
     * @param name its binary name
     * @param indexes how many annotations it has, repeated ones counted one by one
     */
    record Declarations(String name, int indexes) {}

    static Declarations read(byte[] file) throws IOException {
        return new ClassFile(new DataInputStream(new ByteArrayInputStream(file))).read();
    }

    private Declarations read() throws IOException {
        if (in.readInt() != 0xCAFEBABE) {
            throw new IOException("no class file");
        }
        in.skipNBytes(4);
        readConstants();
        in.skipNBytes(2);
        String name = strings[classes[in.readUnsignedShort()]].replace('/', '.');
        in.skipNBytes(2);
        in.skipNBytes(2L * in.readUnsignedShort());
        skipMembers();
        skipMembers();
        return new Declarations(name, readAttributes());
    }

    private void readConstants() throws IOException {
        int size = in.readUnsignedShort();
        strings = new String[size];
        classes = new int[size];
        for (int i = 1; i < size; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> strings[i] = in.readUTF();
                case 7 -> classes[i] = in.readUnsignedShort();
                case 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++; // these take two places
                }
                default -> throw new IOException("unknown constant " + tag);
            }
        }
    }

    private void skipMembers() throws IOException {
        for (int members = in.readUnsignedShort(); members > 0; members--) {
            in.skipNBytes(6);
            for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                in.skipNBytes(2);
                in.skipNBytes(Integer.toUnsignedLong(in.readInt()));
            }
        }
    }

    private int readAttributes() throws IOException {
        for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
            String name = strings[in.readUnsignedShort()];
            long length = Integer.toUnsignedLong(in.readInt());
            if (name.equals("RuntimeInvisibleAnnotations")) {
                int indexes = 0;
                for (int annotations = in.readUnsignedShort(); annotations > 0; annotations--) {
                    indexes += readAnnotation();
                }
                return indexes;
            }
            in.skipNBytes(length);
        }
        return 0;
    }

    /** How many indexes an annotation stands for. */
    private int readAnnotation() throws IOException {
        String type = strings[in.readUnsignedShort()];
        int elements = 0;
        for (int pairs = in.readUnsignedShort(); pairs > 0; pairs--) {
            in.skipNBytes(2);
            elements += readValue();
        }
        return type.equals(INDEX) ? 1 : type.equals(CONTAINER) ? elements : 0;
    }

    /** How many elements a value has; 1 if it is no array. */
    private int readValue() throws IOException {
        int tag = in.readUnsignedByte();
        switch (tag) {
            case 'e' -> in.skipNBytes(4);
            case '@' -> readAnnotation();
            case '[' -> {
                int elements = in.readUnsignedShort();
                for (int i = 0; i < elements; i++) {
                    readValue();
                }
                return elements;
            }
            default -> in.skipNBytes(2);
        }
        return 1;
    }
}
