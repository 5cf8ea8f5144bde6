package dev.compositeindex.health;

import java.util.List;
import java.util.Locale;

/**
 * Something that an operator should know of an index, or of a table.
 *
 * @param kind what it is
 * @param confidence how far it can be trusted
 * @param schema the schema of the table
 * @param table the table
 * @param index the index; empty if it is about the table
 * @param declaredBy the class that declares the index, or an index of the table; empty if none does
 * @param evidence what it rests on, a sentence or more
 * @param nextStep what to do, or how to find out more
 */
public record Finding(
        Kind kind,
        Confidence confidence,
        String schema,
        String table,
        String index,
        String declaredBy,
        String evidence,
        String nextStep) {

    /** What there is to find, the most urgent first. */
    public enum Kind {
        /** A declared index is not there. */
        MISSING,
        /** What a build that died has left: no query can use it, and writes may pay for it. */
        INVALID,
        /** An index is not as its class declares it. */
        DRIFTED,
        /** No index serves a foreign key: what is deleted in the other table reads all of this one. */
        FOREIGN_KEY,
        /** Another index does all that this one does. */
        REDUNDANT,
        /** Nobody has scanned the index. */
        UNUSED,
        /** A large table is often read from its beginning. */
        SEQUENTIAL_SCANS,
        /** Most updates change a column of an index, and so pay for all indexes of the table. */
        HOT_UPDATES,
        /** An index is much larger than its entries need. */
        BLOAT,
        /** No class declares an index of a table for which classes declare some. */
        UNDECLARED;

        /** The word for it, {@code "foreign-key"}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** How far a finding can be trusted, the surest first. */
    public enum Confidence {
        /** The catalogue says it. */
        CERTAIN,
        /** What was counted says it, for long enough. */
        LIKELY,
        /** It is an estimate, or something that is not known could explain it. */
        POSSIBLE,
        /** It looks like it, but too little is known: nothing is to be done yet. */
        INSUFFICIENT;

        /** The word for it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The finding for people: what and where, then the evidence and the next step, a line each. */
    public List<String> text() {
        return List.of(
                "%s (%s): %s".formatted(kind.word(), confidence.word(), place()), "    " + evidence, "    " + nextStep);
    }

    private String place() {
        String qualified = schema.isEmpty() ? table : schema + "." + table;
        String named = index.isEmpty() ? qualified : index + " on " + qualified;
        return declaredBy.isEmpty() ? named : named + " (" + declaredBy + ")";
    }

    /** Whether enough is known to act. */
    public boolean isSufficient() {
        return confidence != Confidence.INSUFFICIENT;
    }
}
