package dev.compositeindex.cli.analysis;

import dev.compositeindex.health.Finding;
import dev.compositeindex.health.HealthReport;
import dev.compositeindex.health.IndexUse;
import dev.compositeindex.health.Node;
import dev.compositeindex.verify.Verdict;
import dev.compositeindex.verify.VerificationReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reports as servers could give them. */
final class Reports {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Reports() {}

    static IndexUse index(String name, long bytes, long scans) {
        return new IndexUse(
                "public",
                "course",
                name,
                "CREATE INDEX " + name,
                "com.acme.Course",
                Optional.of(Verdict.VALID),
                Optional.of(START),
                "",
                bytes,
                scans,
                scans * 3,
                Optional.empty(),
                List.of(scans));
    }

    static HealthReport of(int day, Instant countedSince, IndexUse... indexes) {
        return new HealthReport(
                START.plus(Duration.ofDays(day)),
                List.of(new Node("db:5432", "18.1", false, countedSince, "pg_stat_database.stats_reset")),
                new VerificationReport(List.of()),
                List.of(indexes),
                List.of());
    }

    /** One with all that a page can show, and names that try to be more than text. */
    static HealthReport full() {
        List<IndexUse> indexes = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            indexes.add(index(
                    "course_column_%02d_idx".formatted(i),
                    8192L << (i % 16),
                    i % 4 == 0 ? 0 : (long) Math.pow(3, i % 13)));
        }
        indexes.add(index("<script>alert('&\"1\u202e')</script>", 1 << 20, 5));
        List<Finding> findings = List.of(
                new Finding(
                        Finding.Kind.REDUNDANT,
                        Finding.Confidence.CERTAIN,
                        "public",
                        "course",
                        "course_column_00_idx",
                        "com.acme.Course",
                        "course_column_01_idx does all that it does: CREATE INDEX course_column_01_idx ON public.course USING btree (a, b).",
                        "Remove its annotation from com.acme.Course and record."),
                new Finding(
                        Finding.Kind.UNUSED,
                        Finding.Confidence.INSUFFICIENT,
                        "public",
                        "course",
                        "<b>",
                        "",
                        "Not scanned since yesterday.",
                        "Look again later."));
        HealthReport some = of(10, START, indexes.toArray(IndexUse[]::new));
        return new HealthReport(some.taken(), some.nodes(), some.verification(), some.indexes(), findings);
    }
}
