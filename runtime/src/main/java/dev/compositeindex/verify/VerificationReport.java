package dev.compositeindex.verify;

import java.util.List;

/**
 * The verdicts on all declared indexes.
 *
 * @param verdicts one per declared index, in the order of the registry
 */
public record VerificationReport(List<IndexVerdict> verdicts) {

    public VerificationReport {
        verdicts = List.copyOf(verdicts);
    }

    /** Whether every declared index is known to be there, as declared, and usable. */
    public boolean allValid() {
        return problems().isEmpty();
    }

    /** The verdicts other than {@link Verdict#VALID}, in the order of the registry. */
    public List<IndexVerdict> problems() {
        return verdicts.stream()
                .filter(verdict -> verdict.verdict() != Verdict.VALID)
                .toList();
    }

    /**
     * The counts on one line: {@code indexes: 39 declared, 39 valid, 0 missing, 0 invalid, 0 drifted}, and {@code , 2
     * unknown} where there are any. Invalid are those that are being built and those that a dead build has left.
     */
    public String summary() {
        long unknown = count(Verdict.UNKNOWN);
        return "indexes: %d declared, %d valid, %d missing, %d invalid, %d drifted"
                        .formatted(
                                verdicts.size(),
                                count(Verdict.VALID),
                                count(Verdict.MISSING),
                                count(Verdict.BUILDING) + count(Verdict.LEFTOVER),
                                count(Verdict.DRIFTED))
                + (unknown == 0 ? "" : ", " + unknown + " unknown");
    }

    /**
     * This report, for an application that must not start without its indexes: what is {@link Verdict#UNKNOWN} is not known
     * to be there.
     *
     * @throws InvalidIndexesException if there are {@link #problems()}
     * @see #throwIfKnownNotValid()
     */
    public VerificationReport throwIfNotValid() {
        if (!allValid()) {
            throw new InvalidIndexesException(this);
        }
        return this;
    }

    /**
     * This report, for an application that reads from a standby, where not everything can be known, or whose role may not
     * know everything: it starts unless an index is known not to be valid.
     *
     * @throws InvalidIndexesException if there are {@link #problems()} other than {@link Verdict#UNKNOWN}
     */
    public VerificationReport throwIfKnownNotValid() {
        if (count(Verdict.VALID) + count(Verdict.UNKNOWN) < verdicts.size()) {
            throw new InvalidIndexesException(this);
        }
        return this;
    }

    private long count(Verdict wanted) {
        return verdicts.stream().filter(verdict -> verdict.verdict() == wanted).count();
    }
}
