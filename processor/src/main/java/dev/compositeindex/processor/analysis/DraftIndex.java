package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.builtin.PgType;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.model.AccessMethod;
import dev.compositeindex.processor.model.IndexDecl;
import dev.compositeindex.processor.sql.Identifiers;
import java.util.List;
import java.util.Optional;

/**
 * A declared index as far as its texts can be read: what the rules about one index look at. A field that does not exist
 * hides nothing.
 *
 * @param declared what was written
 * @param keys the keys that can be read
 * @param postgres the oldest major version that the index is for
 */
record DraftIndex(IndexDecl declared, List<Key> keys, int postgres) {

    DraftIndex {
        keys = List.copyOf(keys);
    }

    /** The access method, if it is built in. */
    Optional<AccessMethod> method() {
        return AccessMethod.of(declared.using());
    }

    /** Whether the access method is one that is known not to be able to do this. */
    boolean lacks(AccessMethod.Property property) {
        return method().filter(method -> !method.has(property)).isPresent();
    }

    /**
     * A key.
     *
     * @param site its place
     * @param text what is said
     * @param type what its column is; unknown for an expression
     * @param known its type, where there is no doubt
     */
    record Key(Site site, KeyDecl text, StoredType type, Optional<PgType> known) {

        /** The field path, or the whole text of an expression, as messages quote it. */
        String name() {
            if (text.part() instanceof KeyDecl.Part.Verbatim verbatim) {
                return Identifiers.quote(verbatim.column());
            }
            return text.part() instanceof KeyDecl.Part.Path path ? path.text() : "the expression";
        }

        /** The same, the field path in quotes. */
        String quotedName() {
            return text.part() instanceof KeyDecl.Part.Expression ? name() : Printable.quoted(name());
        }

        /** Whether the type's own operator class is used. */
        boolean hasDefaultOperatorClass() {
            return text.operatorClass().isDefault();
        }
    }
}
