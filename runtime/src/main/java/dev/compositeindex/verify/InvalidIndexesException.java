package dev.compositeindex.verify;

import java.util.List;

/** Declared indexes are not what they should be, or not known to be. The message has the counts, each problem and its repair. */
public final class InvalidIndexesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 10;

    private final transient VerificationReport report;

    InvalidIndexesException(VerificationReport report) {
        super(message(report));
        this.report = report;
    }

    /** The report that was refused. */
    public VerificationReport report() {
        return report;
    }

    private static String message(VerificationReport report) {
        List<IndexVerdict> problems = report.problems();
        StringBuilder message = new StringBuilder(report.summary());
        for (IndexVerdict problem : problems.subList(0, Math.min(SHOWN, problems.size()))) {
            message.append("\n  ").append(problem.describe());
            message.append("\n    ").append(problem.repair());
        }
        if (problems.size() > SHOWN) {
            message.append("\n  … and ").append(problems.size() - SHOWN).append(" more");
        }
        return message.toString();
    }
}
