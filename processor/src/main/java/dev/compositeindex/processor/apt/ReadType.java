package dev.compositeindex.processor.apt;

import dev.compositeindex.processor.apt.MappingReader.Access;
import dev.compositeindex.processor.model.FieldDecl;
import dev.compositeindex.processor.model.TypeDecl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.type.DeclaredType;
import org.jspecify.annotations.Nullable;

/**
 * A type as it was read.
 *
 * @param decl what is written
 * @param next the types into which its fields lead, by field
 * @param contributors the canonical names of the classes that were read for it: its own, and its superclasses
 * @param gaps what does not exist (yet)
 */
record ReadType(TypeDecl decl, Map<String, Next> next, Set<String> contributors, List<Gap> gaps) {

    /**
     * A type into which a field leads.
     *
     * @param type the type
     * @param access by what it is mapped if nothing else is said
     */
    record Next(DeclaredType type, Access access) {}

    /**
     * Something that does not exist (yet).
     *
     * @param field the field that lacks it; empty if the type as a whole does
     * @param type the type that is missing; empty if it is a text in an annotation
     */
    record Gap(String field, Optional<MissingType> type) {}

    /** The field of this name; null if there is none. */
    @Nullable
    FieldDecl field(String name) {
        return decl.fields().get(name);
    }

    /** Whether it is not known what its fields are. */
    boolean lacksFields() {
        return gaps.stream().anyMatch(gap -> gap.field().isEmpty());
    }

    /** Whether something of a field is missing. */
    boolean lacks(String field) {
        return gaps.stream().anyMatch(gap -> gap.field().equals(field));
    }
}
