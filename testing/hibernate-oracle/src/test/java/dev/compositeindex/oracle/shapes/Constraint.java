package dev.compositeindex.oracle.shapes;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Combinations that no version of Hibernate takes, so that they are no cases. Each is tried: what boots does not belong here. */
enum Constraint {
    /** A hierarchy with a table per class has no secondary tables: the metadata boot, the session factory fails. */
    SECONDARY_TABLE_PER_CLASS {
        @Override
        boolean forbids(Api api, Values values) {
            return values.isPerClass() && values.hasSecondary();
        }
    },
    /** Records have no constructor without parameters, which Hibernate 5 needs. */
    RECORDS_OF_HIBERNATE_5 {
        @Override
        boolean forbids(Api api, Values values) {
            return api == Api.JAVAX && values.embeddables() == Embeddables.RECORD;
        }
    },
    /** Hibernate 5 does not find quoted columns that a reference to a key of references names. */
    QUOTED_REFERENCES_OF_HIBERNATE_5 {
        @Override
        boolean forbids(Api api, Values values) {
            return api == Api.JAVAX
                    && values.naming() == Naming.QUOTED
                    && (values.key() == Key.SHARED_TWO
                            || values.key() == Key.SHARED_PART_TWO
                            || values.key() == Key.REFERENCE_TWO);
        }
    },
    /** The columns of a joined table are wanted before those of a key are known that is a reference as a whole. */
    JOINED_BELOW_SHARED_KEY {
        @Override
        boolean forbids(Api api, Values values) {
            return values.isJoined()
                    && (values.key() == Key.SHARED_TWO
                            || values.key() == Key.SHARED_ONE
                                    && values.naming() != null
                                    && !values.naming().namesReferencesInKeys());
        }
    },
    /** An id class, read by other access than the entity's members: a reference has another type there. */
    REFERENCE_READ_OTHERWISE {
        @Override
        boolean forbids(Api api, Values values) {
            return values.readsKeyOtherwise()
                    && (values.key() == Key.REFERENCE_ONE || values.key() == Key.REFERENCE_TWO);
        }
    },
    /** A key's class that is read otherwise loses the names of its columns, and what refers to these finds none. */
    NAMES_READ_OTHERWISE {
        @Override
        boolean forbids(Api api, Values values) {
            return values.readsKeyOtherwise()
                    && values.hasKeyClass()
                    && (values.naming() == Naming.JOIN_REFERENCED
                            || values.naming() == Naming.QUOTED && values.hasKeyOfSeveral()
                            || values.naming() == Naming.PRIMARY_KEY_JOIN_REFERENCED
                                    && (values.isJoined() || values.hasSecondary()));
        }
    };

    /** Whether Hibernate refuses such classes at once, and not only rows of them. */
    boolean isSeenAtBoot(Api api) {
        return this != RECORDS_OF_HIBERNATE_5 && (this != SECONDARY_TABLE_PER_CLASS || api != Api.JAVAX);
    }

    /** Whether a combination is one of these, as far as it is chosen. */
    abstract boolean forbids(Api api, Values values);

    static boolean allow(Api api, Values values) {
        return Stream.of(values()).noneMatch(constraint -> constraint.forbids(api, values));
    }

    /** The values of a combination; null where none is chosen yet. */
    record Values(
            @Nullable Inheritance inheritance,
            @Nullable Key key,
            @Nullable Naming naming,
            @Nullable Access access,
            @Nullable Embeddables embeddables,
            @Nullable Generics generics,
            @Nullable Secondary secondary) {

        boolean isJoined() {
            return inheritance != null && inheritance.isJoined();
        }

        boolean isPerClass() {
            return inheritance != null && inheritance.isPerClass();
        }

        boolean hasSecondary() {
            return secondary != null && secondary != Secondary.NONE;
        }

        boolean hasKeyClass() {
            return key != null && key != Key.SIMPLE && key != Key.SHARED_ONE;
        }

        boolean hasKeyOfSeveral() {
            return hasKeyClass() && key != Key.ID_CLASS_ONE && key != Key.EMBEDDED_ONE;
        }

        /** Whether the topmost entity says another access than the mapped superclass that has the key. */
        boolean readsKeyOtherwise() {
            boolean isSaid = access == Access.FIELD_IN_THE_MIDDLE || access == Access.PROPERTY_IN_THE_MIDDLE;
            return isSaid && (inheritance == Inheritance.MAPPED_TWO || inheritance == Inheritance.JOINED_BELOW_MAPPED);
        }
    }
}
