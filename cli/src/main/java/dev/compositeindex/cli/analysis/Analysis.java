package dev.compositeindex.cli.analysis;

import dev.compositeindex.cli.database.DatabaseAddress;
import dev.compositeindex.cli.output.FindingMembers;
import dev.compositeindex.cli.recording.CompiledModule;
import dev.compositeindex.cli.recording.DeclaredIndexes;
import dev.compositeindex.health.Finding;
import dev.compositeindex.health.HealthReport;
import dev.compositeindex.health.IndexHealth;
import dev.compositeindex.health.IndexHealthException;
import dev.compositeindex.health.IndexUse;
import dev.compositeindex.health.Node;
import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.verify.IndexVerificationException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * How the indexes of the declared tables do, and what happened since counters were kept.
 *
 * @param report what the servers say
 * @param before the counters that were kept
 */
public record Analysis(HealthReport report, Baselines before) {
    private static final int LISTED = 20;

    /**
     * Reads databases, in which nothing is changed.
     *
     * @param databases the primary, then its replicas
     * @param unusedAfter how long an index must not have been scanned to be called unused
     */
    public static Checked<Analysis> of(
            List<CompiledModule> modules, List<DatabaseAddress> databases, Duration unusedAfter, Baselines before) {
        List<DataSource> sources = new ArrayList<>();
        for (DatabaseAddress database : databases) {
            Checked<DataSource> source = database.dataSource("analyze");
            if (source.value().isEmpty()) {
                return Checked.failed(source.problems());
            }
            sources.add(source.value().get());
        }
        return DeclaredIndexes.use(
                modules,
                declared -> report(
                        IndexHealth.of(
                                        sources.get(0),
                                        sources.subList(1, sources.size()).toArray(DataSource[]::new))
                                .unusedAfter(unusedAfter)
                                .withScripts(declared.scripts()),
                        declared,
                        before));
    }

    private static Checked<Analysis> report(IndexHealth health, DeclaredIndexes declared, Baselines before) {
        try {
            return Checked.of(new Analysis(health.report(declared.registry()), before));
        } catch (IndexHealthException | IndexVerificationException e) {
            return Checked.failed(
                    new Problem(Code.DATABASE, new Site.OfModule(), Printable.whole(String.valueOf(e.getMessage()))));
        }
    }

    /** Whether enough is known of something of one of these kinds to act. */
    public boolean has(Collection<Finding.Kind> kinds) {
        return report.sufficient().stream().anyMatch(finding -> kinds.contains(finding.kind()));
    }

    /** What a person reads. */
    public List<String> text() {
        return Stream.concat(report.text().stream(), since().stream())
                .map(Printable::whole)
                .toList();
    }

    private List<String> since() {
        if (before.last().isEmpty()) {
            return List.of();
        }
        String last =
                before.last().get().taken().truncatedTo(ChronoUnit.SECONDS).toString();
        if (before.wereReset(report)) {
            return List.of(
                    "",
                    "since the baseline of " + last
                            + " the counters were set to zero, by somebody or by a crash: what happened in between is not known");
        }
        List<String> lines = new ArrayList<>();
        List<IndexUse> scanned = report.indexes().stream()
                .filter(index -> before.since(index, report).orElse(0) > 0)
                .sorted(Comparator.comparingLong(
                                (IndexUse index) -> before.since(index, report).orElse(0))
                        .reversed())
                .toList();
        lines.add("");
        lines.add("since the baseline of %s: %d of %d indexes were scanned"
                .formatted(last, scanned.size(), report.indexes().size()));
        scanned.stream()
                .limit(LISTED)
                .forEach(index -> lines.add("  %d times %s on %s"
                        .formatted(before.since(index, report).orElse(0), index.name(), index.table())));
        for (IndexUse index : report.indexes()) {
            before.notScannedSince(index, report)
                    .filter(since -> index.neededFor().isEmpty())
                    .ifPresent(since -> lines.add("  not once since %s %s on %s"
                            .formatted(since.truncatedTo(ChronoUnit.SECONDS), index.name(), index.table())));
        }
        return lines;
    }

    /** What a program reads. */
    public Map<String, ?> members() {
        Map<String, Object> analysis = new LinkedHashMap<>();
        analysis.put("taken", report.taken().toString());
        analysis.put("countedSince", report.countedSince().toString());
        analysis.put("nodes", report.nodes().stream().map(Analysis::members).toList());
        analysis.put("bytes", report.bytes());
        analysis.put("scans", report.scans());
        analysis.put("indexes", report.indexes().stream().map(this::members).toList());
        analysis.put(
                "findings", report.findings().stream().map(FindingMembers::of).toList());
        before.last().ifPresent(last -> {
            Map<String, Object> baseline = new LinkedHashMap<>();
            baseline.put("taken", last.taken().toString());
            baseline.put("reset", before.wereReset(report));
            analysis.put("baseline", baseline);
        });
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("summary", report.verification().summary());
        members.put("analysis", analysis);
        return members;
    }

    private static Map<String, Object> members(Node node) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("address", node.address());
        members.put("version", node.version());
        members.put("standby", node.standby());
        members.put("countedSince", node.countedSince().toString());
        members.put("source", node.source());
        return members;
    }

    private Map<String, Object> members(IndexUse index) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("index", index.name());
        members.put("schema", index.schema());
        members.put("table", index.table());
        members.put("definition", index.definition());
        members.put("declaredBy", index.declaredBy());
        index.verdict()
                .ifPresent(verdict -> members.put("verdict", verdict.name().toLowerCase(Locale.ROOT)));
        index.knownSince().ifPresent(since -> members.put("knownSince", since.toString()));
        members.put("neededFor", index.neededFor());
        members.put("bytes", index.bytes());
        members.put("scans", index.scans());
        members.put("scansByNode", index.scansByNode());
        members.put("entriesPerScan", index.entriesPerScan());
        index.lastScan().ifPresent(last -> members.put("lastScan", last.toString()));
        OptionalLong since = before.since(index, report);
        if (since.isPresent()) {
            members.put("scansSinceBaseline", since.getAsLong());
        }
        before.notScannedSince(index, report).ifPresent(time -> members.put("notScannedSince", time.toString()));
        return members;
    }

    /** What a browser shows: a page by itself. */
    public String page() {
        return new HtmlReport(report, before).page();
    }
}
