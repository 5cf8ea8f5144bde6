package dev.compositeindex.processor.recording;

import dev.compositeindex.processor.model.FieldDecl;
import dev.compositeindex.processor.model.FieldMapping;
import dev.compositeindex.processor.model.TypeDecl.MappedIndex;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** As much of a class file as tells which indexes the class declares, and could declare. */
final class ClassFile {
    private static final String INDEX = "Ldev/compositeindex/CompositeIndex;";
    private static final String CONTAINER = "Ldev/compositeindex/CompositeIndexes;";
    private static final Set<String> JPA_TABLES = Set.of("Ljakarta/persistence/Table;", "Ljavax/persistence/Table;");
    private static final String TABLE = "Ldev/compositeindex/IndexedTable;";

    private static final int STATIC = 0x0008;
    private static final int TRANSIENT = 0x0080;
    private static final int INTERFACE = 0x0200;
    private static final int SYNTHETIC = 0x1000;
    private static final int ENUM = 0x4000;
    private static final int MODULE = 0x8000;

    private final DataInputStream in;
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
     * @param simpleName its name in the source; empty if it is local, anonymous, or not from a source
     * @param superclass the binary name of its superclass, or empty
     * @param hasTable whether it is a class or a record, which alone can have a table
     * @param indexes how many annotations it has, repeated ones counted one by one
     * @param jpaIndexes the indexes that JPA's annotation declares, whether or not they count
     * @param table the table annotation's values by attribute; empty if there is none
     * @param fields its own fields, in order; without the types that paths lead into
     */
    record Declarations(
            String name,
            String simpleName,
            String superclass,
            boolean hasTable,
            int indexes,
            List<MappedIndex> jpaIndexes,
            Map<String, String> table,
            List<FieldDecl> fields) {

        Declarations {
            jpaIndexes = List.copyOf(jpaIndexes);
            table = Map.copyOf(table);
            fields = List.copyOf(fields);
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
        int superclass = in.readUnsignedShort();
        in.skipNBytes(2L * in.readUnsignedShort());
        List<FieldDecl> fields = new ArrayList<>();
        for (int members = in.readUnsignedShort(); members > 0; members--) {
            readField().ifPresent(fields::add);
        }
        for (int members = in.readUnsignedShort(); members > 0; members--) {
            in.skipNBytes(6);
            readAttributes(self);
        }
        Attributes attributes = readAttributes(self);
        String name = className(self);
        return new Declarations(
                name,
                attributes.simpleName().orElse(name.substring(name.lastIndexOf('.') + 1)),
                superclass == 0 ? "" : className(superclass),
                (access & (INTERFACE | SYNTHETIC | ENUM | MODULE)) == 0,
                attributes.annotations().stream().mapToInt(Annotation::indexes).sum(),
                attributes.annotations().stream()
                        .flatMap(Annotation::jpaIndexes)
                        .toList(),
                attributes.annotations().stream()
                        .filter(annotation -> annotation.type().equals(TABLE))
                        .findFirst()
                        .map(Annotation::texts)
                        .orElse(Map.of()),
                fields);
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

    private String className(int constant) {
        return strings[classes[constant]].replace('/', '.');
    }

    /** Empty for a field that is in no source. */
    private Optional<FieldDecl> readField() throws IOException {
        int access = in.readUnsignedShort();
        String name = strings[in.readUnsignedShort()];
        String descriptor = strings[in.readUnsignedShort()];
        Attributes attributes = readAttributes(0);
        boolean isTransient =
                (access & TRANSIENT) != 0 || attributes.annotations().stream().anyMatch(Annotation::saysTransient);
        if ((access & SYNTHETIC) != 0) {
            return Optional.empty();
        }
        FieldDecl.Kind kind = (access & STATIC) != 0
                ? FieldDecl.Kind.STATIC
                : isTransient
                        ? FieldDecl.Kind.TRANSIENT
                        : isCollection(descriptor) ? FieldDecl.Kind.COLLECTION : FieldDecl.Kind.COLUMN;
        return Optional.of(new FieldDecl(name, kind, "", "", "", FieldMapping.NONE));
    }

    /** Only of Java's own types can it be told without the class path. */
    private static boolean isCollection(String descriptor) {
        if (!descriptor.startsWith("Ljava/")) {
            return false;
        }
        String type = descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
        try {
            Class<?> found = Class.forName(type, false, ClassLoader.getPlatformClassLoader());
            return Collection.class.isAssignableFrom(found) || Map.class.isAssignableFrom(found);
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Reads all attributes of the class with that constant, or of a member. */
    private Attributes readAttributes(int self) throws IOException {
        List<Annotation> annotations = new ArrayList<>();
        Optional<String> simpleName = Optional.empty();
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
                            simpleName = Optional.of(outer == 0 || simple == 0 ? "" : strings[simple]);
                        }
                    }
                }
                default -> in.skipNBytes(length);
            }
        }
        return new Attributes(annotations, simpleName);
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
        int tag = in.readUnsignedByte();
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
     * @param simpleName of a class that is not top-level
     */
    private record Attributes(List<Annotation> annotations, Optional<String> simpleName) {}

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
            return new MappedIndex(
                    texts().getOrDefault("name", ""),
                    texts().getOrDefault("columnList", ""),
                    Boolean.TRUE.equals(values.get("unique")));
        }

        /** Whoever it is of: JPA's, Spring Data's. */
        boolean saysTransient() {
            return type.endsWith("/Transient;") || type.endsWith("$Transient;") || type.equals("LTransient;");
        }

        Map<String, String> texts() {
            Map<String, String> texts = new TreeMap<>();
            values.forEach((name, value) -> {
                if (value instanceof String text) {
                    texts.put(name, text);
                }
            });
            return texts;
        }
    }
}
