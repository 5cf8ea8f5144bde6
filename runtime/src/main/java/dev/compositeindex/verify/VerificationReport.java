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

    /** Whether every declared index is there, as declared, and usable. */
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
     * The counts on one line: {@code indexes: 39 declared, 39 valid, 0 missing, 0 invalid, 0 drifted}. Invalid are those
     * that are being built and those that a dead build has left.
     */
    public String summary() {
        return "indexes: %d declared, %d valid, %d missing, %d invalid, %d drifted"
                .formatted(
                        verdicts.size(),
                        count(Verdict.VALID),
                        count(Verdict.MISSING),
                        count(Verdict.BUILDING) + count(Verdict.LEFTOVER),
                        count(Verdict.DRIFTED));
    }

    /**
     * This report, for an application that must not start without its indexes.
     *
     * @throws InvalidIndexesException if there are {@link #problems()}
     */
    public VerificationReport throwIfNotValid() {
        if (!allValid()) {
            throw new InvalidIndexesException(this);
        }
        return this;
    }

    private long count(Verdict wanted) {
        return verdicts.stream().filter(verdict -> verdict.verdict() == wanted).count();
    }
}
