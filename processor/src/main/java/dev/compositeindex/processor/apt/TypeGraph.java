package dev.compositeindex.processor.apt;

import dev.compositeindex.processor.apt.MappingReader.Access;
import dev.compositeindex.processor.apt.ReadType.Gap;
import dev.compositeindex.processor.apt.ReadType.Next;
import dev.compositeindex.processor.model.FieldDecl;
import dev.compositeindex.processor.model.FieldDecl.Kind;
import dev.compositeindex.processor.model.FieldMapping;
import dev.compositeindex.processor.model.TypeDecl;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;

/** The types that a class's columns depend on, itself the first. */
final class TypeGraph {
    private final TypeReader reader;
    private final MappingReader mappings;
    private final String root;
    private final Map<String, Node> nodes = new HashMap<>();

    private TypeGraph(TypeReader reader, MappingReader mappings, TypeElement type, List<String> paths) {
        this.reader = reader;
        this.mappings = mappings;
        DeclaredType declared = (DeclaredType) type.asType();
        this.root = reader.binaryName(type);
        add(root, declared, Access.FIELD, Extent.COLUMNS);
        paths.forEach(path -> follow(declared, path));
    }

    /**
     * Reads what a class depends on.
     *
     * @param paths the paths with dots that its indexes have
     */
    static TypeGraph of(TypeReader reader, MappingReader mappings, TypeElement type, List<String> paths) {
        return new TypeGraph(reader, mappings, type, paths);
    }

    /** The part of a type that matters. */
    private enum Extent {
        /** All of its fields have columns here. */
        COLUMNS,
        /** Foreign keys refer to its primary key. */
        KEY;

        /** Of a primary key, what it consists of, and the references that parts of it are. */
        boolean includes(FieldDecl field) {
            FieldMapping mapping = field.mapping();
            return this == COLUMNS || mapping.isId() || mapping.mapsId().isPresent();
        }
    }

    private record Node(ReadType type, Extent extent) {

        Stream<FieldDecl> fields() {
            return type.decl().fields().values().stream().filter(extent::includes);
        }

        /** The names of columns matter in any case: foreign keys may refer to them by these. */
        Stream<Gap> gaps() {
            return type.gaps().stream()
                    .filter(gap -> gap.type().isEmpty() || gap.field().isEmpty() || includes(gap.field()));
        }

        private boolean includes(String name) {
            FieldDecl field = type.field(name);
            return field == null || extent.includes(field);
        }
    }

    private Node add(String key, DeclaredType type, Access inherited, Extent extent) {
        Node known = nodes.get(key);
        if (known != null) {
            return known;
        }
        Node node = new Node(reader.read(mappings, type, inherited), extent);
        nodes.put(key, node);
        node.fields().forEach(field -> {
            Next next = node.type().next().get(field.name());
            if (next != null && field.kind() == Kind.EMBEDDED) {
                add(field.type(), next.type(), next.access(), Extent.COLUMNS);
            } else if (next != null && field.kind() == Kind.TO_ONE) {
                add(field.type(), next.type(), next.access(), Extent.KEY);
            }
        });
        return node;
    }

    /** Reads the types that a path leads through, as far as it leads anywhere. */
    private void follow(DeclaredType start, String path) {
        String key = root;
        DeclaredType owner = start;
        for (String name : path.split("\\.")) {
            ReadType type = add(key, owner, Access.FIELD, Extent.COLUMNS).type();
            FieldDecl field = type.field(name);
            Next next = type.next().get(name);
            if (field == null || field.kind() == Kind.TO_ONE || next == null) {
                return;
            }
            key = field.type();
            owner = next.type();
        }
    }

    /** What was read, by key: the class itself under its binary name. */
    Map<String, TypeDecl> types() {
        return nodes.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, node -> node.getValue().type().decl()));
    }

    /** The canonical names of all types that were read. */
    SortedSet<String> contributors() {
        return nodes.values().stream()
                .flatMap(node -> node.type().contributors().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The types that do not exist (yet), and matter. */
    SortedSet<MissingType> missing() {
        return nodes.values().stream()
                .flatMap(Node::gaps)
                .flatMap(gap -> gap.type().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether everything is there. */
    boolean isComplete() {
        return nodes.values().stream().flatMap(Node::gaps).findAny().isEmpty();
    }

    /** Whether the class's own fields are known, all of them. */
    boolean knowsFields() {
        Node node = nodes.get(root);
        return node != null && !node.type().lacksFields();
    }

    /** Whether all is there on which a path of the class depends, be it one that leads anywhere or not. */
    boolean isComplete(String path) {
        String key = root;
        for (String name : path.split("\\.")) {
            Node node = nodes.get(key);
            if (node == null) {
                return true;
            }
            FieldDecl field = node.type().field(name);
            if (node.type().lacksFields() || node.type().lacks(name)) {
                return false;
            }
            if (field == null) {
                return true;
            }
            if (field.kind() == Kind.TO_ONE) {
                return isComplete(field.type(), new HashSet<>());
            }
            if (field.mapping().isId() && !isKeyComplete(node)) {
                return false;
            }
            key = field.type();
        }
        return !nodes.containsKey(key) || !nodes.get(key).type().lacksFields();
    }

    /** A primary key may have the columns of references. */
    private boolean isKeyComplete(Node node) {
        return node.fields()
                .filter(field -> field.mapping().mapsId().isPresent())
                .noneMatch(field -> node.type().lacks(field.name()) || !isComplete(field.type(), new HashSet<>()));
    }

    /** The same of a type as a whole, as far as it matters, and of those that it depends on. */
    private boolean isComplete(String key, Set<String> visited) {
        Node node = nodes.get(key);
        return node == null
                || !visited.add(key)
                || node.gaps().findAny().isEmpty()
                        && node.fields().allMatch(field -> isComplete(field.type(), visited));
    }
}
