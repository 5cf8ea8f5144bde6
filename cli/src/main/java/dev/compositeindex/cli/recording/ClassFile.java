package dev.compositeindex.cli.recording;

import dev.compositeindex.processor.model.TypeDecl.MappedIndex;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** As much of a class file as tells which indexes the class declares, and whether it could declare any. */
final class ClassFile {
    private static final String INDEX = "Ldev/compositeindex/CompositeIndex;";
    private static final String CONTAINER = "Ldev/compositeindex/CompositeIndexes;";
    private static final Set<String> JPA_TABLES = Set.of("Ljakarta/persistence/Table;", "Ljavax/persistence/Table;");

    private static final int INTERFACE = 0x0200;
    private static final int SYNTHETIC = 0x1000;
    private static final int ENUM = 0x4000;
    private static final int MODULE = 0x8000;

    /** Of annotations and arrays in each other; Java's own end at three. */
    private static final int DEEPEST = 100;

    private final DataInputStream in;
    private int depth;
    private String[] strings = {};
    private int[] classes = {};
    private int[] numbers = {};

    private ClassFile(DataInputStream in) {
        this.in = in;
    }

    /**
     * A class and its declarations.
     *
     * @param name its binary name
     * @param canHaveTable whether it is a class or a record, and neither local nor anonymous
     * @param indexes how many annotations it has, repeated ones counted one by one
     * @param jpaIndexes the indexes that JPA's annotation declares, whether or not they count
     */
    record Declarations(String name, boolean canHaveTable, int indexes, List<MappedIndex> jpaIndexes) {

        Declarations {
            jpaIndexes = List.copyOf(jpaIndexes);
        }
    }

    static Declarations read(byte[] file) throws IOException {
        return new ClassFile(new DataInputStream(new ByteArrayInputStream(file))).read();
    }

    private Declarations read() throws IOException {
        if (in.readInt() != 0xCAFEBABE) {
            throw new IOException("no class file");
        }
        in.skipNBytes(4);
        readConstants();
        int access = in.readUnsignedShort();
        int self = in.readUnsignedShort();
        in.skipNBytes(2);
        in.skipNBytes(2L * in.readUnsignedShort());
        skipMembers();
        skipMembers();
        Attributes attributes = readAttributes(self);
        return new Declarations(
                strings[classes[self]].replace('/', '.'),
                attributes.isNamed() && (access & (INTERFACE | SYNTHETIC | ENUM | MODULE)) == 0,
                attributes.annotations().stream().mapToInt(Annotation::indexes).sum(),
                attributes.annotations().stream()
                        .flatMap(Annotation::jpaIndexes)
                        .toList());
    }

    /** Fields or methods. */
    private void skipMembers() throws IOException {
        for (int members = in.readUnsignedShort(); members > 0; members--) {
            in.skipNBytes(6);
            for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                in.skipNBytes(2);
                in.skipNBytes(Integer.toUnsignedLong(in.readInt()));
            }
        }
    }

    private void readConstants() throws IOException {
        int size = in.readUnsignedShort();
        strings = new String[size];
        classes = new int[size];
        numbers = new int[size];
        for (int i = 1; i < size; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> strings[i] = in.readUTF();
                case 7 -> classes[i] = in.readUnsignedShort();
                case 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                case 3 -> numbers[i] = in.readInt();
                case 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++; // these take two places
                }
                default -> throw new IOException("unknown constant " + tag);
            }
        }
    }

    /** Reads all attributes of the class with that constant. */
    private Attributes readAttributes(int self) throws IOException {
        List<Annotation> annotations = new ArrayList<>();
        boolean isNamed = true;
        for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
            String name = strings[in.readUnsignedShort()];
            long length = Integer.toUnsignedLong(in.readInt());
            switch (name) {
                case "RuntimeInvisibleAnnotations", "RuntimeVisibleAnnotations" -> {
                    for (int count = in.readUnsignedShort(); count > 0; count--) {
                        annotations.add(readAnnotation());
                    }
                }
                case "InnerClasses" -> {
                    for (int count = in.readUnsignedShort(); count > 0; count--) {
                        int inner = in.readUnsignedShort();
                        int outer = in.readUnsignedShort();
                        int simple = in.readUnsignedShort();
                        in.skipNBytes(2);
                        if (classes[inner] == classes[self]) {
                            isNamed = outer != 0 && simple != 0;
                        }
                    }
                }
                default -> in.skipNBytes(length);
            }
        }
        return new Attributes(annotations, isNamed);
    }

    private Annotation readAnnotation() throws IOException {
        String type = strings[in.readUnsignedShort()];
        Map<String, Object> values = new TreeMap<>();
        for (int pairs = in.readUnsignedShort(); pairs > 0; pairs--) {
            String name = strings[in.readUnsignedShort()];
            values.put(name, readValue());
        }
        return new Annotation(type, values);
    }

    /** A string, a boolean, the list of an array's values, an annotation, or something else, of which no more is told. */
    private Object readValue() throws IOException {
        if (++depth > DEEPEST) {
            throw new IOException("annotations in each other without end");
        }
        Object value = readValue(in.readUnsignedByte());
        depth--;
        return value;
    }

    private Object readValue(int tag) throws IOException {
        switch (tag) {
            case 's' -> {
                return strings[in.readUnsignedShort()];
            }
            case 'Z' -> {
                return numbers[in.readUnsignedShort()] != 0;
            }
            case '@' -> {
                return readAnnotation();
            }
            case '[' -> {
                List<Object> values = new ArrayList<>();
                for (int elements = in.readUnsignedShort(); elements > 0; elements--) {
                    values.add(readValue());
                }
                return values;
            }
            default -> {
                in.skipNBytes(tag == 'e' ? 4 : 2);
                return tag;
            }
        }
    }

    /**
     * The attributes that matter.
     *
     * @param annotations all annotations
     * @param isNamed whether it is neither local nor anonymous
     */
    private record Attributes(List<Annotation> annotations, boolean isNamed) {}

    private record Annotation(String type, Map<String, Object> values) {

        /** How many indexes it stands for. */
        int indexes() {
            return type.equals(INDEX)
                    ? 1
                    : type.equals(CONTAINER) && values.get("value") instanceof List<?> list ? list.size() : 0;
        }

        Stream<MappedIndex> jpaIndexes() {
            return JPA_TABLES.contains(type) && values.get("indexes") instanceof List<?> list
                    ? list.stream()
                            .filter(Annotation.class::isInstance)
                            .map(Annotation.class::cast)
                            .map(Annotation::jpaIndex)
                    : Stream.of();
        }

        private MappedIndex jpaIndex() {
            return new MappedIndex(text("name"), text("columnList"), Boolean.TRUE.equals(values.get("unique")), "");
        }

        private String text(String attribute) {
            return values.get(attribute) instanceof String text ? text : "";
        }
    }
}
