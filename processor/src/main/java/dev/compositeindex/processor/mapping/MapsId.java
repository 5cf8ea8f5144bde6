package dev.compositeindex.processor.mapping;

import dev.compositeindex.processor.model.FieldDecl;
import dev.compositeindex.processor.model.FieldDecl.Kind;
import dev.compositeindex.processor.model.TypeDecl;
import java.util.List;
import java.util.Optional;

/** Finds the references whose columns are parts of the primary key, too: those with {@code @MapsId}. */
final class MapsId {

    private MapsId() {}

    /** Finds the to-one reference that a field is, or with which a part of the primary key shares its columns. */
    static Optional<FieldDecl> orItself(TypeDecl root, List<FieldDecl> trail, FieldDecl field) {
        return switch (field.kind()) {
            case TO_ONE -> Optional.of(field);
            case COLUMN -> reference(root, trail, field);
            default -> Optional.empty();
        };
    }

    /** Finds the to-one reference that a part of the primary key is, too, or is a part of. */
    static Optional<FieldDecl> reference(TypeDecl root, List<FieldDecl> trail, FieldDecl field) {
        FieldDecl top = trail.isEmpty() ? field : trail.get(0);
        List<String> path = Overrides.path(trail, field);
        return root.fields().values().stream()
                .filter(reference -> top.mapping().isId() && reference.kind() == Kind.TO_ONE)
                .filter(reference -> rest(reference, path).isPresent())
                .findFirst();
    }

    /** Tells what of a path into the primary key is left after the part that a reference is; empty if it is none of it. */
    static Optional<List<String>> rest(FieldDecl reference, List<String> path) {
        return reference.mapping().mapsId().flatMap(part -> rest(part, path));
    }

    /** Tells what of a path into the primary key is left after the part of this name. */
    private static Optional<List<String>> rest(String part, List<String> path) {
        if (part.isEmpty()) {
            return Optional.of(path.subList(1, path.size()));
        }
        int at = path.indexOf(part);
        return at == 0 || at == 1 ? Optional.of(path.subList(at + 1, path.size())) : Optional.empty();
    }
}
